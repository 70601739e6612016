"""One name for a network whatever its bound nodes are called, and another for each other network."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations as pairs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from texproof.check.every_size.naming import combination_key, network_key
from texproof.check.every_size.network import Combination, Entry, Free
from texproof.check.every_size.positions import Node, NoRule, Position, node
from texproof.model.size import Size

from .made import PURE, RATIONAL, Fragment, networks, same
from .networks import BOTH, M, N, applied, delta, entry, form, group, joined, nodes, place, times, value
from .steady import tried

Made = Callable[[list[Node]], Combination]


def chain(names: str, turned: str = "") -> Made:
    """tr of a product of matrices: names in order; where `turned` says T the transpose stands."""

    def made(at: list[Node]) -> Combination:
        count = len(names)
        factors = []
        for i, name in enumerate(names):
            ends = at[i], at[(i + 1) % count]
            factors.append(entry(name, *(ends[::-1] if turned[i : i + 1] == "T" else ends)))
        return joined(factors).summed(at[:count])

    return made


def graph(*edges: tuple[int, int]) -> Made:
    """Σ Π X_{ab} over the edges (a, b) of a graph."""

    def made(at: list[Node]) -> Combination:
        used = sorted({end for edge in edges for end in edge})
        return joined([entry("X", at[a], at[b]) for a, b in edges]).summed([at[i] for i in used])

    return made


S = {"orders": BOTH}
FAMILIES: dict[str, list[Made]] = {
    "two matrices, and which index they share": [
        lambda n: (entry("X", n[0], n[1]) * entry("X", n[1], n[2])).summed([n[1]]),
        lambda n: (entry("X", n[0], n[1]) * entry("X", n[2], n[1])).summed([n[1]]),
        lambda n: (entry("X", n[1], n[0]) * entry("X", n[1], n[2])).summed([n[1]]),
        lambda n: (entry("X", n[2], n[1]) * entry("X", n[1], n[0])).summed([n[1]]),
    ],
    "traces": [
        chain("ABAB"),
        chain("AABB"),
        chain("ABABAB"),
        chain("AABABB"),
        chain("AABBAB"),
        chain("ABC"),
        chain("ACB"),
        chain("XX", "-T"),
        chain("XX"),
        chain("XXXX", "-T-T"),
        chain("XXXX", "--TT"),
        chain("XXXX", "---T"),
        lambda n: chain("AB")(n[:2]) * chain("AB")(n[2:]),
        lambda n: chain("AA")(n[:2]) * chain("BB")(n[2:]),
    ],
    # A cycle of six nodes and two of three: each node looks alike, and no colouring by neighbours tells them apart.
    "graphs that look alike from every node": [
        graph((0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 0)),
        graph((0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)),
        graph((0, 1), (1, 0), (2, 3), (3, 2), (4, 5), (5, 4)),
    ],
    "connected ones that do": [  # the prism and K₃,₃ as 3-regular graphs, each edge both ways by a symmetric matrix
        lambda n: joined(
            [
                entry("S", n[a], n[b], **S)
                for a, b in [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (0, 3), (1, 4), (2, 5)]
            ]
        ).summed(n[:6]),
        lambda n: joined([entry("S", n[a], n[b], **S) for a in (0, 1, 2) for b in (3, 4, 5)]).summed(n[:6]),
    ],
    "sums inside and outside of a function": [
        lambda n: applied("@f", (entry("X", n[0], n[1]) * entry("y", n[1])).summed([n[1]])).summed([n[0]]),
        lambda n: applied("@f", (entry("X", n[1], n[0]) * entry("y", n[1])).summed([n[1]])).summed([n[0]]),
        lambda n: applied("@f", entry("X", n[0], n[1]) * entry("y", n[1])).summed([n[0], n[1]]),
        lambda n: applied("@f", (entry("X", n[0], n[1]) * entry("y", n[1])).summed([n[0], n[1]])),
        lambda n: applied("@f", (entry("X", n[0], n[1]) * entry("y", n[0])).summed([n[1]])).summed([n[0]]),
    ],
    "one function of two sums and two of one": [
        lambda n: applied("@f", entry("x", n[0])) * applied("@f", entry("x", n[1])),
        lambda n: applied("@f", entry("x", n[0])) * applied("@f", entry("x", n[0])),
        lambda n: applied("@f", entry("x", n[0]) * entry("x", n[1])),
        lambda n: applied("@f", entry("x", n[0]) + entry("x", n[1])),
        lambda n: applied("@f", entry("x", n[0])) * applied("@g", entry("x", n[1])),
    ],
    "functions of another order or name": [
        lambda n: applied("@f", entry("x", n[0])),
        lambda n: applied("@f", entry("x", n[0]), 1),
        lambda n: applied("@f1", entry("x", n[0])),
        lambda n: applied("@f", entry("x", n[0]), 10),
        lambda n: applied("@f1", entry("x", n[0]), 1),
        lambda n: applied("@f", entry("x", n[0]), 11),
        lambda n: entry("@f", n[0]),
    ],
    "two names of one index and a delta": [
        lambda n: delta(n[0], n[1]),
        lambda n: delta(n[0], n[2]),
        lambda n: entry("δ", n[0], n[1]),
        lambda n: delta(n[0], 1),
        lambda n: delta(n[0], N),
        lambda n: value(n[0]),
        lambda n: value(n[1]),
    ],
    "positions": [
        lambda n: entry("x", n[0]),
        lambda n: entry("x", Position.of(n[0]) + Position.of(1)),
        lambda n: entry("x", Position.of(n[0]) + Position.of(M)),
        lambda n: entry("x", Position.of(n[0]).plus(Position.of(n[0]), 1)),
        lambda n: entry("x", Position.of(n[0]) + Position.of(n[1])),
        lambda n: entry("x", Position.of(n[0]) - Position.of(n[1])),
        lambda n: entry("x", 1),
        lambda n: entry("x", N),
        lambda n: entry("x", N - 1),
    ],
    "size letters that are called as nodes might be": [
        lambda n: entry("x", n[0]),
        *(lambda n, name=f"{letter}{n_}": entry("x", Size.of(name)) for letter in "fb" for n_ in range(3)),  # type: ignore[misc]
        lambda n: entry("x", Size.of(f"f{n[0].number}")),
        lambda n: entry("x", Size.of(f"?{n[0].number + 1}x")),
    ],
    "digits of two sizes": [
        lambda n: _digits((2, M), (1, N)),
        lambda n: _digits((2, N), (1, M)),
        lambda n: _digits((1, M), (2, N)),
        lambda n: _digits((n[0], N), (n[1], N)),
        lambda n: _digits((n[1], N), (n[0], N)),
    ],
    "powers, and quotients of sums": [
        lambda n: group(entry("x", n[0]) + entry("y", n[0]), -1),
        lambda n: group(entry("x", n[0]) + entry("y", n[0]), -2),
        lambda n: group(entry("x", n[0]) + entry("y", n[1]), -1),
        lambda n: group(entry("x", n[0]) - entry("y", n[0]), -1),
        lambda n: group(entry("x", n[0]) + times(N, entry("y", n[0])), -1),
        lambda n: group(entry("x", n[0]) + times(M, entry("y", n[0])), -1),
        lambda n: group(entry("x", n[0]) + entry("y", n[0]), Fraction(1, 2)),
    ],
    "coefficients and what they stand before": [
        lambda n: applied("@f", Combination.of(1) + times(N, entry("x", n[0]))),
        lambda n: applied("@f", times(N + 1, entry("x", n[0]))),
        lambda n: applied("@f", times(N, entry("x", n[0])) + entry("x", n[0]) + Combination.of(1)),
        lambda n: applied("@f", Combination.of(1)),
        lambda n: applied("@f", times(N + 1, Combination.of(1))),
    ],
    "mixed partial derivatives": [  # ∂²ℓ/∂a_i ∂b_j; ∂²ℓ/∂a_i ∂a_j; the value
        lambda n: entry("?0/0/1", n[0], n[1]),
        lambda n: entry("?0/0/1", n[1], n[0]),
        lambda n: entry("?0/0/0", n[1], n[0], orders=BOTH),
        lambda n: entry("?1/0/0", n[1], n[0], orders=BOTH),
        lambda n: entry("?0"),
    ],
    "an index that nothing depends on": [
        lambda n: entry("x", n[0]).summed([n[1]]),
        lambda n: entry("x", n[0]).summed([n[1], n[2]]),
        lambda n: entry("x", n[0]),
        lambda n: entry("x", n[0]).summed([node(M)]),
    ],
    "nodes of two sizes": [
        lambda n: entry("x", n[0]).summed([n[0]]),
        lambda n: _total(node(M)),
        lambda n: _total(node(N - 1)),
        lambda n: _total(node(N - 1), 1),
    ],
}


def _total(index: Node, shift: int = 0) -> Combination:
    return entry("x", Position.of(index) + Position.of(shift)).summed([index])


def _digits(*digits: tuple[Node | int, Size]) -> Combination:
    axis = tuple((Position.of(p), size) for p, size in digits)
    return Combination.of(Entry(Free("w"), (axis,)))


def keys(combination: Combination) -> str:
    return combination_key(combination, {})


@pytest.mark.parametrize("family", FAMILIES)
def test_different_networks_have_different_names(family: str) -> None:
    outside = nodes(6)
    found = [keys(made(outside)) for made in FAMILIES[family]]
    for (i, first), (j, second) in pairs(enumerate(found), 2):
        assert first != second, (i, j, first)


@pytest.mark.parametrize("family", [family for family in FAMILIES if "letters" not in family])
def test_bound_nodes_of_other_names_give_the_same(family: str) -> None:
    outside, new = nodes(6), nodes(6)[::-1]
    back = {n: Position.of(old) for n, old in zip(new, outside, strict=True)}
    for made in FAMILIES[family]:
        assert keys(made(new).substitute(back)) == keys(made(outside))


EQUAL: list[tuple[Made, Made]] = [
    (chain("ABC"), chain("BCA")),
    (chain("ABAB"), chain("BABA")),
    (chain("XX", "-T"), chain("XX", "T-")),
    (chain("XXXX", "--TT"), chain("XXXX", "TT--")),
    (
        lambda n: entry("S", n[0], n[1], **S) * entry("y", n[1]),
        lambda n: entry("y", n[1]) * entry("S", n[1], n[0], **S),
    ),
    (
        lambda n: (entry("S", n[0], n[1], **S) * entry("S", n[1], n[2], **S)).summed([n[1]]),
        lambda n: (entry("S", n[1], n[2], **S) * entry("S", n[0], n[1], **S)).summed([n[1]]),
    ),
    (lambda n: delta(n[0], n[1]), lambda n: delta(n[1], n[0])),
    (lambda n: entry("?0/0/0", n[0], n[1], orders=BOTH), lambda n: entry("?0/0/0", n[1], n[0], orders=BOTH)),
    (
        lambda n: applied("@f", entry("x", n[0]) + entry("y", n[1])),
        lambda n: applied("@f", entry("y", n[1]) + entry("x", n[0])),
    ),
]


@pytest.mark.parametrize("number", range(len(EQUAL)))
def test_one_network_written_in_two_ways_has_one_name(number: int) -> None:
    outside = nodes(4)
    first, second = EQUAL[number]
    assert keys(first(outside)) == keys(second(outside))


@tried(100)
@given(st.data())
def test_names_do_not_depend_on_the_names_of_bound_nodes(data: DataObject) -> None:
    fragment: Fragment = data.draw(st.sampled_from([PURE, RATIONAL.without("delta")]))
    network = data.draw(networks(fragment, 1))
    plain = form(Combination((network,)))
    for kept in plain.networks:
        (again, *_) = form(same(data.draw, Combination((kept,)))).networks
        assert network_key(again, {}) == network_key(kept, {})


def test_a_label_is_used_for_a_node_that_has_one() -> None:
    a, b = nodes(2)
    x = entry("X", a, b)
    assert combination_key(x, {a: "@0", b: "@1"}) == combination_key(entry("X", b, a), {b: "@0", a: "@1"})
    assert combination_key(x, {a: "@0", b: "@1"}) != combination_key(x, {a: "@1", b: "@0"})


def test_too_many_indices_that_look_alike_have_no_rule() -> None:
    a = nodes(7)
    with pytest.raises(NoRule):
        keys(joined([applied("@f", joined([entry("x", n) for n in a]))]).summed(a))


def test_a_place_with_one_digit_is_called_by_its_position() -> None:
    assert keys(Combination.of(Entry(Free("x"), (place(1),)))) == keys(entry("x", 1))


def test_nodes_that_look_alike_and_are_not_are_each_tried_first() -> None:
    """A graph in which each node has three neighbours, and some stand in triangles: no colouring tells which."""
    edges = [(0, 1), (1, 2), (2, 0), (0, 3), (1, 4), (2, 5), (3, 6), (3, 7), (4, 6), (4, 7), (5, 6), (5, 7)]
    found = set()
    for turn in range(8):
        n = nodes(8)
        n = n[turn:] + n[:turn]
        found.add(keys(joined([entry("S", n[a], n[b], **S) for a, b in edges]).summed(n)))
    assert len(found) == 1
