"""Eigenvalues and eigenvectors: of generic symbols, and of what is made of them by rules.

A generic symbol is T diag(d) T⁻¹ with T and d free. Such matrices are dense among all complex ones, and those that are
real are an open set of real ones, so that an analytic equation which holds for them holds for every matrix. Generic
pairs with one T are dense in the pairs that commute (Motzkin and Taussky, Trans. Amer. Math. Soc. 80, 1955).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from math import prod
from typing import TYPE_CHECKING

from ...elaborate import term as t
from ...model.hypotheses import (
    Hypothesis,
    constant,
    idempotent,
    invertible,
    involutory,
    positive_definite,
    small,
    symmetric,
)
from . import generic, linear
from .field import Field
from .function_of import PRINCIPAL, Function
from .polynomial import Poly
from .quotient import reciprocal, tidy
from .values import EvaluationError, Rows

if TYPE_CHECKING:
    from .evaluation import Evaluator

STRAIGHT = frozenset({symmetric, positive_definite})
COVERED = STRAIGHT | {constant, idempotent, invertible, involutory, small}
POWER_LIMIT = 64


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Eigenvectors as columns, and the inverse of their matrix."""

    vectors: Rows
    inverse: Rows


@dataclass(frozen=True, slots=True)
class Eigen:
    """A matrix as (T₁ ⊗ T₂ ⊗ …) diag(values) (T₁ ⊗ T₂ ⊗ …)⁻¹; where a frame is None, any would do.

    `real` says that all eigenvalues are real whatever the symbols are, and not only where T and d are.
    """

    frames: tuple[Frame | None, ...]
    sizes: tuple[int, ...]
    values: tuple[Poly, ...]
    real: bool = True

    def mapped(self, function: Callable[[Poly], Poly]) -> Eigen:
        return replace(self, values=tuple(function(value) for value in self.values))

    def mapped_to(self, values: Sequence[Poly]) -> Eigen:
        return replace(self, values=tuple(values))

    def whole(self, field: Field) -> Frame:
        """Return the one frame of all sizes."""
        parts = [
            Frame(linear.identity(field, n), linear.identity(field, n)) if frame is None else frame
            for frame, n in zip(self.frames, self.sizes, strict=True)
        ]
        return reduce(lambda a, b: _kron_frames(field, a, b), parts)

    def rows(self, field: Field) -> Rows:
        """Return the entries of the matrix."""
        frame = self.whole(field)
        scaled = [[field.multiply(p, v) for p, v in zip(row, self.values, strict=True)] for row in frame.vectors]
        return linear.product(field, scaled, frame.inverse)


def _kron_rows(field: Field, left: Rows, right: Rows) -> Rows:
    return [[field.multiply(p, q) for p in row for q in other] for row in left for other in right]


def _kron_frames(field: Field, left: Frame, right: Frame) -> Frame:
    return Frame(_kron_rows(field, left.vectors, right.vectors), _kron_rows(field, left.inverse, right.inverse))


def is_general(hypotheses: set[Hypothesis]) -> bool:
    """Whether eigenvalues of such a matrix need not be real: then what is claimed has to be analytic."""
    return not hypotheses & {*STRAIGHT, idempotent, involutory}


def of_symbol(
    field: Field, name: str, hypotheses: set[Hypothesis], n: int, beside: tuple[Eigen, bool] | None
) -> Eigen | None:
    """Return a generic matrix with these hypotheses, or None where there is none here.

    `beside` is the matrix that it commutes with, and whether that one is symmetric.
    """
    straight = bool(hypotheses & STRAIGHT)
    if not hypotheses <= COVERED or (beside is not None and beside[1] != straight):
        return None
    if idempotent in hypotheses:
        values = [generic.bit(field, ("bit", name, i)) for i in range(n)]
    elif involutory in hypotheses:
        values = [generic.sign(field, ("sign", name, i)) for i in range(n)]
    else:
        values = [_value(field, name, i, hypotheses) for i in range(n)]
    if beside is not None:
        return replace(beside[0], values=tuple(values), real=not is_general(hypotheses))
    frame = Frame(*(generic.turned(field, name, n) if straight else generic.tilted(field, name, n)))
    return Eigen((frame,), (n,), tuple(values), not is_general(hypotheses))


def _value(field: Field, name: str, i: int, hypotheses: set[Hypothesis]) -> Poly:
    key, sure = ("eigen", name, i), positive_definite in hypotheses
    if small in hypotheses:
        found = generic.variable(field, key, sure, invertible in hypotheses, Fraction(int(sure), 2), Fraction(1, 3))
        for side in (field.add(field.ring.one, found), field.subtract(field.ring.one, found)):
            field.note_positive(side)
        return found
    centre, radius = (Fraction(3, 2), Fraction(1)) if sure else (Fraction(0), Fraction(2))
    return generic.variable(field, key, sure, invertible in hypotheses, centre, radius)


def of_term(evaluator: Evaluator, term: t.Term, indices: Mapping[str, int]) -> Eigen | None:
    """Return the eigenvalues and eigenvectors of a square matrix, or None where no rule gives them."""
    found = evaluator.run.solved.get(term) or by_rule(evaluator, term, indices)
    return _of_diagonal(evaluator, term, indices) if found is None else found


def by_rule(evaluator: Evaluator, term: t.Term, indices: Mapping[str, int]) -> Eigen | None:
    """Return what the rules for sums, products, inverses and so on give, without a look at the entries."""
    rule = _RULES.get(type(term))
    return rule(evaluator, term, indices) if rule is not None else None


def _of_diagonal(evaluator: Evaluator, term: t.Term, indices: Mapping[str, int]) -> Eigen | None:
    """Return a matrix that is diagonal as its own eigenvalues, with unit vectors: f(diag(x)) is diag(f(x))."""
    rows = evaluator.rows(term, indices)
    n, unit = len(rows), linear.identity(evaluator.field, len(rows))
    if len(rows[0]) != n or any(rows[i][j] for i in range(n) for j in range(n) if i != j):
        return None
    values = tuple(rows[i][i] for i in range(n))
    plain = all(value == values[0] for value in values)
    return Eigen((None if plain else Frame(unit, unit),), (n,), values)


def _symbol(evaluator: Evaluator, term: t.Symbol, indices: Mapping[str, int]) -> Eigen | None:
    return evaluator.run.eigen.get(term.name)


def _unit(evaluator: Evaluator, term: t.Identity, indices: Mapping[str, int]) -> Eigen | None:
    n, _ = evaluator.shape(term)
    return Eigen((None,), (n,), (evaluator.field.ring.one,) * n)


def _transposed(evaluator: Evaluator, term: t.Transpose, indices: Mapping[str, int]) -> Eigen | None:
    inner = of_term(evaluator, term.argument, indices)
    if inner is None:
        return None
    kept = evaluator.run.turned_frames
    frames = []
    for frame in inner.frames:
        if frame is not None and id(frame) not in kept:
            turned = Frame(_flipped(frame.inverse), _flipped(frame.vectors))
            kept[id(frame)], kept[id(turned)] = (frame, turned), (turned, frame)
        frames.append(None if frame is None else kept[id(frame)][1])
    return replace(inner, frames=tuple(frames))


def _flipped(rows: Rows) -> Rows:
    return [list(column) for column in zip(*rows, strict=True)]


def _negative(evaluator: Evaluator, term: t.Negative, indices: Mapping[str, int]) -> Eigen | None:
    inner = of_term(evaluator, term.argument, indices)
    return None if inner is None else inner.mapped(lambda value: -value)


def _multiply(evaluator: Evaluator, term: t.Multiply, indices: Mapping[str, int]) -> Eigen | None:
    field = evaluator.field
    if not (term.left.shape and term.right.shape):
        number, array = (term.right, term.left) if term.left.shape else (term.left, term.right)
        inner = of_term(evaluator, array, indices)
        factor = evaluator.number(number, indices)
        return None if inner is None else inner.mapped(lambda value: field.multiply(factor, value))
    factors = _factors(term)
    if len(factors) > 2 and _inverse_of_each_other(factors[0], factors[-1]):
        return _similar(evaluator, factors, indices)
    parts = [of_term(evaluator, factor, indices) for factor in factors]
    return _joined(field, parts, field.multiply)


def _factors(term: t.Term) -> list[t.Term]:
    """Return the factors of a matrix product, whatever brackets stand in it."""
    if isinstance(term, t.Multiply) and term.left.shape and term.right.shape:
        return _factors(term.left) + _factors(term.right)
    return [term]


def _inverse_of_each_other(first: t.Term, last: t.Term) -> bool:
    return last == t.Inverse(first, shape=last.shape) or first == t.Inverse(last, shape=first.shape)


def _similar(evaluator: Evaluator, factors: Sequence[t.Term], indices: Mapping[str, int]) -> Eigen | None:
    """Return S X S⁻¹: the eigenvalues of X, its eigenvectors times S."""
    middle = list(factors[1:-1])
    inside = reduce(lambda a, b: t.Multiply(a, b, shape=(a.shape[0], b.shape[1])), middle)
    inner = of_term(evaluator, inside, indices)
    if inner is None:
        return None
    field, frame = evaluator.field, inner.whole(evaluator.field)
    before, behind = evaluator.rows(factors[0], indices), evaluator.rows(factors[-1], indices)
    turned = Frame(linear.product(field, before, frame.vectors), linear.product(field, frame.inverse, behind))
    return Eigen((turned,), (len(before),), inner.values, inner.real)


def _divide(evaluator: Evaluator, term: t.Divide, indices: Mapping[str, int]) -> Eigen | None:
    inner = of_term(evaluator, term.numerator, indices)
    if inner is None:
        return None
    over = reciprocal(evaluator.field, evaluator.number(term.denominator, indices))
    return inner.mapped(lambda value: tidy(evaluator.field, evaluator.field.multiply(value, over)))


def _add(evaluator: Evaluator, term: t.Add, indices: Mapping[str, int]) -> Eigen | None:
    parts = [of_term(evaluator, part, indices) for part in term.terms]
    return _joined(evaluator.field, parts, evaluator.field.add)


def _joined(field: Field, parts: Sequence[Eigen | None], join: Callable[[Poly, Poly], Poly]) -> Eigen | None:
    """Return the sum or the product of matrices with the same eigenvectors, else None."""
    total = parts[0]
    for part in parts[1:]:
        if total is None or part is None:
            return None
        frames, sizes = total.frames, total.sizes
        if not any(frames):
            frames, sizes = part.frames, part.sizes
        elif any(part.frames):
            if sizes != part.sizes or any(a is not b for a, b in zip(frames, part.frames, strict=True) if a and b):
                return None
            frames = tuple(a or b for a, b in zip(frames, part.frames, strict=True))
        values = tuple(join(p, q) for p, q in zip(total.values, part.values, strict=True))
        total = Eigen(frames, sizes, values, total.real and part.real)
    return total


def _power(evaluator: Evaluator, term: t.Power, indices: Mapping[str, int]) -> Eigen | None:
    exponent = evaluator.field.fraction(evaluator.number(term.exponent, indices))
    inner = of_term(evaluator, term.base, indices)
    if inner is None or exponent is None or exponent.denominator != 1 or not 0 <= exponent <= POWER_LIMIT:
        return None
    return inner.mapped(lambda value: tidy(evaluator.field, evaluator.field.power(value, int(exponent))))


def _inverse(evaluator: Evaluator, term: t.Inverse, indices: Mapping[str, int]) -> Eigen | None:
    inner = of_term(evaluator, term.argument, indices)
    return None if inner is None else inner.mapped(lambda value: reciprocal(evaluator.field, value))


def _kronecker(evaluator: Evaluator, term: t.Kronecker, indices: Mapping[str, int]) -> Eigen | None:
    left, right = of_term(evaluator, term.left, indices), of_term(evaluator, term.right, indices)
    if left is None or right is None:
        return None
    values = tuple(evaluator.field.multiply(p, q) for p in left.values for q in right.values)
    assert prod(left.sizes + right.sizes) == len(values)
    return Eigen(left.frames + right.frames, left.sizes + right.sizes, values, left.real and right.real)


def _function(evaluator: Evaluator, term: t.MatrixFunction, indices: Mapping[str, int]) -> Eigen | None:
    inner = of_term(evaluator, term.argument, indices)
    if inner is None:
        return None
    function = Function(term.function, term.order, evaluator.run.functions)
    checked(evaluator, term.argument, inner, function)
    return inner.mapped(lambda value: function.at(evaluator.field, value))


def checked(evaluator: Evaluator, argument: t.Term, eigen: Eigen, function: Function) -> None:
    """Raise EvaluationError where a logarithm or a root may not be the principal one, as log e^A for some A is not.

    It is where all eigenvalues are real and positive, and on the ball of all I + A and I − A with A small.
    """
    if function.name in PRINCIPAL and not eigen.real and not _near_identity(evaluator, argument):
        raise EvaluationError(f"{function.name} of a matrix whose eigenvalues may be complex")


def _near_identity(evaluator: Evaluator, term: t.Term) -> bool:
    if not isinstance(term, t.Add) or len(term.terms) != 2 or not isinstance(term.terms[0], t.Identity):
        return False
    part = term.terms[1].argument if isinstance(term.terms[1], t.Negative) else term.terms[1]
    part = part.argument if isinstance(part, t.Transpose) else part
    return isinstance(part, t.Symbol) and part.name in evaluator.run.kinds and evaluator.run.kinds[part.name].has(small)


_RULES: dict[type[t.Term], Callable[..., Eigen | None]] = {
    t.Symbol: _symbol,
    t.Identity: _unit,
    t.Transpose: _transposed,
    t.Negative: _negative,
    t.Multiply: _multiply,
    t.Divide: _divide,
    t.Add: _add,
    t.Power: _power,
    t.Inverse: _inverse,
    t.Kronecker: _kronecker,
    t.MatrixFunction: _function,
}
