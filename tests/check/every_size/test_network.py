"""Sums keep their indices to themselves: substitution, products and sums never mix two of one name."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from texproof.check.every_size.coefficient import Coefficient
from texproof.check.every_size.network import MOST_TERMS, Combination, Network
from texproof.check.every_size.positions import Node, NoRule, Position

from .made import NODES, POOL, RATIONAL, N, combinations
from .networks import applied, delta, entry, equal, group, nodes, place, times
from .oracle import Point, Undefined
from .steady import tried

SIZES = st.fixed_dictionaries({"m": st.integers(1, 2), "n": st.integers(2, 3)})


def placed(data: DataObject, sizes: dict[str, int]) -> dict[Node, int]:
    return {n: data.draw(st.integers(1, n.size.value(sizes))) for n in NODES}


@tried(80)
@given(combinations(RATIONAL, 1), SIZES, st.integers(0, 9), st.data())
def test_a_substitution_is_worth_what_the_new_place_is(
    combination: Combination, sizes: dict[str, int], seed: int, data: DataObject
) -> None:
    """x_i with i := p is worth what x is at p, whatever the sums in it call their indices."""
    point, at = Point(sizes, seed), placed(data, sizes)
    short = POOL[N - 1]
    new = {
        old: data.draw(st.sampled_from([*map(Position.of, POOL[N]), *(Position.of(n) + Position.of(1) for n in short)]))
        for old in data.draw(st.lists(st.sampled_from(POOL[N]), unique=True))
    }
    there = {**at, **{old: point.position(p, at) for old, p in new.items()}}
    try:
        assert point.value(combination.substitute(new), at) == point.value(combination, there)
    except Undefined:
        assume(False)


@tried(80)
@given(combinations(RATIONAL, 1), combinations(RATIONAL, 1), SIZES, st.data())
def test_products_and_sums_are_worth_the_product_and_the_sum(
    first: Combination, second: Combination, sizes: dict[str, int], data: DataObject
) -> None:
    point, at = Point(sizes), placed(data, sizes)
    try:
        one, other = point.value(first, at), point.value(second, at)
        assert point.value(first + second, at) == one + other
        assert point.value(first - second, at) == one - other
        assert point.value(first * second, at) == one * other
        assert point.value(first.scaled(Coefficient.of(N)), at) == one * sizes["n"]
        over = data.draw(st.lists(st.sampled_from(POOL[N]), unique=True, max_size=2))
        every = [point.value(first, {**at, **v}) for v in point.ranges(over)]
        assert point.value(first.summed(over), at) == sum(every)
        exponent = data.draw(st.sampled_from([0, 1, 2, -1, -2]))
        if one or exponent > 0:
            assert point.value(first.power(Fraction(exponent)), at) == one**exponent
    except (Undefined, NoRule):
        assume(False)


def test_an_index_that_is_put_in_is_not_caught_by_a_sum_over_its_name() -> None:
    a, b = nodes(2)
    inside = (entry("X", a, b) * entry("y", b)).summed([b])
    found = inside.substitute({a: Position.of(b)})
    assert found.nodes() == {b}
    (network,) = found.networks
    assert b not in network.bound


def test_nor_by_one_within_a_function() -> None:
    a, b = nodes(2)
    inside = applied("@f", (entry("X", a, b) * entry("y", b)).summed([b]))
    found = inside.substitute({a: Position.of(b)})
    assert found.nodes() == {b}
    assert equal(found.substitute({b: Position.of(a)}), inside)


def test_a_sum_times_what_stands_at_its_own_index() -> None:
    """(Σ_b x_b) y_b is no Σ_b x_b y_b, on either side."""
    a, b = nodes(2)
    total = entry("x", b).summed([b])
    apart = entry("x", a).summed([a]) * entry("y", b)
    assert equal(total * entry("y", b), apart)
    assert equal(entry("y", b) * total, apart)


def test_the_square_of_a_sum() -> None:
    a, b = nodes(2)
    total = entry("x", a).summed([a])
    assert equal(total.power(Fraction(2)), (entry("x", a) * entry("x", b)).summed([a, b]))
    assert not equal(total.power(Fraction(2)), (entry("x", a) * entry("x", a)).summed([a]))


def test_the_sum_over_an_index_that_a_factor_sums_already() -> None:
    """Σ_b Σ_b x_b is n Σ_b x_b."""
    (b,) = nodes(1)
    total = entry("x", b).summed([b])
    assert equal(total.summed([b]), times(N, total))


def test_a_power_that_is_multiplied_out_beside_its_own_indices() -> None:
    """x_b (Σ_b x_b²)^{3/2} is x_b Σ_c x_c² times the root, as in the derivative of ‖x‖⁵."""
    b, c = nodes(2)

    def square(n: Node) -> Combination:
        return (entry("x", n) * entry("x", n)).summed([n])

    shared = (entry("x", b) * entry("y", b) * group(square(b), Fraction(3, 2))).summed([b])
    apart = (entry("x", b) * entry("y", b)).summed([b]) * square(c) * group(square(c), Fraction(1, 2))
    assert equal(shared, apart)


def test_zero_has_no_power_below_zero() -> None:
    with pytest.raises(NoRule):
        Combination().power(Fraction(-1))
    assert Combination().power(Fraction(2)) == Combination()
    assert Combination().power(Fraction(0)) == Combination.of(1)


def test_a_coefficient_of_zero_leaves_nothing() -> None:
    (a,) = nodes(1)
    assert entry("x", a).scaled(Coefficient()) == Combination()
    assert Combination.of(0) == Combination()


def test_like_factors_become_a_power() -> None:
    (a,) = nodes(1)
    x = entry("x", a)
    assert (x * x).networks == (Network(Coefficient.of(1), (), ((x.networks[0].factors[0][0], Fraction(2)),)),)
    assert (x * x.power(Fraction(-1))).networks[0].factors == ()


def test_a_delta_is_no_divisor() -> None:
    a, b = nodes(2)
    assert not equal(delta(a, b).power(Fraction(-1)), delta(a, b))
    assert not equal(delta(a, b) * delta(a, b).power(Fraction(-1)), Combination.of(1))


def test_what_is_multiplied_out_has_a_bound() -> None:
    a = nodes(1)[0]
    wide = Combination(tuple(entry(f"x{i}", a).networks[0] for i in range(60)))
    assert MOST_TERMS < 60 * 60
    with pytest.raises(NoRule):
        wide * wide


def test_a_place_of_a_size_of_its_own() -> None:
    assert place(1) == ((Position.of(1), N),)
