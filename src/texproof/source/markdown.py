"""The formulas and givens of a Markdown page, each where it stands."""

from __future__ import annotations

import re
from dataclasses import replace

from ..diagnostic import Diagnostic, Span
from .blocks import Block, header_spans, read_block
from .budget import LONGEST_PAGE, within
from .document import Document, Formula, Page
from .extensions import EVERY
from .inline import Inline, inline
from .marks import MARK, Marked, mark
from .options import read_yaml
from .strays import stray_blocks
from .structure import Piece, Structure, structure

_FRONT_MATTER = re.compile(
    r"-{3}[ \t]*(?:\r\n|\r|\n)(.*?(?:\r\n|\r|\n))(?:-{3}|\.{3})[ \t]*(?:\r\n|\r|\n|$)", re.DOTALL
)
_UNCHECKED = re.compile(
    r"""(?P<apart>[ ]*(?:\r?\n[ ]*)?)\{:?[ ]*\.unchecked(?:[ ]+reason=(?:"([^"\n]*)"|'([^'\n]*)'))?[ ]*\}"""
)
_BLOCK_LINE = re.compile(r"(?m)^[ ]{0,3}(/{3,})[ ]*(\w[\w-]*)?[ ]*(\|.*)?$")


def scan(document: Document, extensions: tuple[str, ...] = EVERY) -> Page:
    """Return the formulas and givens of a Markdown page, and a diagnostic for each that is broken.

    What is a formula is what Python-Markdown with pymdownx.arithmatex (generic, smart dollars)
    typesets beside these extensions. Never raises for what a page says.
    """
    text = document.text
    start = 1 if text.startswith("\ufeff") else 0
    if len(text) > LONGEST_PAGE:
        found = f"a page of {len(text):,} characters; at most {LONGEST_PAGE:,} are read"
        return Page(document, (), (), (Diagnostic("too-large", found, Span(0, 0), help="split the page"),))
    start, diagnostics = _front_matter(text, start)
    text, beyond = within(text, start)
    diagnostics += beyond
    if not text[start:].strip():
        return Page(document, (), (), tuple(diagnostics))
    marked = mark(text, start, document.text)
    try:
        parsed = structure(marked.text, extensions)
    except RecursionError:
        message = "lists, quotes or blocks are nested too deeply to be read"
        return Page(document, (), (), (*diagnostics, Diagnostic("too-large", message, Span(start, start))))
    except MemoryError:
        raise  # whoever limits the memory says so
    except Exception as error:  # noqa: BLE001 - a library's fault on one page is that page's diagnostic
        message = f"Python-Markdown cannot read this page: {type(error).__name__}: {error}"
        return Page(document, (), (), (*diagnostics, Diagnostic("unreadable-document", message, Span(start, start))))
    return _Scan(document, marked, parsed, diagnostics).page()


def _front_matter(text: str, start: int) -> tuple[int, list[Diagnostic]]:
    """Return where the page's own text starts, and what is wrong in its front matter."""
    match = _FRONT_MATTER.match(text, start)
    if match is None:
        return start, []
    _, error = read_yaml(match[1])
    if error is None:
        return match.end(), []
    offset = match.start(1)
    for _ in range(error.line):
        offset = text.find("\n", offset) + 1 or offset
    stop = min(end for end in (text.find("\n", offset), text.find("\r", offset), match.end(1)) if end >= 0)
    found = f"front matter: {error.message}"
    return match.end(), [Diagnostic("unknown-option", found, Span(offset, max(stop, offset)))]


class _Scan:
    """One page being read: its structure, and what was found so far."""

    def __init__(self, document: Document, marked: Marked, found: Structure, diagnostics: list[Diagnostic]) -> None:
        self.document = document
        self.marked = marked
        self.found = found
        self.diagnostics = diagnostics
        self.blocks = [read_block(h, *header_spans(h, marked, document)) for h in found.headers]
        self.formulas: list[tuple[Formula, tuple[int, ...]]] = []
        self.strays: list[str] = []  # the lines of slashes that the page shows as text

    def page(self) -> Page:
        for piece in self.found.pieces:
            if piece.display:
                self._display(piece)
            else:
                self._inline(piece)
        self.diagnostics += stray_blocks(self.document.text, self.strays, self.blocks)
        for block in self.blocks:
            self.diagnostics += block.diagnostics
        if self.found.open_foreign:
            self._open_foreign()
        self.formulas.sort(key=lambda pair: pair[0].span.start)
        givens = sorted((b.given for b in self.blocks if b.given is not None), key=lambda given: given.span.start)
        starts = [given.span.start for given in givens]
        claimed: set[int] = set()
        formulas: list[Formula] = []
        current = 0
        for formula, blocks in self.formulas:
            while current < len(starts) and starts[current] < formula.span.start:
                current += 1
            formula = replace(formula, given=current - 1 if current else None)
            formulas.append(self._in_blocks(formula, blocks, claimed))
        for number, block in enumerate(self.blocks):
            if block.name == "erratum" and number not in claimed:
                self._complain(
                    "erratum-empty", "an erratum without a formula", block.span, "show the wrong claim in it"
                )
        return Page(
            self.document,
            tuple(formulas),
            tuple(givens),
            tuple(sorted(self.diagnostics, key=lambda diagnostic: diagnostic.span.start)),
        )

    def _in_blocks(self, formula: Formula, blocks: tuple[int, ...], claimed: set[int]) -> Formula:
        """Return the formula with what the blocks around it say; the first in an erratum is its wrong claim."""
        for number in reversed(blocks):
            block: Block = self.blocks[number]
            if block.name == "unchecked" and not formula.unchecked:
                formula = replace(formula, unchecked=block.reason)
            elif block.name == "erratum":
                if number not in claimed and not formula.erratum:
                    formula = replace(formula, erratum=block.slug, expect=block.expect)
                claimed.add(number)
        return formula

    def _display(self, piece: Piece) -> None:
        tex = self.marked.tex(piece.text, piece.start, piece.end)
        start, end = self._bounds(piece.text, piece.start, piece.end)
        delimited = not piece.text.startswith("\\begin")
        span = Span(start - 2, end + 2) if delimited else Span(start, end)
        formula = Formula(tex, span, True, unchecked=self._reason(span.end, apart=True))
        self.formulas.append((formula, piece.blocks))

    def _bounds(self, text: str, start: int, end: int) -> tuple[int, int]:
        return self.marked.offset(text, start), self.marked.offset(text, end)

    def _inline(self, piece: Piece) -> None:
        text = piece.text
        if not MARK.search(text) and "///" not in text:
            return
        found = inline(text)
        ends: set[int] = set()
        for formula in found.formulas:
            start, end = self._bounds(text, formula.start, formula.end)
            width = 2 if text.startswith("\\(", formula.whole[0]) else 1
            span = Span(start - width, end + width)
            if formula.hidden:
                self._complain(
                    "misplaced-formula",
                    "a formula in an attribute (a link's address or title, an image's description) is not typeset",
                    span,
                    "say it in words there",
                )
                continue
            read = Formula(
                self.marked.tex(text, formula.start, formula.end), span, False, unchecked=self._reason(span.end)
            )
            self.formulas.append((read, piece.blocks))
            ends.add(span.end)
        self._leftovers(text, found, ends)
        self.strays += (line.group().strip() for line in _BLOCK_LINE.finditer(text))

    def _reason(self, end: int, *, apart: bool = False) -> str:
        """Return why the author left out the formula that ends here, or "" where it was not left out."""
        attribute = _UNCHECKED.match(self.document.text, end)
        if attribute is None or (attribute["apart"] and not apart):
            return ""
        reason = (attribute[2] or attribute[3] or "").strip()
        if not reason:
            span = Span(attribute.end("apart"), attribute.end())
            self._complain(
                "misplaced-unchecked", "a formula is left out without a reason", span, 'write {.unchecked reason="why"}'
            )
        return reason or "no reason given"

    def _leftovers(self, text: str, found: Inline, ends: set[int]) -> None:
        displays = sum(leftover.delimiter == "$$" for leftover in found.leftovers)
        for leftover in found.leftovers:
            start = self.marked.offset(text, leftover.start)
            span = Span(start, start + len(leftover.delimiter))
            message, advice = _unclosed(leftover.delimiter, displays > 1 or leftover.behind_formula)
            self._complain("unclosed-formula", message, span, advice)
        for position in found.unchecked:
            start = self.marked.offset(text, position)
            if start not in ends:
                end = self.document.text.find("}", start) + 1
                self._complain(
                    "misplaced-unchecked",
                    "this attribute leaves out no formula",
                    Span(start, max(end, start)),
                    'write {.unchecked reason="why"} right behind the formula, without a blank',
                )

    def _open_foreign(self) -> None:
        """Complain of a block of another extension that is never closed: the last header without an end."""
        stack: list[tuple[int, Span]] = []
        for line in _BLOCK_LINE.finditer(self.document.text):
            if line[2]:
                stack.append((len(line[1]), Span(line.start(1), line.end())))
            elif stack and stack[-1][0] == len(line[1]):
                stack.pop()
        span = stack[-1][1] if stack else Span(0, 0)
        self._complain(
            "unclosed-block", "a block is never closed", span, "write /// on a line of its own where it ends"
        )

    def _complain(self, code: str, message: str, span: Span, help: str = "") -> None:
        self.diagnostics.append(Diagnostic(code, message, span, help=help))


def _unclosed(delimiter: str, paired: bool) -> tuple[str, str]:
    if delimiter in ("$", "$$") and paired:
        return (
            "a displayed formula within other text is not typeset",
            "give it a paragraph of its own: a blank line before it and behind it",
        )
    if delimiter == "$":
        return "this $ opens or closes no formula", r"a formula has no blank inside its dollars; a dollar sign is \$"
    if delimiter in (r"\(", r"\)"):
        return f"{delimiter} opens or closes no formula", r"write \( … \) around it, within one paragraph"
    return (
        f"{delimiter} opens or closes no formula",
        "a displayed formula is a paragraph of its own, closed, with no blank line in it",
    )
