"""Marks that carry a page's offsets through Python-Markdown, which keeps none.

Behind each delimiter of a formula and each header of a block of ours goes a mark: two characters of
the private planes that number it. Python-Markdown moves them along with the text, so what comes out
of its block parser still tells where it stood.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from .document import LINE_END, Tex

_RADIX = 0xFFFE
MARK = re.compile("[\U000f0000-\U000ffffd][\U00100000-\U0010fffd]")
MARK_SOURCE = MARK.pattern
_PRIVATE = re.compile("[\U000f0000-\U0010fffd]")
_BLOCKS = "given|erratum|unchecked"
_DELIMITER = re.compile(
    r"\$+"
    r"|\\[()\[\]]"
    r"|\\(?:begin|end)\{[^{}\n]*\}"
    rf"|/{{3,}}[ \t]*(?i:{_BLOCKS})[ \t]*(?:\||(?=\r|\n|$))"
    r"|\{:?[ ]*\.unchecked"
)
_TAB = 4
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_SPECIAL = re.compile("[\t\x02\x03\r\n]")
_ALTERED = re.compile("[\t\x02\x03]")


def _number(mark: str) -> int:
    return (ord(mark[0]) - 0xF0000) * _RADIX + ord(mark[1]) - 0x100000


@dataclass(frozen=True, slots=True)
class Marked:
    """A page's text with marks: `offsets[n]` is where the delimiter of mark n ends in the document."""

    text: str
    offsets: tuple[int, ...]
    source: str

    def place(self, mark: str) -> int:
        """Return the offset in the document behind the delimiter that this mark follows."""
        return self.offsets[_number(mark)]

    def offset(self, text: str, position: int) -> int:
        """Return the document's offset of a position in a text that came out of the block parser.

        The position must be just behind a mark, or before one on its line.
        """
        if position >= 2 and MARK.match(text, position - 2):
            return self.place(text[position - 2 : position])
        mark = MARK.search(text, position)
        if mark is None:
            raise ValueError("no mark follows")
        return self.place(mark.group()) - (mark.start() - position)

    def tex(self, text: str, start: int, end: int) -> Tex:
        """Return `text[start:end]`, what stands between two delimiters, with the way back to the document."""
        first, last = self.offset(text, start), self.offset(text, end)
        return _aligned(self.source, first, last, unmarked(text[start:end]))


def unmarked(text: str) -> str:
    return MARK.sub("", text)


def mark(text: str, start: int, source: str) -> Marked:
    """Return `text[start:]` with a mark behind each delimiter; private characters of its own are replaced.

    `text` is the document's `source` with parts of it blanked, if any.
    Tabs are expanded here already, since the marks would shift their stops.
    """
    clean, shifts = _without_tabs(_PRIVATE.sub(_REPLACEMENT, text), start)
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    for delimiter in _DELIMITER.finditer(clean):
        number = len(offsets)
        name = delimiter.group()
        pieces.append(clean[done : delimiter.end()])
        if name[0] == "/" and name[-1] != "|":
            pieces.append(" | ")  # the header has no argument; the mark needs one to stand in
        pieces.append(chr(0xF0000 + number // _RADIX) + chr(0x100000 + number % _RADIX))
        _, shift = shifts[bisect_right(shifts, (delimiter.end() - 1, 1 << 62)) - 1]
        offsets.append(delimiter.end() + shift)
        done = delimiter.end()
    pieces.append(clean[done:])
    return Marked("".join(pieces), tuple(offsets), source)


def _without_tabs(source: str, start: int) -> tuple[str, list[tuple[int, int]]]:
    """Return `source[start:]` as Python-Markdown normalizes it, and pairs (position, what to add for the offset)."""
    pieces: list[str] = []
    shifts = [(0, start)]
    done, length, line_start = start, 0, 0
    for special in _SPECIAL.finditer(source, start):
        pieces.append(source[done : special.start()])
        length += special.start() - done
        done = special.end()
        if special.group() in "\r\n":
            pieces.append(special.group())
            length += 1
            line_start = length
            continue
        if special.group() == "\t":
            width = _TAB - (length - line_start) % _TAB
            pieces.append(" " * width)
            length += width
        shifts.append((length, done - length))
    return "".join([*pieces, source[done:]]), shifts


def _expanded(source: str, start: int, end: int) -> tuple[str, list[int]]:
    """Return `source[start:end]`, within one line, as Python-Markdown has it, with the offset of each character.

    Tabs become blanks to the next multiple of four columns; U+0002 and U+0003, which it uses itself, are dropped.
    """
    piece = source[start:end]
    if not _ALTERED.search(piece):
        return piece, list(range(start, end))
    characters: list[str] = []
    offsets: list[int] = []
    column = 0
    line_start = max(source.rfind("\n", 0, start), source.rfind("\r", 0, start)) + 1
    for offset in range(line_start, end):
        character = source[offset]
        if character in "\x02\x03":
            continue
        width = _TAB - column % _TAB if character == "\t" else 1
        column += width
        if offset >= start:
            characters.append(" " * width if character == "\t" else character)
            offsets.extend([offset] * width)
    return "".join(characters), offsets


def _aligned(source: str, start: int, end: int, text: str) -> Tex:
    """Return `text` as Tex, each of its lines being the end of a line of `source[start:end]`."""
    bounds = [start]
    for line_end in LINE_END.finditer(source, start, end):
        bounds += [line_end.start(), line_end.end()]
    bounds.append(end)
    lines = text.split("\n")
    if len(bounds) != 2 * len(lines):
        return Tex(text, ((0, start),))
    origins: list[tuple[int, int]] = []
    restored: list[str] = []
    position = 0
    for line, first, last in zip(lines, bounds[::2], bounds[1::2], strict=True):
        written, offsets = _expanded(source, first, last)
        cut = max(len(written) - len(line), 0)
        restored.append(written[cut:] if _REPLACEMENT in line and len(written) >= len(line) else line)
        for column, offset in enumerate([*offsets[cut:], last][: len(line) + 1]):
            if not origins or offset - origins[-1][1] != position + column - origins[-1][0]:
                origins.append((position + column, offset))
        position += len(line) + 1
    return Tex("\n".join(restored), tuple(origins))
