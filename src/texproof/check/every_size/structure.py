"""Leaves, parts and binders: terms that say where entries stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...elaborate import term as t
from ...model.size import Size
from . import array as arrays
from .array import Array, Places
from .network import PI, Combination, Delta, Entry, total
from .normal import numbered as as_number
from .positions import ONE, Bounds, NoRule, Place, Position, joined, length, node

if TYPE_CHECKING:
    from .terms import At, Reader

MOST_VALUES = 64  # of an index that runs between fixed numbers


def number(reader: Reader, term: t.Number, at: At) -> Array:
    return arrays.constant(term.value)


def pi(reader: Reader, term: t.Pi, at: At) -> Array:
    return Array((), lambda _: Combination.of(Entry(PI, ())))


def index_number(reader: Reader, term: t.IndexNumber, at: At) -> Array:
    return Array((), lambda _: as_number(reader.position(term.index, at)))


def filled(value: int) -> Callable[[Reader, t.Term, At], Array]:
    return lambda reader, term, at: arrays.filled([(size,) for size in term.shape], value)


def symbol(reader: Reader, term: t.Symbol, at: At) -> Array:
    found = reader.run.arrays.get(term.name)
    if found is None:
        raise NoRule(f"the symbol {term.name}")
    return found


def entry(reader: Reader, term: t.Entry, at: At) -> Array:
    array = reader.array(term.array, at)
    places = tuple(place(reader, index, length(axis), at) for index, axis in zip(term.index, array.axes, strict=True))
    return Array((), lambda _: array.entry(places), (array,))


def place(reader: Reader, index: t.Index, size: Size, at: At) -> Place:
    return ((reader.position(index, at), size),)


def part(reader: Reader, term: t.Slice, at: At) -> Array:
    array = reader.array(term.array, at)
    row, column = (
        None if index is None else place(reader, index, length(axis), at)
        for index, axis in zip(term.index, array.axes, strict=True)
    )
    axes = [(ONE,) if row is not None else array.axes[0], (ONE,) if column is not None else array.axes[1]]
    return arrays.view(array, axes, lambda to: (row or to[0], column or to[1]))


def identity(reader: Reader, term: t.Identity, at: At) -> Array:
    return arrays.identity((term.shape[0],))


def unit(reader: Reader, term: t.Unit, at: At) -> Array:
    row, column = (
        place(reader, index, size, at) for index, size in zip((term.row, term.column), term.shape, strict=True)
    )
    axes = [(size,) for size in term.shape]
    return Array(axes, lambda to: arrays.delta(to[0], row) * arrays.delta(to[1], column))


def delta(reader: Reader, term: t.Delta, at: At) -> Array:
    left, right = reader.position(term.left, at), reader.position(term.right, at)
    match reader.bounds.equal(left, right):
        case True:
            return arrays.constant(1)
        case False:
            return arrays.constant(0)
    return Array((), lambda _: Combination.of(Delta(left, right)))


def summation(reader: Reader, term: t.Sum, at: At) -> Array:
    lower, upper = reader.position(term.lower, at), reader.position(term.upper, at)
    count = upper - lower
    if count.nodes or lower.nodes:
        raise NoRule("a sum up to another index")
    size = count.offset + 1
    fixed = size.constant
    axes = [(s,) for s in term.shape]
    if fixed is not None:
        if fixed > MOST_VALUES:
            raise NoRule(f"a sum of {fixed} terms")
        values = [lower + Position.of(i) for i in range(max(fixed, 0))]
        parts = [reader.array(term.body, {**at, term.letter: value}) for value in values]
        return Array(axes, lambda to: total(part.entry(to) for part in parts), parts)
    if not reader.bounds.never_negative(size):
        raise NoRule(f"a sum of {size} terms, which may be less than none")

    def entry(to: Places) -> Combination:
        new = node(size)
        at_new = {**at, term.letter: Position.of(new) + lower - Position.of(1)}
        return reader.array(term.body, at_new).entry(to).summed([new])

    return Array(axes, entry, tuple(reader.run.arrays.values()))


def entries(reader: Reader, term: t.Entries, at: At) -> Array:
    def entry(to: Places) -> Combination:
        if len(to[0]) != 1 or len(to[1]) != 1:
            raise NoRule("vec or ⊗ of a matrix that is written by its entries")
        return reader.number(term.body, {**at, term.row: to[0][0][0], term.column: to[1][0][0]})

    return Array([(size,) for size in term.shape], entry, tuple(reader.run.arrays.values()))


def blocks(reader: Reader, term: t.Blocks, at: At) -> Array:
    cells = [[reader.array(cell, at) for cell in row] for row in term.rows]
    heights = tuple(_extent(row[0], 0) for row in cells)
    widths = tuple(_extent(cell, 1) for cell in cells[0])

    def entry(to: Places) -> Combination:
        i, row = _within(reader.bounds, to[0], heights)
        j, column = _within(reader.bounds, to[1], widths)
        cell = cells[i][j]
        return cell.entry((row, column) if cell.axes else ())

    cuts = {axis: sizes for axis, sizes in ((0, heights), (1, widths)) if len(sizes) > 1}
    return Array([(size,) for size in term.shape], entry, [cell for row in cells for cell in row], cuts=cuts)


def _extent(cell: Array, axis: int) -> Size:
    return length(cell.axes[axis]) if cell.axes else ONE


def _within(bounds: Bounds, place: Place, extents: tuple[Size, ...]) -> tuple[int, Place]:
    """Return which block an index falls into, and where in it."""
    if len(extents) == 1:
        return 0, place
    place = joined(place)
    rest = place[0][0]
    for number, extent in enumerate(extents):
        if len(place) == 1 and bounds.within(rest, extent):
            return number, ((rest, extent),)
        rest = rest - Position.of(extent)
    raise NoRule("an entry of a matrix of blocks that may lie in several")
