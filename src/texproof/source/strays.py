"""Lines of slashes that a page shows as text: blocks that nobody knows, and ends of none."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from ..diagnostic import Diagnostic, Span
from .blocks import OURS, Block
from .marks import unmarked

_LINE = re.compile(r"(?m)(?<![^\s>])(/{3,})(?:[ \t]*(\w[\w-]*))?[ \t]*(\|.*)?\r?$")


def stray_blocks(text: str, shown: Sequence[str], blocks: Sequence[Block]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each line of slashes that is shown as text, at its place in the page's text.

    `shown` holds the lines as they are shown, in order; `blocks` those of ours that the page has.
    """
    places = _places(text, set(map(_compared, shown)), {block.span.start for block in blocks}) if shown else {}
    behind = 0
    for line in shown:
        left = places.get(_compared(line))
        span = left.popleft() if left else Span(behind, behind)
        behind = span.end
        match = _LINE.fullmatch(line)
        if match is not None and match[2]:
            found = f"there is no block {match[2]!r}, or its options are wrong"
            yield Diagnostic("unknown-block", found, span, help=block_meant(match[2]))
        else:
            yield Diagnostic("unknown-block", "this line ends no block", span, help="take it out, or open its block")


def block_meant(name: str) -> str:
    """Return what to write instead of a block's name that nobody knows."""
    near = get_close_matches(name.lower(), OURS, 1)
    if near and near[0] != name:
        return f"write /// {near[0]}"
    return f"texproof has {', '.join(OURS)}; of another block, look at its options and list its extension in mkdocs.yml"


def _places(text: str, shown: set[str], ours: set[int]) -> dict[str, deque[Span]]:
    """Return where each line of slashes stands that may be shown as text, those first that belong to no block."""
    stray: list[Span] = []
    paired: list[Span] = []
    opened: list[tuple[int, bool]] = []  # how many slashes, and whether the block is one of ours
    for line in _LINE.finditer(text):
        span = Span(line.start(), line.start() + len(line[0].rstrip()))
        if line[2]:
            if span.start not in ours and _compared(line[0]) in shown:
                stray.append(span)
            else:
                opened.append((len(line[1]), span.start in ours))
        elif not opened or opened[-1][0] != len(line[1]):
            stray.append(span)
        elif not opened.pop()[1]:
            paired.append(span)  # what opened it may be no block at all, but a line of code
    places: dict[str, deque[Span]] = {}
    for span in (*stray, *paired):
        places.setdefault(_compared(text[span.start : span.end]), deque()).append(span)
    return places


def _compared(line: str) -> str:
    """Return a line of slashes as it is compared: without marks, and without a bar that nothing stands behind."""
    return unmarked(line).rstrip(" \t\r|")
