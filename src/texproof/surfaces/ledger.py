"""The ledger: every formula of the site with its verdict, sizes, residual and time, as HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape

from ..report.report import FormulaReport, GivenReport, PageReport, Report
from .evidence import Evidence
from .filters import filters
from .places import Places, Section, formula_id, given_of
from .rendered import ECHO
from .typeset import mathml, references, with_references
from .words import residual_in_words, sign, time_in_words, verdict_in_words

COUNTED = {"definition": "definitions", "mention": "mentions", "refuted-erratum": "errata, refused as they should be"}
COLUMNS = ("Place", "Verdict", "Formula", "Residual", "Time")
BRIEF = tuple(name for name in COLUMNS if name != "Formula")


@dataclass(frozen=True, slots=True)
class Part:
    """What a ledger is of: the pages whose paths begin with one of `of` (all without any), with formulas or `brief`."""

    of: tuple[str, ...] = ()
    brief: bool = False

    @classmethod
    def written(cls, attributes: str) -> Part:
        """Return the part that a place's attributes ask for: data-of="docs/layers/ docs/index.md", data-brief."""
        found = re.search(r'\bdata-of="([^"]*)"', attributes)
        return cls(tuple(found[1].split()) if found else (), re.search(r"\bdata-brief\b", attributes) is not None)

    def holds(self, page: PageReport) -> bool:
        return bool(page.formulas) and (not self.of or page.path.startswith(self.of))


def ledger(places: Places, evidence: Evidence, seen_from: str, part: Part | None = None) -> str:
    """Return the summary, the filters, and of each page tables of what it states, by section, and its mentions.

    `seen_from` is the path of the ledger's page. In brief neither formulas nor mentions are shown, so that a page
    can list thousands.
    """
    part = part or Part()
    pages = tuple(page for page in places.pages if part.holds(page))
    hypotheses = sorted({words for page in pages for given in page.givens for words in _hypotheses(given)})
    listed = _Listed(places, evidence, seen_from, part.brief, tuple(hypotheses))
    return _summary(Report(pages)) + filters(pages, places, hypotheses, part.brief) + "".join(map(listed.page, pages))


def _hypotheses(given: GivenReport | None) -> set[str]:
    return {words for symbol in given.symbols for words in symbol.hypotheses} if given else set()


def _summary(report: Report) -> str:
    counts = {name: number for name, number in report.summary.items() if number}
    total = counts.pop("formulas", 0)
    items = "".join(
        f'<li class="texproof-count texproof-{name}"><b>{number}</b> {_sign(name)} {COUNTED.get(name, name)}</li>'
        for name, number in counts.items()
    )
    seconds = sum(result.seconds for f in report.formulas for o in f.obligations for result in o.routes.values())
    obligations = sum(len(formula.obligations) for formula in report.formulas)
    pages = sum(1 for page in report.pages if page.formulas)
    return (
        f"<p><b>{total}</b> formulas stand on {pages} page{'' if pages == 1 else 's'}. They state "
        f"<b>{obligations}</b> things, which took the routes {time_in_words(seconds)} to decide.</p>"
        f'<ul class="texproof-counts">{items}</ul>'
    )


def _sign(verdict: str) -> str:
    return f'<span class="texproof-sign">{sign(verdict)}</span>'


@dataclass(frozen=True, slots=True)
class _Listed:
    """What writes the rows of one ledger. A row carries what filters ask for; a hypothesis as its number."""

    places: Places
    evidence: Evidence
    seen_from: str
    brief: bool
    hypotheses: tuple[str, ...]

    def page(self, page: PageReport) -> str:
        title = self.places.title(page.path)
        link = f'<a href="{escape(self.places.address(page.path, seen_from=self.seen_from))}">{escape(title)}</a>'
        mentions: dict[tuple[str, str], list[int]] = {}
        stated: dict[Section | None, list[str]] = {}
        for index, formula in enumerate(page.formulas):
            if formula.verdict == "mention":
                mentions.setdefault((formula.given, formula.tex), []).append(index)
            else:
                section = None if self.brief else self.places.section(page.path, index)
                stated.setdefault(section, []).append(self._row(page, index))
        if self.brief and not stated:
            return ""
        named = [] if self.brief else [self._mention(page, indices) for indices in mentions.values()]
        tables = "".join(self._table(page, section, rows) for section, rows in stated.items())
        return f'<section data-page="{escape(page.path)}"><h2>{link}</h2>{tables}{_mentions(named)}</section>'

    def _table(self, page: PageReport, section: Section | None, rows: list[str]) -> str:
        """Return the table of what a section of a page states, under the section's title."""
        name = escape(self.places.title(page.path))
        caption = ""
        if section:
            address = escape(self.places.address(page.path, section.anchor, self.seen_from))
            title = ECHO.sub(lambda match: mathml(self.evidence.typeset(unescape(match[1]))), section.title)
            caption = f'<caption><a href="{address}">{title}</a></caption>'
            name = f"{name}, {ECHO.sub(lambda match: match[1], section.title)}"
        head = "".join(f'<th scope="col">{column}</th>' for column in (BRIEF if self.brief else COLUMNS))
        return (
            f'<div class="texproof-scroll" tabindex="0" role="group" aria-label="Formulas of {name}"'
            f' style="--texproof-entries: {len(rows)}"><table class="texproof-table">{caption}'
            f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        )

    def _mention(self, page: PageReport, indices: list[int]) -> str:
        """Return what is mentioned with all of its places on the page."""
        found = ", ".join(self._place(page, index) for index in indices)
        row = f'<li data-verdict="mention" data-count="{len(indices)}"{self._needs(page, indices[0])}>'
        return f"{row}{stated_in_list(page, indices[0], self.places, self.evidence)} <small>{found}</small></li>"

    def _row(self, page: PageReport, index: int) -> str:
        formula = page.formulas[index]
        results = [result for obligation in formula.obligations for result in obligation.routes.values()]
        residuals = [result.residual for result in results if result.residual is not None]
        name = f"{_sign(formula.verdict)} {escape(verdict_in_words(formula))}"
        stated = f'<td class="texproof-stated">{stated_in_list(page, index, self.places, self.evidence)}</td>'
        return (
            f'<tr data-verdict="{escape(formula.verdict)}"{_sizes(formula)}{self._needs(page, index)}>'
            f"<td>{self._place(page, index)}</td>"
            f'<td><span class="texproof-{escape(formula.verdict)}">{name}</span></td>'
            f"{'' if self.brief else stated}"
            f"<td>{residual_in_words(max(residuals) if residuals else None)}</td>"
            f"<td>{time_in_words(sum(result.seconds for result in results)) if results else '–'}</td></tr>"
        )

    def _needs(self, page: PageReport, index: int) -> str:
        _, given = given_of(page, index) or (0, None)
        needs = sorted(map(self.hypotheses.index, _hypotheses(given)))
        return f' data-needs="{" ".join(map(str, needs))}"' if needs else ""

    def _place(self, page: PageReport, index: int) -> str:
        address = self.places.address(page.path, formula_id(page, index), self.seen_from)
        formula = page.formulas[index]
        return f'<a href="{escape(address)}">{escape(formula.id) or f"line {formula.line}"}</a>'


def _sizes(formula: FormulaReport) -> str:
    """Return for a row of what is proved whether that holds for every size."""
    if formula.verdict != "proved":
        return ""
    return f' data-sizes="{"every" if all(o.every_size for o in formula.obligations) else "some"}"'


def _mentions(items: list[str]) -> str:
    if not items:
        return ""
    count = "1 mention" if len(items) == 1 else f"{len(items)} mentions"
    return f'<details class="texproof-mentions"><summary>{count}</summary><ul>{"".join(items)}</ul></details>'


def stated_in_list(page: PageReport, index: int, places: Places, evidence: Evidence) -> str:
    """Return a formula as lists of many show it: as MathML, with the numbers of those that it refers to."""
    shown = page.formulas[index].shown
    texts = {slug: found.text for slug in references(shown) if (found := places.reference(slug, page))}
    tex = with_references(shown, texts) if len(texts) == len(set(references(shown))) else shown
    return mathml(evidence.typeset(tex))
