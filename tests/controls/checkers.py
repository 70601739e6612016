"""Checkers that are broken on purpose: what a suite says of them is what the suite is worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pytest

from texproof.build import stages
from texproof.build.answer import Answer as Sent
from texproof.build.work import Work
from texproof.check.decide import Routes, decide
from texproof.check.verdict import Answer, RouteResult
from texproof.parse.reader import read
from texproof.report.judged import Judged
from texproof.report.record import to_data


class InThisProcess:
    """Does a crew's work here, where parts of the checker can be replaced."""

    def __init__(self, judge: Callable[[Work], Judged] | None = None) -> None:
        self._judge = judge or stages.judge

    def run(self, works: Sequence[Work], done: Callable[[int], None] = lambda _: None) -> list[Sent]:
        answers = []
        for work in works:
            answers.append(self._answer(work))
            done(1)
        return answers

    def _answer(self, work: Work) -> Sent:
        match work.ask:
            case "scan":
                return Sent({"page": to_data(stages.scan(work))})
            case "survey":
                return Sent({"survey": [[list(found.letters), found.defines] for found in stages.survey(work)]})
            case "describe":
                return Sent({"described": to_data(stages.describe(work))})
            case "judge":
                return Sent({"judged": to_data(self._judge(work))})
        return Sent(failed="only what a verdict needs is done here")

    def close(self) -> None:
        """Hold nothing."""


def only_parses(work: Work) -> Judged:
    """Prove whatever can be read, and refuse the rest."""
    reading = read(work.texts[0])
    return stages.judge(work) if reading.tree is None else Judged("claim", "proved", reading.label)


def saying(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> InThisProcess:
    """Return a checker both routes of which say one thing of every obligation, and which asks for no twin."""

    def say(*_: object) -> RouteResult:
        return RouteResult(answer, ({},), reason="it says so of everything")

    monkeypatch.setattr(stages, "decide", partial(decide, routes=Routes(sympy=say, numpy=say)))
    monkeypatch.setattr(stages, "refused_twin", lambda *_: "whatever")
    return InThisProcess()


# By name: what makes it, and the verdicts that it cannot give where they are due.
CONTROLS: dict[str, tuple[Callable[[pytest.MonkeyPatch], InThisProcess], frozenset[str]]] = {
    "accepts everything": (partial(saying, Answer.YES), frozenset({"refuted", "conflict", "supported"})),
    "refuses everything": (partial(saying, Answer.NO), frozenset({"proved"})),
    "declines everything": (partial(saying, Answer.UNKNOWN), frozenset({"proved", "refuted"})),
    "only parses": (lambda _: InThisProcess(only_parses), frozenset({"refuted", "ill-shaped", "undecided"})),
}
