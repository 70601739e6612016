"""The index lists each formula that has a name and holds, under what its left side is, with a link to its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from posixpath import join, normpath
from urllib.parse import unquote

import pytest

from texproof.build.judge import Judge
from texproof.build.project import CACHE, Project
from texproof.report.report import Report
from texproof.surfaces.decorated import Decoration
from texproof.surfaces.evidence import Evidence
from texproof.surfaces.places import Places
from texproof.surfaces.rendered import inventory

from .pages import rendered, typesetter

SNIPPET = '''"""A square matrix, and a loss of a product."""

from texproof import Matrix, Vector, dims, model, unknown
from texproof import invertible

m, k, n = dims("m k n")


@model
def square(xp, X: Matrix[n, n, invertible], x: Vector[n]):
    return {}


@model
def layer(xp, Z: Matrix[m, k], W: Matrix[k, n]):
    A = Z @ W
    L = unknown(A)
    return {"A": A, "L": L}
'''
FIRST = r"""# Determinants

/// given | forms.square
///

$$
\frac{\partial \log \det(X)}{\partial X} = X^{-\top} \label{log-det}
$$

$$
\operatorname{tr}(X X^{-1}) = n \label{trace-of-one}
$$

It has no name, so that no index needs it:

$$
X + X = 2 X
$$

$$
\begin{aligned}
\det(X^\top) &= \det(X) \\
\det(2 X) &= 2^n \det(X)
\end{aligned} \label{two-at-once}
$$

/// erratum | slip

$$
X x = x X \label{slip-of-order}
$$
///
"""
SECOND = r"""# A layer

/// given | forms.layer
///

$$
\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial A} \label{weights}
$$

$$
\frac{\partial L}{\partial Z} = \frac{\partial L}{\partial A} W^\top \label{input}
$$

/// given | forms.square
///

$$
\frac{\partial \log \det(X)}{\partial X} = X^{-\top} \label{log-det-again}
$$
"""
PAGES = {"first.md": FIRST, "deep/second.md": SECOND}
PATHS = {"docs/first.md": "first/", "docs/deep/second.md": "deep/second/", "docs/found.md": "found/"}
LINK = re.compile(r'<a href="([^"#][^"]*)">([^<]*)</a> <small>([^<]*)</small>')


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Two pages, really judged."""
    root = tmp_path_factory.mktemp("index")
    texts = {f"docs/{name}": text for name, text in PAGES.items()} | {"snippets/forms.py": SNIPPET}
    texts |= {"docs/found.md": '<div class="texproof-formula-index" data-by="kind"></div>\n'}
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    project = Project(root, root / "docs", root / "snippets", root / CACHE)
    with Judge(project, processes=1) as judge:
        return judge.judge()


def shown(report: Report, by: str) -> str:
    """Return the index's page, from the Markdown that asks for it to the HTML that is shown."""
    places = Places(report, PATHS, {"docs/first.md": "Determinants", "docs/deep/second.md": "A layer"})
    html = rendered(f'# Found\n\n<div class="texproof-formula-index" data-by="{by}"></div>\n')
    page = next(page for page in report.pages if page.path == "docs/found.md")
    decoration = Decoration(page, places, Evidence(typesetter()))
    found = decoration.html(html, inventory(html))
    assert not decoration.messages
    return found


def sections(html: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each heading of the index with the names that stand right below it."""
    for part in re.split(r"(?=<h[2-4] )", html)[1:]:
        title = re.match(r"<h[2-4] [^>]*>([^<]*)<", part)
        assert title is not None
        yield unescape(title[1]), [unescape(name) for _, name, _ in LINK.findall(part)]


def test_formulas_stand_under_the_kind_of_their_left_side(report: Report) -> None:
    found = dict(sections(shown(report, "kind")))
    assert found == {
        "Gradients: a number by an array": ["log det", "log det again", "weights", "input"],
        "Determinants": ["two at once"],
        "Traces": ["trace of one"],
    }


def test_formulas_stand_under_the_shape_of_their_left_side(report: Report) -> None:
    found = dict(sections(shown(report, "shape")))
    assert found["Numbers"] == ["trace of one", "two at once"]
    assert found["Square matrices"] == found["Other matrices"] == []
    assert found["n×n"] == ["log det", "log det again"]
    assert found["k×n"] == ["weights"]
    assert found["m×k"] == ["input"]


def test_formulas_stand_under_each_operator_of_their_left_side(report: Report) -> None:
    found = dict(sections(shown(report, "sign")))
    assert found["log, logarithms"] == ["log det", "log det again"]
    assert found["det, determinants"] == ["log det", "log det again", "two at once"]
    assert found["⁻¹, inverses"] == found["tr, traces"] == ["trace of one"]


def test_what_is_written_alike_comes_once_with_all_its_places(report: Report) -> None:
    html = shown(report, "kind")
    assert html.count("<li><span>") == 5
    item = next(item for item in html.split("<li><span>") if "log det again" in item)
    assert [place for _, _, place in LINK.findall(item)] == ["Determinants", "A layer"]


@pytest.mark.parametrize("by", ["kind", "shape", "sign"])
def test_each_name_leads_to_its_formula_and_each_content_to_its_section(report: Report, by: str) -> None:
    html = shown(report, by)
    assert html.count("<math") == html.count("<li><span>") > 0
    labels = {formula.id: path for path in PATHS for p in report.pages if p.path == path for formula in p.formulas}
    for address, name, _ in LINK.findall(html):
        page, _, anchor = address.partition("#")
        assert anchor.replace("-", " ") == unescape(name)
        assert normpath(join("found", page)) == normpath(PATHS[labels[anchor]])
    jumps = re.findall(r'<a href="#([^"]*)">', html)
    identities = re.findall(r' id="([^"]*)"', html)
    assert jumps
    assert set(map(unquote, jumps)) <= set(map(unescape, identities))
    assert len(set(identities)) == len(identities)


def test_nothing_else_may_ask_for_an_index(report: Report) -> None:
    assert "<h2" not in shown(report, "colour")
