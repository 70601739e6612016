"""Networks written by hand: entries, sums, deltas and functions of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from texproof.check.every_size.coefficient import Coefficient
from texproof.check.every_size.effort import bounded
from texproof.check.every_size.naming import network_key
from texproof.check.every_size.network import Applied, Combination, Delta, Entry, Free, Group, Value
from texproof.check.every_size.normal import Normaliser
from texproof.check.every_size.positions import Bounds, Node, Place, Position, node
from texproof.model.size import Size

M, N = Size.of("m"), Size.of("n")
BOTH = ((0, 1), (1, 0))
At = Node | Position | Size | int


def position(value: At) -> Position:
    return value if isinstance(value, Position) else Position.of(value)


def place(value: At, size: Size = N) -> Place:
    return ((position(value), size),)


def entry(key: str, *places: At, size: Size = N, **about: object) -> Combination:
    """Return the entry of a free tensor, all indices of which run up to one size."""
    free = Free(key, **about)  # type: ignore[arg-type]
    return Combination.of(Entry(free, tuple(place(value, size) for value in places)))


def delta(left: At, right: At) -> Combination:
    return Combination.of(Delta(position(left), position(right)))


def applied(name: str, argument: Combination, order: int = 0) -> Combination:
    return Combination.of(Applied(name, order, argument))


def value(at: At) -> Combination:
    return Combination.of(Value(position(at)))


def group(argument: Combination, exponent: Fraction | int) -> Combination:
    (network,) = Combination.of(Group(argument)).networks
    factors = tuple((f, Fraction(exponent)) for f, _ in network.factors)
    return Combination((type(network)(network.coefficient, (), factors),))


def times(number: int | Fraction | Size, combination: Combination) -> Combination:
    return combination.scaled(Coefficient.of(number))


def joined(factors: Sequence[Combination]) -> Combination:
    result = Combination.of(1)
    for factor in factors:
        result = result * factor
    return result


def nodes(count: int, size: Size = N) -> list[Node]:
    return [node(size) for _ in range(count)]


def form(combination: Combination, **least: int) -> Combination:
    with bounded():
        return Normaliser(Bounds(least)).form(combination)


def equal(first: Combination, second: Combination, **least: int) -> bool:
    """Whether the difference of two combinations has the empty normal form."""
    return not form(first - second, **least).networks


def show(combination: Combination) -> str:
    return "\n".join(f"{n.coefficient} · {network_key(n, {})}" for n in combination.networks) or "0"
