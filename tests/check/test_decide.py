"""Two routes and one verdict: every pair of answers, and that each route can be the one that catches."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

import pytest

from texproof.check import numpy_route, sympy_route
from texproof.check.decide import Decision, Proved, Routes, decide, holds_in_a_sample
from texproof.check.verdict import Answer, Counterexample, Proof, RouteResult
from texproof.elaborate.claim import Obligation
from texproof.elaborate.elaborate import elaborate
from texproof.elaborate.vocabulary import Vocabulary
from texproof.model.declare import Model
from texproof.model.load import load
from texproof.model.signature import signature
from texproof.parse.reader import read

SOURCE = """from texproof import Matrix, Vector, dims, model, positive, unknown
m, k, n = dims("m k n")

@model
def matmul(xp, Z: Matrix[m, k], W: Matrix[k, n]):
    A = Z @ W
    L = unknown(A)
    return {"A": A, "L": L}

@model
def column(xp, x: Vector[n]):
    return {}

@model
def above(xp, x: Vector[n, positive]):
    return {}
"""
MODELS = load(SOURCE, "snippets/it.py")
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN

TRUE = r"\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial A}"
FALSE = r"A_{:,1} = 2 Z W_{:,1}"


def obligation(tex: str, model: Model, fixed: Mapping[str, int] | None = None) -> Obligation:
    tree = read(tex).tree
    assert tree is not None
    claim = elaborate(tree, Vocabulary(signature(model), fixed or {}), tex)
    assert not claim.diagnostics
    return claim.obligations[-1]


def decided(tex: str, routes: Routes | None = None, name: str = "matmul", **fixed: int) -> Decision:
    model, ticks = MODELS[name], count()
    return decide(obligation(tex, model, fixed), model, fixed, 1, lambda: float(next(ticks)), routes)


WITHOUT_VALUE = [
    (r"(x x^\top)^{-1} = (x x^\top)^{-1}", "the inverse of a singular matrix"),
    (r"\frac{1}{x_1 - x_1} = \frac{1}{x_1 - x_1}", "division by zero"),
    (r"\log(-\lVert x \rVert^2) = \log(-\lVert x \rVert^2)", "log of a number outside its domain"),
    (r"\sum_{k=0}^{\infty} (2 x x^\top + 3 I)^k = I", "a series whose terms grow"),
]


@pytest.mark.parametrize(("tex", "why"), WITHOUT_VALUE)
def test_what_has_no_value_at_ordinary_points_is_told_so(tex: str, why: str) -> None:
    found = decided(tex, name="column")
    assert (found.verdict, found.has_no_value) == ("undecided", True)
    assert found.routes["numpy"].reason == why


DIGITS_TELL = [
    r"\frac{\exp(1000)}{\exp(999)} = \exp(1)",  # too large for float64, and a value all the same
    r"\begin{pmatrix} 1 & 1 \\ 1 & 1 + 10^{-14} \end{pmatrix}^{-1} x = x",  # regular, in more digits
    r"\lambda_1(x x^\top) = x^\top x",
]


@pytest.mark.parametrize("tex", DIGITS_TELL)
def test_what_float64_has_no_value_for_is_not_said_to_have_none(tex: str) -> None:
    assert not decided(tex, name="column", n=2).has_no_value


class Says:
    """A route that gives one answer, and keeps the sizes it was asked at."""

    def __init__(self, answer: Answer, *, with_example: bool = False) -> None:
        self.answer, self.with_example = answer, with_example
        self.asked: list[dict[str, int]] = []

    def __call__(self, _: Obligation, __: Model, sizes: Mapping[str, int], ___: int = 0) -> RouteResult:
        self.asked.append(dict(sizes))
        example = Counterexample(sizes, {}, (), "1", "2", {}) if self.with_example else None
        return RouteResult(self.answer, (dict(sizes),), 1, 0.5, f"says {self.answer}", example)


def proof(holds: bool) -> Proved:
    return lambda *_: Proof(holds, "" if holds else "no rule for it")


@pytest.mark.parametrize("holds", [False, True])
@pytest.mark.parametrize(
    ("exact", "sampled", "verdict"),
    [
        (YES, YES, "proved"),
        (YES, NO, "conflict"),
        (YES, UNKNOWN, "undecided"),
        (NO, YES, "conflict"),
        (NO, NO, "refuted"),
        (NO, UNKNOWN, "refuted"),
        (UNKNOWN, YES, "supported"),
        (UNKNOWN, NO, "refuted"),
        (UNKNOWN, UNKNOWN, "undecided"),
    ],
)
def test_every_pair_of_answers(exact: Answer, sampled: Answer, verdict: str, *, holds: bool) -> None:
    found = decided(TRUE, Routes(sympy=Says(exact), numpy=Says(sampled), proof=proof(holds)))
    assert found.verdict == ("conflict" if holds and verdict == "refuted" else verdict)
    assert found.every_size == (holds and verdict == "proved")
    assert {name: result.answer for name, result in found.routes.items()} == {"sympy": exact, "numpy": sampled}
    assert bool(found.detail) == (verdict != "proved")


@pytest.mark.parametrize(("name", "verdict"), [("column", "refuted"), ("above", "supported")])
def test_a_point_says_nothing_against_a_comparison_where_points_have_hypotheses_to_keep(
    name: str, verdict: str
) -> None:
    routes = Routes(sympy=Says(NO), numpy=Says(YES), proof=proof(False))
    assert decided(r"x^\top x \ge 0", routes, name).verdict == verdict


def test_what_holds_is_proved_and_what_does_not_refuted_by_both() -> None:
    assert decided(TRUE).verdict == "proved"
    found = decided(FALSE)
    assert found.verdict == "refuted"
    assert {result.answer for result in found.routes.values()} == {NO}
    assert found.routes["numpy"].counterexample is not None


def test_what_is_proved_for_every_size_and_refuted_is_a_conflict() -> None:
    found = decided(FALSE, Routes(proof=proof(True)))
    assert found.verdict == "conflict"
    assert "every size" in found.detail
    assert not found.every_size


def test_a_proof_for_every_size_is_for_the_letters_that_are_open() -> None:
    assert decided(TRUE).proof.letters == ("m", "k", "n")
    assert decided(TRUE, k=3).proof.letters == ("m", "n")
    assert not decided(FALSE).proof.holds
    least = decided(r"A_{1,2} = \sum_{l=1}^{k} z_{1,l} w_{l,2}").proof
    assert (least.holds, dict(least.least)) == (True, {"n": 2})


@pytest.mark.parametrize("tex", [FALSE, r"m = k", r"\sum_{l=1}^k z_{1l} = z_{11}", r"Z + Z = Z"])
def test_each_route_can_be_the_one_that_catches(tex: str) -> None:
    blind = decided(tex, Routes(sympy=Says(YES), numpy=numpy_route.decide))
    assert (blind.verdict, blind.routes["numpy"].answer) == ("conflict", NO)
    careless = decided(tex, Routes(sympy=sympy_route.decide, numpy=Says(YES)))
    assert (careless.verdict, careless.routes["sympy"].answer) == ("conflict", NO)


@pytest.mark.parametrize("answer", [YES, UNKNOWN])
def test_no_route_alone_proves(answer: Answer) -> None:
    assert decided(FALSE, Routes(sympy=Says(answer), numpy=numpy_route.decide)).verdict != "proved"
    assert decided(FALSE, Routes(sympy=sympy_route.decide, numpy=Says(answer))).verdict != "proved"
    assert decided(TRUE, Routes(sympy=Says(UNKNOWN), numpy=Says(YES))).verdict == "supported"


def test_a_sample_tells_what_holds_from_what_does_not() -> None:
    model = MODELS["matmul"]
    assert holds_in_a_sample(obligation(TRUE, model), model, {})
    assert not holds_in_a_sample(obligation(FALSE, model), model, {})


def test_one_size_at_which_a_route_says_no_is_enough() -> None:
    class AtOnes(Says):
        def __call__(self, *arguments: object) -> RouteResult:
            result = super().__call__(*arguments)  # type: ignore[arg-type]
            if set(self.asked[-1].values()) == {1}:
                return RouteResult(NO, result.sizes, reason="fails where every size is 1")
            return result

    found = decided(TRUE, Routes(sympy=Says(YES), numpy=AtOnes(YES)))
    assert (found.verdict, "fails where every size is 1" in found.detail) == ("conflict", True)


def test_sympy_is_asked_where_numpy_found_a_counterexample() -> None:
    class FromTheThird(Says):
        def __call__(self, *arguments: object) -> RouteResult:
            result = super().__call__(*arguments)  # type: ignore[arg-type]
            return result if len(self.asked) > 1 else RouteResult(YES, result.sizes)

    exact = Says(YES)
    sampled = FromTheThird(NO, with_example=True)
    found = decided(TRUE, Routes(sympy=exact, numpy=sampled))
    assert exact.asked[-1] == sampled.asked[-1]
    assert len(exact.asked) == 2
    assert found.verdict == "conflict"


@pytest.mark.parametrize("tex", ["n = 2", "n = 3", r"\sum_i x_i = \sum_{i=1}^3 x_i", "(n - 2) (n - 3) = 0"])
def test_what_holds_only_at_the_sizes_that_sympy_takes_first_is_refuted(tex: str) -> None:
    assert decided(tex, name="column").verdict == "refuted"


@pytest.mark.parametrize("terms", [1, 2, 3, 4, 5, 7, 12])
@pytest.mark.parametrize(
    ("name", "whole", "term"),
    [
        ("matmul", "a_{11}", "z_{{1,{0}}} w_{{{0},1}}"),
        ("column", r"\sum_i x_i", "x_{{{0}}}"),
    ],
)
def test_a_sum_written_out_to_a_number_is_not_the_whole_sum(name: str, whole: str, term: str, terms: int) -> None:
    written = " + ".join(term.format(number) for number in range(1, terms + 1))
    assert decided(f"{whole} = {written}", name=name).verdict == "refuted"


@pytest.mark.parametrize(
    "tex", ["m + 1 = k", "m + n = 2 k", "k m = k + k", "(m - k) (k - m) + 1 = 0", "k (k - 1) (k - 3) = 0"]
)
def test_coincidences_of_sizes_are_refuted(tex: str) -> None:
    assert decided(tex).verdict == "refuted"


def test_sizes_that_the_given_fixes_are_the_only_ones() -> None:
    found = decided("m = 2", m=2, k=2, n=2)
    assert found.verdict == "proved"
    assert [dict(s) for s in found.routes["sympy"].sizes] == [{"m": 2, "k": 2, "n": 2}]
    assert decided("m = 3", m=2, k=2, n=2).verdict == "refuted"


def test_evidence_is_that_of_every_size() -> None:
    found = decided(TRUE, Routes(sympy=Says(YES), numpy=Says(YES)))
    exact, sampled = found.routes["sympy"], found.routes["numpy"]
    assert len(sampled.sizes) >= len(exact.sizes) + 3
    assert sampled.points == len(sampled.sizes)
    assert sampled.residual == 0.5
    assert (exact.seconds, sampled.seconds) == (len(exact.sizes), len(sampled.sizes))
