"""Formulas of the site, spoiled by one edit at random, and what the repair offers for each."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from texproof.build import neighbours, stages
from texproof.build.judge import Judge
from texproof.build.project import Project
from texproof.build.work import Work
from texproof.mutation.mutant import Mutant

from ..program import ROOT

REFUSED = ("refuted", "ill-shaped", "malformed")


@dataclass(frozen=True)
class Repaired:
    """A formula spoiled by `edit`; what was offered, the likeliest first, after how many seconds of processor time."""

    tex: str
    edit: Mutant
    offered: tuple[Mutant, ...]
    seconds: float

    @property
    def proves(self) -> bool:
        """Whether the first offer brings back the original or another formula that proves."""
        return bool(self.offered)


def claims() -> list[Work]:
    """Return the proved claims of the site."""
    with Judge(Project.around([ROOT / "docs"])) as judge:
        return [sheet.works[number] for sheet, number in judge.proved([ROOT / "docs"])]


def repaired(works: list[Work], count: int, seed: int) -> Iterator[Repaired]:
    """Yield `count` formulas, spoiled so that they are refused, with what is offered; each offer is judged in full."""
    rng = random.Random(seed)
    while count:
        work = rng.choice(works)
        edits = neighbours.spoiled(replace(work, ask="spoil")).mutants
        if not edits:
            continue
        edit = rng.choice(edits)
        spoiled = replace(work, texts=(edit.applied(work.texts[0]),))
        judged = stages.judge(spoiled)
        if judged.verdict not in REFUSED:
            continue
        marks = tuple(dict.fromkeys((d.span.start, d.span.end) for d in judged.diagnostics))
        start = time.process_time()
        offers = neighbours.mended(replace(spoiled, ask="mend", marks=marks)).mutants
        seconds = time.process_time() - start
        count -= 1
        sound = tuple(m for m in offers if _proves(m, spoiled))
        yield Repaired(spoiled.texts[0], edit, sound if sound == offers else (), seconds)


def _proves(offer: Mutant, spoiled: Work) -> bool:
    return stages.judge(replace(spoiled, texts=(offer.applied(spoiled.texts[0]),))).verdict == "proved"
