"""Where an entry stands: linear expressions in index nodes, and tuples of them where a size is a product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import count

from ...model.size import Size

ONE = Size.of(1)
_numbers = count(1)


_refused: ContextVar[list[str] | None] = ContextVar("texproof_refusals", default=None)


class NoRule(Exception):
    """What no rule covers, so that a claim is not proved for every size; the message says what."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        refused = _refused.get()
        if refused is not None:
            refused.append(f"there is no rule for {what}")


@contextmanager
def refusals(into: list[str]) -> Iterator[None]:
    """Note in a list each NoRule that is raised while the block runs, whether or not somebody catches it."""
    token = _refused.set(into)
    try:
        yield
    finally:
        _refused.reset(token)


@dataclass(frozen=True, slots=True)
class Node:
    """An index that runs through 1 … size."""

    number: int
    size: Size


def node(size: Size) -> Node:
    """Return a node that is in no network yet."""
    return Node(next(_numbers), size)


@dataclass(frozen=True, slots=True)
class Position:
    """offset + Σ coefficient · node, counted from 1: i, 1, n, i + 1. Pairs are in the order of the nodes' numbers."""

    nodes: tuple[tuple[Node, int], ...] = ()
    offset: Size = Size()

    @staticmethod
    def of(value: Node | Size | int) -> Position:
        return Position(((value, 1),)) if isinstance(value, Node) else Position((), Size.of(value))

    @property
    def single(self) -> Node | None:
        """The node that this position is, or None."""
        if len(self.nodes) == 1 and self.nodes[0][1] == 1 and not self.offset.terms:
            return self.nodes[0][0]
        return None

    def __add__(self, other: Position) -> Position:
        return self.plus(other, 1)

    def __sub__(self, other: Position) -> Position:
        return self.plus(other, -1)

    def plus(self, other: Position, factor: int) -> Position:
        total = dict(self.nodes)
        for n, c in other.nodes:
            total[n] = total.get(n, 0) + factor * c
        kept = tuple(sorted(((n, c) for n, c in total.items() if c), key=lambda pair: pair[0].number))
        return Position(kept, self.offset + other.offset * factor)

    def substitute(self, values: Mapping[Node, Position]) -> Position:
        if not any(n in values for n, _ in self.nodes):
            return self
        result = Position((), self.offset)
        for n, c in self.nodes:
            result = result.plus(values.get(n, Position.of(n)), c)
        return result


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least number that each size letter stands for: 1, or more where the claim itself asks for more."""

    least: Mapping[str, int]

    def never_negative(self, size: Size) -> bool:
        """Whether a size polynomial is ≥ 0 at all sizes that are meant.

        Sufficient: with each letter written as its least number plus t, no coefficient is negative.
        """
        shifted = size.substitute({x: Size.of(x) + self.least.get(x, 1) for x in size.letters})
        return all(c >= 0 for _, c in shifted.terms)

    def lowest(self, position: Position) -> Size:
        return position.offset + sum((c * (ONE if c > 0 else n.size) for n, c in position.nodes), Size())

    def highest(self, position: Position) -> Size:
        return position.offset + sum((c * (n.size if c > 0 else ONE) for n, c in position.nodes), Size())

    def within(self, position: Position, size: Size) -> bool:
        """Whether a position lies in 1 … size whatever its nodes are."""
        return self.never_negative(self.lowest(position) - 1) and self.never_negative(size - self.highest(position))

    def equal(self, first: Position, second: Position) -> bool | None:
        """Whether two positions are equal always (True), never (False), or it depends (None)."""
        apart = first - second
        if not apart.nodes and not apart.offset.terms:
            return True
        if self.never_negative(self.lowest(apart) - 1) or self.never_negative(-self.highest(apart) - 1):
            return False
        return None


# One axis of an array is indexed by one digit, or by several (most significant first) whose sizes multiply
# to the axis' own: the rows of A ⊗ B by a row of A and a row of B, vec(X) by a column and a row of X.
Digit = tuple[Position, Size]
Place = tuple[Digit, ...]
Axis = tuple[Size, ...]


def length(axis: Axis) -> Size:
    """Return the number of values that an index of this axis takes."""
    total = ONE
    for size in axis:
        total = total * size
    return total


def finer(first: Axis, second: Axis) -> Axis:
    """Return the axis of two of one length that has more digits. Raises NoRule where neither splits the other."""
    if first == second:
        return first
    fine, coarse = (first, second) if len(first) > len(second) else (second, first)
    grouped(tuple((Position(), size) for size in fine), coarse)
    return fine


def grouped(place: Place, axis: Axis) -> list[Place]:
    """Return the digits of a place, grouped by the sizes of an axis. Raises NoRule where they do not fit."""
    if len(place) == len(axis) == 1:
        return [place]
    digits, groups = list(_split(place, axis)), []
    for size in axis:
        group: list[Digit] = []
        total = ONE
        while total != size or not group:
            if size == ONE and (not digits or digits[0][1] != ONE):
                group.append((Position.of(1), ONE))
                break
            if not digits or len(group) > MOST_DIGITS:
                raise NoRule(f"an index up to {length(axis)} that is not split into the parts it is asked for")
            group.append(digits.pop(0))
            total = total * group[-1][1]
        groups.append(tuple(group))
    # Digits of size 1 carry nothing.
    if any(digit[1] != ONE for digit in digits):
        raise NoRule(f"an index up to {length(axis)} that is split in another way")
    return groups


def joined(place: Place) -> Place:
    """Return a place of several fixed numbers as the one number that they count to; any other as it is."""
    value = 0
    for position, size in place:
        number, count = position.offset.constant, size.constant
        if position.nodes or number is None or count is None:
            return place
        value = value * count + number - 1
    return ((Position.of(value + 1), length(axis_of(place))),)


def _split(place: Place, axis: Axis) -> Place:
    """Return a place that is one fixed number as the digits that it has along an axis of fixed sizes; else as it is."""
    position = place[0][0]
    number = position.offset.constant
    sizes = [size.constant for size in axis]
    if len(place) > 1 or position.nodes or number is None or any(size is None for size in sizes):
        return place
    digits: list[Digit] = []
    rest = number - 1
    for size in reversed(axis):
        rest, digit = divmod(rest, size.constant or 1)
        digits.insert(0, (Position.of(digit + 1), size))
    return tuple(digits)


def axis_of(place: Place) -> Axis:
    return tuple(size for _, size in place)


def numbered(axis: Axis) -> Iterator[tuple[Place, tuple[Node, ...]]]:
    """Yield what an index of an axis can be: its fixed values one by one for fixed sizes, nodes for the others."""
    yield from _numbered(axis, (), ())


MOST_DIGITS = 8  # of one index
MOST_FIXED = 12  # values of an index with a fixed size, which are taken one by one


def _numbered(axis: Axis, place: Place, nodes: tuple[Node, ...]) -> Iterator[tuple[Place, tuple[Node, ...]]]:
    if not axis:
        yield place, nodes
        return
    size = axis[0]
    fixed = size.constant
    if fixed is None:
        new = node(size)
        yield from _numbered(axis[1:], (*place, (Position.of(new), size)), (*nodes, new))
        return
    if fixed > MOST_FIXED:
        raise NoRule(f"a size of {fixed}")
    for value in range(1, fixed + 1):
        yield from _numbered(axis[1:], (*place, (Position.of(value), size)), nodes)
