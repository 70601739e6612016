"""A notebook's page has the form of the others: its formulas are compared and marked, and it brings nothing along."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from mkdocs_jupyter.convert import nb2html

from texproof.surfaces.notebook import heading_text, in_page_form
from texproof.surfaces.rendered import inventory

from ..program import run
from .pages import whole
from .project import Project, make

TEXT = r"""# A notebook

/// given | matmul
    sizes: {m: 2, k: 2, n: 2}
///

So $A = Z W$, and $a < b$, but not `$x$`.

$$
\frac{\partial L}{\partial W} = Z^\top
\frac{\partial L}{\partial A}
$$

- an item with $$ A = Z W $$ in it

/// erratum | wrong

$$ A = Z $$

Because of $W$.

///

| $Z$ | 2 |
|---|---|
"""


def notebook(*cells: tuple[str, str], outputs: tuple[dict[str, Any], ...] = ()) -> str:
    """Return a notebook of cells (kind, source); the outputs are those of each code cell."""

    def cell(number: int, kind: str, source: str) -> dict[str, Any]:
        made = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source}
        return made if kind == "markdown" else {**made, "execution_count": 1, "outputs": list(outputs)}

    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps(
        {
            "cells": [cell(number, kind, source) for number, (kind, source) in enumerate(cells)],
            "metadata": {"kernelspec": kernel},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )


def page_form(tmp_path: Path, text: str) -> str:
    path = tmp_path / "notebook.ipynb"
    path.write_text(text, encoding="utf-8")
    return in_page_form(nb2html(str(path)))


def test_formulas_and_blocks_are_set_as_on_other_pages(tmp_path: Path) -> None:
    found = inventory(whole(page_form(tmp_path, notebook(("markdown", TEXT), ("code", "print(1)")))))
    assert found.strange == []
    assert [(" ".join(f.tex.split()), f.display) for f in found.formulas] == [
        ("A = Z W", False),
        ("a < b", False),
        (r"\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial A}", True),
        ("A = Z W", True),
        ("A = Z", True),
        ("W", False),
        ("Z", False),
    ]
    assert [f.erratum for f in found.formulas] == [0, 0, 0, 0, 1, 1, 0]
    assert [(b.kind, b.attributes["data-name"]) for b in found.blocks] == [
        ("texproof-given", "matmul"),
        ("texproof-erratum", "wrong"),
    ]


def test_it_brings_no_script_no_style_and_no_other_host(tmp_path: Path) -> None:
    html = page_form(tmp_path, notebook(("markdown", "Text."), ("code", "print('1 < 2')")))
    for strange in ("<script", "<style", "http", "clipboard", "<!--"):
        assert strange not in html
    assert len(html) < 2000
    assert '<div class="highlight"><pre><code>' in html
    assert "&lt;" in html


@pytest.mark.parametrize(
    "data",
    [
        {"text/latex": "$\\displaystyle 1 = 2$"},
        {"text/markdown": "so $1 = 2$"},
        {"text/html": "<math><mn>1</mn></math>"},
        {"text/html": '<span class="katex">1 = 2</span>'},
    ],
    ids=["latex", "markdown", "MathML", "KaTeX"],
)
def test_mathematics_that_a_cell_prints_is_found(tmp_path: Path, data: dict[str, str]) -> None:
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    found = inventory(whole(page_form(tmp_path, notebook(("code", "show()"), outputs=(output,)))))
    assert found.strange or found.formulas


def test_plain_output_is_left_as_it_is(tmp_path: Path) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "$x$ \\(y\\) 1 < 2\n"}
    html = page_form(tmp_path, notebook(("code", "show()"), outputs=(output,)))
    assert inventory(whole(html)).strange == []
    assert "$x$ \\(y\\) 1 &lt; 2" in html


def test_a_heading_is_given_to_the_table_of_contents_with_delimiters() -> None:
    assert heading_text("About $Z$ and $W$") == r"About \(Z\) and \(W\)"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project with notebooks."""
    project = make(tmp_path)
    jupyter = "  - mkdocs-jupyter:\n      include: ['*.ipynb']\n      execute: true\n      allow_errors: false\n"
    project.configure(before=jupyter + "      cache: false")
    return project


@pytest.mark.slow
def test_a_notebook_is_executed_and_a_cell_that_fails_fails_the_build(project: Project) -> None:
    page = project.folder / "docs" / "notebook.ipynb"
    text = TEXT.replace("$a < b$", "$W$")
    page.write_text(notebook(("markdown", text), ("code", "print(6 * 7)")), encoding="utf-8")
    assert project.build()
    html = project.shown("notebook/index.html")
    assert "42" in html
    assert html.count("∎") >= 2
    page.write_text(notebook(("markdown", text), ("code", "assert 6 * 7 == 41, 'not so'")), encoding="utf-8")
    done = run("mkdocs", "build", "-q", cwd=project.folder)
    assert done.returncode == 1
    assert "docs/notebook.ipynb" in done.stderr
    assert "not so" in done.stderr
    assert project.shown("notebook/index.html") == html


@pytest.mark.slow
def test_a_link_to_a_page_leads_to_its_address_and_one_to_no_page_fails_the_build(project: Project) -> None:
    page = project.folder / "docs" / "notebook.ipynb"
    text = "# A notebook\n\n[there](index.md#gradient), [away](https://example.org/a.md), [here](#a-notebook)"
    page.write_text(notebook(("markdown", text)), encoding="utf-8")
    done = run("mkdocs", "build", "--strict", cwd=project.folder)
    assert done.returncode == 0, done.stderr
    html = project.shown("notebook/index.html")
    assert '<a href="../#gradient">there</a>' in html
    assert '<a href="https://example.org/a.md">away</a>' in html
    assert '<a href="#a-notebook">here</a>' in html
    for missing in ("gone.md", "index.md#no-such-place"):
        page.write_text(notebook(("markdown", text.replace("index.md#gradient", missing))), encoding="utf-8")
        done = run("mkdocs", "build", "--strict", cwd=project.folder)
        assert done.returncode == 1
        assert missing in done.stderr
