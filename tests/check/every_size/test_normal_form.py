"""The normal form keeps the value, does not see names, and tells apart what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import islice
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from texproof.check.every_size.effort import bounded
from texproof.check.every_size.naming import network_key
from texproof.check.every_size.network import Combination
from texproof.check.every_size.normal import Normaliser
from texproof.check.every_size.positions import Bounds, Node, NoRule

from .made import NODES, POSITIVE, PURE, RATIONAL, Fragment, combinations, edited, same
from .oracle import Point, Positive, Undefined
from .steady import tried

SIZES = st.fixed_dictionaries({"m": st.integers(1, 3), "n": st.integers(1, 3)})


def form(combination: Combination) -> Combination:
    with bounded():
        return Normaliser(Bounds({})).form(combination)


def formed(combination: Combination) -> Combination:
    """Return the normal form, and give up on what no rule covers."""
    try:
        return form(combination)
    except NoRule:
        assume(False)
        raise


def worth(point: Point, combination: Combination, at: Mapping[Node, int]) -> Any:
    try:
        return point.value(combination, at)
    except Undefined:
        assume(False)
        raise


def placed(data: DataObject, sizes: Mapping[str, int]) -> dict[Node, int]:
    """Draw where each free node stands; one with no value to take is none that is asked about."""
    found = {}
    for n in NODES:
        size = n.size.value(sizes)
        if size:
            found[n] = data.draw(st.integers(1, size))
    return found


def keeps(fragment: Fragment, kind: type[Point], examples: int, depth: int) -> Counter[bool]:
    """Assert of combinations of a fragment that their normal forms are worth as much; return how many changed."""
    seen: Counter[bool] = Counter()

    @tried(examples)
    @given(combinations(fragment, depth), SIZES, st.integers(0, 99), st.data())
    def holds(combination: Combination, sizes: dict[str, int], seed: int, data: DataObject) -> None:
        at = placed(data, sizes)
        assume(combination.nodes() <= at.keys())
        point = kind(sizes, seed)
        before = worth(point, combination, at)
        found = formed(combination)
        try:
            after = point.value(found, at)
        except Undefined:  # an empty sum of quotients is 0; that it is (n − 1) times one is no number at n = 1
            assert sizes["n"] == 1
            assume(False)
        if kind is Point:
            assert after == before
        else:
            assert abs(after - before) <= 1e-25 * max(1, abs(before))
        seen[found != combination] += 1

    holds()
    return seen


def test_it_keeps_the_value_of_rational_combinations() -> None:
    assert keeps(RATIONAL, Point, 160, 1)[True] > 40


def test_it_keeps_the_value_of_nested_combinations() -> None:
    assert keeps(RATIONAL, Point, 40, 2)[True] > 10


def test_it_keeps_the_value_of_exponentials_logarithms_and_roots() -> None:
    assert keeps(POSITIVE, Positive, 90, 2)[True] > 20


# Of two free nodes that a delta within a quotient or a function makes equal, the later one gives way: which one that
# is depends on their names where they are summed outside.
ONE_FORM = [PURE, RATIONAL.without("delta"), POSITIVE.without("delta"), RATIONAL.without("applied", "group")]


@tried(120)
@given(st.data())
def test_the_same_in_other_words_has_one_form(data: DataObject) -> None:
    fragment = data.draw(st.sampled_from(ONE_FORM))
    combination = data.draw(combinations(fragment, 1))
    again = same(data.draw, combination)
    left = formed(combination - again)
    assert left.networks == (), show(left)


def show(combination: Combination) -> str:
    return "\n".join(f"{network.coefficient} {network_key(network, {})}" for network in combination.networks)


@tried(120)
@given(st.data())
def test_a_form_is_its_own_form(data: DataObject) -> None:
    found = formed(data.draw(combinations(data.draw(st.sampled_from([PURE, RATIONAL, POSITIVE])), 1)))
    assert form(found - form(found)).networks == ()


def test_without_relations_it_is_empty_exactly_where_the_value_is_zero() -> None:
    """The theorem: what vanishes at sizes no smaller than the count of nodes has the empty normal form."""
    seen: Counter[bool] = Counter()

    @tried(120)
    @given(st.data())
    def holds(data: DataObject) -> None:
        combination = data.draw(combinations(PURE, 0))
        again = same(data.draw, combination)
        difference = combination - (edited(data.draw, again) if data.draw(st.booleans()) else again)
        point = Point({"m": 5, "n": 5}, data.draw(st.integers(0, 9)))
        outside = sorted(difference.nodes(), key=lambda n: n.number)
        assume(len(outside) <= 4)
        every = point.ranges(outside)
        zero = not formed(difference).networks
        if zero:
            assert all(point.value(difference, at) == 0 for at in islice(every, 12))
        else:
            assert any(point.value(difference, at) != 0 for at in every)
        seen[zero] += 1

    holds()
    assert seen[True] > 20
    assert seen[False] > 10
