"""What stands in the cells of a matrix with an ellipsis, as TeX in which the counting indices are left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..diagnostic import Span
from ..model.size import Size
from ..parse import tree as t
from .term import Index

Changes = Sequence[tuple[t.Path, t.Node, t.Node]]


@dataclass(frozen=True, slots=True)
class Cell:
    """What the cells of one pattern say: TeX between the places where its counting indices stand.

    `counts` says of each place whether it counts rows (0) or columns (1), and `start` at what it begins. A diagonal
    has `beside` in the cells that are not on it.
    """

    texts: tuple[str, ...]
    counts: tuple[int, ...]
    start: tuple[int, int]
    beside: str | None = None

    def at(self, row: int, column: int) -> str:
        """Return the TeX of the cell in this row and column, both from 0."""
        if self.beside is not None and row != column:
            return self.beside
        position = (row, column)
        numbers = [str(self.start[count] + position[count]) for count in self.counts]
        return "".join(text + number for text, number in zip(self.texts, [*numbers, ""], strict=True))


@dataclass(frozen=True, slots=True)
class Unfoldable:
    """A matrix with an ellipsis: where its cells stand, the sizes of what the ellipsis spans, and its patterns.

    An axis without an ellipsis has no size, and a pattern for each of its rows or columns.
    """

    span: Span
    rows: Size | None
    columns: Size | None
    cells: tuple[Cell, ...]


def cell_of(
    node: t.Node, down: Changes, across: Changes, start: tuple[Index, Index], tex: str, beside: t.Node | None = None
) -> Cell | None:
    """Return a pattern by its first cell and what counts in it, or None where it does not begin at a number."""
    begins = [_number(index) for index in start]
    places = sorted(
        (first.span.start, first.span.end, count)
        for count, changes in enumerate((down, across))
        for _, first, _ in changes
    )
    ends = [node.span.start, *(end for _, end, _ in places)]
    starts = [*(start for start, _, _ in places), node.span.end]
    if None in begins or any(a > b for a, b in zip(ends, starts, strict=True)):
        return None
    texts = tuple(tex[a:b] for a, b in zip(ends, starts, strict=True))
    other = None if beside is None else tex[beside.span.start : beside.span.end]
    return Cell(texts, tuple(count for *_, count in places), (begins[0] or 0, begins[1] or 0), other)


def _number(index: Index) -> int | None:
    return None if index.letters else index.offset.constant
