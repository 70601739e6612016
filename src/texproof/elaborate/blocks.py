"""Matrices of cells that are written out: numbers, or blocks whose sizes fit."""

from __future__ import annotations

from fractions import Fraction

from ..diagnostic import Span
from ..model.size import Shape, Size
from .problem import Problem
from .scope import Scope
from .term import Blocks, Number, Term, Zero

ONE = Size.of(1)


def blocks(rows: list[list[Term]], span: Span, scope: Scope) -> Term:
    """Return a matrix of cells; cells of a row share their height, cells of a column their width.

    A 0 with other cells in its row and in its column is the block of zeros that fits there.
    """
    columns = [list(column) for column in zip(*rows, strict=True)]
    fills = [[_fills(cell, row, column) for cell, column in zip(row, columns, strict=True)] for row in rows]
    across = [_sized(row, line) for row, line in zip(rows, fills, strict=True)]
    down = [_sized(column, list(line)) for column, line in zip(columns, zip(*fills, strict=True), strict=True)]
    heights = [_one([_shape(c, scope)[0] for c in row], row, "height", scope) for row in across]
    widths = [_one([_shape(c, scope)[1] for c in column], column, "width", scope) for column in down]
    cells = tuple(
        tuple(
            _zeros((height, width), c, scope) if fill else c for c, fill, width in zip(row, line, widths, strict=True)
        )
        for row, line, height in zip(rows, fills, heights, strict=True)
    )
    return Blocks(cells, shape=(_total(heights), _total(widths)), span=span)


def _fills(cell: Term, row: list[Term], column: list[Term]) -> bool:
    """Whether a cell is a 0 whose size other cells say: a line of zeros alone has none to go by."""
    return _is_zero(cell) and not all(map(_is_zero, row)) and not all(map(_is_zero, column))


def _is_zero(cell: Term) -> bool:
    return cell == Number(Fraction(0))


def _sized(line: list[Term], fills: list[bool]) -> list[Term]:
    """Return the cells of a row or column that have a size of their own."""
    return [cell for cell, fill in zip(line, fills, strict=True) if not fill]


def _zeros(shape: Shape, cell: Term, scope: Scope) -> Term:
    shape = scope.sizes.shape(shape)
    return cell if shape == (ONE, ONE) else Zero(shape=shape, span=cell.span)


def _shape(cell: Term, scope: Scope) -> Shape:
    shape = scope.sizes.shape(cell.shape)
    if len(shape) > 2:
        raise Problem("shape-mismatch", f"{scope.shown(shape)} is not a block of a matrix", cell.span)
    return shape or (ONE, ONE)


def _one(sizes: list[Size], cells: list[Term], what: str, scope: Scope) -> Size:
    for size, cell in zip(sizes[1:], cells[1:], strict=True):
        if not scope.sizes.unify(sizes[0], size):
            first = f"{scope.written(cells[0].span)} is {scope.shown(cells[0].shape)}"
            message = f"this cell is {scope.shown(cell.shape)}, of another {what} than its neighbours"
            raise Problem("shape-mismatch", message, cell.span, notes=(first,))
    return scope.sizes.resolve(sizes[0])


def _total(sizes: list[Size]) -> Size:
    total = Size()
    for size in sizes:
        total = total + size
    return total
