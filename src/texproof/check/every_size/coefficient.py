"""Coefficients of networks: polynomials in the size letters, with whole exponents of either sign, over ℚ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ...model.size import Size

Powers = tuple[tuple[str, int], ...]  # (letter, exponent ≠ 0) in alphabetical order: n/m is (("m", -1), ("n", 1))


@dataclass(frozen=True, slots=True)
class Coefficient:
    """Σ c · Π letter^exponent. Two are equal exactly when they are equal as functions of all sizes."""

    terms: tuple[tuple[Powers, Fraction], ...] = ()

    @staticmethod
    def of(value: int | Fraction | Size) -> Coefficient:
        if isinstance(value, Size):
            return _collected({_powers(m): Fraction(c) for m, c in value.terms})
        return Coefficient((((), Fraction(value)),)) if value else Coefficient()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __add__(self, other: Coefficient) -> Coefficient:
        total = dict(self.terms)
        for powers, c in other.terms:
            total[powers] = total.get(powers, Fraction(0)) + c
        return _collected(total)

    def __mul__(self, other: Coefficient) -> Coefficient:
        if self == ONE:
            return other
        if other == ONE:
            return self
        total: dict[Powers, Fraction] = {}
        for p, c in self.terms:
            for q, d in other.terms:
                powers = _times(p, q)
                total[powers] = total.get(powers, Fraction(0)) + c * d
        return _collected(total)

    @property
    def number(self) -> Fraction | None:
        """The number that this coefficient is, or None where letters are left in it."""
        if not self.terms:
            return Fraction(0)
        return self.terms[0][1] if len(self.terms) == 1 and not self.terms[0][0] else None

    def reciprocal(self) -> Coefficient | None:
        """Return 1/self where self is one term; sizes are from 1 on, so that no letter is zero."""
        if len(self.terms) != 1:
            return None
        powers, c = self.terms[0]
        return Coefficient(((tuple((letter, -e) for letter, e in powers), 1 / c),))

    def value(self, sizes: Mapping[str, int]) -> Fraction:
        total = Fraction(0)
        for powers, c in self.terms:
            for letter, exponent in powers:
                c *= Fraction(sizes[letter]) ** exponent
            total += c
        return total

    def __str__(self) -> str:
        return " + ".join(f"{c}{''.join(f'·{letter}^{e}' for letter, e in powers)}" for powers, c in self.terms) or "0"


def _powers(monomial: tuple[str, ...]) -> Powers:
    return tuple((letter, monomial.count(letter)) for letter in sorted(set(monomial)))


def _times(p: Powers, q: Powers) -> Powers:
    if not p or not q:
        return p or q
    total = dict(p)
    for letter, exponent in q:
        total[letter] = total.get(letter, 0) + exponent
    return tuple(sorted((letter, e) for letter, e in total.items() if e))


def _collected(total: Mapping[Powers, Fraction]) -> Coefficient:
    return Coefficient(tuple(sorted((powers, c) for powers, c in total.items() if c)))


ONE = Coefficient.of(1)
