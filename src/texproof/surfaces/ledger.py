"""The ledger: every formula of the site with its verdict, sizes, residual and time, as HTML."""

from __future__ import annotations

from html import escape

from ..report.report import PageReport, Report
from .evidence import Evidence
from .places import Places, formula_id
from .typeset import mathml, references, with_references
from .words import residual_in_words, sign, time_in_words, verdict_in_words

COUNTED = {"definition": "definitions", "mention": "mentions", "refuted-erratum": "errata, refused as they should be"}
COLUMNS = ("Place", "Verdict", "Formula", "Residual", "Time")


def ledger(places: Places, evidence: Evidence, seen_from: str) -> str:
    """Return the summary, and for each page that has formulas a table of what it states and a list of what it mentions.

    `seen_from` is the path of the ledger's page.
    """
    tables = [_page(page, places, evidence, seen_from) for page in places.pages if page.formulas]
    return _summary(places.report) + "".join(tables)


def _summary(report: Report) -> str:
    counts = {name: number for name, number in report.summary.items() if number}
    total = counts.pop("formulas", 0)
    items = "".join(
        f'<li class="texproof-count texproof-{name}"><b>{number}</b> {_sign(name)} {COUNTED.get(name, name)}</li>'
        for name, number in counts.items()
    )
    seconds = sum(result.seconds for f in report.formulas for o in f.obligations for result in o.routes.values())
    obligations = sum(len(formula.obligations) for formula in report.formulas)
    return (
        f"<p><b>{total}</b> formulas stand on {sum(1 for page in report.pages if page.formulas)} pages. They state "
        f"<b>{obligations}</b> things, which took the routes {time_in_words(seconds)} to decide.</p>"
        f'<ul class="texproof-counts">{items}</ul>'
    )


def _sign(verdict: str) -> str:
    return f'<span class="texproof-sign">{sign(verdict)}</span>'


def _page(page: PageReport, places: Places, evidence: Evidence, seen_from: str) -> str:
    link = f'<a href="{escape(places.address(page.path, seen_from=seen_from))}">{escape(places.title(page.path))}</a>'
    mentions: dict[tuple[str, str], list[int]] = {}
    stated = []
    for index, formula in enumerate(page.formulas):
        if formula.verdict == "mention":
            mentions.setdefault((formula.given, formula.tex), []).append(index)
        else:
            stated.append(_row(page, index, places, evidence, seen_from))
    named = [_mention(page, indices, places, evidence, seen_from) for indices in mentions.values()]
    return f"<h2>{link}</h2>{_table(stated, places.title(page.path))}{_mentions(named)}"


def _table(rows: list[str], title: str) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    return (
        f'<div class="texproof-scroll" tabindex="0" role="group" aria-label="Formulas of {escape(title)}">'
        f'<table class="texproof-table"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


def _mentions(items: list[str]) -> str:
    if not items:
        return ""
    count = "1 mention" if len(items) == 1 else f"{len(items)} mentions"
    return f'<details class="texproof-mentions"><summary>{count}</summary><ul>{"".join(items)}</ul></details>'


def _mention(page: PageReport, indices: list[int], places: Places, evidence: Evidence, seen_from: str) -> str:
    """Return what is mentioned with all of its places on the page."""
    found = ", ".join(_place(page, index, places, seen_from) for index in indices)
    return f"<li>{stated_in_list(page, indices[0], places, evidence)} <small>{found}</small></li>"


def _row(page: PageReport, index: int, places: Places, evidence: Evidence, seen_from: str) -> str:
    formula = page.formulas[index]
    results = [result for obligation in formula.obligations for result in obligation.routes.values()]
    residuals = [result.residual for result in results if result.residual is not None]
    name = f"{_sign(formula.verdict)} {escape(verdict_in_words(formula))}"
    return (
        f"<tr><td>{_place(page, index, places, seen_from)}</td>"
        f'<td><span class="texproof-{escape(formula.verdict)}">{name}</span></td>'
        f'<td class="texproof-stated">{stated_in_list(page, index, places, evidence)}</td>'
        f"<td>{residual_in_words(max(residuals) if residuals else None)}</td>"
        f"<td>{time_in_words(sum(result.seconds for result in results)) if results else '–'}</td></tr>"
    )


def stated_in_list(page: PageReport, index: int, places: Places, evidence: Evidence) -> str:
    """Return a formula as lists of many show it: as MathML, with the numbers of those that it refers to."""
    shown = page.formulas[index].shown
    texts = {slug: found.text for slug in references(shown) if (found := places.reference(slug, page))}
    tex = with_references(shown, texts) if len(texts) == len(set(references(shown))) else shown
    return mathml(evidence.typeset(tex))


def _place(page: PageReport, index: int, places: Places, seen_from: str) -> str:
    address = places.address(page.path, formula_id(page, index), seen_from)
    formula = page.formulas[index]
    return f'<a href="{escape(address)}">{escape(formula.id) or f"line {formula.line}"}</a>'
