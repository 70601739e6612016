"""Typed terms: what a formula means, with every shape in the page's own sizes.

Both routes read these and nothing below them. Indices and entries count from 1. A term of shape ()
is a number; a vector is a column of shape (n, 1); a matrix has two sizes; a derivative of a matrix
by a matrix has four. A 1×1 product is a number already (its shape is ()).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from typing import Any

from ..diagnostic import Span
from ..model.size import Shape, Size

NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Index:
    """A linear expression in index letters and sizes: i, 1, m, i + 1, n - j.

    `letters` are pairs (index letter, coefficient) in alphabetical order.
    Value: offset + Σ coefficient · letter; a whole number from 1.
    """

    letters: tuple[tuple[str, int], ...] = ()
    offset: Size = Size()

    def value(self, indices: Mapping[str, int], sizes: Mapping[str, int]) -> int:
        return self.offset.value(sizes) + sum(c * indices[letter] for letter, c in self.letters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What every term has: its shape and where it stands in the document."""

    shape: Shape = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number(Term):
    """An exact rational number."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class IndexNumber(Term):
    """An index expression used as a number: the i in 2i, the m in 1/m."""

    index: Index


@dataclass(frozen=True, slots=True)
class ImaginaryUnit(Term):
    """i, a number with i² = −1."""


@dataclass(frozen=True, slots=True)
class Pi(Term):
    """π, half the circumference of the unit circle."""


@dataclass(frozen=True, slots=True)
class Zero(Term):
    """The array of zeros of its shape."""


@dataclass(frozen=True, slots=True)
class Symbol(Term):
    """A free or computed symbol of the model, by its name in the snippet."""

    name: str


@dataclass(frozen=True, slots=True)
class Entry(Term):
    """A number: the entry of `array` at `index` (one Index for each of the array's sizes)."""

    array: Term
    index: tuple[Index, ...]


@dataclass(frozen=True, slots=True)
class Slice(Term):
    """A row (i, None) of shape (1, n) or a column (None, j) of shape (m, 1) of a matrix."""

    array: Term
    index: tuple[Index | None, Index | None]


@dataclass(frozen=True, slots=True)
class Add(Term):
    """The sum of terms of one shape."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Negative(Term):
    """−argument."""

    argument: Term


@dataclass(frozen=True, slots=True)
class Multiply(Term):
    """left · right: two numbers, a number and an array (either order), or the matrix product.

    The product of (1, n) and (n, 1) has shape (), hence its value is a number.
    """

    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Divide(Term):
    """numerator / denominator, the denominator being a number; an array is divided entry by entry."""

    numerator: Term
    denominator: Term


@dataclass(frozen=True, slots=True)
class Power(Term):
    """base ^ exponent: of a number, or of a square matrix with a whole exponent ≥ 0."""

    base: Term
    exponent: Term


@dataclass(frozen=True, slots=True)
class Transpose(Term):
    """argumentᵀ."""

    argument: Term


@dataclass(frozen=True, slots=True)
class Inverse(Term):
    """argument⁻¹ of a square matrix."""

    argument: Term


@dataclass(frozen=True, slots=True)
class PseudoInverse(Term):
    """argument⁺. Of a matrix of full rank the smaller of AᵀA and AAᵀ is inverted, as the sizes have it.

    `generic`: the rank is not known but the largest that the argument has, which it has nearly everywhere.
    Of a complex matrix `adjoint`, its conjugate transpose, stands for Aᵀ; None says that it is the transpose.
    """

    argument: Term
    generic: bool = False
    adjoint: Term | None = None


@dataclass(frozen=True, slots=True)
class Hadamard(Term):
    """left ⊙ right, entry by entry."""

    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Kronecker(Term):
    """left ⊗ right: (m, n) and (p, q) give (mp, nq), block (i, j) being left_{ij} · right."""

    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Trace(Term):
    """tr(argument), a number."""

    argument: Term


@dataclass(frozen=True, slots=True)
class Determinant(Term):
    """det(argument), a number."""

    argument: Term


@dataclass(frozen=True, slots=True)
class Vec(Term):
    """vec(argument): the columns of an (m, n) matrix stacked, shape (m·n, 1)."""

    argument: Term


@dataclass(frozen=True, slots=True)
class Inner(Term):
    """⟨left, right⟩ = Σ_ij left_ij right_ij, a number."""

    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Norm2(Term):
    """‖argument‖², the sum of the squares of the entries (Euclid's norm, Frobenius' for matrices)."""

    argument: Term


@dataclass(frozen=True, slots=True)
class MatrixFunction(Term):
    """function^(order)(argument) of a square matrix, by the power series of a function of one number.

    `function` is exp, log, sqrt, sin or cos (order 0), the principal log and sqrt, or a `MatrixFunction` of the model.
    """

    function: str
    argument: Term
    order: int = 0


@dataclass(frozen=True, slots=True)
class Spectrum(Term):
    """Of a matrix: its "eigenvalues" where it is symmetric, its "singular" values, its "rank" (`function`).

    Values are a column, the largest first; singular values one for each column of the matrix, 0 beyond its rows.
    """

    function: str
    argument: Term


@dataclass(frozen=True, slots=True)
class Apply(Term):
    """function^(order)(argument), entry by entry.

    `function` is a `Function` parameter of the model, or one of exp, log, sin, cos, tanh, sqrt
    (order 0). `order` counts derivatives: σ' has 1.
    """

    function: str
    argument: Term
    order: int = 0


@dataclass(frozen=True, slots=True)
class Identity(Term):
    """The identity matrix of its shape (n, n)."""


@dataclass(frozen=True, slots=True)
class Ones(Term):
    """The column of ones of its shape (n, 1)."""


@dataclass(frozen=True, slots=True)
class Unit(Term):
    """The matrix of its shape with 1 at (row, column) and 0 elsewhere."""

    row: Index
    column: Index


@dataclass(frozen=True, slots=True)
class Elimination(Term):
    """L_n of its shape (n(n+1)/2, n²): L_n vec(A) is the columns of the lower triangle of A, stacked."""


@dataclass(frozen=True, slots=True)
class Delta(Term):
    """Kronecker's δ: 1 where both indices are equal, else 0."""

    left: Index
    right: Index


@dataclass(frozen=True, slots=True)
class Sum(Term):
    """Σ over letter = lower … upper of body (of any shape); empty where upper < lower."""

    letter: str
    lower: Index
    upper: Index
    body: Term


@dataclass(frozen=True, slots=True)
class Series(Term):
    """Σ over letter = lower, lower + 1, … without end of body (of any shape), where it converges."""

    letter: str
    lower: Index
    body: Term


@dataclass(frozen=True, slots=True)
class Factorial(Term):
    """The factorial of an index expression that is at least 0, a number."""

    index: Index


@dataclass(frozen=True, slots=True)
class Integral(Term):
    """∫ of body (of any shape) over letter from lower to upper, both fixed; the letter is a real number in body."""

    letter: str
    lower: Index
    upper: Index
    body: Term


@dataclass(frozen=True, slots=True)
class Fold(Term):
    """The product, the largest or the smallest (`operation`) of body, a number, over letter = lower … upper.

    An empty product is 1; nothing is the largest of no numbers.
    """

    operation: str  # "product", "maximum", "minimum"
    letter: str
    lower: Index
    upper: Index
    body: Term


@dataclass(frozen=True, slots=True)
class Entries(Term):
    """The matrix whose entry (row, column) is body, a number; row = 1 … shape[0], column = 1 … shape[1]."""

    row: str
    column: str
    body: Term


@dataclass(frozen=True, slots=True)
class Blocks(Term):
    """A matrix written out: rows of cells, each a number (1×1) or a matrix; sizes of neighbours fit."""

    rows: tuple[tuple[Term, ...], ...]


@dataclass(frozen=True, slots=True)
class Derivative(Term):
    """∂ of / ∂ by, where `by` is a Symbol, or an Entry, Slice or Vec of one, varied on its own.

    What the model computes from that symbol follows; every other symbol stays. `layout` says how
    the partial derivatives are arranged:

    - "gradient": `of` is a number; result[β] = ∂of/∂by[β], shape of `by` (also when both are numbers)
    - "entrywise": `by` is a number; result[α] = ∂of[α]/∂by, shape of `of`
    - "jacobian": both are columns; result[i, j] = ∂of[i]/∂by[j], shape (len of, len by)
    - "tensor": result[α, β] = ∂of[α]/∂by[β], shape of `of` followed by shape of `by`
    """

    of: Term
    by: Term
    layout: str


@dataclass(frozen=True, slots=True)
class Differential(Term):
    """d(of) = Σ ∂of/∂X[α] · (dX)[α] over the pairs (X, dX) of `along` and all entries α; shape of `of`.

    Each X is a free Symbol, whose entries are varied on their own; dX is a term of its shape. What the model
    computes from X follows; what is in no pair stays.
    """

    of: Term
    along: tuple[tuple[Term, Term], ...]


# The fields of each kind in which terms may stand: terms are walked more often than anything else is done.
_HOLDING: dict[type[Term], tuple[str, ...]] = {}


def children(term: Term) -> list[Term]:
    """Return the terms directly below this one, in reading order."""
    found: list[Term] = []
    kind = type(term)
    if kind not in _HOLDING:
        _HOLDING[kind] = tuple(f.name for f in fields(kind) if f.name not in ("shape", "span"))
    for name in _HOLDING[kind]:
        value = getattr(term, name)
        if isinstance(value, Term):
            found.append(value)
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Term):
                    found.append(item)
                elif isinstance(item, tuple):
                    found += (cell for cell in item if isinstance(cell, Term))
    return found


def walk(term: Term) -> Iterator[Term]:
    """Yield the term and everything below it, each before what is below it, in reading order."""
    left = [term]
    while left:
        here = left.pop()
        yield here
        left += reversed(children(here))


def placed(term: Term, span: Span) -> Term:
    """Return the term as if all of it stood at one place."""
    return replace(rebuild(term, lambda value: placed(value, span) if isinstance(value, Term) else value), span=span)


def rebuild(term: Term, change: Any) -> Term:
    """Return the term with `change` applied to each Term, Size, Shape and Index directly in it."""

    def changed(value: Any) -> Any:
        if isinstance(value, (Term, Size, Index)):
            return change(value)
        if isinstance(value, tuple):
            return tuple(changed(item) for item in value)
        return value

    return replace(term, **{f.name: changed(getattr(term, f.name)) for f in fields(term) if f.name != "span"})


def substituted(term: Term, values: Mapping[str, Term]) -> Term:
    """Return the term with terms for symbols, each where its symbol stood."""

    def change(value: object) -> object:
        if isinstance(value, Symbol) and value.name in values:
            return replace(values[value.name], span=value.span)
        return rebuild(value, change) if isinstance(value, Term) else value

    found = change(term)
    assert isinstance(found, Term)
    return found
