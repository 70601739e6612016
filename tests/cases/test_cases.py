"""The cases, judged by the build; and three broken checkers, each of which they must catch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from texproof.build import stages
from texproof.build.crew import Answer as Sent
from texproof.build.work import Work
from texproof.check.decide import Routes, decide
from texproof.check.verdict import Answer, RouteResult
from texproof.report.record import to_data

from .pages import HERE, Case, cases_of, every_case, failing, judged, passing, rewritten

pytestmark = pytest.mark.xdist_group("cases")
CASES = every_case()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> dict[str, tuple[str, ...]]:
    lines = judged(CASES, tmp_path_factory.mktemp("cases"))
    by_name = {case.name: said for case, said in zip(CASES, lines, strict=True)}
    if request.config.getoption("--rewrite-cases", default=False):
        for path in HERE.glob("*.md"):
            rewritten(path, {case.title: by_name[case.name] for case in cases_of(path)})
    return by_name


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case: Case, found: dict[str, tuple[str, ...]]) -> None:
    assert found[case.name] == case.expect


def test_there_are_cases_and_each_has_a_name_of_its_own() -> None:
    assert len(CASES) >= 80
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_holds_stands_beside_its_spoiled_twin(case: Case) -> None:
    assert {passing(line) for line in case.expect} == {True, False}


class InThisProcess:
    """Does a crew's work here, where its routes can be replaced."""

    def run(self, works: Sequence[Work], done: Callable[[int], None] = lambda _: None) -> list[Sent]:
        answers = []
        for work in works:
            data = {
                "scan": lambda work: {"page": to_data(stages.scan(work))},
                "survey": lambda work: {"survey": [[list(s.letters), s.defines] for s in stages.survey(work)]},
                "describe": lambda work: {"described": to_data(stages.describe(work))},
                "judge": lambda work: {"judged": to_data(stages.judge(work))},
            }[work.ask](work)
            answers.append(Sent(data))
            done(1)
        return answers

    def close(self) -> None:
        """Hold nothing."""


def always(answer: Answer) -> Routes:
    def say(*_: object) -> RouteResult:
        return RouteResult(answer, ({},), reason="it says so of everything")

    return Routes(sympy=say, numpy=say)


@pytest.mark.parametrize("answer", list(Answer))
def test_a_checker_that_says_one_thing_of_everything_fails_them(
    answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "decide", partial(decide, routes=always(answer)))
    wrong = {case.name for case in failing(CASES, judged(CASES, tmp_path / "cases", InThisProcess()))}
    told = {"yes": " refuted: ", "no": " proved", "unknown": " proved"}[answer]
    caught = {case.name for case in CASES if any(told in line for line in case.expect)}
    assert len(caught) > 40
    assert wrong >= caught
