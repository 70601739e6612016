"""Formulas of a notebook's text cells stand where they do in the raw file, and are those that nbconvert typesets."""

from __future__ import annotations

import json
from typing import Any

import pytest
from nbconvert.filters import markdown_mistune as markdown

from texproof.source.document import Document, Page
from texproof.source.notebook import scan_notebook


def notebook(*cells: Any, ascii_only: bool = True) -> str:
    listed = [{"cell_type": "markdown", "metadata": {}, "source": cell} for cell in cells]
    listed.append({"cell_type": "code", "metadata": {}, "source": "'$no$'", "outputs": [], "execution_count": None})
    return json.dumps(
        {"cells": listed, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1, ensure_ascii=ascii_only
    )


def read(raw: str) -> Page:
    return scan_notebook(Document("page.ipynb", raw))


@pytest.mark.parametrize("ascii_only", [True, False])
def test_spans_are_offsets_into_the_raw_file(ascii_only: bool) -> None:
    raw = notebook(
        ['Größe 𝔸 "q" $a$\n', "\n", "$$\n", "\\frac{x}{y} \\\\\n", "$$"], "and \t $b$", ascii_only=ascii_only
    )
    page = read(raw)
    assert [f.tex.text for f in page.formulas] == ["a", "\n\\frac{x}{y} \\\\\n", "b"]
    assert [f.display for f in page.formulas] == [False, True, False]
    for formula in page.formulas:
        assert raw[formula.span.start] == "$"
        assert raw[formula.span.end - 1] == "$"
    display = page.formulas[1].tex
    assert raw[display.offset(display.text.index("x"))] == "x"
    assert raw[display.offset(display.text.index("y"))] == "y"
    assert page.document.place(display.offset(1)).line == page.document.place(page.formulas[1].span.start).line + 1


def test_givens_and_errata_hold_from_cell_to_cell() -> None:
    page = read(
        notebook(
            "$a$",
            "/// given | one\n    sizes: {m: 2}\n///\n\n$b$",
            "/// erratum | s\n    expect: refuted\n\n$$c$$\n\n$d$\n\n///\n\n$e$",
            '/// unchecked | why\n$f$\n///\n\n$g${.unchecked reason="so"}',
        )
    )
    assert [f.given for f in page.formulas] == [None, 0, 0, 0, 0, 0, 0]
    assert [f.erratum for f in page.formulas] == ["", "", "s", "", "", "", ""]
    assert [f.unchecked for f in page.formulas] == ["", "", "", "", "", "why", "so"]
    assert dict(page.givens[0].sizes) == {"m": 2}
    assert page.diagnostics == ()


def test_what_is_wrong_has_its_place_in_the_raw_file() -> None:
    raw = notebook(["text\n", "/// given | one\n", "    sizes: {m: 0}\n", "///\n", "and $x\n"], "/// given | two\n\nx")
    page = read(raw)
    found = [(page.document.place(d.span.start).line, d.code) for d in page.diagnostics]
    lines = raw.split("\n")
    expected = [next(n for n, line in enumerate(lines, 1) if part in line) for part in ("sizes", "and $x", "two")]
    assert found == list(zip(expected, ["unknown-option", "unclosed-formula", "unclosed-block"], strict=True))


def test_what_is_no_notebook_says_where() -> None:
    page = read('{"cells": [\n 1,\n }')
    assert [(d.code, page.document.place(d.span.start).line) for d in page.diagnostics] == [("unreadable-document", 3)]
    for raw in ("", "[]", '{"cells": 1}', "[" * 100_000, "null"):
        assert [d.code for d in read(raw).diagnostics] == ["unreadable-document"]


def test_odd_cells_are_no_reason_to_fail() -> None:
    raw = json.dumps({"cells": [1, None, {"cell_type": "markdown"}, {"cell_type": "markdown", "source": [1, "$a$"]}]})
    assert [f.tex.text for f in read(raw).formulas] == ["a"]


CELLS = [
    "inline $a$ and display $$b$$ in text",
    "$$\na\n\nb\n$$",
    "$ a $ with blanks",
    r"\\(a\\) and \\[b\\] and \(no\) and \[no\]",
    "\\begin{align}\na &= b\n\\end{align}",
    "text `$no$` and ``$no ` $`` $a$",
    "```\n$no$\n```\n\n$a$",
    "~~~\n$$no$$\n~~~\n\n$a$",
    r"\$5 and $a$ and \$6",
    "- item $a$\n- item $$b$$\n\n    $c$",
    "> quote $a$",
    "| a | b |\n|---|---|\n| $x$ | $y$ |",
    "# On $a$\n\n$b$",
    "$a$ <!-- $no$ --> $b$",
    "one $ alone\n\ntwo $a$ three",
    "**$a$** and *$b_1$* and [$c$](d)",
]


@pytest.mark.parametrize("cell", CELLS)
def test_formulas_are_those_that_nbconvert_typesets(cell: str) -> None:
    renderer = markdown.IPythonRenderer(escape=False)
    found: list[str] = []
    for kind in ("block_math", "inline_math"):
        setattr(renderer, kind, lambda text: found.append(text) or "")
    renderer.latex_environment = lambda name, body: found.append(f"\\begin{{{name}}}{body}\\end{{{name}}}") or ""
    markdown.MarkdownWithMath(renderer=renderer).render(cell)
    assert [f.tex.text for f in read(notebook(cell)).formulas] == found
