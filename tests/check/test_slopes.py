"""f' of a function that has a name is its derivative: proved by one route, checked by the other."""

from __future__ import annotations

import pytest

from texproof.check import numpy_route, sympy_route
from texproof.check.verdict import Answer
from texproof.elaborate.named import SLOPES
from texproof.elaborate.vocabulary import Vocabulary
from texproof.model.load import load
from texproof.model.signature import signature

from ..elaborate.formulas import meaning

MODEL = load(
    """
from texproof import *

@model
def numbers(xp, t: Scalar[positive]):
    return {}
""",
    "snippets/numbers.py",
)["numbers"]
VOCABULARY = Vocabulary(signature(MODEL))


def answers(tex: str) -> tuple[str, Answer]:
    [obligation] = meaning(tex, VOCABULARY).obligations
    return sympy_route.decide(obligation, MODEL, {}).answer, numpy_route.decide(obligation, MODEL, {}, 3).answer


@pytest.mark.parametrize("name", SLOPES)
def test_it_is_the_derivative(name: str) -> None:
    function = rf"\operatorname{{{name}}}"
    assert answers(rf"{function}'(t) = \frac{{\partial {function}(t)}}{{\partial t}}") == ("yes", Answer.YES)
    assert answers(rf"{function}'(2 t) = \frac{{\partial {function}(2 t)}}{{\partial t}}") == ("no", Answer.NO)
