"""The normal form and the evaluation modulo a prime: they speak of the same claims, and a fault of either is seen."""

from __future__ import annotations

import pytest

from texproof.build.stages import judge
from texproof.build.work import Work
from texproof.check.every_size import evaluation
from texproof.check.every_size.network import Combination
from texproof.check.every_size.normal import Normaliser

SOURCE = """from texproof import Matrix, Vector, dims, model
m, n = dims("m n")

@model
def columns(xp, x: Vector[n], y: Vector[n]):
    return {}

@model
def long(xp, z: Vector[m * n]):
    both = xp.kron(xp.ones((1, m)), xp.ones((1, n)))
    return {"s": xp.sum(z), "t": xp.sum(both @ z)}

@model
def square(xp, A: Matrix[n, n], B: Matrix[n, n]):
    return {}
"""
TRUE = r"\operatorname{tr}(A B) = \operatorname{tr}(B A)"

# Each vanishes at sizes that are smaller than its count of index nodes, or in the prime field alone.
FALSE = {
    "a free index that one network lacks": r"\sum_{a=1}^n \sum_{b=1}^n x_a y_b = "
    r"\sum_{a=1}^n x_a y_a + x_i \sum_{b=1}^n y_b + y_i \sum_{a=1}^n x_a - 2 x_i y_i",
    "an index that does not run to the end": r"\left(\sum_{j=1}^{n-1} x_j\right) \left(\sum_{i=1}^n x_i\right)^2 = "
    r"2 \left(\sum_{j=1}^{n-1} x_j^2\right) \left(\sum_{i=1}^n x_i\right)"
    r" + \left(\sum_{j=1}^{n-1} x_j\right) \left(\sum_{i=1}^n x_i^2\right) - 2 \sum_{j=1}^{n-1} x_j^3",
    "a multiple of the prime": r"2147483647 x^\top y = 0",
}


def verdict(tex: str, model: str) -> tuple[str, list[bool]]:
    found = judge(Work("judge", (tex,), path="snippets/it.py", source=SOURCE, model=model))
    return found.verdict, [o.every_size for o in found.obligations]


@pytest.mark.parametrize("tex", FALSE.values(), ids=FALSE)
def test_what_is_false_only_beyond_small_sizes_is_no_disagreement(tex: str) -> None:
    assert verdict(tex, "columns") == ("refuted", [False])


def test_one_sum_that_is_split_in_two_ways_is_no_disagreement() -> None:
    assert verdict("s = t", "long")[0] == "proved"


@pytest.mark.parametrize("tex", [TRUE, r"\sum_{k=1}^{3} k A = 6 A"])
def test_what_both_accept_is_proved(tex: str) -> None:
    assert verdict(tex, "square") == ("proved", [True])


def test_a_normal_form_that_loses_everything_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Normaliser, "form", lambda *_: Combination())
    assert verdict(r"\operatorname{tr}(A B) = \operatorname{tr}(B B)", "square") == ("conflict", [False])


def test_a_normal_form_that_loses_the_value_of_an_index_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Normaliser, "form", lambda *_: Combination())
    assert verdict(r"\sum_{i=1}^n i x_i = \sum_{i=1}^n x_i", "columns") == ("conflict", [False])


def test_a_normal_form_that_keeps_what_is_equal_apart_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Normaliser, "form", lambda _, combination: combination)
    assert verdict(TRUE, "square") == ("conflict", [False])


def test_an_evaluation_that_sees_a_difference_everywhere_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation.Evaluation, "_modular", lambda *_: 1)
    assert verdict(TRUE, "square") == ("conflict", [False])
