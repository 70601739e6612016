"""What cannot fail is not called proved: each obligation has a spoiled twin that both routes refuse."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from texproof.build import stages
from texproof.build.work import Work
from texproof.check import decide as deciding
from texproof.check.decide import Routes
from texproof.check.verdict import Answer, RouteResult
from texproof.elaborate.claim import Obligation
from texproof.model.declare import Model

SOURCE = """from texproof import Matrix, dims, model, unknown
m, k, n = dims("m k n")

@model
def matmul(xp, Z: Matrix[m, k], W: Matrix[k, n]):
    A = Z @ W
    return {"A": A, "L": unknown(A)}
"""


def work(tex: str) -> Work:
    return Work("judge", (tex,), "snippets/matmul.py", SOURCE, "matmul")


@pytest.mark.parametrize(
    "tex",
    [
        "A = Z W",
        "Z_{m \\times k} W = A",
        "\\frac{\\partial Z}{\\partial w_{11}} = 0",  # turning the sign of 0 spoils nothing: another edit must
        "Z - Z = 0",
        "\\underbrace{Z W}_{A} = A",
        r"A = \begin{bmatrix} a_{11} & \cdots & a_{1n} \\ \vdots & & \vdots \\ a_{m1} & \cdots & a_{mn} \end{bmatrix}",
        "2 = 1 + 1",
        r"A - A = 0 = 0_{m \times n}",
    ],
)  # fmt: skip
def test_each_obligation_of_a_claim_has_a_twin_that_is_refused(tex: str) -> None:
    found = stages.judge(work(tex))
    assert found.verdict == "proved", found.diagnostics
    assert all(obligation.twin for obligation in found.obligations)


def test_what_no_edit_makes_false_is_vacuous() -> None:
    found = stages.judge(work(r"\delta_{12} \delta_{21} A = \delta_{12} \delta_{21} Z W"))
    assert [d.code for d in found.diagnostics] == ["vacuous"]
    assert found.verdict == "undecided"


def yes(_obligation: Obligation, _model: Model, sizes: Mapping[str, int], _seed: int = 0, **_how: bool) -> RouteResult:
    return RouteResult(Answer.YES, (dict(sizes),))


@pytest.mark.parametrize("route", ["sympy", "numpy"])
def test_a_route_that_refuses_nothing_makes_every_claim_vacuous(route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {"sympy": Routes(sympy=yes), "numpy": Routes(numpy=yes)}[route]
    monkeypatch.setattr(deciding, "for_twins", lambda: broken)
    found = stages.judge(work("A = Z W"))
    assert found.verdict == "undecided"
    assert [d.code for d in found.diagnostics] == ["vacuous"]
    assert not any(obligation.twin for obligation in found.obligations)
