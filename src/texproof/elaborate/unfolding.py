"""Formulas whose matrices with an ellipsis are written out, at sizes that a reader can count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..model.size import Size
from .scope import Scope
from .shown import Extent, Grid, Unfolding
from .unfoldable import Unfoldable

MOST = 4  # of a letter
_DIGIT = 9  # a_{11} holds one digit for each index


def unfolding(scope: Scope) -> Unfolding | None:
    """Return a formula with its matrices written out, None where one of them cannot be, or there is none."""
    found = sorted({one.span: one for one in scope.unfoldable}.values(), key=lambda one: one.span.start)
    grids = [grid for one in found if (grid := _grid(one, scope)) is not None]
    if not grids or len(grids) < len(found) or any(a.span.end > b.span.start for a, b in pairwise(found)):
        return None
    ends = [0, *(one.span.end for one in found)]
    starts = [*(one.span.start for one in found), len(scope.tex)]
    return Unfolding(tuple(scope.tex[a:b] for a, b in zip(ends, starts, strict=True)), tuple(grids))


def at_sizes(found: Unfolding | None, dims: Sequence[str]) -> Unfolding | None:
    """Return a formula written out with the sizes at which it is shown first: 2, 3, 4, … in the model's order."""
    if found is None:
        return None
    letters = {extent.letter for grid in found.grids for extent in (grid.rows, grid.columns) if extent.letter}
    ordered = [letter for letter in dims if letter in letters]
    return replace(found, sizes={letter: min(number, MOST) for number, letter in enumerate(ordered, 2)})


def _grid(one: Unfoldable, scope: Scope) -> Grid | None:
    rows, columns = (
        Extent("", len(one.cells)) if size is None else _extent(scope.sizes.shape((size,))[0])
        for size in (one.rows, one.columns)
    )
    if rows is None or columns is None or not one.cells:
        return None
    height, width = rows.at(MOST), columns.at(MOST)
    if any(max(cell.start) + max(height, width) > _DIGIT + 1 for cell in one.cells):
        return None

    def tex(row: int, column: int) -> str:
        if one.rows is None:
            return one.cells[row].at(0, column)
        return one.cells[column].at(row, 0) if one.columns is None else one.cells[0].at(row, column)

    return Grid(rows, columns, tuple(tuple(tex(i, j) for j in range(width)) for i in range(height)))


def _extent(size: Size) -> Extent | None:
    """Return a size that is a number, or a letter and a number; None of any other."""
    (letter,) = size.letters if len(size.letters) == 1 else ("",)
    more = (size - Size.of(letter) if letter else size).constant
    return None if more is None or letter.startswith("?") else Extent(letter, more)
