r"""A formula with its matrices written out, at sizes that a script lets a reader choose.

It is typeset once, as large as it can be asked for. Each cell knows from which sizes on it is there, so that choosing a
size hides cells and shows them, and nothing else.
"""

from __future__ import annotations

import re
from html import escape

from ..elaborate.shown import Grid, Unfolding

BEYOND = "texproof-beyond"
# Stands in each cell while it is typeset, and is taken out of the MathML again.
_MARK = re.compile(r"(<mtd)(>(?:<(?!mtd\b|mtext>@)[^<>]*>)*)<mtext>@(\d+)\.(\d+)\.(\d+)@</mtext>")


def to_typeset(found: Unfolding) -> str:
    """Return the TeX of the whole formula at its largest, with a mark in each cell."""
    pieces = [found.texts[0]]
    for number, (grid, text) in enumerate(zip(found.grids, found.texts[1:], strict=True)):
        rows = (
            " & ".join(rf"\text{{@{number}.{i}.{j}@}}{cell}" for j, cell in enumerate(row, 1))
            for i, row in enumerate(grid.cells, 1)
        )
        pieces += [r" \\ ".join(rows), text]
    return "".join(pieces)


def unfolded(found: Unfolding, mathml: str) -> str:
    """Return what is shown of a formula written out. `mathml` is that of `to_typeset`; without its marks, ""."""

    def cell(mark: re.Match[str]) -> str:
        needs = _needs(found.grids[int(mark[3])], int(mark[4]), int(mark[5]))
        said = " ".join(f"{letter}:{least}" for letter, least in needs.items())
        attributes = f' data-needs="{said}"' if needs else ""
        if any(found.sizes[letter] < least for letter, least in needs.items()):
            attributes += f' class="{BEYOND}"'
        return mark[1] + attributes + mark[2]

    marked, count = _MARK.subn(cell, mathml)
    if count != sum(len(row) for grid in found.grids for row in grid.cells):
        return ""
    sizes = ", ".join(
        f'<span data-size="{escape(letter)}"><i>{escape(letter)}</i> = {number}</span>'
        for letter, number in found.sizes.items()
    )
    return (
        f'<div class="texproof-unfolded"><p><b>Written out</b>{f" at {sizes}" if sizes else ""}</p>'
        f'<div class="texproof-stated" tabindex="0" role="group" aria-label="Written out">{marked}</div></div>'
    )


def _needs(grid: Grid, row: int, column: int) -> dict[str, int]:
    """Return how large letters have to be for a cell to be there, where 1 is not enough."""
    needs: dict[str, int] = {}
    for extent, position in ((grid.rows, row), (grid.columns, column)):
        least = position - extent.more
        if extent.letter and least > 1:
            needs[extent.letter] = max(least, needs.get(extent.letter, 1))
    return needs
