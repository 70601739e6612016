"""What people publish wrong is refused, and the right formula beside it is proved, wherever the notation is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from .models import entries
from .outcomes import Outcome, judged, read

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("mistakes")]
ENTRIES = entries()
# How many are read when all goes well; more notation makes it more, and then this number is raised.
READ = 133


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    found = judged(ENTRIES, tmp_path_factory.mktemp("mistakes") / "project")
    return {outcome.entry.id: outcome for outcome in found}


def test_there_are_entries_and_each_has_a_name_of_its_own() -> None:
    assert len(ENTRIES) == 135
    assert len({entry.model for entry in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize("name", [entry.id for entry in ENTRIES])
def test_the_wrong_formula_is_refused_and_the_right_one_proved(name: str, outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[name]
    said = [f"{m.code}: {m.message}" for f in outcome.page.formulas[-2:] for m in f.diagnostics]
    assert outcome.problems == [], said


def test_what_is_read_only_grows(outcomes: dict[str, Outcome]) -> None:
    assert len(read(list(outcomes.values()))) >= READ


def test_with_wrong_and_right_exchanged_every_entry_that_is_read_fails(
    outcomes: dict[str, Outcome], tmp_path: Path
) -> None:
    settled = [outcome.entry for outcome in read(list(outcomes.values()))][::8]
    exchanged = [replace(entry, wrong=entry.right, right=entry.wrong) for entry in settled]
    assert len(exchanged) > 8
    for outcome in judged(exchanged, tmp_path / "project"):
        assert "the wrong formula is proved, not refused" in outcome.problems
        assert any("the right formula is" in problem for problem in outcome.problems)
