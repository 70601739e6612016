"""Each broken checker fails each suite, in every test that expects what it cannot say."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checkers import CONTROLS, InThisProcess
from .suites import SUITES

LEAST = {"cases": 40, "hazards": 20, "notes": 8}


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("control", CONTROLS)
def test_a_broken_checker_fails(control: str, suite: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make, unsaid = CONTROLS[control]
    outcomes = SUITES[suite](tmp_path / suite, make(monkeypatch))
    due = {outcome.name for outcome in outcomes if unsaid & set(outcome.expected)}
    assert len(due) >= LEAST[suite]
    assert due <= {outcome.name for outcome in outcomes if not outcome.passes}


@pytest.mark.slow
@pytest.mark.parametrize("suite", ["hazards", "notes"])
def test_the_checker_itself_passes_where_they_fail(suite: str, tmp_path: Path) -> None:
    """In this process too, so that it is not the process that fails the others."""
    assert [outcome.name for outcome in SUITES[suite](tmp_path / suite, InThisProcess()) if not outcome.passes] == []
