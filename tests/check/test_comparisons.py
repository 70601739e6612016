"""Comparisons by SymPy's route: sums of squares and hypotheses prove what holds; a point refuses what does not."""

from __future__ import annotations

import pytest

from texproof.check import numpy_route, sympy_route
from texproof.check.verdict import Answer

from .test_twins import stated

SIZES = {"k": 2, "m": 3, "n": 2}
PAIRS = [
    # squares
    (r"0 \le u^2", r"0 \le u^3"),
    (r"0 \le u^2 - 2 u t + t^2", r"0 \le u^2 - 3 u t + t^2"),
    (r"u^2 + 1 \ge 2 u", r"u^2 \ge 2 u"),
    (r"0 < u^2 + 1", r"0 < u^2 - 1"),
    (r"u^2 + 2 u + 1 \ge 0", r"u^2 + 2 u \ge 0"),
    (r"2 u t \le u^2 + t^2", r"3 u t \le u^2 + t^2"),
    (r"u^4 + u^2 + 3 \ge 0", r"u^4 - u^2 \ge 0"),
    (r"2 x^\top z \le x^\top x + z^\top z", r"3 x^\top z \le x^\top x + z^\top z"),
    (r"\|A\|^2 \ge 0", r"\|A\|^2 \ge 100"),
    (r"\|x - z\|^2 \le 2 \|x\|^2 + 2 \|z\|^2", r"\|x - z\|^2 \le \|x\|^2 + \|z\|^2"),
    (r"\operatorname{tr}(A^\top A) \ge 0", r"\operatorname{tr}(S) \ge 0"),
    (r"u^2 + x_1^2 + x_2^2 \ge u x_1 + x_1 x_2", r"u^2 + x_1^2 + x_2^2 \ge 2 u x_1 + 2 x_1 x_2"),
    # hypotheses
    (r"t > 0", r"u > 0"),
    (r"-t < 0", r"-u < 0"),
    (r"t p > 0", r"t u > 0"),
    (r"t + p > 0", r"t - p > 0"),
    (r"t^3 > 0", r"u^3 > 0"),
    # what is positive by itself
    (r"e^u > 0", r"e^u \ge 1"),
    (r"\operatorname{sigmoid}(u) < 1", r"\operatorname{sigmoid}(u) < \frac{1}{2}"),
    (r"\operatorname{softmax}(x)_i > 0", r"\operatorname{softmax}(x)_i > \frac{1}{2}"),
    # what chooses
    (r"|u| \ge u", r"|u| \le u"),
    (r"\max(u, t) \ge u", r"\max(u, t) \le u"),
    (r"\min(u, t) \le t", r"\min(u, t) \ge t"),
    (r"\|x\|_1 \ge 0", r"\|x\|_1 \le 0"),
    # both sides the same, and numbers
    (r"u \ge u", r"u > u"),
    (r"u \le u", r"u < u"),
    (r"1 \le 2", r"2 \le 1"),
    (r"n \ge 2", r"n \ge 3"),
]


@pytest.mark.parametrize(("holds", "fails"), PAIRS, ids=[holds for holds, _ in PAIRS])
def test_what_holds_is_proved_and_what_fails_somewhere_is_refused(holds: str, fails: str) -> None:
    answers = [sympy_route.decide(*stated(tex, "supposed"), SIZES) for tex in (holds, fails)]
    assert [found.answer for found in answers] == [Answer.YES, Answer.NO], [found.reason for found in answers]


@pytest.mark.parametrize(("holds", "fails"), PAIRS, ids=[fails for _, fails in PAIRS])
def test_random_points_refuse_what_fails_too(holds: str, fails: str) -> None:
    found = numpy_route.decide(*stated(fails, "supposed"), SIZES, 1)
    assert found.answer is Answer.NO, found.reason
    assert found.counterexample is not None


@pytest.mark.parametrize("tex", [r"\log t \le t - 1", r"e^u \ge 1 + u"])
def test_what_is_no_sum_of_squares_is_not_decided(tex: str) -> None:
    found = sympy_route.decide(*stated(tex, "supposed"), SIZES)
    assert found.answer is Answer.UNKNOWN
    assert found.reason == "left minus right vanishes in 60 digits, but no exact proof was found"
