"""The normal form of a combination: deltas contracted, relations used, like networks collected.

Each step keeps the value at every size, hence two combinations with one normal form are equal at every size.
Conversely, combinations of free tensors without relations have one normal form if they are equal (the theorem
on *How it is checked*).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from . import rules
from .coefficient import ONE as UNIT
from .coefficient import Coefficient
from .naming import network_key, text
from .network import Applied, Combination, Delta, Entry, Factor, Group, Network, Power, Value, total
from .positions import Bounds, Node, NoRule, Position

Collected = dict[str, Network]


class Normaliser:
    """Rewrites combinations under the sizes that are meant."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds

    def form(self, combination: Combination) -> Combination:
        """Return the normal form: no network twice, in the order of their keys."""
        collected: Collected = {}
        waiting = list(reversed(combination.networks))
        while waiting:
            found = self._step(waiting.pop())
            if isinstance(found, Network):
                self._collect(found, collected)
            else:
                waiting += reversed(found.networks)
        return Combination(tuple(network for _, network in sorted(collected.items())))

    def _collect(self, network: Network, collected: Collected) -> None:
        key = network_key(network, {})
        before = collected.get(key)
        coefficient = network.coefficient if before is None else before.coefficient + network.coefficient
        if coefficient:
            collected[key] = Network(coefficient, network.bound, network.factors)
        else:
            del collected[key]

    def _step(self, network: Network) -> Network | Combination:
        """Return the network as it stays, or a combination that is equal to it and is to be rewritten further."""
        if not network.coefficient:
            return Combination()
        merged = self._merged(network)
        if merged is None:
            return Combination()
        network, rest = merged
        if rest is not None:
            return _product(network, rest)
        contracted = self._contracted(network)
        if contracted is not network:
            return Combination() if contracted is None else Combination((contracted,))
        related = _related(network)
        if related is not network:
            return Combination((related,))
        return _without_idle(network)

    def _merged(self, network: Network) -> tuple[Network, Combination | None] | None:
        """Return the network with like factors as one power, and what is to be multiplied out; None where it is 0."""
        powers: dict[str, Power] = {}
        apart: list[Combination] = []
        coefficient = network.coefficient
        for factor, exponent in network.factors:
            if isinstance(factor, Delta):
                match self.bounds.equal(factor.left, factor.right), exponent > 0:
                    case True, _:
                        continue
                    case False, True:
                        return None
                    case _, False:
                        raise NoRule("a division by a Kronecker delta")
                exponent = Fraction(1)
            simple = self._simplified(factor, exponent)
            if isinstance(simple, Combination):
                apart.append(simple)
                continue
            name = text(simple, {})
            before = powers.get(name)
            if before is not None and not isinstance(factor, Delta):
                exponent += before[1]
            powers[name] = simple, exponent
        rest = [(name, f, e) for name, (f, e) in sorted(powers.items()) if e]
        for _, factor, exponent in rest:
            if isinstance(factor, Group) and exponent >= 1:
                apart.append(factor.argument.power(Fraction(exponent.numerator // exponent.denominator)))
                part = exponent - exponent.numerator // exponent.denominator
                if part:
                    apart.append(Combination((Network(UNIT, (), ((factor, part),)),)))
        kept = tuple((f, e) for _, f, e in rest if not (isinstance(f, Group) and e >= 1))
        result = Network(coefficient, network.bound, kept)
        if not apart:
            return result, None
        product = apart[0]
        for other in apart[1:]:
            product = product * other
        return result, product

    def _simplified(self, factor: Factor, exponent: Fraction) -> Factor | Combination:
        """Return the factor with its arguments in normal form, or what its power is."""
        if isinstance(factor, Value) and factor.position.single is None:
            return numbered(factor.position).power(exponent)
        if isinstance(factor, Group):
            argument = self.form(factor.argument)
            if not argument.networks:
                raise NoRule("a power of 0")
            only = argument.networks[0]
            scale = only.coefficient.reciprocal()
            if exponent.denominator != 1 or scale is None:
                return Group(argument)
            if only.coefficient != UNIT:
                monic = Combination((Network(UNIT, (), ((Group(argument.scaled(scale)), exponent),)),))
                return monic * Combination.of(only.coefficient).power(exponent)
            if (
                len(argument.networks) == 1
                and not only.bound
                and not any(isinstance(f, Delta) for f, _ in only.factors)
            ):
                return argument.power(exponent)
            return Group(argument)
        if isinstance(factor, Applied):
            argument = self.form(factor.argument)
            if factor.name == "exp" and not _is_plain(argument):
                return _exponential(argument).power(exponent) if exponent != 1 else _exponential(argument)
            return Applied(factor.name, factor.order, argument)
        return factor

    def _contracted(self, network: Network) -> Network | None:
        """Return the network with one delta less where a node can be replaced by what it equals."""
        for factor, _ in network.factors:
            if not isinstance(factor, Delta):
                continue
            apart = factor.left - factor.right
            summed = [(n, c) for n, c in reversed(apart.nodes) if n in network.bound]
            # Of free nodes always the last gives way, so that no two give way to each other in turn.
            for n, c in (*summed, *apart.nodes[-1:]):
                other = Position.of(n).plus(apart, -c)
                if abs(c) == 1 and self.bounds.within(other, n.size):
                    found = _replaced(network, factor, n, other)
                    if found is not None:
                        return found
        return network


def _replaced(network: Network, delta: Delta, n: Node, other: Position) -> Network | None:
    """Return the network with `other` for `n`; a delta goes with the node that was summed, else it stays."""
    rest = tuple((f, e) for f, e in network.factors if f is not delta)
    rules.DELTA.use()
    if n in network.bound:
        return Network(network.coefficient, tuple(x for x in network.bound if x != n), _substituted(rest, {n: other}))
    if not any(n in f.nodes() for f, _ in rest):
        return None
    return Network(network.coefficient, network.bound, (*_substituted(rest, {n: other}), (delta, Fraction(1))))


def _substituted(factors: Iterable[Power], values: Mapping[Node, Position]) -> tuple[Power, ...]:
    return tuple((f.substitute(values), e) for f, e in factors)


def _product(network: Network, rest: Combination) -> Combination:
    """Return the network's sum over its nodes of its factors times a combination."""
    inner = Combination((Network(UNIT, (), network.factors),)) * rest
    return inner.scaled(network.coefficient).summed(network.bound)


def _without_idle(network: Network) -> Network:
    """Return the network with its size for each bound node that nothing depends on."""
    used = frozenset[Node]().union(*(f.nodes() for f, _ in network.factors))
    coefficient = network.coefficient
    for n in network.bound:
        if n not in used:
            rules.COUNT.use()
            coefficient = coefficient * Coefficient.of(n.size)
    return Network(coefficient, tuple(n for n in network.bound if n in used), network.factors)


def numbered(position: Position) -> Combination:
    """Return a position as a number."""
    parts = [Combination.of(Coefficient.of(position.offset))]
    parts += [Combination.of(Value(Position.of(n))).scaled(Coefficient.of(c)) for n, c in position.nodes]
    return total(parts)


def _is_plain(argument: Combination) -> bool:
    return len(argument.networks) == 1 and argument.networks[0].coefficient.number in (None, 1)


def _exponential(argument: Combination) -> Combination:
    """Return exp(Σ c N) = Π exp(N)^c; where c has letters it stays with its network."""
    rules.EXPONENT_LAW.use()
    factors = []
    for network in argument.networks:
        number = network.coefficient.number
        coefficient = network.coefficient if number is None else UNIT
        inner = Combination((Network(coefficient, network.bound, network.factors),))
        factors.append((Applied("exp", 0, inner), Fraction(1) if number is None else number))
    return Combination((Network(UNIT, (), tuple(factors)),))


def _related(network: Network) -> Network:
    """Return the network with a delta for a matrix that meets its inverse, or an orthogonal one itself.

    X X⁻¹ = I and Qᵀ Q = I: where a bound node runs through all of an index of two such entries, and stands
    nowhere else.
    """
    at: dict[Node, list[tuple[int, int]]] = {}
    for number, (factor, exponent) in enumerate(network.factors):
        alone = isinstance(factor, Entry) and exponent == 1
        for n in factor.nodes():
            slots = _slots(factor, n) if alone and isinstance(factor, Entry) else [-1, -1]
            at.setdefault(n, []).extend((number, slot) for slot in slots)
    for n in network.bound:
        places = at.get(n, [])
        if len(places) != 2 or places[0][0] == places[1][0] or min(slot for _, slot in places) < 0:
            continue
        found = _met(network, n, places)
        if found is not None:
            return found
    return network


def _slots(factor: Entry, n: Node) -> list[int]:
    """Return the indices of an entry that a node runs through; −1 for one that otherwise depends on it."""
    found = []
    for slot, place in enumerate(factor.places):
        for position, size in place:
            if any(x == n for x, _ in position.nodes):
                found.append(slot if len(place) == 1 and position.single == n and n.size == size else -1)
    return found


def _met(network: Network, n: Node, places: list[tuple[int, int]]) -> Network | None:
    (first, i), (second, j) = places
    left, right = network.factors[first][0], network.factors[second][0]
    assert isinstance(left, Entry)
    assert isinstance(right, Entry)
    if len(left.places) != 2 or len(right.places) != 2 or not _inverse(left, i, right, j):
        return None
    one, other = left.places[1 - i], right.places[1 - j]
    if len(one) != 1 or len(other) != 1:
        return None
    rest = tuple(p for number, p in enumerate(network.factors) if number not in (first, second))
    delta = (Delta(one[0][0], other[0][0]), Fraction(1))
    return Network(network.coefficient, tuple(x for x in network.bound if x != n), (*rest, delta))


def _inverse(left: Entry, i: int, right: Entry, j: int) -> bool:
    """Whether Σ over index i of the one and j of the other is the unit matrix."""
    if left.free == right.free and left.free.orthogonal and (i == j or len(left.free.orders) > 1):
        rules.ORTHOGONAL.use()
        return True
    if left.free.inverse_of != right.free.key and right.free.inverse_of != left.free.key:
        return False
    if i != j or len(left.free.orders) > 1 or len(right.free.orders) > 1:
        rules.CANCEL.use()
        return True
    return False
