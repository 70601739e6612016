"""What is fed with arbitrary text, and what must be true of it whatever the text is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from texproof.diagnostic import Span
from texproof.elaborate.elaborate import elaborate
from texproof.parse import tree as t
from texproof.parse.printer import write
from texproof.parse.reader import read
from texproof.source.document import Document, Page
from texproof.source.markdown import scan
from texproof.source.notebook import scan_notebook

from ..elaborate.formulas import MODELS, vocabulary


def formula(text: str) -> None:
    """Read, print, read again and give a meaning under a model; places lie within the text."""
    reading = read(text)
    _places([found.span for found in reading.diagnostics], text)
    if reading.tree is None:
        assert reading.diagnostics
        return
    assert not reading.diagnostics
    _places([node.span for node in t.walk(reading.tree)], text)
    printed = write(reading.tree)
    again = read(printed)
    assert again.tree == reading.tree, printed
    model = list(MODELS)[len(text) % len(MODELS)]  # any will do, but the same one each time
    claim = elaborate(reading.tree, vocabulary(model), text, reading.label)
    _places([found.span for found in claim.diagnostics], text)
    assert not (claim.diagnostics and claim.obligations)


def page(text: str) -> None:
    """Find the formulas of a page."""
    _page(scan(Document("docs/page.md", text)), text)


def notebook(text: str) -> None:
    """Find the formulas of a notebook."""
    _page(scan_notebook(Document("docs/page.ipynb", text)), text)


def _page(found: Page, text: str) -> None:
    _places([diagnostic.span for diagnostic in found.diagnostics], text)
    _places([one.span for one in found.formulas], text)


def _places(spans: list[Span], text: str) -> None:
    for span in spans:
        assert 0 <= span.start <= span.end <= len(text), span


TARGETS: Mapping[str, Callable[[str], None]] = {"formula": formula, "page": page, "notebook": notebook}


def planted(text: str) -> None:
    """A target with a fault, by which it is seen that faults are found and told."""
    if r"\frac" in text:
        raise ValueError("planted")


def text_of(data: bytes) -> str:
    """Return the text that a fuzzer's bytes stand for: a page's bytes are read as UTF-8."""
    return data.decode("utf-8", "replace")
