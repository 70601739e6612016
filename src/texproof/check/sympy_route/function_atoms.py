"""Functions of matrices with eigenvalues, and their entries as atoms that can be differentiated."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Any

from . import linear
from .atoms import Atom, Evaluate
from .eigen import Eigen
from .field import Field
from .function_of import Function
from .polynomial import Poly, fingerprint
from .quotient import reciprocal, tidy
from .values import EvaluationError, Rows
from .zero import is_zero


class FunctionValue:
    """f(M) for M = T diag(d) T⁻¹."""

    def __init__(self, field: Field, eigen: Eigen, function: Function) -> None:
        self.field, self.eigen, self.function = field, eigen, function
        self.values = [function.at(field, value) for value in eigen.values]

    def rows(self) -> Rows:
        """Return the entries of f(M) = T diag(f(d)) T⁻¹."""
        return self.eigen.mapped_to(self.values).rows(self.field)

    def inside(self, direction: Rows) -> Rows:
        """Return T⁻¹ E T for a direction E."""
        frame = self.eigen.whole(self.field)
        return linear.product(self.field, linear.product(self.field, frame.inverse, direction), frame.vectors)

    def along(self, direction: Rows) -> Rows:
        """Return the derivative of f(M) along E: T (F ⊙ T⁻¹ E T) T⁻¹, F_ij = (f(d_i) − f(d_j))/(d_i − d_j).

        Source: Higham, Functions of Matrices (2008), corollary 3.12 (Daleckiĭ and Kreĭn).
        """
        field, values = self.field, self.eigen.values
        scaled = [
            [field.multiply(p, self._quotient(i, j)) for j, p in enumerate(row)]
            for i, row in enumerate(self.inside(direction))
        ]
        assert len(scaled) == len(values)
        frame = self.eigen.whole(field)
        return linear.product(field, linear.product(field, frame.vectors, scaled), frame.inverse)

    def traced_along(self, direction: Rows) -> Poly:
        """Return the derivative of tr f(M) along E: tr(f'(M) E) = Σ f'(d_i) (T⁻¹ E T)_ii."""
        slopes = [self.function.derivative(self.field, value, 1) for value in self.eigen.values]
        inner = self.inside(direction)
        return self.field.total([self.field.multiply(slope, inner[i][i]) for i, slope in enumerate(slopes)])

    def _quotient(self, i: int, j: int) -> Poly:
        field, values = self.field, self.eigen.values
        gap = field.subtract(values[i], values[j])
        if i == j or is_zero(field, gap):
            return self.function.derivative(field, values[i], 1)
        difference = field.subtract(self.values[i], self.values[j])
        return tidy(field, field.multiply(difference, reciprocal(field, gap)))


@dataclass(slots=True, kw_only=True, eq=False)
class Moved(Atom):
    """A derivative of a function of a matrix, which is not differentiated once more."""

    def derivative(self, field: Field, variable: int) -> Poly:
        raise EvaluationError("this derivative of a function of a matrix is not taken here")

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        return evaluate(self.hard_value)


@dataclass(slots=True, eq=False)
class Motion:
    """A function value with the matrix that it is taken of, and its derivatives by what moves that."""

    value: FunctionValue
    argument: Rows
    kept: dict[int, Rows] = attribute(default_factory=dict)

    def direction(self, variable: int) -> Rows:
        return [[self.value.field.derivative(p, variable) for p in row] for row in self.argument]


@dataclass(slots=True, kw_only=True, eq=False)
class FunctionEntry(Moved):
    """An entry of f(M), whose derivative is that of f(M) along the derivative of M."""

    motion: Motion
    place: tuple[int, int]

    def derivative(self, field: Field, variable: int) -> Poly:
        kept = self.motion.kept
        if variable not in kept:
            kept[variable] = self.motion.value.along(self.motion.direction(variable))
        i, j = self.place
        return _moved(field, (self.key, variable), kept[variable][i][j], self.depends)


@dataclass(slots=True, kw_only=True, eq=False)
class FunctionTrace(Moved):
    """tr f(M), whose derivative is tr(f'(M) dM)."""

    motion: Motion

    def derivative(self, field: Field, variable: int) -> Poly:
        found = self.motion.value.traced_along(self.motion.direction(variable))
        return _moved(field, (self.key, variable), found, self.depends)


def _moved(field: Field, key: Any, value: Poly, depends: int) -> Poly:
    key = ("moved", key)
    return field.atom(key, lambda: Moved(key=key, value=field.expand(value), depends=depends))


def fixed(field: Field, key: Any, rows: Rows, argument: Rows) -> Rows:
    """Return entries of a function of a matrix as atoms that move with the matrix, but are not differentiated here."""
    depends = _depends(field, argument)
    marks = tuple(fingerprint(p) for row in argument for p in row)
    return [[_moved(field, (key, marks, i, j), p, depends) for j, p in enumerate(row)] for i, row in enumerate(rows)]


def _key(value: FunctionValue, argument: Rows) -> tuple[Any, ...]:
    function = value.function
    marks = tuple(fingerprint(p) for row in argument for p in row)
    return ("matrix function", function.name, function.order, marks)


def _depends(field: Field, argument: Rows) -> int:
    mask = 0
    for row in argument:
        for p in row:
            mask |= field.depends(p)
    return mask


def whole_value(value: FunctionValue, argument: Rows) -> Rows:
    """Return the entries of f(M) as atoms that move with M."""
    field, motion, depends = value.field, Motion(value, argument), _depends(value.field, argument)
    key = _key(value, argument)

    def entry(i: int, j: int, p: Poly) -> Poly:
        own = (*key, i, j)
        hard = field.expand(p)

        def make() -> FunctionEntry:
            return FunctionEntry(key=own, value=hard, depends=depends, motion=motion, place=(i, j))

        return field.atom(own, make)

    return [[entry(i, j, p) for j, p in enumerate(row)] for i, row in enumerate(value.rows())]


def traced(value: FunctionValue, argument: Rows) -> Poly:
    """Return tr f(M) as an atom that moves with M."""
    field = value.field
    own, depends = (*_key(value, argument), "trace"), _depends(field, argument)
    hard = field.expand(field.total(value.values))
    return field.atom(own, lambda: FunctionTrace(key=own, value=hard, depends=depends, motion=Motion(value, argument)))
