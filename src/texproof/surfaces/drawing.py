"""Products of matrices drawn to scale: a block for each factor, the inner sizes that meet in one colour."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from ..elaborate.shown import Block, Pattern, Product
from .words import sizes_in_words

LONGEST = 96  # of a block's sides, in pixels
UNIT = 14  # the side of an entry, where that is not too long
LEAST = 5
EDGE = 16  # room for the size that is written along an edge
COLOURS = 3
MOST_STRIPES = 12


def product(drawn: Product, typeset: Callable[[str], str]) -> str:
    """Return a product as HTML: blocks as SVG, each with its name typeset below it and its sizes in words."""
    blocks = (*drawn.factors, drawn.result)
    unit = min(UNIT, LONGEST / max(max(b.height, b.width) for b in blocks))
    pieces, last = [], len(drawn.factors) - 1
    for number, factor in enumerate(drawn.factors):
        meets = number if number else None, number + 1 if number < last else None
        pieces.append(_block(factor, unit, meets, typeset))
    pieces += ['<span class="texproof-joins">=</span>', _block(drawn.result, unit, (None, None), typeset)]
    turned = " Stripes are rows; in what is turned they stand upright." if any(b.turned for b in blocks) else ""
    scale = f"Drawn at {escape(sizes_in_words(drawn.sizes))}." if drawn.sizes else "Drawn to scale."
    return (
        '<div class="texproof-drawing" tabindex="0" role="group" aria-label="Product drawn to scale">'
        f"<div>{''.join(pieces)}</div><p>{scale}{turned}</p></div>"
    )


CELL = 9
APART = 5  # between blocks


def pattern(drawn: Pattern, typeset: Callable[[str], str]) -> str:
    """Return a derivative of a matrix by a matrix as HTML: a block for each entry, what is not 0 in it filled."""
    height, width = drawn.by.height, drawn.by.width
    filled = [(i, j) for i, row in enumerate(drawn.cells) for j, cell in enumerate(row) if cell == "1"]

    def at(number: int, size: int) -> int:
        return number * CELL + number // size * APART

    blocks = "".join(
        f"M{at(j * width, width)} {at(i * height, height)}h{width * CELL}v{height * CELL}h{-width * CELL}z"
        for i in range(drawn.of.height)
        for j in range(drawn.of.width)
    )
    cells = "".join(f"M{at(j, width) + 1} {at(i, height) + 1}h{CELL - 2}v{CELL - 2}h{2 - CELL}z" for i, j in filled)
    down, across = at(len(drawn.cells), height), at(len(drawn.cells[0]), width)
    said = (
        f"{drawn.of.rows} by {drawn.of.columns} blocks of {drawn.by.rows} by {drawn.by.columns} entries, "
        f"{len(filled)} of {len(drawn.cells) * len(drawn.cells[0])} filled"
    )
    return (
        '<div class="texproof-drawing" tabindex="0" role="group" aria-label="Blocks of a derivative">'
        f'<div><span class="texproof-block-drawn"><svg role="img" aria-label="{escape(said)}" width="{across}" '
        f'height="{down}" viewBox="-1 -1 {across} {down}"><path class="texproof-blocks" d="{blocks}"/>'
        f'<path class="texproof-filled" d="{cells}"/></svg><span>{typeset(drawn.tex)}</span></span></div>'
        "<p>Block (i, j) is the derivative of entry (i, j); filled is what is not 0. "
        f"Drawn at {escape(sizes_in_words(drawn.sizes))}.</p></div>"
    )


def _block(block: Block, unit: float, meets: tuple[int | None, int | None], typeset: Callable[[str], str]) -> str:
    """Return a block; `meets` are the numbers of the places where its rows and its columns meet a neighbour's size."""
    height, width = (max(LEAST, round(size * unit)) for size in (block.height, block.width))
    row_meets, column_meets = meets
    middle = f'x="{width / 2:g}" y="-5" text-anchor="middle"{_colour(column_meets)}'
    said = f"{block.rows} by {block.columns}{', turned' if block.turned else ''}"
    if row_meets is not None:
        said += f", its {block.rows} rows meet the columns before"
    svg = (
        f'<svg role="img" aria-label="{escape(said)}" width="{width + EDGE + 2}" height="{height + EDGE + 2}" '
        f'viewBox="{-EDGE} {-EDGE} {width + EDGE + 2} {height + EDGE + 2}">'
        f'<rect width="{width}" height="{height}"/>{_stripes(block, height, width)}'
        f"{_edge(f'M0 0V{height}', row_meets)}{_edge(f'M0 0H{width}', column_meets)}"
        f'<text x="-5" y="{height / 2:g}" text-anchor="end" dominant-baseline="central"{_colour(row_meets)}>'
        f"{escape(block.rows)}</text>"
        f"<text {middle}>{escape(block.columns)}</text></svg>"
    )
    name = typeset(block.tex) if block.tex else ""
    return f'<span class="texproof-block-drawn">{svg}<span>{name}</span></span>'


def _stripes(block: Block, height: int, width: int) -> str:
    """Return the lines between rows; in a transpose they are those of what was turned, and stand upright."""
    count = block.width if block.turned else block.height
    if not 1 < count <= MOST_STRIPES:
        return ""
    if block.turned:
        lines = "".join(f"M{width * i / count:.1f} 0V{height}" for i in range(1, count))
    else:
        lines = "".join(f"M0 {height * i / count:.1f}H{width}" for i in range(1, count))
    return f'<path class="texproof-stripes" d="{lines}"/>'


def _edge(line: str, meets: int | None) -> str:
    return "" if meets is None else f'<path d="{line}"{_colour(meets)}/>'


def _colour(meets: int | None) -> str:
    return "" if meets is None else f' class="texproof-meets-{(meets - 1) % COLOURS + 1}"'
