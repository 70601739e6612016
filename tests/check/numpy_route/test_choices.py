"""Steps, products and largest values over an index, and functions that a body defines, in float64 and in 50 digits."""

from __future__ import annotations

import pytest

from texproof.check.numpy_route import decide
from texproof.elaborate.vocabulary import Vocabulary
from texproof.model.signature import signature

from ...elaborate.formulas import meaning
from .terms import SIZES, model

MODEL = model(
    "x: Scalar, y: Scalar, z: Vector[n], p: Vector[n, positive]",
    "h = lambda t: xp.where(t > 1, t**2, 2 * t - 1)\ng = lambda t: xp.exp(2 * t)\nreturn {'h': h, 'g': g}",
)
VOCABULARY = Vocabulary(signature(MODEL))
TRUE = (
    r"[x > 0] + [x \le 0] = 1",
    r"|x| |y| = |x y|",
    r"[x > \max(x, y)] = 0",
    r"y \frac{\partial}{\partial x} [x > \max(x, y)] = 0",
    r"\max(x, y) + \min(x, y) = x + y",
    r"\max_i p_i + \min_i (-p_i) = 0",
    r"\log \prod_i p_i = \sum_i \log p_i",
    r"\frac{\partial}{\partial p_j} \prod_i p_i = \frac{1}{p_j} \prod_i p_i",
    r"\frac{\partial |x|^3}{\partial x} = 3 x |x|",
    r"g''(x) = 4 g(x)",
    r"g'''(x) = 8 g(x)",
    r"h'(x) = 2 \max(x, 1)",
    r"\frac{\partial g'(x y)}{\partial x} = 4 y g(x y)",
    r"\operatorname{erf}(-x) = -\operatorname{erf}(x)",
    r"\sum_{j < i} z_j + \sum_{j \ge i} z_j = \mathbf{1}^\top z",
)
FALSE = (
    r"[x > 0] = 1",
    r"|x| = x",
    r"\max(x, y) = x",
    r"\max_i p_i = \min_i p_i",
    r"\prod_i p_i = \sum_i p_i",
    r"\frac{\partial |x|^3}{\partial x} = 3 x^2",
    r"g''(x) = 2 g'(x) + 10^{-6}",
    r"h'(x) = 2 \max(x, 2)",
    r"\sum_{j < i} z_j + \sum_{j > i} z_j = \mathbf{1}^\top z",
)


def said(tex: str) -> str:
    [obligation] = meaning(tex, VOCABULARY).obligations
    return decide(obligation, MODEL, SIZES, 7).answer.value


@pytest.mark.parametrize("tex", TRUE)
def test_what_holds_is_a_yes(tex: str) -> None:
    assert said(tex) == "yes"


@pytest.mark.parametrize("tex", FALSE)
def test_what_does_not_is_a_no(tex: str) -> None:
    assert said(tex) == "no"
