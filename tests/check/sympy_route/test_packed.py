"""Products and cleared denominators in whole numbers: the same polynomials as the ring's own arithmetic gives."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from sympy.polys.domains import QQ

from texproof.check.sympy_route.clearing import cleared
from texproof.check.sympy_route.field import Field
from texproof.check.sympy_route.packed import LARGEST, by_exponent, highest, packed, plus, product, times, unpacked
from texproof.check.sympy_route.polynomial import Poly, ring_of
from texproof.check.sympy_route.quotient import reciprocal
from texproof.check.sympy_route.zero import reduced

from .test_field import variables

RING = ring_of(64)
MONOMIALS = st.dictionaries(st.sampled_from([0, 1, 2, 40, 63]), st.integers(1, 9), max_size=3)
NUMBERS = st.fractions(min_value=-9, max_value=9, max_denominator=6).filter(bool)


def polynomial(terms: list[tuple[dict[int, int], Fraction]]) -> Poly:
    total = RING.zero
    for powers, c in terms:
        monomial = RING.one * QQ(c.numerator, c.denominator)
        for i, e in powers.items():
            monomial = monomial * RING.gens[i] ** e
        total = total + monomial
    return total


POLYNOMIALS = st.lists(st.tuples(MONOMIALS, NUMBERS), max_size=12).map(polynomial)


@given(POLYNOMIALS, POLYNOMIALS)
def test_a_product_is_the_ring_s_own(p: Poly, q: Poly) -> None:
    assert product(p, q) == p * q


@given(POLYNOMIALS, POLYNOMIALS)
def test_packing_keeps_sums_products_and_powers_of_a_generator(p: Poly, q: Poly) -> None:
    first, second = packed(p), packed(q)
    assert first is not None
    assert second is not None
    (left, a), (right, b) = first, second
    assert unpacked(RING.one, left, a) == p
    assert unpacked(RING.one, times(left, right), a * b) == p * q
    assert unpacked(RING.one, plus(left, left), a) == p + p
    assert highest(left) >= max((e for m in p for e in m), default=0)
    parts = by_exponent(left, 40)
    joined = sum((unpacked(RING.one, part, a) * RING.gens[40] ** k for k, part in parts.items()), RING.zero)
    assert joined == p


def test_an_exponent_that_has_no_room_is_left_to_the_ring() -> None:
    large = RING.gens[0] ** (LARGEST + 1) + RING.gens[1]
    assert packed(large) is None
    assert product(large, large + 1) == large * (large + 1)
    half = RING.gens[0] ** LARGEST + RING.gens[1]
    assert product(half, half + RING.gens[2] + 1) == half * (half + RING.gens[2] + 1)


def test_denominators_are_cleared_from_the_last_on() -> None:
    field = Field()
    x, y = variables(field, 2)
    one = field.ring.one
    first = reciprocal(field, field.add(x, one))
    second = reciprocal(field, field.add(field.multiply(x, y), field.rational(Fraction(1, 2))))
    p = field.add(field.multiply(first, second), field.multiply(second, second))
    found = cleared(field, p, len(field.atoms))
    assert found is not None
    assert found[0]
    assert all(not monomial[i] for monomial in found[0] for i, atom in enumerate(field.atoms) if atom.related)
    both = field.add(field.add(x, one), field.add(field.multiply(x, y), field.rational(Fraction(1, 2))))
    whole = field.subtract(field.multiply(both, field.multiply(first, second)), field.add(first, second))
    assert whole
    assert not reduced(field, whole)
    assert reduced(field, field.add(whole, first))
