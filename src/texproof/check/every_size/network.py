"""Networks: index nodes joined by tensor entries, and combinations of them with coefficients in the sizes.

A term is coefficient · Σ over its bound nodes of a product of factors. All operations give what they say for
every size: nothing here looks at a number that a size may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from .coefficient import ONE as UNIT
from .coefficient import Coefficient
from .effort import spend
from .positions import Node, NoRule, Place, Position, node

if TYPE_CHECKING:
    from .array import Array
    from .unknown import Call

MOST_TERMS = 3_000  # of one combination
Values = Mapping[Node, Position]


@dataclass(frozen=True, slots=True)
class Free:
    """A tensor of which nothing is known but what stands here.

    `orders`: the orders of its indices that give the same entry. `inverse_of`: the key of the matrix that it
    is the inverse of, where that is a free tensor; `inverted`: that matrix, whatever it is made of.
    `orthogonal`: Σ_i q_ia q_ib = Σ_i q_ai q_bi = δ_ab.
    """

    key: str
    orders: tuple[tuple[int, ...], ...] = ()
    inverse_of: str = ""
    orthogonal: bool = False
    inverted: Inverted | None = field(default=None, compare=False, repr=False)


PI = Free("π")  # a number of which no relation is used


@dataclass(frozen=True, slots=True)
class Inverted:
    """A square matrix that has an inverse: the normal form of its entry at two places of nodes."""

    form: Combination
    places: tuple[Place, Place]

    def at(self, places: tuple[Place, Place]) -> Combination:
        """Return its entry at other places, whose digits are the same."""
        values: dict[Node, Position] = {}
        for place, other in zip(self.places, places, strict=True):
            if [size for _, size in place] != [size for _, size in other]:
                raise NoRule("an inverse whose indices are split in two ways")
            values |= {n: to for (p, _), (to, _) in zip(place, other, strict=True) for n, _ in p.nodes}
        return self.form.substitute(values)


class Factor:
    """A number that depends on where the nodes stand."""

    __slots__ = ()

    def nodes(self) -> frozenset[Node]:
        """Return the nodes that it depends on; those that a combination within it sums over are its own."""
        raise NotImplementedError

    def substitute(self, values: Values) -> Factor:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Entry(Factor):
    """The entry of a free tensor."""

    free: Free
    places: tuple[Place, ...]

    def nodes(self) -> frozenset[Node]:
        return nodes_in(self.places)

    def substitute(self, values: Values) -> Entry:
        return Entry(self.free, moved(self.places, values))


@dataclass(frozen=True, slots=True)
class Computed(Factor):
    """The entry of a symbol of the model, which its definition can stand for."""

    array: Array
    places: tuple[Place, ...]

    def nodes(self) -> frozenset[Node]:
        return nodes_in(self.places)

    def substitute(self, values: Values) -> Computed:
        return Computed(self.array, moved(self.places, values))


@dataclass(frozen=True, slots=True)
class InverseEntry(Factor):
    """The entry of the inverse of a square array."""

    array: Array
    places: tuple[Place, ...]

    def nodes(self) -> frozenset[Node]:
        return nodes_in(self.places)

    def substitute(self, values: Values) -> InverseEntry:
        return InverseEntry(self.array, moved(self.places, values))


@dataclass(frozen=True, slots=True)
class Determinant(Factor):
    """The determinant of a square array."""

    array: Array

    def nodes(self) -> frozenset[Node]:
        return frozenset()

    def substitute(self, values: Values) -> Determinant:
        return self


@dataclass(frozen=True, slots=True)
class Partial(Factor):
    """A value of an unknown function, or a partial derivative of it by entries of its arguments.

    `by`: the arguments' numbers, ascending. `places`: those of the value, then those in each argument of `by`.
    """

    call: Call
    by: tuple[int, ...]
    places: tuple[tuple[Place, ...], ...]

    def nodes(self) -> frozenset[Node]:
        return nodes_in(place for group in self.places for place in group)

    def substitute(self, values: Values) -> Partial:
        return Partial(self.call, self.by, tuple(moved(group, values) for group in self.places))


@dataclass(frozen=True, slots=True)
class Change(Factor):
    """∂argument/∂by[at], not worked out yet: a step of a derivation."""

    argument: Combination
    by: Array
    at: tuple[Place, ...]

    def nodes(self) -> frozenset[Node]:
        return self.argument.nodes() | nodes_in(self.at)

    def substitute(self, values: Values) -> Change:
        return Change(self.argument.substitute(values), self.by, moved(self.at, values))


@dataclass(frozen=True, slots=True)
class Applied(Factor):
    """name^(order)(argument)."""

    name: str
    order: int
    argument: Combination

    def nodes(self) -> frozenset[Node]:
        return self.argument.nodes()

    def substitute(self, values: Values) -> Applied:
        return Applied(self.name, self.order, self.argument.substitute(values))


@dataclass(frozen=True, slots=True)
class Group(Factor):
    """A combination as one factor: what a power that is not whole and positive is taken of."""

    argument: Combination

    def nodes(self) -> frozenset[Node]:
        return self.argument.nodes()

    def substitute(self, values: Values) -> Group:
        return Group(self.argument.substitute(values))


@dataclass(frozen=True, slots=True)
class Value(Factor):
    """A node as a number."""

    position: Position

    def nodes(self) -> frozenset[Node]:
        return frozenset(n for n, _ in self.position.nodes)

    def substitute(self, values: Values) -> Value:
        return Value(self.position.substitute(values))


@dataclass(frozen=True, slots=True)
class Delta(Factor):
    """1 where both positions are equal, else 0."""

    left: Position
    right: Position

    def nodes(self) -> frozenset[Node]:
        return frozenset(n for n, _ in (*self.left.nodes, *self.right.nodes))

    def substitute(self, values: Values) -> Delta:
        return Delta(self.left.substitute(values), self.right.substitute(values))


Power = tuple[Factor, Fraction]


@dataclass(frozen=True, slots=True)
class Network:
    """coefficient · Σ over `bound` of Π factor^exponent."""

    coefficient: Coefficient
    bound: tuple[Node, ...] = ()
    factors: tuple[Power, ...] = ()

    def nodes(self) -> frozenset[Node]:
        """Return the nodes that it depends on: those in it that it does not sum over."""
        return frozenset().union(*(factor.nodes() for factor, _ in self.factors)) - set(self.bound)

    def substitute(self, values: Values) -> Network:
        """Return the network with positions for nodes that it does not sum over."""
        if self.bound:
            values = {n: position for n, position in values.items() if n not in self.bound}
            if any(n in self.bound for position in values.values() for n, _ in position.nodes):
                return self.apart().substitute(values)
        return Network(self.coefficient, self.bound, _substituted(self.factors, values)) if values else self

    def apart(self) -> Network:
        """Return the same network with bound nodes of its own."""
        if not self.bound:
            return self
        fresh = {n: node(n.size) for n in self.bound}
        values = {old: Position.of(new) for old, new in fresh.items()}
        return Network(self.coefficient, tuple(fresh.values()), _substituted(self.factors, values))

    def times(self, other: Network) -> Network:
        """Return the product; neither sums over a node that stands in the other."""
        spend()
        first, second = self, other
        if first.bound and not second.nodes().isdisjoint(first.bound):
            first = first.apart()
        if second.bound and not first.nodes().union(first.bound).isdisjoint(second.bound):
            second = second.apart()
        return Network(
            first.coefficient * second.coefficient, first.bound + second.bound, _joined(first.factors, second.factors)
        )


@dataclass(frozen=True, slots=True)
class Combination:
    """A sum of networks."""

    networks: tuple[Network, ...] = ()

    @staticmethod
    def of(value: Coefficient | Fraction | int | Factor) -> Combination:
        if isinstance(value, Factor):
            return Combination((Network(UNIT, (), ((value, Fraction(1)),)),))
        coefficient = value if isinstance(value, Coefficient) else Coefficient.of(value)
        return Combination((Network(coefficient),)) if coefficient else Combination()

    def nodes(self) -> frozenset[Node]:
        return frozenset().union(*(network.nodes() for network in self.networks))

    def substitute(self, values: Values) -> Combination:
        return Combination(tuple(n.substitute(values) for n in self.networks))

    def __add__(self, other: Combination) -> Combination:
        return total((self, other))

    def __neg__(self) -> Combination:
        return self.scaled(Coefficient.of(-1))

    def __sub__(self, other: Combination) -> Combination:
        return self + (-other)

    def scaled(self, by: Coefficient) -> Combination:
        if not by:
            return Combination()
        return Combination(tuple(Network(n.coefficient * by, n.bound, n.factors) for n in self.networks))

    def __mul__(self, other: Combination) -> Combination:
        return _limited(a.times(b) for a in self.networks for b in other.networks)

    def summed(self, nodes: Iterable[Node]) -> Combination:
        """Return the sum over the values of nodes that stand in it."""
        over = tuple(nodes)
        if not over:
            return self
        # A network that sums over one of them already does not depend on it: that sum keeps to itself.
        own = (n if set(over).isdisjoint(n.bound) else n.apart() for n in self.networks)
        return Combination(tuple(Network(n.coefficient, n.bound + over, n.factors) for n in own))

    def power(self, exponent: Fraction) -> Combination:
        """Return self^exponent; what cannot be multiplied out is kept as one factor."""
        if exponent.denominator == 1 and exponent >= 0:
            result = Combination.of(1)
            for _ in range(int(exponent)):
                result = result * self
            return result
        if not self.networks:
            raise NoRule("a power of 0")
        if len(self.networks) == 1 and exponent.denominator == 1 and not self.networks[0].bound:
            (only,) = self.networks
            reciprocal = only.coefficient.reciprocal()
            if reciprocal is not None:
                factors = tuple((f, e * exponent) for f, e in only.factors if not isinstance(f, Delta))
                if len(factors) == len(only.factors):
                    power = UNIT
                    for _ in range(-int(exponent)):
                        power = power * reciprocal
                    return Combination((Network(power, (), factors),))
        return Combination((Network(UNIT, (), ((Group(self), exponent),)),))


def total(parts: Iterable[Combination]) -> Combination:
    return _limited(network for part in parts for network in part.networks)


def _limited(networks: Iterable[Network]) -> Combination:
    kept = []
    for network in networks:
        kept.append(network)
        if len(kept) > MOST_TERMS:
            raise NoRule(f"more than {MOST_TERMS} terms when it is multiplied out")
    return Combination(tuple(kept))


def _joined(first: tuple[Power, ...], second: tuple[Power, ...]) -> tuple[Power, ...]:
    if not first or not second:
        return first or second
    powers = dict(first)
    for factor, exponent in second:
        powers[factor] = powers.get(factor, Fraction(0)) + exponent
    return tuple((f, e) for f, e in powers.items() if e)


def moved(places: tuple[Place, ...], values: Values) -> tuple[Place, ...]:
    return tuple(tuple((p.substitute(values), size) for p, size in place) for place in places)


def nodes_in(places: Iterable[Place]) -> frozenset[Node]:
    return frozenset(n for place in places for position, _ in place for n, _ in position.nodes)


def _substituted(factors: tuple[Power, ...], values: Values) -> tuple[Power, ...]:
    return tuple((f.substitute(values), e) for f, e in factors)
