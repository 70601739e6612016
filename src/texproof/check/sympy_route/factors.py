"""Factors known to be positive, which roots and logarithms may be split over."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sympy import Symbol
from sympy.polys.domains import QQ
from sympy.polys.rings import PolyRing

from .atoms import Imaginary, Reciprocal, Sign
from .field import Field
from .function_values import Step
from .polynomial import Poly, common_monomial, constant, is_one, occurring, over_monomial, single_generator
from .quotient import without_reciprocals

FACTOR_TERMS = 12
FACTOR_GENERATORS = 4
FACTOR_DEGREE = 8
SQUARE_TERMS = 48


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
            of = field.up(atom.of)
            factors = _factors(of)
            for q, e in factors if all(field.positive(q) for q, _ in factors) else [(of, 1)]:
                collected[q] = collected.get(q, 0) - e * exponent
        else:
            collected[base] = collected.get(base, 0) + exponent
    return [(base, e) for base, e in collected.items() if e]


def squared_factors(field: Field, p: Poly) -> tuple[list[tuple[Poly, int]], Poly]:
    """Return factors of a real p ≠ 0 with even exponents, and the rest: a factor ±1 or what is no square."""
    if any(isinstance(atom, Imaginary) for atom in field.atoms):
        return [], p  # a square need not be positive there
    exponents = tuple(e - e % 2 for e in common_monomial(p))
    p = over_monomial(p, exponents)
    found = [(field.generator(i), e) for i, e in enumerate(exponents) if e]
    if 1 < len(p) <= SQUARE_TERMS and all(e % 2 == 0 for m in (p.LM, min(p)) for e in m):
        sign = 1 if p.LC > 0 else -1
        factors = _free_of_squares(p * sign)
        if all(e % 2 == 0 for _, e in factors):
            return found + factors, p.ring.one * sign
    return found, p


def square_without_signs(field: Field, p: Poly) -> Poly | None:
    """Return p² where it holds neither steps nor signs, though p does, as |q| does; otherwise None."""
    signs = [i for i in occurring(p) if isinstance(field.atoms[i], Sign | Step)]
    if not signs or len(p) > SQUARE_TERMS:
        return None
    square = field.power(p, 2)
    for i in reversed(signs):
        square = field.atoms[i].settle(field, square)
    return None if any(isinstance(field.atoms[i], Sign | Step) for i in occurring(square)) else square


def _free_of_squares(p: Poly) -> list[tuple[Poly, int]]:
    """Return the square-free factors of a primitive polynomial, each primitive, its sign aside."""
    narrow = _Narrow.of(p)
    _, factors = narrow.inner.sqf_list()
    return [(narrow.whole(q.primitive()[1]), exponent) for q, exponent in factors]


def small_factors(p: Poly) -> list[tuple[Poly, int]]:
    """Return the irreducible factors of a primitive polynomial but for its sign; a large one counts as one factor."""
    p = p if p.LC > 0 else -p
    exponents = common_monomial(p)
    powers = [(p.ring.gens[i], e) for i, e in enumerate(exponents) if e]
    p = over_monomial(p, exponents)
    return powers if constant(p) is not None else powers + _factors(p)


def _factors(p: Poly) -> list[tuple[Poly, int]]:
    """Return the irreducible factors of a primitive polynomial, or itself where it is too large to factor."""
    generators = occurring(p)
    degree = max(sum(m) for m in p)
    if len(generators) > FACTOR_GENERATORS or not 1 < len(p) <= FACTOR_TERMS or degree > FACTOR_DEGREE:
        return [(p, 1)]
    narrow = _Narrow.of(p)
    lead, factors = narrow.inner.factor_list()
    return [(narrow.whole(q), exponent) for q, exponent in factors] if lead == 1 else [(p, 1)]


@dataclass(frozen=True, slots=True)
class _Narrow:
    """A polynomial in a ring of those generators alone that occur in it: factoring looks at each."""

    p: Poly
    generators: list[int]
    inner: Poly

    @classmethod
    def of(cls, p: Poly) -> _Narrow:
        generators = occurring(p)
        ring = PolyRing(tuple(Symbol(f"g{i}") for i in generators), QQ)
        return cls(p, generators, ring.dtype({tuple(m[i] for i in generators): c for m, c in p.items()}))

    def whole(self, q: Poly) -> Poly:
        """Return a polynomial of the narrow ring in the ring of p."""
        found = {}
        for m, c in q.items():
            monomial = [0] * self.p.ring.ngens
            for i, e in zip(self.generators, m, strict=True):
                monomial[i] = e
            found[tuple(monomial)] = c
        return self.p.new(found)
