"""What a reader is shown of typed terms, as plain data: what parts of a formula are, products as blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..diagnostic import Span


@dataclass(frozen=True, slots=True)
class Part:
    """A symbol or a subterm: offsets into its formula's TeX, and in words what it is and its shape."""

    start: int
    end: int
    words: str


def moved(found: tuple[Part, ...], cut: Span) -> tuple[Part, ...]:
    """Return parts with their places in the TeX from which a span was cut out, without those that it cuts through."""
    length = cut.end - cut.start
    kept = []
    for part in found:
        if part.end <= cut.start:
            kept.append(part)
        elif part.start >= cut.end:
            kept.append(Part(part.start - length, part.end - length, part.words))
        elif part.start < cut.start and part.end > cut.end:
            kept.append(Part(part.start, part.end - length, part.words))
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class Block:
    """A matrix as a block: its TeX ("" where it is not written), its sizes as letters and as numbers.

    `turned`: it is written as the transpose of something.
    """

    tex: str
    rows: str
    columns: str
    height: int
    width: int
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """Factors, at least two, whose inner sizes meet, and what they make; `sizes` are those of the numbers."""

    factors: tuple[Block, ...]
    result: Block
    sizes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A derivative of a matrix by a matrix: a block for each entry of `of`, with an entry for each entry of `by`.

    `cells` are the rows of the whole, 1 where an entry is not 0 and 0 elsewhere; `sizes` are those of the numbers.
    """

    tex: str
    of: Block
    by: Block
    cells: tuple[str, ...]
    sizes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Extent:
    """How many rows or columns there are: a letter's number, if there is a letter, and `more`."""

    letter: str
    more: int

    def at(self, number: int) -> int:
        return self.more + (number if self.letter else 0)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a matrix as TeX, where letters are as large as they may be chosen: smaller ones show less of it."""

    rows: Extent
    columns: Extent
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Unfolding:
    r"""A formula whose matrices with an ellipsis are written out: the TeX around them, and each as a grid.

    `sizes` are those at which it is shown first, and can be chosen.
    """

    texts: tuple[str, ...]
    grids: tuple[Grid, ...]
    sizes: Mapping[str, int] = field(default_factory=dict)

    def tex(self, sizes: Mapping[str, int]) -> str:
        """Return the TeX of the formula at sizes."""
        pieces = [self.texts[0]]
        for grid, text in zip(self.grids, self.texts[1:], strict=True):
            rows, columns = (extent.at(sizes.get(extent.letter, 0)) for extent in (grid.rows, grid.columns))
            pieces += [" \\\\ ".join(" & ".join(row[:columns]) for row in grid.cells[:rows]), text]
        return "".join(pieces)
