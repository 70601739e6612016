"""Eigenvalues, singular values and functions of a square matrix: what no route computes exactly yet.

A function of a square matrix is the matrix function: exp(A) is Σ A^k / k!, not the exponential of each entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..diagnostic import Span
from ..model.hypotheses import positive_definite, positive_semidefinite, symmetric
from ..parse import tree as t
from . import algebra, indices
from .definedness import constant
from .problem import Problem
from .scope import ONE, Scope
from .suppositions import has, kind_of, near_identity
from .term import Add, Entry, Identity, Index, MatrixFunction, Multiply, Spectrum, Term, Transpose

FUNCTIONS = {"expm": "exp", "logm": "log", "sqrtm": "sqrt", "sinm": "sin", "cosm": "cos"}
OPERATORS = FUNCTIONS.keys() | {"eig", "rank"}
_SYMMETRIC = (symmetric, positive_definite, positive_semidefinite)
FIRST = Index((), ONE)


def matrix_function(name: str, a: Term, span: Span, scope: Scope) -> Term:
    """Return exp, log, sqrt, sin or cos of a square matrix. Shapes: A (n, n); result (n, n).

    The logarithm and the root are the principal ones; that there are any is a condition unless A is positive definite.
    """
    algebra.square(a, name, scope)
    sure = has(kind_of(a, scope), (positive_definite,)) or (isinstance(a, Add) and near_identity(a, scope))
    if name in ("log", "sqrt") and not sure:
        words = f"${scope.written(a.span)}$ has no eigenvalue that is 0 or negative"
        if words not in scope.conditions:
            scope.conditions.append(words)
    return MatrixFunction(name, a, shape=a.shape, span=span)


def of_matrix(name: str, a: Term, order: int, span: Span, scope: Scope) -> Term:
    """Return a derivative of a declared function of matrices. Shapes: A (n, n); result (n, n)."""
    algebra.square(a, f"value of {name}", scope)
    return MatrixFunction(name, a, order, shape=a.shape, span=span)


def operator(name: str, a: Term, span: Span, scope: Scope) -> Term:
    r"""Return what `\operatorname{expm}`, `\operatorname{eig}` or `\operatorname{rank}` is of a matrix."""
    if name in FUNCTIONS:
        return matrix_function(FUNCTIONS[name], a, span, scope)
    if name == "eig":
        return eigenvalues(a, span, scope)
    shape = scope.sizes.shape(a.shape)
    if len(shape) != 2:
        raise Problem("shape-mismatch", f"{scope.shown(shape)} has no rank", a.span)
    return Spectrum("rank", a, span=span)


def root(a: Term, exponent: Term, span: Span, scope: Scope) -> Term | None:
    """Return A^(1/2) or A^(−1/2) of a square matrix, or None where the exponent is another."""
    value = constant(exponent)
    if value is None or abs(value) != Fraction(1, 2) or not a.shape:
        return None
    found = matrix_function("sqrt", a, span, scope)
    return found if value > 0 else algebra.inverse(found, span, scope)


def eigenvalues(a: Term, span: Span, scope: Scope) -> Term:
    """Return the eigenvalues of a symmetric matrix as a column, the largest first. Shapes: A (n, n); result (n, 1)."""
    algebra.square(a, "eigenvalues", scope)
    if not is_symmetric(a, scope):
        message = f"{scope.written(a.span)} is not known to be symmetric, and its eigenvalues may not be real"
        raise Problem("not-understood", message, span, help="declare it symmetric in the snippet, or write A^\\top A")
    return Spectrum("eigenvalues", a, shape=(a.shape[0], ONE), span=span)


def singular_values(a: Term, span: Span, scope: Scope) -> Term:
    """Return the singular values, the largest first, one for each column. Shapes: A (m, n); result (n, 1)."""
    shape = scope.sizes.shape(a.shape)
    if len(shape) != 2:
        raise Problem("shape-mismatch", f"{scope.shown(shape)} has no singular values", span)
    return Spectrum("singular", a, shape=(shape[1], ONE), span=span)


def value_of(name: str, index: t.Node, a: Term, span: Span, scope: Scope) -> Term:
    r"""Return λ_i(A) or σ_i(A); \max stands for the first, \min for the last eigenvalue."""
    values = eigenvalues(a, span, scope) if name == r"\lambda" else singular_values(a, span, scope)
    if isinstance(index, t.Named) and (index.name == "max" or (index.name == "min" and name == r"\lambda")):
        at = FIRST if index.name == "max" else Index((), values.shape[0])
    else:
        at = indices.index(index, scope)
        scope.use(at, values.shape[0], index.span, f"of {scope.written(span)}")
    return Entry(values, (at, FIRST), span=span)


def is_symmetric(a: Term, scope: Scope) -> bool:
    """Whether a matrix is known to be symmetric (sufficient, by its parts)."""
    match a:
        case Add():
            return all(is_symmetric(part, scope) for part in a.terms) or _both_turned(a.terms)
        case Multiply() if not (a.left.shape and a.right.shape):
            return is_symmetric(a.right if a.right.shape else a.left, scope)
        case Multiply():
            return a.left == Transpose(a.right, shape=a.left.shape) or a.right == Transpose(a.left, shape=a.right.shape)
        case Identity():
            return True
    inner = getattr(a, "argument", None)
    if isinstance(inner, Term) and a.shape == inner.shape:
        return is_symmetric(inner, scope)
    return has(kind_of(a, scope), _SYMMETRIC)


def _both_turned(terms: Sequence[Term]) -> bool:
    return len(terms) == 2 and terms[1] == Transpose(terms[0], shape=terms[1].shape)
