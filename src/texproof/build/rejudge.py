"""Which verdicts from the cache are judged again, and what is said where the two differ.

A verdict that was kept is believed because of its key and its seal. Neither sees a machine that computed
wrongly, a library that answers by chance, or an entry sealed with the right secret by the wrong program.
So every hit has a chance of 2 % in each run to be judged again, whatever it came from: a formula's own
entry, or the entry of a whole page.

Processes that judge take half a second to start, more than all else in a run with nothing changed. A run
that has them at work anyway draws each hit by itself, and one at least. A run with nothing to judge draws
in one case out of ten, and then ten times as many: the chance of each hit stays the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


def drawn(hits: int, chance: Chance, *, at_work: bool) -> frozenset[int]:
    """Return the numbers of the hits that are judged again, out of range(hits).

    `at_work`: whether the run judges something else, so that one hit more costs next to nothing.
    """
    if not hits or not (at_work or chance() < RUNS):
        return frozenset()
    share = SHARE if at_work else SHARE / RUNS
    chosen = frozenset(number for number in range(hits) if chance() < share)
    return chosen or frozenset({int(chance() * hits)})


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


def disputed_report(kept: FormulaReport, anew: FormulaReport) -> FormulaReport | None:
    """Return what `disputed` returns, of a formula as a page's entry has it."""
    if any(m.code == "crashed" for m in anew.diagnostics):
        return anew
    if _reported(kept) == _reported(anew):
        return None
    place = (anew.line, anew.column, anew.end_line, anew.end_column)
    said = Message(CODE, _message(kept.verdict, anew.verdict), *place, _NOTES, _HELP)
    return replace(anew, verdict="conflict", diagnostics=(said, *anew.diagnostics))


def disputed_page(kept: PageReport, anew: PageReport, places: Sequence[tuple[int, int]]) -> Message | None:
    """Return what is said of a page whose entry tells of other formulas, givens or messages than the page has.

    `places`: line and column of each formula that stands on the page.
    """
    if [(f.line, f.column) for f in kept.formulas] == list(places) and _around(kept) == _around(anew):
        return None
    return Message(CODE, "what was kept of this page is not what stands on it", 1, 1, 1, 1, _NOTES, _HELP)


def _message(kept: str, anew: str) -> str:
    if kept == anew:
        return f"kept as {kept} and judged {anew} again, but for other reasons"
    return f"kept as {kept}, but judged again it is {anew}"


def _outcome(judged: Judged) -> tuple[object, ...]:
    return judged.role, judged.verdict, judged.label, [(o.kind, o.span, o.verdict) for o in judged.obligations]


def _reported(formula: FormulaReport) -> tuple[object, ...]:
    obligations = [(o.kind, o.tex, o.line, o.column, o.verdict) for o in formula.obligations]
    return formula.role, formula.verdict, formula.id, formula.refuted_as, formula.tex, formula.shown, obligations


def _around(page: PageReport) -> tuple[object, ...]:
    return page.diagnostics, page.givens, page.snippets
