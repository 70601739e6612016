"""Combinations of networks drawn at random, the same again in other words, and edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import permutations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from texproof.check.every_size.coefficient import Coefficient
from texproof.check.every_size.network import (
    Applied,
    Combination,
    Delta,
    Entry,
    Factor,
    Free,
    Group,
    Network,
    Power,
    Value,
)
from texproof.check.every_size.positions import Node, Place, Position, node
from texproof.model.size import Size

M, N = Size.of("m"), Size.of("n")
SHORT = N - 1
BOTH = ((0, 1), (1, 0))
# One pool for free and for bound nodes, inside and outside: names meet wherever they can.
POOL: Mapping[Size, tuple[Node, ...]] = {size: tuple(node(size) for _ in range(3)) for size in (M, N, SHORT)}
NODES = [n for nodes in POOL.values() for n in nodes]


@dataclass(frozen=True)
class Fragment:
    """What may stand in a combination: tensors with their axes, kinds of factors, powers of sums."""

    tensors: Sequence[tuple[Free, tuple[tuple[Size, ...], ...]]]
    kinds: Sequence[str]
    exponents: Sequence[Fraction] = ()
    functions: Sequence[str] = ()
    shifts: bool = False  # positions i + 1, 1 and n beside i

    def without(self, *kinds: str) -> Fragment:
        return replace(self, kinds=[kind for kind in self.kinds if kind not in kinds])


def _tensor(key: str, *axes: Size | tuple[Size, ...], **about: object) -> tuple[Free, tuple[tuple[Size, ...], ...]]:
    return Free(key, **about), tuple(a if isinstance(a, tuple) else (a,) for a in axes)  # type: ignore[arg-type]


FREE = [
    _tensor("x", N),
    _tensor("y", N),
    _tensor("z", M),
    _tensor("alpha"),
    _tensor("X", N, N),
    _tensor("A", M, N),
    _tensor("S", N, N, orders=BOTH),
    _tensor("T", N, M, M, orders=((0, 1, 2), (0, 2, 1))),
    _tensor("w", (M, N)),
]
RELATED = [
    _tensor("V", N, N, inverse_of="X"),
    _tensor("U", N, N, orders=BOTH, inverse_of="S"),
    _tensor("Q", N, N, orthogonal=True),
    _tensor("R", N, N, orders=BOTH, orthogonal=True),
]
WHOLE = tuple(map(Fraction, (-2, -1, 1, 2)))
BROKEN = (Fraction(1, 2), Fraction(-1, 2), Fraction(3, 2), Fraction(5, 2), Fraction(1, 3), Fraction(-1))
PURE = Fragment(FREE, ("entry", "entry", "delta"))
RATIONAL = Fragment(
    [*FREE, *RELATED, *RELATED],
    ("entry", "entry", "entry", "delta", "value", "applied", "group"),
    WHOLE,
    ("@f", "@g"),
    shifts=True,
)
POSITIVE = Fragment(FREE, ("entry", "entry", "delta", "applied", "group"), BROKEN, ("exp", "exp", "log", "@f"), True)
COEFFICIENTS = [
    *map(Coefficient.of, (1, 1, 2, -1, Fraction(1, 3))),
    Coefficient.of(N),
    Coefficient.of(M + 1),
    Coefficient(((((("n", -1),)), Fraction(2)),)),
]


def _position(draw: DrawFn, size: Size, fragment: Fragment) -> Position:
    """Draw a position that stays within a size."""
    found = [Position.of(n) for n in POOL[size]]
    if fragment.shifts and size == N:
        found += [Position.of(n) + Position.of(shift) for n in POOL[SHORT] for shift in (0, 1)]
        found += [Position.of(1), Position.of(N)]
    return draw(st.sampled_from(found))


def _factor(draw: DrawFn, fragment: Fragment, depth: int) -> Power:
    kind = draw(st.sampled_from(fragment.kinds))
    if depth <= 0 and kind in ("applied", "group"):
        kind = "entry"
    match kind:
        case "delta":
            size = draw(st.sampled_from([M, N, N]))
            return Delta(_position(draw, size, fragment), _position(draw, size, fragment)), Fraction(1)
        case "value":
            return Value(_position(draw, N, fragment)), Fraction(1)
        case "applied":
            name = draw(st.sampled_from(fragment.functions))
            order = draw(st.integers(0, 2)) if name.startswith("@") else 0
            return Applied(name, order, draw(combinations(fragment, depth - 1))), Fraction(1)
        case "group":
            return Group(draw(combinations(fragment, depth - 1))), draw(st.sampled_from(fragment.exponents))
    free, axes = draw(st.sampled_from(fragment.tensors))
    places = tuple(tuple((_position(draw, size, fragment), size) for size in axis) for axis in axes)
    return Entry(free, places), draw(st.sampled_from([Fraction(1), Fraction(1), Fraction(1), Fraction(2)]))


@st.composite
def networks(draw: DrawFn, fragment: Fragment, depth: int) -> Network:
    factors = [_factor(draw, fragment, depth) for _ in range(draw(st.integers(1, 3 if depth else 4)))]
    joined: dict[Factor, Fraction] = {}
    for factor, exponent in factors:
        joined[factor] = joined.get(factor, Fraction(0)) + exponent
    inside = frozenset().union(*(factor.nodes() for factor in joined))
    most = [n for n in NODES if n in inside]
    bound = draw(st.lists(st.sampled_from(most), unique=True, max_size=3)) if most else []
    if draw(st.integers(0, 5)) == 0:  # an index that nothing depends on
        bound = list(dict.fromkeys([*bound, draw(st.sampled_from(NODES))]))[:3]
    kept = tuple((f, e) for f, e in joined.items() if e)
    return Network(draw(st.sampled_from(COEFFICIENTS)), tuple(bound), kept)


@st.composite
def combinations(draw: DrawFn, fragment: Fragment, depth: int = 1, most: int = 2) -> Combination:
    return Combination(tuple(draw(networks(fragment, depth)) for _ in range(draw(st.integers(1, most)))))


def renamed(combination: Combination, to: Mapping[Node, Node]) -> Combination:
    """Return a combination with other names for its free nodes, none of which it uses already."""
    return Combination(tuple(_renamed(network, to) for network in combination.networks))


def _renamed(network: Network, to: Mapping[Node, Node]) -> Network:
    inside = {old: new for old, new in to.items() if old not in network.bound}
    return replace(network, factors=tuple((_renamed_factor(f, inside), e) for f, e in network.factors))


def _renamed_factor(factor: Factor, to: Mapping[Node, Node]) -> Factor:
    match factor:
        case Entry(free=free, places=places):
            return Entry(free, tuple(tuple((moved(p, to), size) for p, size in place) for place in places))
        case Delta(left=left, right=right):
            return Delta(moved(left, to), moved(right, to))
        case Value(position=position):
            return Value(moved(position, to))
        case Applied(name=name, order=order, argument=argument):
            return Applied(name, order, renamed(argument, to))
        case Group(argument=argument):
            return Group(renamed(argument, to))
    raise NotImplementedError


def moved(position: Position, to: Mapping[Node, Node]) -> Position:
    total: dict[Node, int] = {}
    for n, c in position.nodes:
        total[to.get(n, n)] = total.get(to.get(n, n), 0) + c
    return Position(tuple(sorted(total.items(), key=lambda pair: pair[0].number)), position.offset)


def same(draw: DrawFn, combination: Combination) -> Combination:
    """Return a combination that is worth the same: bound nodes renamed, factors turned, deltas put in, terms split."""
    found: list[Network] = []
    for network in combination.networks:
        new = _same_network(draw, network)
        if draw(st.integers(0, 3)) == 0:
            half = Coefficient.of(Fraction(1, 2))
            found += [replace(new, coefficient=new.coefficient * half)] * 2
        else:
            found.append(new)
    return Combination(tuple(draw(st.permutations(found))))


def _same_network(draw: DrawFn, network: Network) -> Network:
    names = {old: node(old.size) for old in draw(st.permutations(network.bound))}
    factors = [(_same_factor(draw, _renamed_factor(f, names)), e) for f, e in network.factors]
    bound = list(names.values())
    if draw(st.booleans()):
        places = [
            (number, slot)
            for number, (f, _) in enumerate(factors)
            if isinstance(f, Entry)
            for slot, place in enumerate(f.places)
            if len(place) == 1 and place[0][0].single is not None
        ]
        if places:
            number, slot = draw(st.sampled_from(places))
            entry, exponent = factors[number]
            assert isinstance(entry, Entry)
            old = entry.places[slot][0][0].single
            assert old is not None
            new = node(old.size)
            place: Place = ((Position.of(new), entry.places[slot][0][1]),)
            factors[number] = (
                replace(entry, places=(*entry.places[:slot], place, *entry.places[slot + 1 :])),
                exponent,
            )
            factors.append((Delta(Position.of(new), Position.of(old)), Fraction(1)))
            bound.append(new)
    return Network(network.coefficient, tuple(draw(st.permutations(bound))), tuple(draw(st.permutations(factors))))


def _same_factor(draw: DrawFn, factor: Factor) -> Factor:
    match factor:
        case Entry(free=free, places=places) if free.orders:
            order = draw(st.sampled_from(free.orders))
            return Entry(free, tuple(places[i] for i in order))
        case Delta(left=left, right=right):
            return draw(st.sampled_from([factor, Delta(right, left)]))
        case Applied(name=name, order=order, argument=argument):
            return Applied(name, order, same(draw, argument))
        case Group(argument=argument):
            return Group(same(draw, argument))
    return factor


def edited(draw: DrawFn, combination: Combination) -> Combination:
    """Return a combination with one index of one entry replaced by another: most often worth something else."""
    places = [
        (i, j, slot, digit)
        for i, network in enumerate(combination.networks)
        for j, (f, _) in enumerate(network.factors)
        if isinstance(f, Entry)
        for slot, place in enumerate(f.places)
        for digit in range(len(place))
    ]
    if not places:
        return combination + combination
    i, j, slot, digit = draw(st.sampled_from(places))
    network = combination.networks[i]
    entry, exponent = network.factors[j]
    assert isinstance(entry, Entry)
    size = entry.places[slot][digit][1]
    others = [n for n in (*POOL[size], *network.bound) if n.size == size]
    place = list(entry.places[slot])
    place[digit] = Position.of(draw(st.sampled_from(others))), size
    new = Entry(entry.free, (*entry.places[:slot], tuple(place), *entry.places[slot + 1 :]))
    factors = (*network.factors[:j], (new, exponent), *network.factors[j + 1 :])
    changed = list(combination.networks)
    changed[i] = replace(network, factors=factors)
    return Combination(tuple(changed))


def orders(rank: int, fixed: int = 0) -> tuple[tuple[int, ...], ...]:
    """Return all orders of a tensor's indices but for the first few, which stay."""
    return tuple((*range(fixed), *order) for order in permutations(range(fixed, rank)))
