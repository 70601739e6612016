"""Matrices of cells that are written out: numbers, or blocks whose sizes fit."""

from __future__ import annotations

from ..diagnostic import Span
from ..model.size import Shape, Size
from .problem import Problem
from .scope import Scope
from .term import Blocks, Term

ONE = Size.of(1)


def blocks(rows: list[list[Term]], span: Span, scope: Scope) -> Term:
    """Return a matrix of cells; cells of a row share their height, cells of a column their width."""
    heights = [_one([_shape(c, scope)[0] for c in row], row, "height", scope) for row in rows]
    columns = list(zip(*rows, strict=True))
    widths = [_one([_shape(c, scope)[1] for c in column], list(column), "width", scope) for column in columns]
    shape = (_total(heights), _total(widths))
    return Blocks(tuple(tuple(row) for row in rows), shape=shape, span=span)


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
