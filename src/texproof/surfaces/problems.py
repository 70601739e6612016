"""What is wrong in a report, page by page and in the order of places: what every surface tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ..report.report import FormulaReport, Message, PageReport, Report

_SAID = 5  # times that one message is said on one page


def problems(report: Report) -> Iterator[tuple[PageReport, Message]]:
    """Yield all that is wrong, for people: a message that comes again and again on a page is said five times.

    The fifth says how often it comes.
    """
    for page in report.pages:
        for message in _seldom(_found(page)):
            yield page, message


def every_problem(report: Report) -> Iterator[tuple[PageReport, Message]]:
    """Yield all that is wrong, for programs.

    What a given's missing model does to each of its formulas is said once, at the given.
    """
    for page in report.pages:
        for message in _found(page):
            yield page, message


def told(formula: FormulaReport) -> tuple[Message, ...]:
    """Return what is wrong with a formula: its diagnostics, or where it fails without any, that it does."""
    if formula.passes or formula.diagnostics:
        return formula.diagnostics
    return (_unexplained(formula),)


def _found(page: PageReport) -> list[Message]:
    said = {message.code for message in page.diagnostics}
    found = list(page.diagnostics)
    for formula in page.formulas:
        found += [m for m in told(formula) if m.code not in said or not m.message.startswith("not judged")]
    return sorted(found, key=lambda m: (m.line, m.column))


def _seldom(messages: list[Message]) -> Iterator[Message]:
    times = Counter((m.code, m.message) for m in messages)
    count: Counter[tuple[str, str]] = Counter()
    for message in messages:
        kind = message.code, message.message
        count[kind] += 1
        more = times[kind] - _SAID
        if count[kind] < _SAID or (count[kind] == _SAID and not more):
            yield message
        elif count[kind] == _SAID:
            yield replace(message, notes=(*message.notes, f"and {more:,} times more on this page"))


def _unexplained(formula: FormulaReport) -> Message:
    code = "undecided" if formula.verdict not in ("refuted", "supported", "conflict") else formula.verdict
    return Message(
        code, f"this formula is {formula.verdict}", formula.line, formula.column, formula.end_line, formula.end_column
    )
