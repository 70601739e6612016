"""The ledger lists every formula of the site, typeset, with a link to its place; what is only mentioned apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from posixpath import join, normpath

import pytest
from lxml import html as parser

from texproof.report.report import Report
from texproof.surfaces.decorated import Decoration
from texproof.surfaces.evidence import Evidence
from texproof.surfaces.places import Places, Section, formula_id
from texproof.surfaces.rendered import inventory
from texproof.surfaces.sections import sections

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
    return shown(report, LEDGER)


def shown(report: Report, text: str, parts: Mapping[str, Sequence[Section]] | None = None) -> str:
    """Return the ledger's page by its Markdown."""
    places = Places(report, PATHS, {"docs/index.md": "Home", "docs/deep/second.md": "Second"}, parts or {})
    html = rendered(text)
    return Decoration(report.pages[2], places, Evidence(typesetter())).html(html, inventory(html))


def test_every_formula_stands_in_it_in_order(report: Report, ledger: str) -> None:
    shown = [unescape(tex) for tex in re.findall(r'x-tex">(.*?)</annotation>', ledger, re.DOTALL)]
    assert shown == ["A = Z W", "Z W = A", "A = Z W", "Z", "W = W", "W = Z", r"\text{(Home, 1)}"]
    assert "<b>8</b> formulas stand on 2 pages" in ledger


def test_every_formula_is_linked(report: Report, ledger: str) -> None:
    links = [unescape(link).partition("#") for link in re.findall(r'href="([^"]*#[^"]*)"', ledger)]
    led_to = {(normpath(join("ledger", page)), anchor) for page, _, anchor in links}
    for page in report.pages:
        for index in range(len(page.formulas)):
            assert (normpath(PATHS[page.path]), formula_id(page, index)) in led_to


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<math.*?</math>|<[^>]*>", " ", html, flags=re.DOTALL)).split())


def test_each_row_says_verdict_residual_and_time(ledger: str) -> None:
    rows = [words(row) for row in re.findall(r"<tr data-.*?</tr>", ledger, re.DOTALL)]
    assert rows[0] == "line 4 ∎ proved at m=2, k=3, n=4 2.2·10⁻¹⁶ 16 ms"
    assert rows[-1].startswith("line 8 ✗ refuted")
    assert len(rows) == 5


def test_what_is_mentioned_stands_apart_with_all_its_places(ledger: str) -> None:
    lists = [words(found) for found in re.findall(r"<details.*?</details>", ledger, re.DOTALL)]
    assert lists == ["1 mention line 4 , line 8", "1 mention line 4"]


def test_rows_carry_what_the_filters_ask_for(ledger: str) -> None:
    form = parser.fromstring(re.search(r"<form.*?</form>", ledger, re.DOTALL)[0])  # type: ignore[index]
    choices = {select.get("name"): [option.get("value") for option in select] for select in form.iter("select")}
    assert choices["page"] == ["", "docs/index.md", "docs/deep/second.md"]
    assert choices["verdict"] == ["", "mention", "proved", "refuted-erratum"]
    assert [option.text for option in form.iter("option")][-1] == "invertible"
    rows = [row for row in parser.fromstring(ledger).iter("tr") if row.get("data-verdict")]
    assert [row.get("data-verdict") for row in rows] == ["proved"] * 4 + ["refuted-erratum"]
    assert [row.get("data-sizes") for row in rows] == ["some"] * 4 + [None]
    assert {row.get("data-needs") for row in rows} == {choices["needs"][-1]}


def test_a_brief_ledger_lists_what_is_stated_without_formulas(report: Report) -> None:
    html = shown(report, LEDGER.replace('ledger"', 'ledger" data-brief'))
    assert "<math" not in html
    assert html.count("<tr data-") == 5
    assert "<details" not in html


SECTIONED = """<h2 id="first">First</h2><p><span class="arithmatex">\\(Z\\)</span> <code>&lt;h2 id="first"&gt;</code>
<pre><h2 id="second"></h2><span class="arithmatex">\\(Q\\)</span></pre><div class="arithmatex">\\[A\\]</div>
<h2 class="x" id="second">Of <span class="arithmatex">\\(W\\)</span></h2><h3 id="deep">Deep</h3><h2>No anchor</h2>"""


def test_the_sections_of_a_page_are_found_with_the_formulas_before_them() -> None:
    titles = {"first": "First", "second": r"Of \(W\)", "deep": "Deep"}
    assert sections(SECTIONED, titles) == (Section("first", "First", 0), Section("second", r"Of \(W\)", 2))


def test_what_a_page_states_is_listed_by_its_sections(report: Report) -> None:
    parts = {"docs/index.md": [Section("turn", r"A turn of \(Z\)", 2), Section("none", "Nothing stated", 5)]}
    html = shown(report, LEDGER, parts)
    tables = re.findall(r"<table.*?</table>", html, re.DOTALL)
    assert [table.count("<tr data-") for table in tables] == [1, 2, 2]
    assert [re.search("<caption>.*?</caption>", table, re.DOTALL) is not None for table in tables] == [0, 1, 0]
    assert re.search(r'<caption><a href="\.\./#turn">A turn of <math.*?</math></a></caption>', tables[1], re.DOTALL)
    assert 'aria-label="Formulas of Home, A turn of Z"' in html
    assert len(re.findall("<table", shown(report, LEDGER.replace('ledger"', 'ledger" data-brief'), parts))) == 2


def test_a_part_lists_its_pages_only(report: Report) -> None:
    html = shown(report, LEDGER.replace('ledger"', 'ledger" data-of="docs/deep/ docs/other.md"'))
    assert re.findall(r'<section data-page="([^"]*)"', html) == ["docs/deep/second.md"]
    assert "<b>3</b> formulas stand on 1 page." in html
