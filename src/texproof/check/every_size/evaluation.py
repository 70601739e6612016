"""Exact evaluation of combinations at sizes that are large enough, in integers modulo a prime.

The second way to decide whether a combination of networks is zero; it shares nothing with the normal form. Free
tensors get random entries. A combination that is zero at every size is zero here. One that is not, and holds
free tensors without relations alone, is zero here with a probability of at most degree / PRIME at each point
(Schwartz and Zippel), if each size is no smaller than its count of index nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from hashlib import blake2b
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...model.size import Size
from .network import Applied, Combination, Delta, Entry, Factor, Free, Group, Network, Value
from .positions import Bounds, Node, Place, Position

PRIME = 2**31 - 1
POINTS = 2
LARGEST = 6  # of a size; beyond it no evaluation is large enough
MOST_VALUES = 300_000  # of one array
Array = NDArray[Any]


class Unsuited(Exception):
    """A combination that has no value here: a law of exp, a root, too many indices."""


def vanishes(combination: Combination, sizes: Mapping[str, int]) -> bool | None:
    """Return whether a combination is zero at random points of these sizes; None where it has no value here."""
    try:
        return not any(np.any(Evaluation(sizes, point).value(combination, ())) for point in range(POINTS))
    except Unsuited:
        return None


def small(bounds: Bounds, letters: Iterable[str]) -> dict[str, int]:
    """Return small sizes that are meant, pairwise distinct as far as they can be."""
    sizes: dict[str, int] = {}
    for letter in sorted(set(letters)):
        size = max(2, bounds.least.get(letter, 1))
        while size in sizes.values() and size < LARGEST:
            size += 1
        sizes[letter] = size
    return sizes


def large_enough(combination: Combination, bounds: Bounds, letters: Iterable[str]) -> dict[str, int] | None:
    """Return sizes of which none is below its count of index nodes; None where they are too large.

    Counted are the bound nodes of any one network and all free ones, those that do not stand in it too: in
    (Σ_p x_p)² − Σ_p x_p² − 2 x_i Σ_p x_p + 2 x_i² no network has more than two, and at size 2 it is zero.
    """
    counts: dict[Size, int] = {}
    free = combination.nodes()
    for network in combination.networks:
        nodes = {*network.bound, *free}
        for size in {n.size for n in nodes}:
            counts[size] = max(counts.get(size, 0), sum(1 for n in nodes if n.size == size))
    sizes = small(bounds, [*letters, *(letter for size in counts for letter in size.letters)])
    for _ in range(LARGEST):
        for size, count in counts.items():
            if size.value(sizes) < count:
                for letter in size.letters:
                    sizes[letter] += 1
    enough = all(size.value(sizes) >= count for size, count in counts.items())
    return sizes if enough and max(sizes.values(), default=0) <= LARGEST else None


class Evaluation:
    """Values at one tuple of sizes and one random point."""

    def __init__(self, sizes: Mapping[str, int], point: int) -> None:
        self.sizes = sizes
        self.point = point
        self._tensors: dict[tuple[str, tuple[int, ...]], Array] = {}
        self._frees: dict[str, Free] = {}

    def value(self, combination: Combination, over: tuple[Node, ...]) -> Array:
        """Return the combination as an array over the values of its free nodes: those of `over`, then the others."""
        nodes = (*over, *sorted(combination.nodes() - set(over), key=lambda n: n.number))
        total = np.zeros([self._size(n.size) for n in nodes], dtype=np.int64)
        self._limited(total)
        for network in combination.networks:
            total = (total + self._network(network, nodes)) % PRIME
        return total

    def _size(self, size: Size) -> int:
        return size.value(self.sizes)

    @staticmethod
    def _limited(array: Array) -> None:
        if array.size > MOST_VALUES:
            raise Unsuited

    def _network(self, network: Network, nodes: tuple[Node, ...]) -> Array:
        """Return a network's value over nodes: its factors are multiplied in turn, and a node is summed at its last."""
        factors = [(self._power(f, e), tuple(sorted(f.nodes(), key=lambda n: n.number))) for f, e in network.factors]
        alive: tuple[Node, ...] = ()
        result = np.array(self._modular(network.coefficient.value(self.sizes)), dtype=np.int64)
        for number, (array, own) in enumerate(factors):
            joint = (*alive, *(n for n in own if n not in alive))
            result = (_aligned(result, alive, joint) * _aligned(array, own, joint)) % PRIME
            self._limited(result)
            later = {n for _, others in factors[number + 1 :] for n in others}
            ended = [n for n in joint if n in network.bound and n not in later]
            result = result.sum(axis=tuple(joint.index(n) for n in ended)) % PRIME
            alive = tuple(n for n in joint if n not in ended)
        used = {n for _, own in factors for n in own}
        for n in network.bound:
            if n not in used:
                result = result * (self._size(n.size) % PRIME) % PRIME
        return _aligned(result, alive, nodes)

    def _modular(self, number: Fraction) -> int:
        if number.denominator % PRIME == 0:
            raise Unsuited
        return number.numerator * pow(number.denominator, -1, PRIME) % PRIME

    def _power(self, factor: Factor, exponent: Fraction) -> Array:
        """Return factor^exponent over the values of the factor's nodes, in the order of their numbers."""
        if exponent.denominator != 1:
            raise Unsuited
        array = self._factor(factor)
        power = int(exponent)
        if power < 0:
            if np.any(array == 0):
                raise Unsuited
            array, power = _each(array, lambda v: pow(v, -1, PRIME)), -power
        return array if power == 1 else _each(array, lambda v: pow(v, power, PRIME))

    def _factor(self, factor: Factor) -> Array:
        nodes = tuple(sorted(factor.nodes(), key=lambda n: n.number))
        match factor:
            case Entry(free=free, places=places):
                index = [self._index(place, nodes) for place in places]
                shape = tuple(prod(self._size(size) for _, size in place) for place in places)
                if any(np.any((i < 0) | (i >= size)) for i, size in zip(index, shape, strict=True)):
                    raise Unsuited
                tensor = self._tensor(free, shape)
                found = tensor[tuple(np.broadcast_arrays(*index))] if index else tensor
                return np.broadcast_to(found, [self._size(n.size) for n in nodes]).astype(np.int64)
            case Delta(left=left, right=right):
                same = self._position(left, nodes) == self._position(right, nodes)
                return np.broadcast_to(same, [self._size(n.size) for n in nodes]).astype(np.int64)
            case Value(position=position):
                found = self._position(position, nodes) % PRIME
                return np.broadcast_to(found, [self._size(n.size) for n in nodes]).astype(np.int64)
            case Group(argument=argument):
                return self.value(argument, nodes)
            case Applied(name=name, order=order, argument=argument):
                if name == "exp":
                    raise Unsuited
                return _each(self.value(argument, nodes), lambda v: self._random(f"{name}{order}({v})"))
        raise Unsuited

    def _position(self, position: Position, nodes: tuple[Node, ...]) -> Array:
        total = np.array(self._size(position.offset), dtype=np.int64)
        for n, c in position.nodes:
            line = np.arange(1, self._size(n.size) + 1) * c
            total = total + line.reshape([-1 if other == n else 1 for other in nodes])
        return total

    def _index(self, place: Place, nodes: tuple[Node, ...]) -> Array:
        """Return a place as one number from 0."""
        total = np.array(0, dtype=np.int64)
        for position, size in place:
            total = total * self._size(size) + self._position(position, nodes) - 1
        return total

    def _random(self, text: str) -> int:
        digest = blake2b(f"{self.point}|{text}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") % (PRIME - 1) + 1

    def _drawn(self, free: Free, shape: tuple[int, ...]) -> Array:
        array = np.empty(shape, dtype=np.int64)
        for at in np.ndindex(*shape):
            orders = free.orders or (tuple(range(len(shape))),)
            array[at] = self._random(f"{free.key}{min(tuple(at[i] for i in order) for order in orders)}")
        return array

    def _tensor(self, free: Free, shape: tuple[int, ...]) -> Array:
        key = free.key, shape
        if key not in self._tensors:
            if prod(shape) > MOST_VALUES:
                raise Unsuited
            self._tensors[key] = self._made(free, shape)
        return self._tensors[key]

    def _made(self, free: Free, shape: tuple[int, ...]) -> Array:
        if free.inverted is not None:
            places = free.inverted.places
            nodes = tuple(n for place in places for position, _ in place for n, _ in position.nodes)
            return _inverse(self.value(free.inverted.form, nodes).reshape(shape))
        if free.orthogonal:
            if free.orders:
                raise Unsuited
            skew = self._drawn(Free(f"{free.key}:skew"), shape)
            skew = (np.tril(skew, -1) - np.tril(skew, -1).T) % PRIME
            unit = np.eye(shape[0], dtype=np.int64)
            return _product((unit - skew) % PRIME, _inverse((unit + skew) % PRIME))
        return self._drawn(free, shape)


def _aligned(array: Array, own: tuple[Node, ...], nodes: tuple[Node, ...]) -> Array:
    """Return an array over its own nodes as one over others among which they are."""
    order = sorted(range(len(own)), key=lambda i: nodes.index(own[i]))
    turned = array.transpose(order)
    sizes = iter(turned.shape)
    return turned.reshape([next(sizes) if n in own else 1 for n in nodes])


def _each(array: Array, function: Any) -> Array:
    return np.array([function(int(v)) for v in array.ravel()], dtype=np.int64).reshape(array.shape)


def _product(left: Array, right: Array) -> Array:
    columns = [(left * right[:, j] % PRIME).sum(axis=1) % PRIME for j in range(right.shape[1])]
    return np.stack(columns, axis=1)


def _inverse(matrix: Array) -> Array:
    """Return the inverse of a square matrix modulo the prime. Raises Unsuited where it has none."""
    n = len(matrix)
    rows = [[*map(int, matrix[i]), *(int(i == j) for j in range(n))] for i in range(n)]
    for column in range(n):
        pivot = next((r for r in range(column, n) if rows[r][column]), None)
        if pivot is None:
            raise Unsuited
        rows[column], rows[pivot] = rows[pivot], rows[column]
        scale = pow(rows[column][column], -1, PRIME)
        rows[column] = [v * scale % PRIME for v in rows[column]]
        for r in range(n):
            factor = rows[r][column]
            if r != column and factor:
                rows[r] = [(a - factor * b) % PRIME for a, b in zip(rows[r], rows[column], strict=True)]
    return np.array([row[n:] for row in rows], dtype=np.int64)
