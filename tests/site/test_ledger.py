"""The ledger lists every formula of the site, typeset, with a link to its place."""

from __future__ import annotations

import re
from html import unescape
from posixpath import join, normpath

import pytest

from texproof.report.report import Report
from texproof.surfaces.decorated import Decoration
from texproof.surfaces.evidence import Evidence
from texproof.surfaces.places import Places, formula_id
from texproof.surfaces.rendered import inventory

from .pages import page_of, rendered, typesetter

FIRST = (
    "/// given | matmul\n///\n\nLet $Z$ and $A = Z W$.\n\n$$ Z W = A \\label{turned} $$\n\nAgain $Z$ and $A = Z W$.\n"
)
SECOND = "/// given | matmul\n///\n\nBy $\\eqref{turned}$ it is $W = W$.\n\n/// erratum | wrong\n\n$$ W = Z $$\n///\n"
LEDGER = '# Ledger\n\n<div class="texproof-ledger"></div>\n'
PATHS = {"docs/index.md": "./", "docs/deep/second.md": "deep/second/", "docs/ledger.md": "ledger/"}


@pytest.fixture(scope="module")
def report() -> Report:
    """Two pages with formulas, and the ledger's."""
    texts = zip(PATHS, (FIRST, SECOND, LEDGER), strict=True)
    return Report(tuple(page_of(text, path=path) for path, text in texts))


@pytest.fixture(scope="module")
def ledger(report: Report) -> str:
    """The ledger's page."""
    places = Places(report, PATHS, {"docs/index.md": "Home", "docs/deep/second.md": "Second"})
    html = rendered(LEDGER)
    return Decoration(report.pages[2], places, Evidence(typesetter())).html(html, inventory(html))


def test_every_formula_stands_in_it_in_order(report: Report, ledger: str) -> None:
    shown = [unescape(tex) for tex in re.findall(r'x-tex">(.*?)</annotation>', ledger, re.DOTALL)]
    assert shown == ["Z", "A = Z W", "Z W = A", "A = Z W", r"\text{(Home, 1)}", "W = W", "W = Z"]
    assert "<b>8</b> formulas stand on 2 pages" in ledger


def test_every_formula_is_linked(report: Report, ledger: str) -> None:
    links = [unescape(link).partition("#") for link in re.findall(r'href="([^"]*#[^"]*)"', ledger)]
    led_to = {(normpath(join("ledger", page)), anchor) for page, _, anchor in links}
    for page in report.pages:
        for index in range(len(page.formulas)):
            assert (normpath(PATHS[page.path]), formula_id(page, index)) in led_to


def test_each_row_says_verdict_residual_and_time(ledger: str) -> None:
    rows = re.findall(r"<tr><td.*?</tr>", ledger, re.DOTALL)
    texts = [" ".join(unescape(re.sub(r"<math.*?</math>|<[^>]*>", " ", row, flags=re.DOTALL)).split()) for row in rows]
    assert texts[1].endswith("line 4 ∎ proved at m=2, k=3, n=4 2.2·10⁻¹⁶ 16 ms")
    assert texts[0].endswith("line 4 , line 8 mention – –")
    assert "✗ refuted" in texts[-1]
