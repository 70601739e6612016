"""What a reader is shown of typed terms, as plain data: what parts of a formula are, products as blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
