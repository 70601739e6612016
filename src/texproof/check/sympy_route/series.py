"""Series without end, exactly: those whose terms have a rational ratio, by the function that they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from fractions import Fraction
from math import factorial, isqrt
from typing import TYPE_CHECKING

from ...elaborate import term as t
from ...elaborate.indices import plus
from ...model.size import Size
from . import angles, functions
from .eigen import of_term
from .field import Field
from .function_atoms import fixed
from .function_of import on_branches
from .polynomial import Poly
from .quotient import divide, reciprocal
from .values import EvaluationError, Value, matrix

if TYPE_CHECKING:
    from .evaluation import Evaluator

ONE, TWO, HALF = Fraction(1), Fraction(2), Fraction(1, 2)
STEEPEST = 8  # coefficient of the letter in a factorial
Pair = tuple[tuple[Fraction, ...], tuple[Fraction, ...]]


@dataclass(slots=True)
class Terms:
    """The terms first · Π base^exponent x^power of a series, and their ratio.

    The ratio of the term after the k-th to that is scale · Π base^step · x^rise · Π (k + p) / Π (k + q), k from 0.
    """

    first: Fraction = Fraction(1)
    scale: Fraction = Fraction(1)
    bases: list[tuple[Poly, int, int]] = attribute(default_factory=list)  # (base, exponent at first, step)
    above: list[Fraction] = attribute(default_factory=list)
    below: list[Fraction] = attribute(default_factory=list)
    array: t.Term | None = None
    power: int = 0
    rise: int = 0


def series(evaluator: Evaluator, term: t.Series, indices: Mapping[str, int]) -> Value:
    """Return the sum of a power series at a matrix, or of a series of numbers.

    Raises: EvaluationError where its terms are of another make, or it is not known to converge.
    """
    found = Terms()
    reader = _Reader(evaluator, indices, term.letter, evaluator.whole(term.lower, indices), found)
    reader.read(term.body, 1)
    law = _law(found)
    field = evaluator.field
    if found.array is None:
        if term.shape:
            raise EvaluationError("a series of matrices that are no powers of one matrix")
        return (), [_sum(field, found, law, field.ring.one)]
    eigen = of_term(evaluator, found.array, indices)
    if eigen is None:
        raise EvaluationError("a power series of this matrix is not computed exactly")
    rows = eigen.mapped(lambda x: on_branches(field, x, lambda y: _sum(field, found, law, y))).rows(field)
    if not evaluator.run.moving:
        return matrix(rows)
    return matrix(fixed(field, ("series", term), rows, evaluator.rows(found.array, indices)))


def _law(found: Terms) -> Pair:
    above, below = list(found.above), list(found.below)
    for p in found.above:
        if p in below:
            above.remove(p)
            below.remove(p)
    return tuple(sorted(above)), tuple(sorted(below))


class _Reader:
    """Reads the term of a series as a product of powers, factorials and linear forms in its letter."""

    def __init__(self, evaluator: Evaluator, indices: Mapping[str, int], letter: str, lower: int, found: Terms) -> None:
        self.evaluator, self.indices, self.letter, self.lower, self.found = evaluator, indices, letter, lower, found

    def read(self, term: t.Term, side: int) -> None:
        """Multiply the terms by a term, or divide them by it where `side` is −1."""
        match term:
            case t.Multiply():
                self.read(term.left, side)
                self.read(term.right, side)
            case t.Divide():
                self.read(term.numerator, side)
                self.read(term.denominator, -side)
            case t.Negative():
                self.found.first = -self.found.first
                self.read(term.argument, side)
            case t.Number(value=value) if value:
                self.found.first *= value**side
            case t.Power(exponent=t.IndexNumber(index=index)):
                self._power(term.base, index, side)
            case t.Factorial(index=index):
                self._factorial(*self._slope(index), side)
            case t.IndexNumber() | t.Add() if (form := _linear_form(term)) is not None:
                self._linear(*self._slope(form), side)
            case _:
                self._constant(term, side)

    def _slope(self, index: t.Index) -> tuple[int, int]:
        """Return what an index expression grows by, and its value at the first term."""
        at = self.evaluator.whole(index, {**self.indices, self.letter: self.lower})
        return dict(index.letters).get(self.letter, 0), at

    def _power(self, base: t.Term, index: t.Index, side: int) -> None:
        step, at = self._slope(index)
        found = self.found
        if not base.shape:
            value = self.evaluator.field.fraction(self.evaluator.number(base, self.indices))
            if value:
                found.first *= value ** (at * side)
                found.scale *= value ** (step * side)
            else:
                found.bases.append((self.evaluator.number(base, self.indices), at * side, step * side))
            return
        if found.array is not None and found.array != base:
            raise EvaluationError("a series of powers of more than one matrix")
        found.array = base
        found.power, found.rise = found.power + at, found.rise + step

    def _factorial(self, slope: int, at: int, side: int) -> None:
        if not 0 <= slope <= STEEPEST or at < 0:
            raise EvaluationError("a factorial that does not grow with the letter of its series")
        self.found.first *= Fraction(factorial(at)) ** side
        self.found.scale *= Fraction(slope**slope) ** side
        rows = self.found.above if side > 0 else self.found.below
        rows += [Fraction(at + k, slope) for k in range(1, slope + 1)]

    def _linear(self, slope: int, at: int, side: int) -> None:
        if not at:
            raise EvaluationError("a series with a first term that is 0, or does not exist")
        self.found.first *= Fraction(at) ** side
        if slope:
            now, then = Fraction(at, slope), Fraction(at, slope) + 1
            self.found.above.append(then if side > 0 else now)
            self.found.below.append(now if side > 0 else then)

    def _constant(self, term: t.Term, side: int) -> None:
        if term.shape:
            power = t.Index((), Size.of(1))
            self._power(term, power, side)
            return
        value = self.evaluator.number(term, self.indices)  # EvaluationError where the letter stands in it
        self.found.bases.append((value, side, 0))


def _linear_form(term: t.Term) -> t.Index | None:
    """Return the index expression that a number is, as n + 1, or None."""
    match term:
        case t.IndexNumber(index=index):
            return index
        case t.Number(value=value) if value.denominator == 1:
            return t.Index((), Size.of(int(value)))
        case t.Negative():
            inner = _linear_form(term.argument)
            return None if inner is None else plus(t.Index((), Size()), inner, -1)
        case t.Add():
            total = t.Index((), Size())
            for part in term.terms:
                one = _linear_form(part)
                if one is None:
                    return None
                total = plus(total, one, 1)
            return total
    return None


def _sum(field: Field, found: Terms, law: Pair, x: Poly) -> Poly:
    """Return the sum of the series at a number x."""
    first = field.multiply(field.rational(found.first), _powers(field, found, x, found.power, 1))
    z = field.multiply(field.rational(found.scale), _powers(field, found, x, found.rise, 2))
    if not z:
        return first
    match law:
        case ((), (q,)) if q == 1:
            return field.multiply(first, functions.exponential(field, z))
        case ((), ()):
            return divide(field, first, _below_one(field, z))
        case ((p,), (q,)) if (p, q) == (ONE, TWO):
            logarithm = functions.logarithm(field, _below_one(field, z))
            return divide(field, -field.multiply(first, logarithm), z)
        case ((p,), (q,)) if (p, q) == (TWO, ONE):
            return divide(field, first, field.power(_below_one(field, z), 2))
        case ((), (p, q)) if (p, q) in ((HALF, ONE), (ONE, 3 * HALF)):
            return _of_root(field, found, x, first, even=p == HALF)
    raise EvaluationError("a series that is none of the known ones")


def _powers(field: Field, found: Terms, x: Poly, power: int, which: int) -> Poly:
    total = functions.integer_power(field, x, power) if power else field.ring.one  # A⁰ is I, also for A = 0
    for base in found.bases:
        value, exponent = base[0], base[which]
        if exponent:
            total = field.multiply(total, functions.integer_power(field, value, exponent))
    return total


def _below_one(field: Field, z: Poly) -> Poly:
    """Return 1 − z. Raises EvaluationError where −1 < z < 1 is not known, and the series may not converge."""
    one = field.ring.one
    low, high = field.add(one, z), field.subtract(one, z)
    if not (field.positive(low) and field.positive(high)):
        raise EvaluationError("a series that is not known to converge")
    return high


def _of_root(field: Field, found: Terms, x: Poly, first: Poly, *, even: bool) -> Poly:
    """Return the first term times cos y, or (sin y)/y, where y² = −4z; for y² = 4z cosh and sinh."""
    scale = abs(4 * found.scale)
    root = Fraction(isqrt(scale.numerator), isqrt(scale.denominator))
    if root * root != scale or found.rise % 2 or any(step % 2 for _, _, step in found.bases):
        raise EvaluationError("a series of a root")
    y = field.multiply(field.rational(root), functions.integer_power(field, x, found.rise // 2))
    for base, _, step in found.bases:
        y = field.multiply(y, functions.integer_power(field, base, step // 2))
    if found.scale < 0:
        value = angles.cosine(field, y) if even else angles.sine(field, y)
    else:
        grown = functions.exponential(field, y)
        shrunk = reciprocal(field, grown)
        value = (field.add(grown, shrunk) if even else field.subtract(grown, shrunk)).quo_ground(2)
    return field.multiply(first, value) if even else divide(field, field.multiply(first, value), y)
