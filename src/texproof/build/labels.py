"""Labels over all pages of a run: which formula has one that is taken, or refers to none that there is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..report.assemble import duplicate_labels
from ..report.report import FormulaReport, Message, PageReport, Report

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
                        help=r"write \label{…} into the formula that is meant",
                    )
                )
    return found
