"""A source file's text with its lines, and what stands in it: blocks and formulas."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..diagnostic import Diagnostic, Span

LINE_END = re.compile(r"\r\n|\r|\n")  # what editors count; str.splitlines would also break at form feeds


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document as editors count: line and column from 1, columns in code points."""

    line: int
    column: int


@dataclass(frozen=True)
class Document:
    """A page's source: its path as shown to people, and its text with every line end as it was read."""

    path: str
    text: str

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return (0, *(end.end() for end in LINE_END.finditer(self.text)))

    def place(self, offset: int) -> Place:
        """Return the line and column of an offset into the text."""
        line = max(bisect_right(self._starts, offset), 1)
        return Place(line, offset - self._starts[line - 1] + 1)


@dataclass(frozen=True, slots=True)
class Tex:
    """A formula's TeX as the reader of formulas gets it, with the way back to the document.

    Where a page wraps its lines (block quotes, lists, notebook cells), `text` has the wrapping taken off.
    `origins` are pairs (offset in text, offset in document), ascending; between them both advance alike.
    """

    text: str
    origins: tuple[tuple[int, int], ...]

    def offset(self, position: int) -> int:
        """Return the document's offset of a position in `text`."""
        index = max(bisect_right(self.origins, (position, 1 << 62)) - 1, 0)
        in_text, in_document = self.origins[index]
        return in_document + (position - in_text)

    def span(self, start: int, end: int) -> Span:
        """Return the document's span of `text[start:end]`."""
        if end <= start:
            return Span(self.offset(start), self.offset(start))
        return Span(self.offset(start), self.offset(end - 1) + 1)


@dataclass(frozen=True, slots=True)
class Formula:
    """One piece of mathematics in a document.

    `span` covers the delimiters too; `tex` is what stands between them. `given` is the index in
    `Page.givens` of the block that holds where it stands, or None. `erratum` is the slug of the
    erratum block whose wrong claim this is (its first formula), else "". `unchecked` is the reason
    for which the author left it out, else "".
    """

    tex: Tex
    span: Span
    display: bool
    given: int | None = None
    erratum: str = ""
    expect: str = ""
    unchecked: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A `/// given | NAME` block: the snippet file and model it names, and the sizes it fixes."""

    name: str
    span: Span
    sizes: Mapping[str, int]

    @property
    def file(self) -> str:
        return self.name.partition(".")[0]

    @property
    def model(self) -> str:
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Page:
    """A document read: its formulas and givens in order, and what could not be read."""

    document: Document
    formulas: tuple[Formula, ...]
    givens: tuple[Given, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
