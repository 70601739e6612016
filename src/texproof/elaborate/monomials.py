"""Terms as a number times powers of others: −½ t² A² is −1/2, t to the 2, A to the 2.

A number to a power that is not known is a power too, of that number: (−1)ⁿ, and the 2 in (2 t)ⁿ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from ..model.size import Size
from .indices import plus
from .term import Add, Divide, Factorial, Identity, Index, IndexNumber, Multiply, Negative, Number, Power, Term

NOTHING = Index((), Size())


@dataclass(frozen=True, slots=True)
class Monomial:
    """number · Π base^exponent / under; `under` is an index expression or its factorial, or None."""

    number: Fraction = Fraction(1)
    powers: Mapping[Term, Index] = field(default_factory=dict)
    under: Term | None = None

    def exponent(self, base: Term) -> Index:
        return self.powers.get(base, NOTHING)


def whole_number(index: Index) -> int | None:
    """Return the number that an index expression is, or None."""
    number = index.offset.constant
    return None if index.letters or number is None or number != int(number) else int(number)


def monomial(term: Term) -> Monomial:
    """Return a term as a monomial; what is neither a number nor a power is a base of its own."""
    match term:
        case Number(value=value):
            return Monomial(value)
        case Identity():
            return Monomial()
        case Negative():
            inner = monomial(term.argument)
            return Monomial(-inner.number, inner.powers, inner.under)
        case Multiply():
            return _product(term)
        case Divide():
            return _quotient(term)
        case Power():
            return _power(term)
        case Add():
            return _counted(term)
    return _alone(term)


def _alone(term: Term) -> Monomial:
    return Monomial(powers={term: Index((), Size.of(1))})


def _counted(term: Add) -> Monomial:
    index = _index(term)
    if index is None:
        return _alone(term)
    number = whole_number(index)
    return _alone(IndexNumber(index, span=term.span)) if number is None else Monomial(Fraction(number))


def _index(term: Term) -> Index | None:
    """Return the index expression that a sum of whole numbers and sizes is, as n + 1, or None."""
    match term:
        case IndexNumber(index=index):
            return index
        case Number(value=value) if value.denominator == 1:
            return Index((), Size.of(int(value)))
        case Negative():
            inner = _index(term.argument)
            return None if inner is None else plus(NOTHING, inner, -1)
        case Add():
            total: Index | None = NOTHING
            for part in map(_index, term.terms):
                total = None if total is None or part is None else plus(total, part, 1)
            return total
    return None


def _product(term: Multiply) -> Monomial:
    left, right = monomial(term.left), monomial(term.right)
    if term.left.shape and term.right.shape:
        # Only powers of one matrix change places.
        matrices = {base for one in (left, right) for base in one.powers if base.shape}
        if len(matrices) > 1 or len(term.shape) != 2:
            return _alone(term)
    if left.under is not None and right.under is not None:
        return _alone(term)
    powers = dict(left.powers)
    for base, exponent in right.powers.items():
        powers[base] = plus(powers.get(base, NOTHING), exponent, 1)
    return Monomial(left.number * right.number, powers, left.under or right.under)


def _quotient(term: Divide) -> Monomial:
    top, bottom = monomial(term.numerator), term.denominator
    if isinstance(bottom, Number) and bottom.value:
        return Monomial(top.number / bottom.value, top.powers, top.under)
    if isinstance(bottom, Factorial | IndexNumber) and top.under is None:
        return Monomial(top.number, top.powers, bottom)
    return _alone(term)


def _power(term: Power) -> Monomial:
    exponent = term.exponent
    if isinstance(exponent, IndexNumber):
        by = exponent.index
    elif isinstance(exponent, Number) and exponent.value.denominator == 1 and exponent.value >= 0:
        by = Index((), Size.of(int(exponent.value)))
    else:
        return _alone(term)
    inner, count = monomial(term.base), whole_number(by)
    if inner.under is not None:
        return _alone(term)
    if count is not None:
        powers = {base: plus(NOTHING, one, count) for base, one in inner.powers.items()}
        return Monomial(inner.number**count, powers)
    if all(whole_number(one) is not None for one in inner.powers.values()):
        powers = {base: plus(NOTHING, by, whole_number(one) or 0) for base, one in inner.powers.items()}
        return Monomial(
            powers=powers if inner.number == 1 else {Number(inner.number, span=term.base.span): by, **powers}
        )
    return _alone(term)
