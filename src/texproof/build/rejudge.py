"""Which verdicts from the cache are judged again, and what is said where the two differ.

A verdict that was kept is believed because of its key and its seal. Neither sees a machine that computed
wrongly, a library that answers by chance, or an entry sealed with the right secret by the wrong program.
So every hit has a chance of 2 % in each run to be judged again, whatever it came from: a formula's own
entry, or the entry of a whole page.

Reading a page again costs as much as judging it, so a page's formulas are drawn together. Processes that
judge take half a second to start, more than all else in a run with nothing changed. So such a run draws
in one case out of ten only, and then ten times as many: the chance of each hit stays the same. A run that
has its processes at work anyway draws each time, and one formula at least of the pages that it reads.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass, replace
from secrets import SystemRandom

from ..diagnostic import Diagnostic
from ..report.assemble import written
from ..report.judged import Judged
from ..report.report import FormulaReport, Message, PageReport
from .sheet import Sheet
from .work import Work

SHARE = 0.02  # of all hits, on average
RUNS = 0.1  # of the runs with nothing else to judge, those that judge again at all
Chance = Callable[[], float]  # gives numbers from [0, 1)
CODE = "rejudged"
_NOTES = ("a share of what is taken from the cache is judged again at random; this entry was thrown away",)
_HELP = "run again with --cold; if this comes again, texproof or a library is at fault"
by_chance: Chance = SystemRandom().random  # no seed: whoever plants a verdict must not know what is drawn


@dataclass(frozen=True, slots=True)
class Hit:
    """A formula whose verdict came from its own entry: on which sheet, its number there, and its work."""

    sheet: Sheet
    number: int
    work: Work


@dataclass(frozen=True, slots=True)
class Drawn:
    """The numbers of the pages, and of the single formulas, that are judged again."""

    pages: tuple[int, ...] = ()
    formulas: tuple[int, ...] = ()


def drawn(pages: int, formulas: int, chance: Chance, *, at_work: bool) -> Drawn:
    """Return what is judged again out of range(pages) and of range(formulas), the hits of a run.

    `at_work`: whether the run judges something else, so that one formula more costs next to nothing.
    """
    if not at_work and chance() >= RUNS:
        return Drawn()
    share = SHARE if at_work else SHARE / RUNS
    again = tuple(number for number in range(pages) if chance() < share)
    single = tuple(number for number in range(formulas) if chance() < share)
    return Drawn(again, single or ((int(chance() * formulas),) if formulas else ()))


def disputed(kept: Judged, anew: Judged, text: str) -> Judged | None:
    """Return what is said of a formula whose kept judgement is another than the new one; None where they agree.

    Its verdict is `conflict`, not `undecided`: one question got two answers, and which of them holds is for
    people to find out. A `conflict` is no refusal either, so no erratum passes by it. A formula that could
    not be judged this time has the verdict that every run gives it then: that says nothing of the kept one.
    """
    if any(d.code == "crashed" for d in anew.diagnostics):
        return anew
    if _outcome(kept) == _outcome(anew):
        return None
    said = Diagnostic(CODE, _message(kept.verdict, anew.verdict), written(text), _NOTES, _HELP)
    return replace(anew, verdict="conflict", diagnostics=(said, *anew.diagnostics))


def compared(kept: PageReport, anew: PageReport) -> PageReport:
    """Return a page's report as it was kept, itself; or, where they differ, the new one with what is disputed."""
    if _inventory(kept) != _inventory(anew):
        said = Message(CODE, "what was kept of this page is not what stands on it", 1, 1, 1, 1, _NOTES, _HELP)
        return replace(anew, diagnostics=(said, *anew.diagnostics))
    formulas = tuple(map(_compared, kept.formulas, anew.formulas))
    return kept if all(map(operator.is_, formulas, kept.formulas)) else replace(kept, formulas=formulas)


def _compared(kept: FormulaReport, anew: FormulaReport) -> FormulaReport:
    if any(m.code == "crashed" for m in anew.diagnostics):
        return anew
    if _reported(kept) == _reported(anew):
        return kept
    place = (anew.line, anew.column, anew.end_line, anew.end_column)
    said = Message(CODE, _message(kept.verdict, anew.verdict), *place, _NOTES, _HELP)
    return replace(anew, verdict="conflict", diagnostics=(said, *anew.diagnostics))


def _message(kept: str, anew: str) -> str:
    if kept == anew:
        return f"kept as {kept} and judged {anew} again, but for other reasons"
    return f"kept as {kept}, but judged again it is {anew}"


def _outcome(judged: Judged) -> tuple[object, ...]:
    obligations = [(o.kind, o.span, o.verdict) for o in judged.obligations]
    return judged.role, judged.verdict, judged.label, obligations, [d.code for d in judged.diagnostics]


def _reported(formula: FormulaReport) -> tuple[object, ...]:
    obligations = [(o.kind, o.tex, o.line, o.column, o.verdict) for o in formula.obligations]
    codes = [m.code for m in formula.diagnostics]
    return formula.role, formula.verdict, formula.id, formula.refuted_as, obligations, codes


def _inventory(page: PageReport) -> tuple[object, ...]:
    """Return what a page's report says apart from verdicts: which formulas stand where, its givens and messages."""
    formulas = [(f.line, f.column, f.end_line, f.end_column, f.tex, f.shown, f.given, f.reason) for f in page.formulas]
    return formulas, page.diagnostics, page.givens, page.snippets
