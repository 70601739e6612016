"""The formulas and givens of a Jupyter notebook's text cells, each where it stands in the raw file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from json.decoder import scanstring  # type: ignore[attr-defined]
from json.scanner import py_make_scanner  # type: ignore[attr-defined]
from typing import Any

from ..diagnostic import Diagnostic, Span
from .blocks import OURS, Block, Header, read_block
from .budget import LONGEST_NOTEBOOK
from .document import Document, Formula, Page, Tex

# What nbconvert takes for mathematics in a text cell; a code span or fence that starts before wins.
_TOKEN = re.compile(
    r"(?s)(?P<fence>(?:(?<=\n)|\A)[ ]{0,3}(?P<fencing>`{3,}|~{3,})[^\n]*\n"
    r".*?(?:\n[ ]{0,3}(?P=fencing)[`~]*[ ]*(?=\n|\Z)|\Z))"
    r"|(?P<code>(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<comment><!--.*?-->)"
    r"|(?<!\\)\$\$(?P<display>.*?)(?<!\\)\$\$"
    r"|\\\\\[(?P<square>.*?)\\\\\]"
    r"|(?P<whole>\\begin\{(?P<env>[a-z]*\*?)\}.*?\\end\{(?P=env)\})"
    r"|(?<![$\\])\$(?!\$)(?P<inline>(?:(?!\n[ \t]*\n).)+?)(?<![$\\])\$"
    r"|(?<!\\)\\\\\((?P<round>(?:(?!\n[ \t]*\n).)*?)(?<!\\)\\\\\)"
    r"|(?P<escape>\\[$])"
    r"|(?P<leftover>\${1,2}|\\\\[\[(]|\\(?:begin|end)\{[^}\n]*\})"
)
_GROUPS = ("display", "square", "whole", "inline", "round")
_HEADER = re.compile(r"(?m)^[ ]{0,3}(/{3,})[ ]*(\w[\w-]*)?[ ]*(?:\|[ ]*(.*?)[ ]*)?$")
_OPTIONS = re.compile(r"(?:\n[ ]{4,}\S[^\n]*)+")
_MONEY = re.compile(r"\d[\d.,]*(?=[\s.,;:!?)/–-]|$)")
_UNCHECKED = re.compile(r"""\{:?[ ]*\.unchecked(?:[ ]+reason=(?:"([^"\n]*)"|'([^'\n]*)'))?[ ]*\}""")


class _Placed(str):
    """A string of a JSON file that knows the offset of its first character in the file."""

    __slots__ = ("start",)
    start: int


def _placed(text: str, start: int, strict: bool = True) -> tuple[str, int]:
    value, end = scanstring(text, start, strict)
    placed = _Placed(value)
    placed.start = start
    return placed, end


class _Decoder(json.JSONDecoder):
    """Decodes JSON with the place of every string that is a value."""

    def __init__(self) -> None:
        super().__init__()
        self.parse_string = _placed
        self.scan_once = py_make_scanner(self)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A text cell: its text, and the offset in the file of each of its characters and of its end."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        if end <= start:
            return Span(self.offsets[start], self.offsets[start])
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def tex(self, start: int, end: int) -> Tex:
        origins: list[tuple[int, int]] = []
        for position in range(start, end + 1):
            offset = self.offsets[position]
            if not origins or offset - origins[-1][1] != position - start - origins[-1][0]:
                origins.append((position - start, offset))
        return Tex(self.text[start:end], tuple(origins))


def scan_notebook(document: Document) -> Page:
    """Return the formulas and givens of a notebook's text cells; `document.text` is the raw file.

    Delimiters are those that nbconvert typesets. Never raises for what a notebook holds: a file that
    is no JSON, or no notebook, is one diagnostic.
    """
    if len(document.text) > LONGEST_NOTEBOOK:
        found = f"a notebook of {len(document.text):,} characters; at most {LONGEST_NOTEBOOK:,} are read"
        return _unread(document, Diagnostic("too-large", found, Span(0, 0), help="clear its outputs"))
    start = 1 if document.text.startswith("\ufeff") else 0
    try:
        notebook = _Decoder().decode(document.text[start:] if start else document.text)
    except json.JSONDecodeError as error:
        place = Span(start + error.pos, start + error.pos)
        return _unread(document, Diagnostic("unreadable-document", f"no JSON: {error.msg}", place))
    except RecursionError:
        return _unread(document, Diagnostic("unreadable-document", "JSON nested too deeply", Span(start, start)))
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        found = "no notebook: it has no list of cells"
        return _unread(document, Diagnostic("unreadable-document", found, Span(start, start)))
    reading = _Reading(document)
    for cell in cells:
        if isinstance(cell, dict) and cell.get("cell_type") == "markdown":
            reading.read(_cell(document.text, cell.get("source"), start))
    return reading.page()


def _unread(document: Document, diagnostic: Diagnostic) -> Page:
    return Page(document, (), (), (diagnostic,))


def _cell(raw: str, source: Any, start: int) -> _Cell:
    pieces = source if isinstance(source, list) else [source]
    text: list[str] = []
    offsets: list[int] = []
    end = 0
    for piece in pieces:
        if not isinstance(piece, _Placed):
            continue
        position = piece.start + start
        for character in piece:
            text.append(character)
            offsets.append(position)
            position += _width(raw, position, character)
        end = position
    return _Cell("".join(text), (*offsets, end))


def _width(raw: str, position: int, character: str) -> int:
    """Return how many characters of the file stand for one character of a string."""
    if raw[position] != "\\":
        return 1
    if raw[position + 1] != "u":
        return 2
    return 12 if ord(character) > 0xFFFF else 6


class _Reading:
    """A notebook being read, cell by cell: a given or an open block holds into the cells that follow."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.formulas: list[Formula] = []
        self.blocks: list[Block] = []
        self.diagnostics: list[Diagnostic] = []
        self.givens = 0
        self.claimed: set[int] = set()

    def page(self) -> Page:
        for number, block in enumerate(self.blocks):
            self.diagnostics += block.diagnostics
            if block.name == "erratum" and number not in self.claimed:
                found = "an erratum without a formula"
                advice = "show the wrong claim in it"
                self.diagnostics.append(Diagnostic("erratum-empty", found, block.span, help=advice))
        givens = tuple(block.given for block in self.blocks if block.given is not None)
        ordered = sorted(self.diagnostics, key=lambda diagnostic: diagnostic.span.start)
        return Page(self.document, tuple(self.formulas), givens, tuple(ordered))

    def read(self, cell: _Cell) -> None:
        """Take in a cell's formulas and blocks, in order."""
        tokens = list(_TOKEN.finditer(cell.text))
        code = [match.span() for match in tokens if match["fence"] or match["code"] or match["comment"]]
        headers = list(_headers(cell, code))
        stack: list[tuple[int, int]] = []
        events: list[tuple[int, re.Match[str]]] = sorted(
            [(match.start(), match) for match in [*tokens, *headers]], key=lambda event: event[0]
        )
        for _, match in events:
            if match.re is _HEADER:
                self._block(cell, match, headers, stack)
            else:
                self._formula(cell, match, [number for _, number in stack])

    def _block(
        self, cell: _Cell, match: re.Match[str], headers: list[re.Match[str]], stack: list[tuple[int, int]]
    ) -> None:
        length, name = len(match[1]), match[2]
        if not name:
            if stack and stack[-1][0] == length:
                stack.pop()
            return
        if name.lower() not in OURS:
            found = f"there is no block {name!r} in a notebook"
            span = cell.span(match.start(1), match.end())
            self.diagnostics.append(Diagnostic("unknown-block", found, span, help=f"there are {', '.join(OURS)}"))
            return
        options = _OPTIONS.match(cell.text, match.end())
        written = options.group()[1:] if options else ""
        position = match.end() + 1
        spans: list[Span] = []
        for line in written.split("\n") if written else ():
            indent = len(line) - len(line.lstrip())
            spans.append(cell.span(position + indent, position + len(line)))
            position += len(line) + 1
        closed = any(len(other[1]) == length and not other[2] and other.start() > match.start() for other in headers)
        header = Header(name.lower(), match[3] or "", _dedented(written), closed)
        block = read_block(header, cell.span(match.start(1), match.end()), tuple(spans))
        stack.append((length, len(self.blocks)))
        self.blocks.append(block)
        self.givens += block.given is not None

    def _formula(self, cell: _Cell, match: re.Match[str], blocks: list[int]) -> None:
        if match["leftover"]:
            if not (match["leftover"] == "$" and _MONEY.match(cell.text, match.end())):
                found = f"{match['leftover']} opens or closes no formula"
                self.diagnostics.append(Diagnostic("unclosed-formula", found, cell.span(*match.span())))
            return
        group = next((name for name in _GROUPS if match[name] is not None), None)
        if group is None:
            return
        display = group in ("display", "square", "whole")
        formula = Formula(cell.tex(*match.span(group)), cell.span(*match.span()), display)
        formula = replace(formula, given=self.givens - 1 if self.givens else None, unchecked=self._reason(cell, match))
        for number in reversed(blocks):
            block = self.blocks[number]
            if block.name == "unchecked" and not formula.unchecked:
                formula = replace(formula, unchecked=block.reason)
            elif block.name == "erratum":
                if number not in self.claimed and not formula.erratum:
                    formula = replace(formula, erratum=block.slug, expect=block.expect)
                self.claimed.add(number)
        self.formulas.append(formula)

    def _reason(self, cell: _Cell, match: re.Match[str]) -> str:
        attribute = _UNCHECKED.match(cell.text, match.end())
        if attribute is None:
            return ""
        reason = (attribute[1] or attribute[2] or "").strip()
        if not reason:
            found = "a formula is left out without a reason"
            span = cell.span(*attribute.span())
            self.diagnostics.append(
                Diagnostic("misplaced-unchecked", found, span, help='write {.unchecked reason="why"}')
            )
        return reason or "no reason given"


def _headers(cell: _Cell, code: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """Yield the lines of slashes of a cell that stand outside its code."""
    for match in _HEADER.finditer(cell.text):
        if not any(start <= match.start() < end for start, end in code):
            yield match


def _dedented(options: str) -> str:
    lines = options.split("\n")
    indent = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    return "\n".join(line[indent:] for line in lines)
