"""The suites that a broken checker must fail: what each expects of every page, and what a checker says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from texproof.build.judge import Judge
from texproof.build.project import Project

from ..cases.pages import every_case
from ..cases.pages import judged as judged_cases
from ..hazards.judged import HAZARDS
from ..hazards.judged import judged as judged_hazards
from ..notes.test_claims import CLAIMS, page
from ..program import ROOT


@dataclass(frozen=True)
class Outcome:
    """A test of a suite: its name, the verdicts that it expects in order, and whether it passes."""

    name: str
    expected: tuple[str, ...]
    passes: bool


def cases(folder: Path, crew: Any) -> Sequence[Outcome]:
    every = every_case()
    found = judged_cases(every, folder, crew)
    return [
        Outcome(case.name, _asked(case.expect), case.expect == lines) for case, lines in zip(every, found, strict=True)
    ]


def _asked(expect: Sequence[str]) -> tuple[str, ...]:
    """Return the verdicts that a checker is asked for: none of a formula whose model cannot be had."""
    said = [line.split(" ", 1)[1].partition(": ") for line in expect]
    return tuple(verdict for verdict, _, message in said if not message.startswith("not judged: "))


def hazards(folder: Path, crew: Any) -> Sequence[Outcome]:
    outcomes = []
    for hazard, found in zip(HAZARDS, judged_hazards(HAZARDS, folder, crew), strict=True):
        expected = ("proved", hazard.verdict)
        outcomes.append(Outcome(hazard.name, expected, tuple(f.verdict for f in found.formulas) == expected))
    return outcomes


def notes(folder: Path, crew: Any) -> Sequence[Outcome]:
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "notes.md").write_text(page(CLAIMS), encoding="utf-8")
    with Judge(Project(folder, folder / "docs", ROOT / "snippets", None), crew=crew) as judge:
        formulas = judge.judge().formulas
    return [
        Outcome(f"line {claim.line}", (claim.expected,), formula.verdict == claim.expected)
        for claim, formula in zip(CLAIMS, formulas, strict=True)
    ]


SUITES: dict[str, Callable[[Path, Any], Sequence[Outcome]]] = {"cases": cases, "hazards": hazards, "notes": notes}
