"""Sizes of arrays as polynomials in the page's own letters: m, k·n, 2n + 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import total_ordering
from math import lcm

Monomial = tuple[str, ...]  # its letters in order, with repetition: m·m·n is ("m", "m", "n")


@total_ordering
@dataclass(frozen=True, slots=True)
class Size:
    """A polynomial in size letters, kept in canonical form; its values are whole numbers.

    Coefficients are whole, or fractions as in n(n + 1)/2. Two sizes are equal exactly when their polynomials
    are: m and k differ unless declared equal. Dimensionless. A letter that starts with `?` is not known yet
    (see elaborate.sizes).
    """

    terms: tuple[tuple[Monomial, int | Fraction], ...] = ()

    @staticmethod
    def of(value: int | Fraction | str | Size) -> Size:
        if isinstance(value, Size):
            return value
        if isinstance(value, int):
            return Size(((((), value)),) if value else ())
        if isinstance(value, Fraction):
            return Size._collect({(): value})
        return Size((((value,), 1),))

    @staticmethod
    def _collect(coefficients: Mapping[Monomial, int | Fraction]) -> Size:
        whole = ((m, c.numerator if c.denominator == 1 else c) for m, c in coefficients.items() if c)
        return Size(tuple(sorted(whole)))

    def __add__(self, other: int | Size) -> Size:
        total = dict(self.terms)
        for monomial, coefficient in Size.of(other).terms:
            total[monomial] = total.get(monomial, 0) + coefficient
        return Size._collect(total)

    __radd__ = __add__

    def __neg__(self) -> Size:
        return Size(tuple((m, -c) for m, c in self.terms))

    def __sub__(self, other: int | Size) -> Size:
        return self + (-Size.of(other))

    def __rsub__(self, other: int | Size) -> Size:
        return Size.of(other) - self

    def __mul__(self, other: int | Fraction | Size) -> Size:
        total: dict[Monomial, int | Fraction] = {}
        for m1, c1 in self.terms:
            for m2, c2 in Size.of(other).terms:
                monomial = tuple(sorted(m1 + m2))
                total[monomial] = total.get(monomial, 0) + c1 * c2
        return Size._collect(total)

    __rmul__ = __mul__

    def __lt__(self, other: Size) -> bool:
        return self.terms < other.terms

    @property
    def constant(self) -> int | None:
        """The number that this size is, or None where letters are left in it."""
        if not self.terms:
            return 0
        if self.terms[0][0] == () and len(self.terms) == 1:
            return int(self.terms[0][1])
        return None

    @property
    def letters(self) -> frozenset[str]:
        return frozenset(letter for monomial, _ in self.terms for letter in monomial)

    def substitute(self, values: Mapping[str, Size | int]) -> Size:
        total = Size()
        for monomial, coefficient in self.terms:
            product = Size.of(coefficient)
            for letter in monomial:
                product = product * Size.of(values.get(letter, Size.of(letter)))
            total = total + product
        return total

    def value(self, sizes: Mapping[str, int]) -> int:
        """The number that this size is at the given sizes; every letter must be among them."""
        total: int | Fraction = 0
        for monomial, coefficient in self.terms:
            product = coefficient
            for letter in monomial:
                product *= sizes[letter]
            total += product
        return int(total)

    def divided_by(self, other: Size) -> Size | None:
        """The size q with q·other = self, where other is a single term that divides every term; else None."""
        if len(other.terms) != 1:
            return Size.of(1) if self == other else None
        (divisor, factor), quotient = other.terms[0], {}
        for monomial, coefficient in self.terms:
            rest = list(monomial)
            for letter in divisor:
                if letter not in rest:
                    return None
                rest.remove(letter)
            if coefficient % factor:
                return None
            quotient[tuple(rest)] = coefficient // factor
        return Size._collect(quotient)

    def __str__(self) -> str:
        below = lcm(*(coefficient.denominator for _, coefficient in self.terms))
        if below > 1:
            return f"({self * below})/{below}"

        def term(monomial: Monomial, coefficient: int | Fraction) -> str:
            letters = "·".join("?" if letter.startswith("?") else letter for letter in monomial)
            if not letters:
                return str(abs(coefficient))
            return letters if abs(coefficient) == 1 else f"{abs(coefficient)}·{letters}"

        ordered = sorted(self.terms, key=lambda t: (-len(t[0]), t[0]))
        text = ""
        for monomial, coefficient in ordered:
            sign = ("-" if coefficient < 0 else "") if not text else (" - " if coefficient < 0 else " + ")
            text += sign + term(monomial, coefficient)
        return text or "0"


Shape = tuple[Size, ...]


def shape_text(shape: Shape) -> str:
    """Return a shape as a reader would say it: "a number", "m×k", "(k·n)×1"."""
    return "×".join(f"({s})" if _is_compound(s) else str(s) for s in shape) if shape else "a number"


def _is_compound(size: Size) -> bool:
    """Whether a size is written with a sign in it, of which × beside it would make another shape."""
    return len(size.terms) > 1 or any(monomial and (len(monomial) > 1 or c != 1) for monomial, c in size.terms)
