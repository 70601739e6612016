"""Exact division of polynomials, tried only where a shadow of it in one variable modulo a prime succeeds."""

from __future__ import annotations

from .polynomial import Poly, occurring

PRIME = 2**61 - 1


def divided(p: Poly, q: Poly) -> Poly | None:
    """Return p/q where q divides p exactly, else None. Both lie in one ring, neither is zero."""
    if any(a < b for a, b in zip(_degrees(p), _degrees(q), strict=True)) or not _shadow_divides(p, q):
        return None
    quotient, remainder = p.div(q)
    return None if remainder else quotient


def _degrees(p: Poly) -> list[int]:
    return [max(exponents) for exponents in zip(*p, strict=True)]


def _shadow_divides(p: Poly, q: Poly) -> bool:
    """Whether q may divide p: False is certain, because it keeps a remainder where the other variables are numbers."""
    generators = occurring(q)
    if not generators:
        return True
    kept = max(generators, key=lambda i: max(m[i] for m in q))
    values = [pow(3, 11 * i + 7, PRIME) for i in range(p.ring.ngens)]
    return not _remainder(_univariate(p, kept, values), _univariate(q, kept, values))


def _univariate(p: Poly, kept: int, values: list[int]) -> list[int]:
    """Return p's coefficients in one generator, from the constant on, with numbers for all others."""
    shadow = [0] * (1 + max(m[kept] for m in p))
    powers: dict[tuple[int, int], int] = {}
    for monomial, c in p.items():
        value = int(c.numerator) * pow(int(c.denominator), -1, PRIME) if c.denominator != 1 else int(c.numerator)
        for i, e in enumerate(monomial):
            if e and i != kept:
                if (i, e) not in powers:
                    powers[i, e] = pow(values[i], e, PRIME)
                value = value * powers[i, e] % PRIME
        shadow[monomial[kept]] = (shadow[monomial[kept]] + value) % PRIME
    return shadow


def _remainder(p: list[int], q: list[int]) -> bool:
    """Whether p leaves a remainder by q modulo PRIME; where q's leading coefficient vanishes nothing is said."""
    if not q[-1]:
        return False
    over = pow(q[-1], -1, PRIME)
    rest = list(p)
    for top in range(len(rest) - 1, len(q) - 2, -1):
        factor = rest[top] * over % PRIME
        if factor:
            for j, c in enumerate(q):
                rest[top - len(q) + 1 + j] = (rest[top - len(q) + 1 + j] - factor * c) % PRIME
    return any(rest[: len(q) - 1])
