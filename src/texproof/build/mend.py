"""What a refused formula was probably meant to be, as the help of its message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ..diagnostic import Diagnostic, Span
from ..mutation.mutant import Mutant
from ..report.judged import Judged
from ..report.record import from_data
from .answers import Answers
from .fate import Mended
from .sheet import Sheet
from .work import Work

MOST = 10  # refused formulas of one page for which what was meant is looked for
_REFUSED = frozenset({"refuted", "ill-shaped", "malformed"})
_SHORT = 100  # signs of TeX that are shown as a whole


@dataclass(frozen=True, slots=True)
class Refused:
    """A formula that was refused and is not shown because it is wrong: on which sheet, its number, what to look for."""

    sheet: Sheet
    number: int
    work: Work


def mend(sheets: Sequence[Sheet], answers: Answers) -> None:
    """Look for what each page's first refused formulas were meant to be, and say it in their messages."""
    wrong = [one for sheet in sheets for one in islice(_refused(sheet), MOST)]
    kept = [answers.kept(one.work, Mended) for one in wrong]
    new = [n for n, found in enumerate(kept) if found is None]
    for n, answer in zip(new, answers.ask([wrong[n].work for n in new]), strict=True):
        kept[n] = Mended() if answer.failed else from_data(Mended, answer.data["mended"])
        wrong[n].sheet.unsettled |= bool(answer.failed)
        if not answer.failed:
            answers.keep(wrong[n].work, answer.data["mended"])
    for one, found in zip(wrong, kept, strict=True):
        assert found is not None
        one.sheet.judged[one.number] = _helped(one.sheet.judged[one.number], found.mutants, one.work.texts[0])


def _refused(sheet: Sheet) -> Iterator[Refused]:
    """Yield the formulas to be mended, in the order of the page: never an erratum."""
    for number, work in sorted(sheet.works.items()):
        judged, formula = sheet.judged.get(number), sheet.formulas[number]
        if judged is None or judged.verdict not in _REFUSED or formula.erratum or not judged.diagnostics:
            continue
        marks = tuple(dict.fromkeys((d.span.start, d.span.end) for d in judged.diagnostics))
        yield Refused(sheet, number, replace(work, ask="mend", marks=marks))


def _helped(judged: Judged, mutants: Sequence[Mutant], tex: str) -> Judged:
    """Return the judgement with the edits that mend the formula as help, each at the message nearest to it."""
    diagnostics = list(judged.diagnostics)
    for mutant in reversed(mutants):
        at = next((n for n, d in enumerate(diagnostics) if _within(mutant.span, d.span)), 0)
        diagnostics[at] = _with_help(diagnostics[at], _said(mutant, diagnostics[at], judged, tex))
    return replace(judged, diagnostics=tuple(diagnostics))


def _said(mutant: Mutant, diagnostic: Diagnostic, judged: Judged, tex: str) -> str:
    """Return what to write: the whole of what the message points at, else of what is stated, where that is short."""
    if _within(mutant.span, diagnostic.span):
        shown = _edited(mutant, diagnostic.span, tex)
        if len(shown) <= _SHORT:
            return f"{shown} holds here"
    for span in [o.span for o in judged.obligations] or [Span(0, len(tex))]:
        shown = _edited(mutant, span, tex)
        if _within(mutant.span, span) and len(shown) <= _SHORT:
            return f"{shown} holds"
    return f"it holds with {mutant.new} in place of {mutant.old}"


def _edited(mutant: Mutant, span: Span, tex: str) -> str:
    whole = mutant.applied(tex)
    end = len(whole) - (len(tex) - span.end)
    return " ".join(whole[span.start : end].split())


def _with_help(diagnostic: Diagnostic, said: str) -> Diagnostic:
    if not diagnostic.help:
        return replace(diagnostic, help=said)
    if said in diagnostic.help:
        return diagnostic
    return replace(diagnostic, help=f"{said}; or {diagnostic.help}")


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
