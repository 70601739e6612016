"""The score of a project's build: which of its formulas, spoiled by one edit, it refuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..diagnostic import Span
from ..mutation.mutant import Mutant
from ..report.record import from_data
from .fate import Fate, Spoils
from .judge import Judge, Progress
from .sheet import Sheet
from .work import Work

_REFUSED = frozenset({"malformed", "ill-shaped", "refuted"})


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A mutant of a proved claim and what became of it; its place is that of the edit."""

    page: str
    line: int
    column: int
    mutant: Mutant
    fate: Fate

    @property
    def kind(self) -> str:
        """What counts: "refused", "true" (accepted, and true after all) or "survivor" (let through, or not decided)."""
        if self.fate.verdict in _REFUSED or self.fate.why == "may-be-undefined":
            return "refused"
        return "true" if self.fate.true else "survivor"


@dataclass(frozen=True, slots=True)
class Score:
    """What became of all mutants of all proved claims, and how many claims these are."""

    claims: int
    spoiled: tuple[Spoiled, ...]

    def share(self, operator: str = "") -> float:
        """Return the part of the mutants (of one operator) that are false and refused; 1 where there is none."""
        kinds = [s.kind for s in self.spoiled if operator in ("", s.mutant.operator)]
        false = len(kinds) - kinds.count("true")
        return kinds.count("refused") / false if false else 1.0


def score(judge: Judge, paths: Sequence[Path], progress: Progress = lambda *_: None) -> Score:
    """Spoil each proved claim under the paths by one edit, in every way, and return what becomes of the mutants.

    Raises: UnusableError as Judge.judge does.
    """
    claims = judge.proved(paths)
    answers = judge.asked([replace(sheet.works[number], ask="spoil") for sheet, number in claims])
    places: list[tuple[Sheet, int, Mutant]] = []
    works: list[Work] = []
    for (sheet, number), answer in zip(claims, answers, strict=True):
        work = sheet.works[number]
        spoils = Spoils() if answer.failed else from_data(Spoils, answer.data["spoils"])
        text = work.texts[0]
        for mutant in spoils.mutants:
            places.append((sheet, number, mutant))
            works.append(replace(work, ask="fate", texts=(mutant.applied(text), text)))
        for symbol, hypothesis in spoils.hypotheses:
            dropped = Mutant("hypothesis-drop", Span(0, 0), f"{symbol} {hypothesis}", "")
            places.append((sheet, number, dropped))
            works.append(replace(work, ask="fate", texts=(text, text), without=((symbol, hypothesis),)))
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        progress(done, len(works))

    fates = [
        Fate("undecided", answer.failed) if answer.failed else from_data(Fate, answer.data["fate"])
        for answer in judge.asked(works, count)
    ]
    return Score(len(claims), tuple(_placed(*place, fate) for place, fate in zip(places, fates, strict=True)))


def _placed(sheet: Sheet, number: int, mutant: Mutant, fate: Fate) -> Spoiled:
    document = sheet.reading.document
    span = sheet.formulas[number].tex.span(mutant.span.start, mutant.span.end)
    place = document.place(span.start)
    return Spoiled(document.path, place.line, place.column, mutant, fate)
