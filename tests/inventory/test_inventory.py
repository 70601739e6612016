"""Every true formula of the inventory is proved, or is on the list of what is open and no worse than it stands there.

A misprint of a source is refused wherever it is read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from texproof.check.verdict import PASSING

from .models import FILES, Truth, entries
from .open import Open, listed, problem
from .outcomes import Outcome, judged

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("inventory")]
ENTRIES = {file: entries(file) for file in FILES}
EVERY = [truth for file in FILES for truth in ENTRIES[file]]
COUNTS = {"cookbook": 368, "nn": 153, "giles": 59, "identities": 142}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    found = judged(EVERY, tmp_path_factory.mktemp("inventory") / "project")
    return {outcome.entry.id: outcome for outcome in found}


@pytest.fixture(scope="module")
def still() -> dict[str, Open]:
    return listed()


def test_there_are_entries_and_each_has_a_name_of_its_own() -> None:
    assert {file: len(truths) for file, truths in ENTRIES.items()} == COUNTS
    assert [name for name, n in Counter(truth.model for truth in EVERY).items() if n > 1] == []


def test_every_entry_has_its_source_and_a_formula() -> None:
    assert [truth.id for truth in EVERY if not truth.source or not all(truth.formulas) or not truth.formulas] == []


def test_what_is_open_is_in_the_inventory_and_has_a_reason(still: dict[str, Open]) -> None:
    known = {truth.id for truth in EVERY}
    assert [name for name, entry in still.items() if name not in known or not entry.reason] == []


@pytest.mark.parametrize("name", [truth.id for truth in EVERY])
def test_it_is_proved_or_open_and_no_worse(name: str, outcomes: dict[str, Outcome], still: dict[str, Open]) -> None:
    assert problem(outcomes[name], still) == ""


@pytest.mark.parametrize("name", [truth.id for truth in EVERY if truth.printed])
def test_a_misprint_is_refused(name: str, outcomes: dict[str, Outcome]) -> None:
    assert not outcomes[name].misprint_passes


def test_a_list_that_is_not_right_is_noticed(outcomes: dict[str, Outcome]) -> None:
    proved = next(o for o in outcomes.values() if o.verdict == "proved")
    unread = next(o for o in outcomes.values() if o.verdict == "malformed")
    assert "take it off" in problem(proved, {proved.entry.id: Open("malformed", "as a trial")})
    assert "not proved" in problem(unread, {})
    assert "worse" in problem(unread, {unread.entry.id: Open("undecided", "as a trial")})


def test_a_spoiled_entry_is_not_proved(outcomes: dict[str, Outcome], tmp_path_factory: pytest.TempPathFactory) -> None:
    """A right side with a factor that does not belong there makes every entry false, so that none passes unseen."""
    proved = [o.entry for o in outcomes.values() if o.verdict == "proved"][::20]
    spoiled = [replace(truth, formulas=[_spoiled(truth)]) for truth in proved if _spoiled(truth)]
    assert len(spoiled) > 8
    for outcome in judged(spoiled, tmp_path_factory.mktemp("inventory") / "project"):
        assert outcome.verdict not in PASSING, outcome.entry.id


def _spoiled(truth: Truth) -> str:
    """Return the first formula with its right side times 17, where that is one equation; else ""."""
    left, sign, right = truth.formulas[0].partition(" = ")
    single = sign and "=" not in right and "quad" not in right and right.strip() != "0"
    return rf"{left} = 17\left({right}\right)" if single else ""
