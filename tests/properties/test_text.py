"""Arbitrary text never gives a traceback: as a formula, as a page, as a notebook, on the command line."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from texproof.elaborate.elaborate import elaborate
from texproof.parse.reader import read
from texproof.source.document import Document, Page
from texproof.source.markdown import scan
from texproof.source.notebook import scan_notebook

from ..program import run
from .pages import GIVEN_PAGES, NOTEBOOKS, PAGES, TEX
from .steady import STEADY
from .terms import SNIPPET
from .test_terms import vocabulary


def within(page: Page, text: str) -> None:
    """Assert that what was found lies within the text."""
    for diagnostic in page.diagnostics:
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
        assert diagnostic.message
    for formula in page.formulas:
        assert 0 <= formula.span.start <= formula.span.end <= len(text)


@settings(STEADY, max_examples=250)
@given(TEX)
def test_any_text_has_a_meaning_or_a_diagnostic(tex: str) -> None:
    reading = read(tex)
    assert (reading.tree is None) == bool(reading.diagnostics)
    if reading.tree is not None:
        found = elaborate(reading.tree, vocabulary(), tex)
        for diagnostic in found.diagnostics:
            assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(tex)


@settings(STEADY, max_examples=200)
@given(PAGES)
def test_any_page_can_be_scanned(text: str) -> None:
    within(scan(Document("docs/page.md", text)), text)


@settings(STEADY, max_examples=100)
@given(st.text(max_size=120))
def test_any_text_can_be_scanned(text: str) -> None:
    within(scan(Document("docs/page.md", text)), text)


@settings(STEADY, max_examples=100)
@given(NOTEBOOKS)
def test_any_notebook_can_be_scanned(text: str) -> None:
    within(scan_notebook(Document("docs/page.ipynb", text)), text)


def test_any_pages_are_judged_without_a_traceback(tmp_path: Path) -> None:
    docs, snippets = tmp_path / "docs", tmp_path / "snippets"
    docs.mkdir()
    snippets.mkdir()
    (snippets / "terms.py").write_text(SNIPPET, encoding="utf-8")
    (tmp_path / "mkdocs.yml").touch()
    pages: list[str] = []

    @settings(STEADY, max_examples=60)
    @given(GIVEN_PAGES | PAGES)
    def draw(text: str) -> None:
        pages.append(text)

    draw()
    for number, text in enumerate(pages):
        (docs / f"{number:03}.md").write_text(text, encoding="utf-8", errors="replace", newline="")
    checked = run("texproof", "check", "--no-cache", "--debug", cwd=tmp_path)
    said = checked.stdout + checked.stderr
    assert checked.returncode == 1, said[-2000:]
    assert "Traceback" not in said, said[said.index("Traceback") :][:4000]
    assert "not judged" not in said, said[said.index("not judged") - 400 :][:2000]
    assert "proved" in said
