"""A share of what the cache says is judged again, drawn by chance; where the two differ, the run fails."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from texproof.build.answer import Answer
from texproof.build.crew import Crew
from texproof.build.rejudge import RUNS, SHARE, Drawn, by_chance, drawn

from .planting import plant, proved
from .project import GIVEN, Small, seldom

WRONG = f"{GIVEN}$A = Z W$ and $A = -Z W$\n"


def always() -> float:
    return 0.0  # below every share: each hit is drawn


def only_first() -> float:
    return 0.03  # above the share of a run that judges: the first hit alone is drawn


@pytest.mark.parametrize("at_work", [True, False])
def test_two_hits_of_a_hundred_are_drawn_on_average(at_work: bool) -> None:
    chance = random.Random(7).random
    draws = [drawn(500, 500 * at_work, chance, at_work=at_work) for _ in range(20_000)]
    assert mean(len(draw.pages) / 500 for draw in draws) == pytest.approx(SHARE, rel=0.05)
    assert mean(len(draw.formulas) / 500 for draw in draws) == pytest.approx(SHARE * at_work, rel=0.05)
    assert mean(draw != Drawn() for draw in draws) == pytest.approx(1.0 if at_work else RUNS, rel=0.1)


def test_each_hit_is_drawn_as_often_as_another() -> None:
    chance = random.Random(8).random
    pages, formulas = [0] * 20, [0] * 20
    for _ in range(50_000):
        draw = drawn(20, 20, chance, at_work=True)
        for number in draw.pages:
            pages[number] += 1
        for number in draw.formulas:
            formulas[number] += 1
    assert max(pages) < 1.25 * min(pages)
    assert max(formulas) < 1.25 * min(formulas)


def test_one_at_least_where_there_is_anything() -> None:
    assert drawn(0, 0, always, at_work=True) == Drawn()
    assert all(drawn(0, 1, by_chance, at_work=True) == Drawn((), (0,)) for _ in range(100))
    assert drawn(3, 0, seldom, at_work=False) == Drawn()
    assert drawn(3, 3, seldom, at_work=True) == Drawn((), (2,))


def test_chance_has_no_seed() -> None:
    random.seed(1)
    first = [by_chance() for _ in range(20)]
    random.seed(1)
    assert first != [by_chance() for _ in range(20)]
    assert all(0 <= number < 1 for number in first)


@pytest.mark.parametrize("page", [True, False], ids=["from the page's entry", "from the formula's"])
def test_a_planted_verdict_that_is_drawn_fails_the_run(small: Small, page: bool) -> None:
    path = small.page(WRONG)
    assert [f.verdict for f in small.judge().formulas] == ["proved", "refuted"]
    assert plant(small.cache, "formulas", proved) == 1
    assert plant(small.cache, "pages", proved) == 1
    if not page:
        path.write_text(WRONG + "\nmore text\n", encoding="utf-8")
    assert small.judge(chance=seldom if page else only_first).passes, "what was planted is a good entry"
    if not page:
        path.write_text(WRONG + "\nstill more text\n", encoding="utf-8")
    report = small.judge(chance=always)
    assert [f.verdict for f in report.formulas] == ["proved", "conflict"]
    first, *rest = report.formulas[1].diagnostics
    assert (first.code, first.line, first.column) == ("rejudged", 4, 15 if page else 16)
    assert first.message == "kept as proved, but judged again it is refuted"
    assert [m.code for m in rest] == ["refuted"]
    assert not report.passes
    assert [f.verdict for f in small.judge().formulas] == ["proved", "refuted"], "the entry is thrown away"


def test_a_planted_erratum_does_not_pass_either(small: Small) -> None:
    small.page(f"{GIVEN}/// erratum | e\n$A = Z W$\n\n$A = Z W$\n///\n")
    before = small.judge()
    assert [m.code for f in before.formulas for m in f.diagnostics] == ["erratum-holds"]

    def refuted(value: Any) -> Any:
        formula = value["formulas"][0]
        changed = {**formula, "verdict": "refuted-erratum", "refuted_as": "refuted", "diagnostics": []}
        return {**value, "formulas": [changed, *value["formulas"][1:]]}

    assert plant(small.cache, "pages", refuted) == 1
    assert small.judge().passes
    report = small.judge(chance=always)
    assert not report.passes
    assert report.formulas[0].diagnostics[0].code == "rejudged"


def without_formula(value: Any) -> Any:
    return {**value, "formulas": value["formulas"][:1]}


def without_messages(value: Any) -> Any:
    return {**value, "diagnostics": []}


@pytest.mark.parametrize("change", [without_formula, without_messages])
def test_a_page_that_was_kept_otherwise_than_it_is(small: Small, change: Callable[[Any], Any]) -> None:
    small.page(f"{WRONG.replace('-Z', 'Z')}\n/// nonsense\n///\n")
    before = small.judge()
    assert plant(small.cache, "pages", change) == 1
    assert small.judge() != before
    report = small.judge(chance=always)
    assert "rejudged" in [m.code for m in report.pages[0].diagnostics]
    assert small.judge() == before


def test_what_is_judged_again_and_agrees_changes_nothing(small: Small) -> None:
    small.page(WRONG + '\n/// erratum | e\n$A = W Z$\n\n$A = Z W$\n///\n\n$A = 2 A$ {.unchecked reason="shown"}\n')
    small.page(WRONG.replace("matmul", "nowhere"), "other.md")
    before = small.judge()
    assert small.judge(chance=always) == before
    assert small.judge(chance=always) == before


@pytest.fixture
def dying(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    run = Crew.run

    def let_die(ask: str) -> None:
        def failing(self: Crew, works: Any, done: Any = lambda _: None) -> Any:
            answers = run(self, works, done)
            return [
                Answer(failed="its time ran out") if w.ask == ask else a for w, a in zip(works, answers, strict=True)
            ]

        monkeypatch.setattr(Crew, "run", failing)

    yield let_die
    monkeypatch.undo()


@pytest.mark.parametrize("ask", ["scan", "describe", "survey", "judge"])
def test_what_dies_while_it_is_judged_again_disputes_nothing_and_passes_nothing(
    small: Small, dying: Callable[[str], None], ask: str
) -> None:
    small.page(WRONG.replace("-Z", "Z"))
    assert small.judge().passes
    dying(ask)
    report = small.judge(chance=always)
    found = [m.code for p in report.pages for m in (*p.diagnostics, *(d for f in p.formulas for d in f.diagnostics))]
    assert "rejudged" not in found
    assert not report.passes or ask == "survey"


def test_the_secret_alone_lets_nothing_be_planted(small: Small, tmp_path: Path) -> None:
    """The guard of the test above: what `plant` writes with another secret is no entry."""
    small.page(WRONG)
    small.judge()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path / "another"))
        assert plant(small.cache, "pages", proved) == 1
        assert plant(small.cache, "formulas", proved) == 1
    assert not small.judge().passes
