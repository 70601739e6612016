"""The block structure of a Markdown page, as Python-Markdown sees it: the one file that knows that library.

A page is rendered by Python-Markdown, and what is a formula depends on what it takes for code, raw
HTML, a list, a table. So its own block parser decides here too. Its inline patterns are not run:
of them only code spans come before formulas, and `inline.py` finds both in linear time.
"""

from __future__ import annotations

import re
import textwrap
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.util import AtomicString
from pymdownx.blocks import BlocksProcessor
from pymdownx.blocks.block import Block

from .blocks import Header
from .extensions import KNOWN
from .marks import MARK_SOURCE

_MARK = f"(?:{MARK_SOURCE})"
# pymdownx.arithmatex' pattern, with the marks in it, and with what leaves a formula out behind it.
_DISPLAY = re.compile(
    rf"(?s)(?:[$]{{2}}{_MARK}?(?P<dollar>(?:\\.|[^\\])+?)[$]{{2}}"
    rf"|\\\[{_MARK}(?P<square>(?:\\[^\]]|[^\\])+?)\\\]"
    rf"|\\begin\{{(?P<env>[a-z]+\*?)\}}{_MARK}(?:\\.|[^\\])+?\\end\{{(?P=env)\}}(?P<behind>))"
    rf"{_MARK}?[ ]*(?:\n?[ ]*\{{:?[ ]*\.unchecked{_MARK}[^\n]*\}}[ ]*)?$"
)
_DISPLAY_TAG = "texproof-display"
_BLOCK_ATTRIBUTE = "texproof-block"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with marks that is typeset as one: a displayed formula or a run of inline text.

    `start` and `end` bound a formula's TeX in `text`; of inline text they are its ends. `blocks` are the
    numbers of the headers it stands under, outermost first.
    """

    text: str
    display: bool
    start: int
    end: int
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """A page's pieces in the order they are rendered, its blocks' headers, and how many foreign blocks stay open."""

    pieces: tuple[Piece, ...]
    headers: tuple[Header, ...]
    open_foreign: int


class _Blocks(BlocksProcessor):
    """pymdownx' blocks, keeping a header's options as text, so that wrong ones can be told from none."""

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(markdown.parser, markdown)
        self.options = ""
        self.headers: list[_Ours] = []

    def split_header(self, block: str, length: int) -> tuple[dict[str, Any], str]:
        options, rest = super().split_header(block, length)
        ends = (end.start() for end in self.end.finditer(block) if len(end.group(1)) == length)
        lines = self.yaml_line.match(block[: next(ends, len(block))])
        self.options = textwrap.dedent(lines.group()) if lines else ""
        if options is None or not all(isinstance(key, str) for key in options):
            options = {"": self.options}  # a name that no block has: every foreign one refuses it
        return options, rest

    def clear(self) -> None:
        self._reset()
        self.headers.clear()


class _Ours(Block):
    """A block of ours. It takes any argument and options: what is wrong in them becomes a diagnostic."""

    NAME = ""
    ARGUMENT = None

    def on_init(self) -> None:
        self.closed = False
        self.text = ""

    def _validate(self, parent: etree.Element, arg: str | None, **options: object) -> bool:
        self.argument = arg or ""
        self.text = self._block_mgr.options
        self.options: dict[str, Any] = {"attrs": {}}
        return True

    def on_markdown(self) -> str:
        return "block"

    def on_create(self, parent: etree.Element) -> etree.Element:
        headers = self._block_mgr.headers
        headers.append(self)
        return etree.SubElement(parent, "div", {_BLOCK_ATTRIBUTE: str(len(headers) - 1)})

    def on_end(self, block: etree.Element) -> None:
        self.closed = True


class _Given(_Ours):
    NAME = "given"


class _Erratum(_Ours):
    NAME = "erratum"


class _Unchecked(_Ours):
    NAME = "unchecked"


class _Display(BlockProcessor):
    """Displayed formulas, where pymdownx.arithmatex would take them: a whole block each."""

    def test(self, parent: etree.Element, block: str) -> bool:
        return _DISPLAY.match(block) is not None

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        match = _DISPLAY.match(block)
        assert match is not None  # as `test` found
        group = next((name for name in ("dollar", "square") if match[name] is not None), None)
        if group is None:
            start, end = 0, match.start("behind")
        else:
            start, end = match.span(group)
        element = etree.SubElement(parent, _DISPLAY_TAG, {"start": str(start), "end": str(end)})
        element.text = AtomicString(block)


class _Renderer:
    """One Python-Markdown instance with the site's block parsers."""

    def __init__(self, extensions: tuple[str, ...]) -> None:
        self.markdown = Markdown()
        self.blocks = _Blocks(self.markdown)
        # Registered before the extensions, which then add their blocks to this one.
        self.markdown.parser.blockprocessors.register(self.blocks, "blocks", 89.99)
        self.markdown.registerExtensions(list(extensions), KNOWN)
        for block in (_Given, _Erratum, _Unchecked):
            self.blocks.register(block, {})
        self.markdown.parser.blockprocessors.register(_Display(self.markdown.parser), "arithmatex-block", 79.9)
        if "pymdownx.superfences" in extensions:
            fences = self.markdown.preprocessors["fenced_code_block"]
            fences.extension.superfences[0]["formatter"] = _no_highlighting

    def tree(self, text: str) -> etree.Element:
        self.markdown.reset()
        self.blocks.clear()
        lines = text.split("\n")
        for preprocessor in self.markdown.preprocessors:
            lines = preprocessor.run(lines)
        root: etree.Element = self.markdown.parser.parseDocument(lines).getroot()
        if "footnote" in self.markdown.treeprocessors:
            self.markdown.treeprocessors["footnote"].run(root)
        return root


def _no_highlighting(**_: object) -> str:
    return ""


_renderer = cache(_Renderer)  # made at the first page; a second one would be the same


def structure(text: str, extensions: tuple[str, ...]) -> Structure:
    """Return the structure of a page's text with marks, as these extensions make it.

    Raises whatever Python-Markdown raises where it cannot read a page (RecursionError for deep nesting).
    """
    renderer = _renderer(extensions)
    root = renderer.tree(text)
    headers = tuple(Header(b.NAME, b.argument, b.text, b.closed) for b in renderer.blocks.headers)
    foreign = sum(not isinstance(entry.block, _Ours) for entry in renderer.blocks.stack)
    return Structure(tuple(_pieces(root)), headers, foreign)


def _inline(text: str | None, blocks: tuple[int, ...]) -> Iterator[Piece]:
    if text and not isinstance(text, AtomicString) and not text.isspace():
        yield Piece(text, False, 0, len(text), blocks)


def _pieces(root: etree.Element) -> Iterator[Piece]:
    """Yield the pieces below an element in order; on a stack of our own, a page may nest deeply."""
    stack: list[tuple[etree.Element | None, str | None, tuple[int, ...]]] = [(root, None, ())]
    while stack:
        element, tail, blocks = stack.pop()
        if element is None:
            yield from _inline(tail, blocks)
            continue
        if element.tag == _DISPLAY_TAG:
            yield Piece(element.text or "", True, int(element.attrib["start"]), int(element.attrib["end"]), blocks)
        else:
            number = element.get(_BLOCK_ATTRIBUTE)
            inside = blocks if number is None else (*blocks, int(number))
            yield from _inline(element.text, inside)
            for child in reversed(element):
                stack.append((None, child.tail, inside))
                stack.append((child, None, inside))
