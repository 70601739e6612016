"""Operators and matrices that are defined by others: what each stands for, in terms that every route knows.

diag, tril, adj and their like need no rule of their own in a route or a proof: they are read as their definition.
Only the half of a matrix, vech, is a selection of entries that no product of the others gives: see Elimination.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

from ..diagnostic import Span
from ..model.size import Shape, Size
from ..parse import tree as t
from . import algebra, conjugation, indices, mentions, spectral
from .definedness import always_invertible
from .problem import Problem
from .scope import ONE, Running, Scope
from .term import (
    Delta,
    Determinant,
    Elimination,
    Entries,
    Identity,
    Index,
    Kronecker,
    Multiply,
    Negative,
    Number,
    Ones,
    Sum,
    Term,
    Transpose,
    Unit,
    Vec,
)
from .vocabulary import key

HALF = Fraction(1, 2)


def _matrix(term: Term, what: str, scope: Scope) -> tuple[Size, Size]:
    shape = scope.sizes.shape(term.shape)
    if len(shape) != 2:
        raise Problem("shape-mismatch", f"{scope.shown(shape)} has no {what}", term.span)
    return shape[0], shape[1]


def _side(term: Term, what: str, scope: Scope) -> Size:
    """Return the number of rows of a square matrix. Problem: it is none, and has nothing that goes by this name."""
    algebra.square(term, what, scope)
    return scope.sizes.shape(term.shape)[0]


def _ones(size: Size, span: Span) -> Term:
    return Ones(shape=(size, ONE), span=span)


def _identity(size: Size, span: Span) -> Term:
    return Identity(shape=(size, size), span=span)


def diagonal_matrix(x: Term, span: Span, scope: Scope) -> Term:
    """Return the matrix with the column x on its diagonal: (x 1ᵀ) ⊙ I. Shapes: x (n, 1); result (n, n)."""
    rows, columns = _matrix(x, "diagonal matrix", scope)
    if columns != ONE:
        raise Problem("shape-mismatch", f"{scope.shown(x.shape)} is no column to stand on a diagonal", x.span)
    if rows == ONE:
        return x
    square = (rows, rows)
    row = Transpose(_ones(rows, span), shape=(ONE, rows), span=span)
    return algebra.hadamard(Multiply(x, row, shape=square, span=span), _identity(rows, span), scope)


def diagonal_column(a: Term, span: Span, scope: Scope) -> Term:
    """Return the diagonal of a square matrix as a column: (A ⊙ I) 1. Shapes: A (n, n); result (n, 1)."""
    rows = _side(a, "diagonal", scope)
    if rows == ONE:
        return a
    kept = algebra.hadamard(a, _identity(rows, span), scope)
    return Multiply(kept, _ones(rows, span), shape=(rows, ONE), span=span)


def diagonal(term: Term, span: Span, scope: Scope) -> Term:
    """Return the diagonal matrix of a column, or the diagonal of a matrix."""
    _, columns = _matrix(term, "diagonal", scope)
    return diagonal_matrix(term, span, scope) if columns == ONE else diagonal_column(term, span, scope)


def row_sums(term: Term, span: Span, scope: Scope) -> Term:
    """Return the sum of each row: A 1. Shapes: A (m, n); result (m, 1)."""
    rows, columns = _matrix(term, "sum of its rows", scope)
    return term if columns == ONE else Multiply(term, _ones(columns, span), shape=(rows, ONE), span=span)


def total(term: Term, span: Span, scope: Scope) -> Term:
    """Return the sum of all entries: 1ᵀ A 1. Shapes: A (m, n); result a number."""
    if not term.shape:
        return term
    rows, _ = _matrix(term, "sum", scope)
    row = Transpose(_ones(rows, span), shape=(ONE, rows), span=span)
    return Multiply(row, row_sums(term, span, scope), span=span)


def row_vec(term: Term, span: Span, scope: Scope) -> Term:
    """Return the rows of a matrix stacked: vec(Aᵀ). Shapes: A (m, n); result (m·n, 1)."""
    return algebra.apply_operator("vec", algebra.transpose(term, span, scope), span, scope)


def index(size: Size, span: Span, scope: Scope) -> tuple[str, Index]:
    """Return a new index letter from 1 to a size, and it as an index."""
    name = f"#{len(scope.every) + 1}"
    scope.every[name] = Running(name, ONE, size, True, span, "in a matrix made of its entries")
    return name, Index(((name, 1),))


def triangle(shape: Shape, offset: int, span: Span, scope: Scope) -> Term:
    """Return the matrix with 1 where column ≤ row + offset, else 0: entry (i, j) is Σ_{k ≤ i + offset} δ_kj."""
    (row, i), (column, j) = index(shape[0], span, scope), index(shape[1], span, scope)
    summed, k = index(shape[1], span, scope)
    last = Index(i.letters, Size.of(offset))
    body = Sum(summed, Index((), ONE), last, Delta(k, j, span=span), span=span)
    return Entries(row, column, body, shape=shape, span=span)


def lower_triangle(term: Term, span: Span, scope: Scope, offset: int = 0) -> Term:
    """Return the matrix with zeros where column > row + offset. Shapes: A (m, n); result (m, n)."""
    shape = _matrix(term, "triangle", scope)
    return algebra.hadamard(term, triangle(shape, offset, span, scope), scope)


def upper_triangle(term: Term, span: Span, scope: Scope, offset: int = 0) -> Term:
    """Return the matrix with zeros where column < row + offset. Shapes: A (m, n); result (m, n)."""
    rows, columns = _matrix(term, "triangle", scope)
    flipped = lower_triangle(algebra.transpose(term, span, scope), span, scope, -offset)
    return Transpose(flipped, shape=(rows, columns), span=span)


def adjugate(a: Term, span: Span, scope: Scope) -> Term:
    """Return adj(A), the transpose of the matrix of cofactors. Shapes: A (n, n); result (n, n).

    Where A is invertible it is det(A) A⁻¹. Else its entry (i, j) is the determinant of A with row j replaced by
    the row e_iᵀ, which exists for every A.
    """
    n = _side(a, "adjugate", scope)
    if always_invertible(a, scope):
        return Multiply(Determinant(a, span=span), algebra.inverse(a, span, scope), shape=(n, n), span=span)
    (row, i), (column, j) = index(n, span, scope), index(n, span, scope)
    return Entries(row, column, _replaced(a, j, i, n, span), shape=(n, n), span=span)


def _replaced(a: Term, row: Index, column: Index, n: Size, span: Span) -> Term:
    """Return the determinant of a square matrix with one row replaced by the unit row of a column: a cofactor."""
    shape = (n, n)
    dropped = Multiply(Unit(row, row, shape=shape, span=span), a, shape=shape, span=span)
    parts = (a, Negative(dropped, shape=shape, span=span), Unit(row, column, shape=shape, span=span))
    return Determinant(algebra.added(parts, span), span=span)


def cofactors(a: Term, span: Span, scope: Scope) -> Term:
    """Return the matrix of cofactors, adj(A)ᵀ. Shapes: A (n, n); result (n, n)."""
    return algebra.transpose(adjugate(a, span, scope), span, scope)


def cofactor(a: Term, row: t.Node, column: t.Node, span: Span, scope: Scope) -> Term:
    """Return the cofactor (row, column): (−1)^(row+column) times the minor. Shapes: A (n, n); result a number."""
    n = _side(a, "cofactors", scope)
    i, j = indices.index(row, scope), indices.index(column, scope)
    for one, part in ((i, row), (j, column)):
        scope.use(one, n, part.span, "of a cofactor")
    return _replaced(a, i, j, n, span)


def elimination(n: Size, span: Span) -> Term:
    """Return L_n, with L_n vec(A) = vech(A). Shape (n(n+1)/2, n²)."""
    return Elimination(shape=(n * (n + 1) * HALF, n * n), span=span)


def vech(a: Term, span: Span, scope: Scope) -> Term:
    """Return the columns of the lower triangle stacked: L_n vec(A). Shapes: A (n, n); result (n(n+1)/2, 1)."""
    n = _side(a, "lower half", scope)
    return algebra.multiply(elimination(n, span), Vec(a, shape=(n * n, ONE), span=span), scope)


def commutation(m: Size, n: Size, span: Span, scope: Scope) -> Term:
    """Return K_mn = Σ_ij E_ij ⊗ E_ijᵀ, with K_mn vec(A) = vec(Aᵀ) for A (m, n). Shape (m·n, m·n)."""
    (i, row), (j, column) = index(m, span, scope), index(n, span, scope)
    unit = Unit(row, column, shape=(m, n), span=span)
    flipped = Unit(column, row, shape=(n, m), span=span)
    body: Term = Kronecker(unit, flipped, shape=(m * n, m * n), span=span)
    for letter, size in ((j, n), (i, m)):
        body = Sum(letter, Index((), ONE), Index((), size), body, shape=body.shape, span=span)
    return body


def symmetriser(n: Size, span: Span, scope: Scope) -> Term:
    """Return N_n = ½ (I + K_nn), with N_n vec(A) = vec((A + Aᵀ)/2). Shape (n², n²)."""
    both = algebra.added((_identity(n * n, span), commutation(n, n, span, scope)), span)
    return Multiply(Number(HALF, span=span), both, shape=both.shape, span=span)


def duplication(n: Size, span: Span, scope: Scope) -> Term:
    """Return D_n = (I + K_nn − diag(vec I)) L_nᵀ, with D_n vech(S) = vec(S) for S = Sᵀ. Shape (n², n(n+1)/2)."""
    on_diagonal = diagonal_matrix(Vec(_identity(n, span), shape=(n * n, ONE), span=span), span, scope)
    parts = (
        _identity(n * n, span),
        commutation(n, n, span, scope),
        Negative(on_diagonal, shape=on_diagonal.shape, span=span),
    )
    return algebra.multiply(algebra.added(parts, span), algebra.transpose(elimination(n, span), span, scope), scope)


def kronecker_sum(left: Term, right: Term, scope: Scope) -> Term:
    """Return left ⊕ right = left ⊗ I + I ⊗ right. Shapes: (m, m) and (n, n) give (mn, mn)."""
    span = left.span | right.span
    m, n = _side(left, "Kronecker sum", scope), _side(right, "Kronecker sum", scope)
    first = algebra.kronecker(left, _identity(n, span), scope)
    return algebra.added((first, algebra.kronecker(_identity(m, span), right, scope)), span)


def khatri_rao(left: Term, right: Term, scope: Scope) -> Term:
    """Return left ∗ right = (left ⊗ 1) ⊙ (1 ⊗ right), column by column left_j ⊗ right_j.

    Shapes: (m, n) and (p, n) give (mp, n).
    """
    span = left.span | right.span
    (m, columns), (p, others) = _matrix(left, "Khatri–Rao product", scope), _matrix(right, "Khatri–Rao product", scope)
    if not scope.sizes.unify(columns, others):
        found = f"{scope.shown(left.shape)} and {scope.shown(right.shape)} have no Khatri–Rao product"
        raise Problem("shape-mismatch", found, span, notes=("their numbers of columns differ",))
    first = algebra.kronecker(left, _ones(p, span), scope)
    return algebra.hadamard(first, algebra.kronecker(_ones(m, span), right, scope), scope)


Operator = Callable[[Term, Span, Scope], Term]
OPERATORS: dict[str, Operator] = {
    "diag": diagonal,
    "Diag": diagonal_matrix,
    "diagvec": diagonal_column,
    "sum": total,
    "rvec": row_vec,
    "vech": vech,
    "tril": lower_triangle,
    "triu": upper_triangle,
    "adj": adjugate,
    "cof": cofactors,
}
PARTS = {"Re": conjugation.real_part, "Im": conjugation.imaginary_part}
NAMES = frozenset(OPERATORS) | PARTS.keys() | {"conj"} | algebra.OPERATORS | spectral.OPERATORS
SQUARE_FUNCTIONS = frozenset(spectral.FUNCTIONS.values()) - {"sqrt"}
# tril_{-1} is the triangle below the diagonal, triu_{1} the one above it.
_SHIFTED = {"tril": lower_triangle, "triu": upper_triangle}


def apply(name: str, argument: Term, span: Span, scope: Scope) -> Term:
    """Return a named operator of an argument. Problem: its shape does not fit, or the name is not known."""
    operator = OPERATORS.get(name)
    shape = scope.sizes.shape(argument.shape)
    if name in PARTS:
        return PARTS[name](argument, scope.vocabulary, span)
    if name == "conj":
        return conjugation.conjugate(argument, scope.vocabulary)
    if name in spectral.OPERATORS:
        return spectral.operator(name, argument, span, scope)
    if name in SQUARE_FUNCTIONS and len(shape) == 2 and shape[0] == shape[1] != ONE:
        return spectral.matrix_function(name, argument, span, scope)
    return algebra.apply_operator(name, argument, span, scope) if operator is None else operator(argument, span, scope)


def indexed(node: t.Node, bracketed: bool, scope: Scope) -> Operator | None:
    r"""Return the operator that `\operatorname{tril}_{-1}`, or `\lambda_i` before a bracket, is; else None."""
    if not isinstance(node, t.Scripted) or node.sup is not None or node.primes or node.sub is None:
        return None
    values = isinstance(node.base, t.Letter) and node.base.name in (r"\lambda", r"\sigma")
    if bracketed and values and not scope.vocabulary.knows(key(node.base)):
        return partial(_value, t.unstyled(node.base), node.sub)
    triangle_of = _SHIFTED.get(node.base.name) if isinstance(node.base, t.Named) else None
    if triangle_of is None or scope.vocabulary.knows(key(node.base)):
        return None
    offset = indices.index(node.sub, scope)
    number = offset.offset.constant
    if offset.letters or number is None:
        raise Problem("not-understood", "a triangle is shifted by a whole number", node.sub.span)
    return partial(triangle_of, offset=number)


def _value(base: t.Node, index: t.Node, a: Term, span: Span, scope: Scope) -> Term:
    return spectral.value_of(key(base), index, a, span, scope)


def listed(name: str, parts: Sequence[t.Node], read: Callable[[t.Node], Term], span: Span, scope: Scope) -> Term:
    r"""Return an operator of several arguments: `\operatorname{cof}(A, i, j)`."""
    if name == "cof" and len(parts) == 3:
        return cofactor(read(parts[0]), parts[1], parts[2], span, scope)
    raise Problem("not-understood", f"{name} is not read of {len(parts)} arguments", span)


def named_matrix(bare: str, sub: t.Node, span: Span, scope: Scope) -> Term | None:
    """Return K_mn, N_n, D_n or L_n of the algebra of vec; None where the base or the subscript is another."""
    if bare == "K":
        parts = indices.split(sub, 2)
        if parts is None or not all(mentions.is_size(part, scope) for part in parts):
            return None
        m, n = (indices.size(part, scope) for part in parts)
        return commutation(m, n, span, scope)
    if bare not in ("N", "D", "L") or not mentions.is_size(sub, scope):
        return None
    n = indices.size(sub, scope)
    if bare == "L":
        return elimination(n, span)
    return symmetriser(n, span, scope) if bare == "N" else duplication(n, span, scope)
