"""Positions and what is known of them at all sizes; places of several digits."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texproof.check.every_size.positions import (
    MOST_FIXED,
    ONE,
    Bounds,
    Node,
    NoRule,
    Place,
    Position,
    axis_of,
    finer,
    grouped,
    joined,
    length,
    node,
    numbered,
)
from texproof.model.size import Size

from .oracle import Point
from .steady import tried

M, N, K = (Size.of(letter) for letter in "mnk")
i, j = node(N), node(N)
short, row = node(N - 1), node(M)
NODES = [i, j, short, row]


def at(*nodes: Node, offset: Size | int = 0) -> Position:
    return Position(tuple(sorted(((n, 1) for n in nodes), key=lambda p: p[0].number)), Size.of(offset))


@st.composite
def positions(draw: st.DrawFn) -> Position:
    total = Position((), draw(st.sampled_from([Size.of(0), Size.of(1), Size.of(-1), N, M - 1, 2 * N])))
    for n in draw(st.lists(st.sampled_from(NODES), max_size=2)):
        total = total.plus(Position.of(n), draw(st.sampled_from([-2, -1, 1, 2])))
    return total


@tried(60)
@given(positions(), positions(), st.integers(-2, 2), st.data())
def test_they_add_as_their_values_do(p: Position, q: Position, factor: int, data: st.DataObject) -> None:
    point = Point({"m": 3, "n": 4})
    values = {n: data.draw(st.integers(1, n.size.value(point.sizes))) for n in NODES}
    worth = lambda position: point.position(position, values)  # noqa: E731
    assert worth(p + q) == worth(p) + worth(q)
    assert worth(p - q) == worth(p) - worth(q)
    assert worth(p.plus(q, factor)) == worth(p) + factor * worth(q)
    assert p - p == Position()
    assert worth(p.substitute({i: q})) == point.position(p, {**values, i: worth(q)})


def test_one_is_a_node_where_nothing_is_added() -> None:
    assert at(i).single == i
    assert at(i, offset=1).single is None
    assert at(i, j).single is None
    assert Position.of(1).single is None
    assert Position(((i, 2),)).single is None


@tried(80)
@given(positions(), positions(), st.integers(1, 3))
def test_what_is_known_is_true_at_each_size(p: Position, q: Position, least: int) -> None:
    bounds = Bounds({"n": least})
    for m, n in product(range(1, 4), range(least, least + 3)):
        point = Point({"m": m, "n": n})
        pairs = [(point.position(p, v), point.position(q, v)) for v in point.ranges(NODES)]
        match bounds.equal(p, q):
            case True:
                assert all(a == b for a, b in pairs)
            case False:
                assert all(a != b for a, b in pairs)
        if bounds.within(p, N):
            assert all(1 <= a <= n for a, _ in pairs)


@pytest.mark.parametrize(
    ("position", "size", "least", "within"),
    [
        (at(i), N, {}, True),
        (at(short), N, {}, True),
        (at(short, offset=1), N, {}, True),
        (at(i), N - 1, {}, False),
        (at(i, offset=1), N, {}, False),
        (at(i, offset=N), 2 * N, {}, True),
        (at(row), N, {}, False),
        (Position.of(2), N, {}, False),
        (Position.of(2), N, {"n": 2}, True),
        (Position.of(N - 1), N, {}, False),
        (Position.of(N - 1), N, {"n": 2}, True),
        (Position.of(0), N, {}, False),
        (Position(((i, -1),), N + 1), N, {}, True),
    ],
)
def test_a_position_lies_within_a_size_or_is_not_known_to(
    position: Position, size: Size, least: Mapping[str, int], within: bool
) -> None:
    assert Bounds(least).within(position, size) is within


@pytest.mark.parametrize(
    ("first", "second", "least", "equal"),
    [
        (at(i), at(i), {}, True),
        (at(i), at(j), {}, None),
        (at(i), at(i, offset=1), {}, False),
        (at(i), Position.of(N + 1), {}, False),
        (at(i), at(j, offset=N), {}, False),
        (at(short), Position.of(N), {}, False),
        (at(i), Position.of(N), {}, None),
        (Position.of(1), Position.of(N), {}, None),
        (Position.of(1), Position.of(N), {"n": 2}, False),
        (Position.of(M), Position.of(N), {}, None),
        (at(i, offset=1), Position.of(1), {}, False),
    ],
)
def test_two_are_equal_never_or_it_depends(
    first: Position, second: Position, least: Mapping[str, int], equal: bool | None
) -> None:
    assert Bounds(least).equal(first, second) is equal
    assert Bounds(least).equal(second, first) is equal


@pytest.mark.parametrize(
    ("size", "least", "known"),
    [
        (N - 1, {}, True),
        (N - 2, {}, False),
        (N - 2, {"n": 2}, True),
        (N * M - 1, {}, True),
        (N * N - N, {}, True),
        (N - M, {}, False),
        (M - N, {"m": 9}, False),
        (Size.of(-1), {}, False),
        (Size(), {}, True),
    ],
)
def test_what_is_never_negative(size: Size, least: Mapping[str, int], known: bool) -> None:
    assert Bounds(least).never_negative(size) is known


def place(*digits: tuple[Position, Size]) -> Place:
    return digits


def test_a_place_is_grouped_by_what_its_digits_multiply_to() -> None:
    digits = place((at(row), M), (at(i), N), (at(j), N))
    assert grouped(digits, (M, N * N)) == [digits[:1], digits[1:]]
    assert grouped(digits, (M * N, N)) == [digits[:2], digits[2:]]
    assert grouped(digits, (M * N * N,)) == [digits]
    assert grouped(digits, (M, N, ONE, N)) == [digits[:1], digits[1:2], place((Position.of(1), ONE)), digits[2:]]
    with pytest.raises(NoRule):
        grouped(digits, (N, M * N))
    with pytest.raises(NoRule):
        grouped(digits, (M, N))


def test_one_digit_is_not_split_where_it_is_a_letter() -> None:
    with pytest.raises(NoRule):
        grouped(place((at(row), M * N)), (M, N))


@pytest.mark.parametrize("axis", [(2, 3), (3, 2), (1, 4), (2, 1, 3)])
def test_a_fixed_place_is_split_and_joined_as_numpy_counts(axis: tuple[int, ...]) -> None:
    sizes = tuple(map(Size.of, axis))
    for number, digits in enumerate(product(*map(range, axis)), start=1):
        split = tuple(place((Position.of(d + 1), size)) for d, size in zip(digits, sizes, strict=True))
        whole = place((Position.of(number), Size.of(prod(axis))))
        assert grouped(whole, sizes) == list(split)
        assert joined(tuple(digit for group in split for digit in group)) == whole


def test_of_two_axes_the_finer_has_more_digits() -> None:
    assert finer((M * N,), (M, N)) == finer((M, N), (M * N,)) == (M, N)
    assert finer((N,), (N,)) == (N,)
    with pytest.raises(NoRule):
        finer((M, N), (N, M))


def test_letters_give_nodes_and_numbers_their_values() -> None:
    found = list(numbered((Size.of(2), N)))
    assert [place[0][0].offset.constant for place, _ in found] == [1, 2]
    for digits, nodes in found:
        assert axis_of(digits) == (Size.of(2), N)
        assert length(axis_of(digits)) == 2 * N
        assert [n.size for n in nodes] == [N]
        assert digits[1][0].single == nodes[0]
    assert len({nodes for _, nodes in found}) == 2
    with pytest.raises(NoRule):
        list(numbered((Size.of(MOST_FIXED + 1),)))
