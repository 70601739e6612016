"""What the suite judges as whole pages, judged in this process: what decides it is then seen to run.

The cases, the hazards, the inventory of true formulas and the mistakes. No test of `make test`, where all of them are
judged by processes with limits. A hazard that only a limit ends is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from texproof.build import worker
from texproof.build.answer import Answer
from texproof.build.work import Work

from ..cases import pages as cases
from ..hazards import judged as hazards
from ..hazards.hazard import Hazard
from ..inventory import models as truths
from ..inventory import outcomes as inventory
from ..inventory.open import listed, problem
from ..mistakes import models as wrongs
from ..mistakes import outcomes as mistakes

_LIMITED = {"endless", "text"}


class Here:
    """Does the work of a crew in this process."""

    def run(self, works: Sequence[Work], done: Callable[[int], None] = lambda _: None) -> list[Answer]:
        answers = []
        for work in works:
            data = json.loads(json.dumps(worker._answer(work.data)))
            failed = {name: data.pop(name) for name in ("failed", "snippet", "trace") if name in data}
            answers.append(Answer(data=data, **failed))
            done(1)
        return answers


CASES = cases.every_case()
HAZARDS = [hazard for kind, found in hazards.KINDS.items() if kind not in _LIMITED for hazard in found]
TRUTHS = {truth.id: truth for file in truths.FILES for truth in truths.entries(file)}
MISTAKES = {mistake.id: mistake for mistake in wrongs.entries()}
OPEN = listed()


@pytest.mark.parametrize("case", CASES, ids=[f"{number}" for number in range(len(CASES))])
def test_case(case: cases.Case, tmp_path: Path) -> None:
    assert cases.judged([case], tmp_path, Here()) == [case.expect]


@pytest.mark.parametrize("hazard", HAZARDS, ids=[hazard.name for hazard in HAZARDS])
def test_hazard(hazard: Hazard, tmp_path: Path) -> None:
    found = hazards.judged([hazard], tmp_path, Here())
    assert hazards.failing([hazard], found) == {"right": set(), "wrong": set()}


@pytest.mark.parametrize("name", TRUTHS)
def test_truth(name: str, tmp_path: Path) -> None:
    (found,) = inventory.judged([TRUTHS[name]], tmp_path / "project", Here())
    assert problem(found, OPEN) == ""
    assert not found.misprint_passes


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake(name: str, tmp_path: Path) -> None:
    (found,) = mistakes.judged([MISTAKES[name]], tmp_path / "project", Here())
    assert found.problems == []
