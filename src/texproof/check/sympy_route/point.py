"""Values at a pseudo-random point in many digits: they can show that an element is not zero."""

from __future__ import annotations

from functools import cache
from typing import Any

from mpmath import MPContext

from .atoms import OutsideDomain
from .field import Field
from .polynomial import Poly, constant

DIGITS = 60
TRIALS = 8
CLEAR = 30  # digits by which a difference must stand out of its own terms


@cache
def _context() -> MPContext:
    """Return a context of this module's own, made once: making one takes longer than using it."""
    made = MPContext()
    made.dps = DIGITS
    return made


class Point:
    """The atoms' numbers at one point, each worked out from the atoms before it."""

    def __init__(self, field: Field, trial: int) -> None:
        self.context = _context()
        self.field = field
        self.trial = trial
        self._known: dict[int, Any] = {}
        self._powers: dict[tuple[int, int], Any] = {}

    def _atom(self, number: int) -> Any:
        if number not in self._known:
            self._known[number] = self.field.atoms[number].at(self.context, self.value, self.trial)
        return self._known[number]

    def value(self, p: Poly) -> Any:
        """Return p's number. Raises OutsideDomain, ZeroDivisionError."""
        return self._sum(p)[0]

    def stands_out(self, p: Poly) -> bool:
        """Whether p's number is far larger than what rounding could leave of its terms, and of their factors."""
        total, largest = self._sum(p)
        return bool(abs(total) > largest * self.context.mpf(10) ** -CLEAR)

    def _sum(self, p: Poly) -> tuple[Any, Any]:
        total, largest = self.context.zero, self.context.zero
        for monomial, c in p.items():
            term = self.context.mpf(int(c.numerator)) / int(c.denominator)
            size = abs(term)
            for i, e in enumerate(monomial):
                if e:
                    if (i, e) not in self._powers:
                        self._powers[i, e] = self._atom(i) ** e
                    term *= self._powers[i, e]
                    # A tiny value may be what rounding left of a zero, as sin(pi) is.
                    size *= max(abs(self._powers[i, e]), 1)
            total += term
            largest = max(largest, size)
        return total, largest


def clearly_nonzero(field: Field, p: Poly) -> bool | None:
    """Return True where an expanded p is not zero at some point, False where it vanishes at all that were tried.

    None: no point was in the domain.
    """
    number = constant(p)
    if number is not None:
        return bool(number)
    vanished = False
    for trial in range(TRIALS):
        point = Point(field, trial)
        try:
            if point.stands_out(p):
                return True
            vanished = True
        except (OutsideDomain, ZeroDivisionError, ArithmeticError):
            continue
    return False if vanished else None
