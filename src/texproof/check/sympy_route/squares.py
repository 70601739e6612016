"""Polynomials that are sums of squares, and so never negative."""

from __future__ import annotations

from fractions import Fraction

from .polynomial import Poly

MOST = 40  # atoms of a quadratic form


def never_negative(p: Poly) -> bool:
    """Whether a polynomial is at least 0 for all real values of its generators (sufficient).

    Each of its terms is an even power of everything with a positive coefficient, or it is a polynomial of the
    second degree whose matrix, in the generators and 1, is positive semidefinite: then it is a sum of squares.
    """
    if all(c > 0 and all(e % 2 == 0 for e in monomial) for monomial, c in p.items()):
        return True
    return _semidefinite(p)


def _semidefinite(p: Poly) -> bool:
    places: dict[int, int] = {-1: 0}  # of the 1, then of each generator
    entries: dict[tuple[int, int], Fraction] = {}
    for monomial, c in p.items():
        factors = [i for i, e in enumerate(monomial) for _ in range(e)]
        if len(factors) > 2:
            return False
        i, j = sorted(places.setdefault(f, len(places)) for f in (*factors, -1, -1)[:2])
        if len(places) > MOST:
            return False
        entries[i, j] = Fraction(int(c.numerator), int(c.denominator)) / (1 if i == j else 2)
    size = len(places)
    rows = [[entries.get((min(i, j), max(i, j)), Fraction(0)) for j in range(size)] for i in range(size)]
    for k in range(size):  # elimination: a negative pivot, or a zero one with entries beside it, is a "no"
        pivot = rows[k][k]
        if pivot < 0 or (pivot == 0 and any(rows[k][k:])):
            return False
        for i in range(k + 1, size):
            if pivot and rows[i][k]:
                factor = rows[i][k] / pivot
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[k], strict=True)]
    return True
