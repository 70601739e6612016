"""The steps of a derivation are judged: what is wrong in one fails the build, what cannot be decided is not shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from texproof.build import derived
from texproof.build.judge import Judge
from texproof.check.every_size import chain, spelling
from texproof.check.every_size.network import Combination
from texproof.check.every_size.positions import Place
from texproof.check.verdict import Step
from texproof.surfaces import cli

from ..controls.checkers import InThisProcess
from .project import CLAIM, LABEL, judged, write

CONTRACTED = r"\sum_{i=1}^{n} z_{i,p} \frac{\partial L}{\partial \hat{a}_{i,q}}"


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Judge each derivation anew: what was said of another one would be said again."""
    derived._refused.cache_clear()
    yield
    derived._refused.cache_clear()


def spoil(monkeypatch: pytest.MonkeyPatch, edit: Callable[[str], str]) -> list[str]:
    """Let each derivation have one step edited; return a list that gets that step's TeX and the next one's."""
    made = derived.derive
    about: list[str] = []

    def spoiled(*given: Any) -> tuple[Step, ...]:
        steps = made(*given)
        edited = tuple(replace(step, tex=edit(step.tex)) for step in steps)
        (number,) = (i for i, (a, b) in enumerate(zip(steps, edited, strict=True)) if a != b)
        about.extend(step.tex for step in edited[number : number + 2])
        return edited

    monkeypatch.setattr(derived, "derive", spoiled)
    return about


def test_the_derivation_of_a_result_with_a_name_is_judged_and_kept(tmp_path: Path) -> None:
    formula = judged(tmp_path, CLAIM + LABEL)
    (claim,) = formula.obligations
    assert (formula.verdict, claim.every_size, formula.passes) == ("proved", True, True)
    assert [step.tex for step in claim.steps][-2:] == [
        CONTRACTED,
        r"\left( Z^\top \frac{\partial L}{\partial \hat{A}} \right)_{p,q}",
    ]


def test_a_result_without_a_name_has_none(tmp_path: Path) -> None:
    (claim,) = judged(tmp_path, CLAIM).obligations
    assert claim.every_size
    assert claim.steps == ()


SPOILED = {
    "a delta put at another index": (r"\delta_{l,p} \delta_{j,q}", r"\delta_{j,p} \delta_{l,q}"),
    "a delta contracted with the wrong index": (CONTRACTED, CONTRACTED.replace("_{i,q}", "_{q,i}")),
    "a transposed index": (CONTRACTED, CONTRACTED.replace("z_{i,p}", "z_{p,i}")),
    "a factor": (CONTRACTED, rf"2 {CONTRACTED}"),
    "a sign": (CONTRACTED, rf"-{CONTRACTED}"),
    "a sum that stops too early": (CONTRACTED, CONTRACTED.replace("{n}", "{n - 1}")),
    "another entry at the beginning": (
        r"\frac{\partial L}{\partial w_{p,q}}",
        r"\frac{\partial L}{\partial w_{q,p}}",
    ),
    "another entry at the end": (r"\right)_{p,q}", r"\right)_{q,p}"),
}


@pytest.mark.parametrize("name", [*SPOILED])
def test_a_spoiled_step_is_a_conflict(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = SPOILED[name]
    whole = old.startswith((r"\sum", r"\frac"))
    about = spoil(monkeypatch, lambda tex: new if tex == old else tex if whole else tex.replace(old, new))
    formula = judged(tmp_path, CLAIM + LABEL)
    (claim,) = formula.obligations
    assert (formula.verdict, formula.passes, claim.every_size, claim.steps) == ("conflict", False, False, ())
    said, _, _reason = claim.detail.removeprefix("a step of its derivation is refused: ").partition(": ")
    assert said in about  # the spoiled step, or the next, which does not follow from the first one spoiled


def test_a_spoiled_step_fails_the_command_and_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = CONTRACTED.replace("z_{i,p}", "z_{p,i}")
    # The command names a crew itself: here the work stays in this process, where the step is spoiled.
    monkeypatch.setattr(cli, "Judge", lambda *given, **named: Judge(*given, **{**named, "crew": InThisProcess()}))
    page = write(tmp_path, CLAIM + LABEL)
    arguments = ["check", str(page), "--no-cache", "--format", "json"]
    sound = CliRunner().invoke(cli.main, arguments)
    assert sound.exit_code == 0, sound.output
    derived._refused.cache_clear()
    spoil(monkeypatch, lambda tex: new if tex == CONTRACTED else tex)
    result = CliRunner().invoke(cli.main, arguments)
    assert result.exit_code == 1
    (formula,) = json.loads(result.stdout)["formulas"]
    assert formula["verdict"] == "conflict"
    (message,) = formula["diagnostics"]
    assert message["code"] == "conflict"
    assert any(f"a step of its derivation is refused: {new}: NumPy: " in note for note in message["notes"])


def test_a_speller_that_transposes_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = spelling.Speller._entry

    def transposed(self: spelling.Speller, name: str, places: tuple[Place, ...]) -> str:
        return index(self, name, places[::-1] if name == "Z" else places)

    monkeypatch.setattr(spelling.Speller, "_entry", transposed)
    formula = judged(tmp_path, CLAIM + LABEL)
    assert formula.verdict == "conflict"
    assert "a step of its derivation is refused" in formula.obligations[0].detail


def test_a_chain_that_does_not_meet_the_right_side_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_out = chain.Chain._change

    def doubled(self: chain.Chain, change: Any, titles: dict[str, None]) -> Combination:
        found = worked_out(self, change, titles)
        return found + found

    monkeypatch.setattr(chain.Chain, "_change", doubled)
    formula = judged(tmp_path, CLAIM + LABEL)
    assert (formula.verdict, formula.obligations[0].steps) == ("proved", ())


def test_steps_that_a_route_cannot_decide_are_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derived, "step_refused", lambda *_: "SymPy: it does not know")
    monkeypatch.setattr(derived, "refusing", lambda *_: set())
    formula = judged(tmp_path, CLAIM + LABEL)
    assert (formula.verdict, formula.obligations[0].every_size, formula.obligations[0].steps) == ("proved", True, ())


def test_a_step_that_cannot_be_decided_hides_none_that_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = iter([set(), {"numpy"}])
    monkeypatch.setattr(derived, "step_refused", lambda *_: "SymPy: it does not know")
    monkeypatch.setattr(derived, "refusing", lambda *_: next(asked))
    assert judged(tmp_path, CLAIM + LABEL).verdict == "conflict"


def test_a_derivation_that_the_page_cannot_say_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(monkeypatch, lambda tex: rf"\unheard {tex}" if tex == CONTRACTED else tex)
    formula = judged(tmp_path, CLAIM + LABEL)
    assert (formula.verdict, formula.obligations[0].steps) == ("proved", ())
