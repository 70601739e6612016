"""Labels over all pages of a run: which formula has one that is taken, or refers to none that there is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cache, partial

from ..report.assemble import duplicate_labels
from ..report.report import FormulaReport, Message, PageReport, Report

# Beyond these no label is looked for that is spelled nearly alike: it takes a comparison with each.
LONGEST_NEAR = 80
MOST_NEAR = 2_000
_REFERENCE = re.compile(r"\\eqref\s*\{([^{}]*)\}")


def linked(pages: Sequence[PageReport], *, complete: bool) -> Report:
    """Return the report of the pages with what is wrong with labels over all of them.

    `complete`: whether these are all pages there are, so that a label which is nowhere is unknown.
    """
    formulas = [formula for page in pages for formula in page.formulas]
    wrong = {place: [m] for place, m in duplicate_labels(formulas).items()}
    if complete:
        for place, found in unknown_labels(formulas).items():
            wrong.setdefault(place, []).extend(found)
    if not wrong:
        return Report(tuple(pages))

    def told(f: FormulaReport) -> FormulaReport:
        return replace(f, diagnostics=(*f.diagnostics, *wrong.get((f.page, f.line, f.column), ())))

    return Report(tuple(replace(page, formulas=tuple(map(told, page.formulas))) for page in pages))


def unknown_labels(formulas: Iterable[FormulaReport]) -> Mapping[tuple[str, int, int], list[Message]]:
    r"""Return messages for each formula with an \eqref to a label of no formula, by its page, line and column."""
    listed = list(formulas)
    known = {formula.id for formula in listed if formula.id}
    help_ = cache(partial(_label_meant, sorted(known)))
    found: dict[tuple[str, int, int], list[Message]] = {}
    for formula in listed:
        for slug in _REFERENCE.findall(formula.tex):
            if slug.strip() not in known:
                found.setdefault((formula.page, formula.line, formula.column), []).append(
                    Message(
                        "unknown-label",
                        f"no formula has the label {slug.strip()!r}",
                        formula.line,
                        formula.column,
                        formula.end_line,
                        formula.end_column,
                        help=help_(slug.strip()),
                    )
                )
    return found


def _label_meant(known: Sequence[str], slug: str) -> str:
    near = get_close_matches(slug, known, 1) if len(slug) <= LONGEST_NEAR and len(known) <= MOST_NEAR else ()
    return rf"write \eqref{{{near[0]}}}" if near else r"write \label{…} into the formula that is meant"
