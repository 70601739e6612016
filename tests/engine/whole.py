"""The pages of tests/cases and tests/hazards, judged in this process: what decides them is then seen to run.

No test of `make test`, where both are judged by processes with limits. A hazard that only a limit ends is left out.
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


@pytest.mark.parametrize("case", CASES, ids=[f"{number}" for number in range(len(CASES))])
def test_case(case: cases.Case, tmp_path: Path) -> None:
    assert cases.judged([case], tmp_path, Here()) == [case.expect]


@pytest.mark.parametrize("hazard", HAZARDS, ids=[hazard.name for hazard in HAZARDS])
def test_hazard(hazard: Hazard, tmp_path: Path) -> None:
    found = hazards.judged([hazard], tmp_path, Here())
    assert hazards.failing([hazard], found) == {"right": set(), "wrong": set()}
