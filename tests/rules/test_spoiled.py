"""A rule that is spoiled is noticed: its formula is no longer proved, or what it would prove is a conflict."""

from __future__ import annotations

from importlib import import_module
from itertools import count

import pytest

from texproof.check.decide import Decision, decide
from texproof.check.every_size import prove
from texproof.check.every_size.rules import RULES
from texproof.check.verdict import Answer

from .page import obligations, stated
from .spoiling import PACKAGE, SPOILS, Spoil

EACH = pytest.mark.parametrize("spoil", SPOILS, ids=[f"{s.rule}: {s.new}"[:60] for s in SPOILS])


def still_proved(slug: str) -> bool:
    """Whether a rule's formula on its page is proved for every size."""
    model, found = stated(slug)
    return all(prove(obligation, model, {}).holds for obligation in found)


def decided(spoil: Spoil) -> Decision:
    """Return what becomes of the false claim."""
    model, (obligation,) = obligations(spoil.twin, spoil.source)
    ticks = count()
    return decide(obligation, model, {}, 1, lambda: float(next(ticks)))


def silence_the_evaluation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module(f"{PACKAGE}.prove"), "vanishes", lambda *_: None)


def test_every_rule_is_spoiled() -> None:
    assert {spoil.rule for spoil in SPOILS} == set(RULES)


@EACH
def test_its_formula_is_no_longer_proved(monkeypatch: pytest.MonkeyPatch, spoil: Spoil) -> None:
    """But where only a hypothesis was dropped, which the formula has, or where another rule proves it too."""
    assert still_proved(spoil.rule)
    spoil.done(monkeypatch)
    assert still_proved(spoil.rule) is spoil.keeps


@EACH
def test_the_false_claim_is_refused_by_all_while_the_rule_is_whole(spoil: Spoil) -> None:
    found = decided(spoil)
    assert found.verdict == "refuted"
    assert {result.answer for result in found.routes.values()} == {Answer.NO}
    assert not found.proof.holds
    assert not found.proof.fault


@EACH
def test_a_proof_of_the_false_claim_is_a_conflict(monkeypatch: pytest.MonkeyPatch, spoil: Spoil) -> None:
    """It is the routes that notice here: the evaluation modulo a prime is kept silent."""
    silence_the_evaluation(monkeypatch)
    spoil.done(monkeypatch)
    found = decided(spoil)
    assert found.proof.holds
    assert found.verdict == "conflict"
    assert not found.every_size


@EACH
def test_it_is_a_conflict_whoever_notices_first(monkeypatch: pytest.MonkeyPatch, spoil: Spoil) -> None:
    spoil.done(monkeypatch)
    found = decided(spoil)
    assert found.proof.holds or found.proof.fault
    assert found.verdict == "conflict"
    assert not found.every_size


def test_a_spoiled_function_is_whole_again_after_its_test() -> None:
    """Else one test would decide what the next one sees."""
    for spoil in SPOILS:
        with pytest.MonkeyPatch.context() as monkeypatch:
            spoil.done(monkeypatch)
    assert all(still_proved(slug) for slug in RULES)


def test_an_edit_that_changes_nothing_is_no_spoil() -> None:
    with pytest.raises(AssertionError, match="holds this 0 times"), pytest.MonkeyPatch.context() as monkeypatch:
        Spoil("entry", "differential._same_entry", "no such text", "", "x = x", {}).done(monkeypatch)
