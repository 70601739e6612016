"""Factors known to be positive, which roots and logarithms may be split over."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sympy import Symbol
from sympy.polys.domains import QQ
from sympy.polys.rings import PolyRing

from .atoms import Reciprocal
from .field import Field
from .polynomial import Poly, common_monomial, is_one, occurring, over_monomial, single_generator
from .quotient import without_reciprocals

FACTOR_TERMS = 12
FACTOR_GENERATORS = 4
FACTOR_DEGREE = 8


@dataclass(frozen=True, slots=True)
class Factored:
    """p = content · Π base^exponent · rest, every base positive; `content` is negative only where rest is 1."""

    content: Fraction
    powers: tuple[tuple[Poly, int], ...]
    rest: Poly


def factored(field: Field, p: Poly) -> Factored:
    """Return p ≠ 0 split over positive factors: reciprocals, single generators, and small polynomials."""
    powers: list[tuple[Poly, int]] = []
    if all(field.atoms[i].positive for i in occurring(p) if isinstance(field.atoms[i], Reciprocal)):
        p, reciprocals = without_reciprocals(field, p)
        for i, exponent in reciprocals.items():
            powers.append((field.generator(i), exponent))
    c = p.content()
    content = Fraction(int(c.numerator), int(c.denominator))
    if field.positive(-p):
        content = -content
    p = p.quo_ground(QQ(content.numerator, content.denominator))
    exponents = tuple(e if e and field.atoms[i].positive else 0 for i, e in enumerate(common_monomial(p)))
    p = over_monomial(p, exponents)
    powers += [(field.generator(i), e) for i, e in enumerate(exponents) if e]
    p = field.up(p)
    for q in field.known_positive.values():
        while len(p) > 1 and (quotient := field.divided(p, q)) is not None:
            p = quotient
            powers.append((q, 1))
    if field.positive(p) and not is_one(p):
        factors = _factors(p)
        if all(field.positive(q) for q, _ in factors):
            powers += factors
            p = field.ring.one
    return Factored(content, tuple(_without_inverses(field, powers)), field.up(p))


def _without_inverses(field: Field, powers: list[tuple[Poly, int]]) -> list[tuple[Poly, int]]:
    """Return the powers with 1/q to the e written as q to the −e, equal bases together."""
    collected: dict[Poly, int] = {}
    for base, exponent in powers:
        base = field.up(base)
        number = single_generator(base)
        atom = None if number is None else field.atoms[number]
        if isinstance(atom, Reciprocal):
            base, exponent = field.up(atom.of), -exponent
        collected[base] = collected.get(base, 0) + exponent
    return [(base, e) for base, e in collected.items() if e]


def _factors(p: Poly) -> list[tuple[Poly, int]]:
    """Return the irreducible factors of a primitive polynomial, or itself where it is too large to factor."""
    generators = occurring(p)
    degree = max(sum(m) for m in p)
    if len(generators) > FACTOR_GENERATORS or not 1 < len(p) <= FACTOR_TERMS or degree > FACTOR_DEGREE:
        return [(p, 1)]
    small = PolyRing(tuple(Symbol(f"g{i}") for i in generators), QQ)
    inner = small.dtype({tuple(m[i] for i in generators): c for m, c in p.items()})
    lead, factors = inner.factor_list()
    found = []
    for q, exponent in factors:
        whole = {}
        for m, c in q.items():
            monomial = [0] * p.ring.ngens
            for i, e in zip(generators, m, strict=True):
                monomial[i] = e
            whole[tuple(monomial)] = c
        found.append((p.new(whole), exponent))
    return found if lead == 1 else [(p, 1)]
