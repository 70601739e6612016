"""What a page may hold: Python-Markdown's time grows too fast with some things for a page to be full of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostic import Diagnostic, Span

LONGEST_PAGE = 500_000  # characters; Python-Markdown would take minutes for a few times as many
LONGEST_NOTEBOOK = 20_000_000  # characters, of which its figures are most
_DEEPEST = 160
_DEEP = re.compile(rf"(?m)^(?=[ \t>]{{{_DEEPEST}}})[ \t>]*(?:[-*+]|\d+\.)(?=[ \t])[^\r\n]*")
# Characters that are looked through in search of an end, over the whole page. A second's work or two.
_MOST_IN_TAGS = 20_000_000
_MOST_IN_BRACKETS = 3_000_000
_TAKEN = "\ufffd"  # no formula is read with it
_TAG = re.compile(r"<(?=[A-Za-z])")
_BRACKET = re.compile(r"\[|(?<=\])\(|[\])]|\r?\n[ \t]*\r?\n")


def within(text: str, start: int) -> tuple[str, list[Diagnostic]]:
    """Return the text without what is too much to be read, as long as it was, and a diagnostic for each kind of it.

    Formulas beside it are found where they stood.
    """
    diagnostics: list[Diagnostic] = []
    for spans, message, advice, sign in (
        (_deep_items(text, start), f"a list item more than {_DEEPEST} columns in", "nest fewer lists", " "),
        (_open_tags(text, start), "too many tags that nothing closes", "write &lt; for a < in words", _TAKEN),
        # Read here, they cost nothing; what renders the page would try each of them up to its end.
        (_open_brackets(text, start), "too many brackets that nothing closes", r"write \[ for a [ in words", ""),
    ):
        found = list(spans)
        if found:
            diagnostics.append(Diagnostic("too-large", message, Span(*found[0]), help=advice))
            text = _replaced(text, found, sign) if sign else text
    return text, diagnostics


def _replaced(text: str, spans: list[tuple[int, int]], sign: str) -> str:
    pieces: list[str] = []
    done = 0
    for first, last in spans:
        pieces += [text[done:first], sign * (last - first)]
        done = last
    return "".join([*pieces, text[done:]])


def _deep_items(text: str, start: int) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _DEEP.finditer(text, start))


def _open_tags(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the openings of tags beyond what may be looked through: from each of them up to where it would close."""
    looked, close = 0, start - 1
    for opening in _TAG.finditer(text, start):
        if close < opening.end():
            close = text.find(">", opening.end())
            close = len(text) if close < 0 else close
        looked += close - opening.start()
        if looked > _MOST_IN_TAGS:
            yield opening.span()


def _open_brackets(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the brackets of links beyond what may be looked through: from each up to its partner or the block's end."""
    looked = 0
    open_at: dict[str, list[int]] = {"[": [], "(": []}
    unclosed: list[tuple[int, int]] = []
    for sign in _BRACKET.finditer(text, start):
        if (kind := sign[0]) in open_at:
            open_at[kind].append(sign.start())
        elif partners := open_at.get({"]": "[", ")": "("}.get(kind, ""), []):
            looked += sign.start() - partners.pop()
        elif kind not in "])":
            unclosed += _left(open_at, sign.start())
    unclosed += _left(open_at, len(text))
    for opening, end in unclosed:
        looked += end - opening
        if looked > _MOST_IN_BRACKETS:
            yield opening, opening + 1


def _left(open_at: dict[str, list[int]], end: int) -> list[tuple[int, int]]:
    """Return the brackets that nothing closed up to the end of their block, and forget them."""
    left = sorted(opening for openings in open_at.values() for opening in openings)
    for openings in open_at.values():
        openings.clear()
    return [(opening, end) for opening in left]
