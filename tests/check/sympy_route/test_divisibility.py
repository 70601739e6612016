"""Exact division: the quotient where there is one, None where there is none; a shadow says no and is never wrong."""

from __future__ import annotations

import pytest
from sympy import QQ, Rational
from sympy.polys.orderings import lex
from sympy.polys.rings import PolyElement, PolyRing

from texproof.check.sympy_route.divisibility import _shadow_divides, divided

RING = PolyRing("x y z", QQ, lex)
x, y, z = RING.gens
HALF = RING.domain_new(Rational(1, 2))
DIVISORS = [x, x + y, x - y + 1, x * y + z**2, 3 * x**2 - HALF * y, x + HALF, y**3 - z, (x + y) ** 2, HALF * z * x + y]
QUOTIENTS = [RING.one, x - 2, y + z, x**2 + x * y + y**2, HALF * x - z**3 + 4, (x + y + z) ** 3]


@pytest.mark.parametrize("q", DIVISORS, ids=str)
@pytest.mark.parametrize("r", QUOTIENTS, ids=str)
def test_a_product_is_divided_by_its_factors(q: PolyElement, r: PolyElement) -> None:
    assert _shadow_divides(q * r, q)
    assert divided(q * r, q) == r
    assert divided(q * r, r) == q


@pytest.mark.parametrize("q", DIVISORS, ids=str)
@pytest.mark.parametrize("rest", [RING.one, x * y * z + 7, y - z], ids=str)
def test_what_keeps_a_remainder_is_not_divided(q: PolyElement, rest: PolyElement) -> None:
    for r in QUOTIENTS:
        p = q * r + rest
        if p.div(q)[1]:
            assert divided(p, q) is None


@pytest.mark.parametrize(
    ("p", "q"),
    [
        (x * y + 1, x + 1),
        (x**3 + y, x + y),
        ((x + y) * (x - y) + z, x - y),
        (x**2 + y**2, x + y),
        (HALF * x**2 + 3 * y, x + HALF * y),
        ((x * y + z**2) * (y + z) + x, x * y + z**2),
    ],
)
def test_the_shadow_refuses_before_anything_is_divided(p: PolyElement, q: PolyElement) -> None:
    assert not _shadow_divides(p, q)
    assert divided(p, q) is None


def test_a_number_divides_all_and_what_is_of_lower_degree_is_not_tried() -> None:
    assert divided(x + y, RING.domain_new(2) * RING.one) == HALF * x + HALF * y
    assert divided(x + y, x**2) is None
    assert divided(x, x * y) is None
