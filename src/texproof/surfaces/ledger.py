"""The ledger: every formula of the site with its verdict, sizes, residual and time, as HTML."""

from __future__ import annotations

from html import escape

from ..report.report import PageReport, Report
from .evidence import Evidence
from .places import Places, formula_id
from .typeset import mathml, references, with_references
from .words import residual_in_words, sign, time_in_words, verdict_in_words

COUNTED = {"definition": "definitions", "mention": "mentions", "refuted-erratum": "errata, refused as they should be"}
COLUMNS = ("Formula", "Place", "Verdict", "Residual", "Time")


def ledger(places: Places, evidence: Evidence, seen_from: str) -> str:
    """Return the summary and a table for each page that has formulas. `seen_from` is the path of the ledger's page."""
    tables = [_table(page, places, evidence, seen_from) for page in places.pages if page.formulas]
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


def _table(page: PageReport, places: Places, evidence: Evidence, seen_from: str) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    rows = "".join(_row(page, indices, places, evidence, seen_from) for indices in _rows(page))
    title = escape(places.title(page.path))
    link = f'<a href="{escape(places.address(page.path, seen_from=seen_from))}">{title}</a>'
    return (
        f'<div class="texproof-scroll" tabindex="0" role="group" aria-label="Formulas of {title}">'
        f'<table class="texproof-table"><caption>{link}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _rows(page: PageReport) -> list[list[int]]:
    """Return the formulas of each row, by their indices: one, but for a mention all of its places on the page."""
    rows: dict[object, list[int]] = {}
    for index, formula in enumerate(page.formulas):
        same = (formula.given, formula.tex) if formula.verdict == "mention" else index
        rows.setdefault(same, []).append(index)
    return list(rows.values())


def _row(page: PageReport, indices: list[int], places: Places, evidence: Evidence, seen_from: str) -> str:
    formula = page.formulas[indices[0]]
    results = [result for obligation in formula.obligations for result in obligation.routes.values()]
    residuals = [result.residual for result in results if result.residual is not None]
    name = f"{_sign(formula.verdict)} {escape(verdict_in_words(formula))}"
    cells = (
        ", ".join(_place(page, index, places, seen_from) for index in indices),
        f'<span class="texproof-{escape(formula.verdict)}">{name}</span>',
        residual_in_words(max(residuals) if residuals else None),
        time_in_words(sum(result.seconds for result in results)) if results else "–",
    )
    texts = {slug: found.text for slug in references(formula.shown) if (found := places.reference(slug, page))}
    tex = with_references(formula.shown, texts) if len(texts) == len(set(references(formula.shown))) else formula.shown
    stated = f'<td class="texproof-stated">{mathml(evidence.typeset(tex))}</td>'
    return f"<tr>{stated}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _place(page: PageReport, index: int, places: Places, seen_from: str) -> str:
    address = places.address(page.path, formula_id(page, index), seen_from)
    formula = page.formulas[index]
    return f'<a href="{escape(address)}">{escape(formula.id) or f"line {formula.line}"}</a>'
