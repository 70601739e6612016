"""What a combination is worth at one tuple of sizes: plain loops over index nodes, exact entries from a hash.

It reads the data that networks are made of, and none of the code that rewrites, names or evaluates them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from hashlib import blake2b
from itertools import product
from typing import Any

from texproof.check.every_size.network import (
    Applied,
    Combination,
    Delta,
    Entry,
    Factor,
    Free,
    Group,
    Network,
    Value,
)
from texproof.check.every_size.positions import Node, Place, Position

Values = Mapping[Node, int]
Index = tuple[int, ...]


class Undefined(Exception):
    """A combination that has no value here: a division by zero, a root of a negative number."""


class Point:
    """Values of all free tensors and functions at given sizes. Entries are fractions, hence so is every sum of them.

    A tensor with equal orders of its indices is symmetric in them, an orthogonal one orthogonal, an inverse the
    inverse of what it names. Functions are polynomials, so that their derivatives are exact.
    """

    def __init__(self, sizes: Mapping[str, int], seed: int = 0) -> None:
        self.sizes = sizes
        self.seed = seed
        self._matrices: dict[tuple[str, int], list[list[Any]]] = {}

    def drawn(self, *about: object) -> Fraction:
        """Return a number of either sign that depends on what it is about and on the seed alone."""
        digest = blake2b(repr((self.seed, about)).encode(), digest_size=5).digest()
        number = int.from_bytes(digest[:4]) % 1999 - 999
        return Fraction(number or 1000, 2 + digest[4] % 7)

    def ranges(self, nodes: Sequence[Node]) -> Iterator[dict[Node, int]]:
        """Yield all values of nodes."""
        for values in product(*(range(1, n.size.value(self.sizes) + 1) for n in nodes)):
            yield dict(zip(nodes, values, strict=True))

    def value(self, combination: Combination, at: Values) -> Any:
        """Return the value of a combination, its free nodes being where `at` says."""
        return sum((self._network(network, at) for network in combination.networks), Fraction(0))

    def _network(self, network: Network, at: Values) -> Any:
        coefficient = network.coefficient.value(self.sizes)
        inside = [{**at, **own} for own in self.ranges(network.bound)]
        return sum((self._product(network, values) for values in inside), Fraction(0)) * self.number(coefficient)

    def _product(self, network: Network, at: Values) -> Any:
        # Where a delta is 0 the other factors may stand outside their range: x_{i+1} δ_{i,1} at i = n.
        deltas = [(f, e) for f, e in network.factors if isinstance(f, Delta)]
        if any(self.position(f.left, at) != self.position(f.right, at) for f, _ in deltas):
            if any(e < 0 for _, e in deltas):
                raise Undefined
            return Fraction(0)
        result: Any = self.number(Fraction(1))
        for factor, exponent in network.factors:
            if not isinstance(factor, Delta):
                result = result * self.raised(self.factor(factor, at), exponent)
        return result

    def number(self, value: Fraction) -> Any:
        return value

    def raised(self, base: Any, exponent: Fraction) -> Any:
        if exponent.denominator != 1 or (exponent < 0 and not base):
            raise Undefined
        return base ** int(exponent)

    def position(self, position: Position, at: Values) -> int:
        return position.offset.value(self.sizes) + sum(c * at[n] for n, c in position.nodes)

    def place(self, place: Place, at: Values) -> tuple[int, int]:
        """Return an index, from 1, and how many values it can have."""
        index, count = 0, 1
        for position, size in place:
            digit, length = self.position(position, at), size.value(self.sizes)
            assert 1 <= digit <= length, f"index {digit} up to {length}"
            index, count = index * length + digit - 1, count * length
        return index + 1, count

    def factor(self, factor: Factor, at: Values) -> Any:
        match factor:
            case Entry(free=free, places=places):
                found = [self.place(place, at) for place in places]
                return self.entry(free, tuple(i for i, _ in found), tuple(n for _, n in found))
            case Value(position=position):
                return self.number(Fraction(self.position(position, at)))
            case Group(argument=argument):
                return self.value(argument, at)
            case Applied(name=name, order=order, argument=argument):
                return self.function(name, order, self.value(argument, at))
        raise NotImplementedError(type(factor).__name__)

    def entry(self, free: Free, index: Index, shape: Index) -> Any:
        """Return an entry of a free tensor."""
        if free.inverse_of:
            source = Free(free.inverse_of, free.orders)
            return self._matrix(free.key, shape[0], lambda n: inverted(self._entries(source, n)))[index[0] - 1][
                index[1] - 1
            ]
        if free.orthogonal:
            make = _reflection if len(free.orders) > 1 else _rotation
            return self._matrix(free.key, shape[0], lambda n: make(self._entries(Free(f"{free.key}:seed"), n)))[
                index[0] - 1
            ][index[1] - 1]
        return self.drawn(free.key, min(tuple(index[i] for i in order) for order in free.orders or [range(len(index))]))

    def _entries(self, free: Free, n: int) -> list[list[Any]]:
        return [[self.entry(free, (i, j), (n, n)) for j in range(1, n + 1)] for i in range(1, n + 1)]

    def _matrix(self, key: str, n: int, made: Callable[[int], list[list[Any]]]) -> list[list[Any]]:
        if (key, n) not in self._matrices:
            self._matrices[key, n] = made(n)
        return self._matrices[key, n]

    def function(self, name: str, order: int, argument: Any) -> Any:
        """Return f^(order)(argument) of a polynomial that no identity singles out."""
        if not name.startswith("@"):
            raise Undefined
        coefficients = [self.drawn(name, power) for power in range(DEGREE + 1)]
        for _ in range(order):
            coefficients = [power * c for power, c in enumerate(coefficients)][1:]
        return sum((c * argument**power for power, c in enumerate(coefficients)), Fraction(0))


DEGREE = 4


def inverted(matrix: list[list[Any]]) -> list[list[Any]]:
    """Return the inverse by Gauss and Jordan's elimination."""
    n = len(matrix)
    rows = [[*row, *(Fraction(i == j) for j in range(n))] for i, row in enumerate(matrix)]
    for column in range(n):
        pivot = next((r for r in range(column, n) if rows[r][column]), None)
        if pivot is None:
            raise Undefined
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [x / rows[column][column] for x in rows[column]]
        for r in range(n):
            if r != column:
                scale = rows[r][column]
                rows[r] = [x - scale * y for x, y in zip(rows[r], rows[column], strict=True)]
    return [row[n:] for row in rows]


def times(first: list[list[Any]], second: list[list[Any]]) -> list[list[Any]]:
    columns = list(zip(*second, strict=True))
    return [[sum(a * b for a, b in zip(row, column, strict=True)) for column in columns] for row in first]


def _rotation(seed: list[list[Any]]) -> list[list[Any]]:
    """Return Cayley's (I − K)(I + K)⁻¹, which is orthogonal and of fractions, where K is skew."""
    n = len(seed)
    skew = [[(seed[i][j] - seed[j][i]) / 500 for j in range(n)] for i in range(n)]
    less = [[Fraction(i == j) - skew[i][j] for j in range(n)] for i in range(n)]
    more = [[Fraction(i == j) + skew[i][j] for j in range(n)] for i in range(n)]
    return times(less, inverted(more))


def _reflection(seed: list[list[Any]]) -> list[list[Any]]:
    """Return Householder's I − 2 v vᵀ / vᵀ v, which is orthogonal and symmetric."""
    v = [row[0] for row in seed]
    square = sum(x * x for x in v)
    return [[Fraction(i == j) - 2 * a * b / square for j, b in enumerate(v)] for i, a in enumerate(v)]


class Positive(Point):
    """Floating numbers to 40 digits, all tensors positive: what exp, log and roots have values at."""

    @cached_property
    def context(self) -> Any:
        from mpmath import mp

        context = mp.clone()
        context.dps = 40
        return context

    def drawn(self, *about: object) -> Any:
        return self.number(abs(super().drawn(*about)) / 700 + Fraction(1, 5))

    def number(self, value: Fraction) -> Any:
        return self.context.mpf(value.numerator) / value.denominator

    def raised(self, base: Any, exponent: Fraction) -> Any:
        if (exponent.denominator != 1 and base <= 0) or (exponent < 0 and not base):
            raise Undefined
        return self.context.power(self.number(Fraction(base)) if isinstance(base, Fraction) else base, exponent)

    def function(self, name: str, order: int, argument: Any) -> Any:
        if name.startswith("@"):
            return super().function(name, order, argument)
        if order or (name == "log" and argument <= 0) or abs(argument) > 10**6:
            raise Undefined
        return getattr(self.context, name)(argument)
