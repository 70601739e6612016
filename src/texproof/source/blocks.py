"""The blocks of ours on a page: which model is given, what is an erratum, what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..diagnostic import Diagnostic, Span
from .document import LINE_END, Document, Given
from .marks import MARK, Marked, unmarked
from .options import read_yaml

OURS = ("given", "erratum", "unchecked")
LARGEST_SIZE = 12  # of a fixed size: an exact proof at 12×12 has 144 symbols a matrix
KINDS = ("refuted", "ill-shaped", "malformed")
_SLUG = re.compile(r"[A-Za-z0-9][\w.:-]*")
_SIZE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a block of ours: what stands behind its bar, and its options as text."""

    name: str
    argument: str
    options: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A block of ours, read: `given` of a given block, `slug` and `expect` of an erratum, `reason` of an unchecked."""

    name: str
    span: Span
    given: Given | None = None
    slug: str = ""
    expect: str = ""
    reason: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class _Lines:
    """Where a header and its option lines stand in the document, and what is wrong in them."""

    span: Span
    spans: tuple[Span, ...]
    options: str
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def option(self, line: int) -> Span:
        return self.spans[line] if line < len(self.spans) else self.span

    def named(self, key: str) -> Span:
        """Return the span of the option line that holds a key."""
        for number, line in enumerate(self.options.split("\n")):
            if re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", line):
                return self.option(number)
        return self.option(0)

    def complain(self, message: str, span: Span, help: str = "") -> None:
        self.diagnostics.append(Diagnostic("unknown-option", message, span, help=help))


def header_spans(header: Header, marked: Marked, document: Document) -> tuple[Span, tuple[Span, ...]]:
    """Return where the header's line and its option lines stand, without the blanks around them."""
    mark = MARK.search(header.argument)
    behind_bar = marked.place(mark.group()) if mark else 0
    text = document.text
    start = text.rfind("/", 0, behind_bar)
    while start > 0 and text[start - 1] == "/":
        start -= 1
    spans: list[Span] = []
    position = start
    for _ in range(1 + header.options.count("\n") + bool(header.options)):
        line_end = LINE_END.search(text, position)
        stop = line_end.start() if line_end else len(text)
        written = text[position:stop]
        inner = written.lstrip(" \t>")
        spans.append(Span(stop - len(inner), position + len(written.rstrip())))
        position = line_end.end() if line_end else len(text)
    return spans[0], tuple(spans[1:])


def read_block(header: Header, span: Span, option_spans: tuple[Span, ...]) -> Block:
    """Return what a block's header says, with a diagnostic for everything in it that is not known.

    `span` is where its line stands in the document, `option_spans` where each of its option lines does.
    """
    lines = _Lines(span, option_spans, unmarked(header.options))
    argument = unmarked(header.argument).strip()
    if not header.closed:
        found = f"the block {header.name} is never closed"
        advice = "write its slashes again on a line of their own where it ends"
        lines.diagnostics.append(Diagnostic("unclosed-block", found, span, help=advice))
    options = _options(lines)
    if header.name == "given":
        return _given(argument, options, lines)
    if header.name == "erratum":
        return _erratum(argument, options, lines)
    _refuse(options, (), lines)
    if not argument:
        found = "formulas are left out without a reason"
        advice = "write /// unchecked | why these cannot be checked"
        lines.diagnostics.append(Diagnostic("misplaced-unchecked", found, span, help=advice))
    return Block("unchecked", span, reason=argument or "no reason given", diagnostics=tuple(lines.diagnostics))


def _options(lines: _Lines) -> dict[str, Any]:
    if not lines.options.strip():
        return {}
    value, error = read_yaml(lines.options)
    if error is not None:
        lines.complain(error.message, lines.option(error.line), "write options as in sizes: {m: 2, k: 2, n: 2}")
        return {}
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        lines.complain("options are names with values", lines.option(0), "write sizes: {m: 2, k: 2, n: 2}")
        return {}
    return value


def _refuse(options: dict[str, Any], known: tuple[str, ...], lines: _Lines) -> None:
    for key in options:
        if key not in known:
            says = f"it knows {', '.join(known)}" if known else "it takes none"
            lines.complain(f"the option {key!r} is not known here; {says}", lines.named(key))


def _given(argument: str, options: dict[str, Any], lines: _Lines) -> Block:
    _refuse(options, ("sizes",), lines)
    if not argument:
        lines.complain("a given names its model", lines.span, "write /// given | NAME, for snippets/NAME.py")
    sizes = dict(_sizes(options.get("sizes", {}), lines))
    return Block("given", lines.span, Given(argument, lines.span, sizes), diagnostics=tuple(lines.diagnostics))


def _sizes(value: Any, lines: _Lines) -> Iterator[tuple[str, int]]:
    if not isinstance(value, dict):
        lines.complain(f"sizes: is {_shown(value)}", lines.named("sizes"), "write sizes: {m: 2, k: 2, n: 2}")
        return
    for name, size in value.items():
        if not isinstance(name, str) or not _SIZE_NAME.fullmatch(name):
            lines.complain(f"{_shown(name)} is no name of a size", lines.named("sizes"))
        elif isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= LARGEST_SIZE:
            lines.complain(
                f"the size {name} is {_shown(size)}; a fixed size is a whole number from 1 to {LARGEST_SIZE}",
                lines.named(name),
            )
        else:
            yield name, size


def _erratum(argument: str, options: dict[str, Any], lines: _Lines) -> Block:
    _refuse(options, ("expect",), lines)
    if not _SLUG.fullmatch(argument):
        found = f"{_shown(argument)} is no name for an erratum" if argument else "an erratum has a name"
        lines.complain(found, lines.span, "write /// erratum | a-short-name")
    expect = options.get("expect", "")
    if expect not in ("", *KINDS):
        lines.complain(f"expect: is {_shown(expect)}; it is one of {', '.join(KINDS)}", lines.named("expect"))
        expect = ""
    return Block("erratum", lines.span, slug=argument or "erratum", expect=expect, diagnostics=tuple(lines.diagnostics))


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
