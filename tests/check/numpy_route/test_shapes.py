"""Shapes, labels, patterns and plain numbers are decided like equations of arrays."""

from __future__ import annotations

import pytest

from texproof.check.numpy_route import decide
from texproof.check.verdict import Answer
from texproof.elaborate import term as t
from texproof.elaborate.claim import Obligation
from texproof.model.load import load

from .models import (
    MATMUL,
    A,
    L,
    W,
    Z,
)
from .terms import (
    HERE,
    d,
    equal,
    ix,
    mul,
    num,
    shape,
    total,
    vec,
)


def shape_obligation(left, *expected):
    return Obligation("shape", left, None, HERE, HERE, expected=shape(*expected))


@pytest.mark.parametrize(
    ("left", "expected", "answer"),
    [
        (A, ("m", "n"), Answer.YES),
        (A, ("n", "m"), Answer.NO),
        (A, ("m", "n", 1), Answer.NO),
        (L, (), Answer.YES),
        (L, (1, 1), Answer.NO),
        (d(L, W), ("k", "n"), Answer.YES),
        (vec(A), ("m*n", 1), Answer.YES),
        (vec(A), ("m+n", 1), Answer.NO),
    ],
)
def test_shapes_are_those_of_the_arrays(left, expected, answer):
    result = decide(shape_obligation(left, *expected), MATMUL, {"m": 2, "k": 3, "n": 4}, 1)
    assert result.answer is answer
    assert (result.counterexample is not None) == (answer is Answer.NO)


def test_patterns_and_labels_are_equalities():
    for kind in ("label", "pattern"):
        for right, answer in ((A, Answer.YES), (mul(num(2), A), Answer.NO)):
            obligation = Obligation(kind, mul(Z, W), right, HERE, HERE)
            assert decide(obligation, MATMUL, {"m": 2, "k": 3, "n": 4}, 1).answer is answer


def test_without_a_model_numbers_are_decided():
    nothing = load("from texproof import model\n@model\ndef it(xp):\n    return {}\n", "s.py")["it"]
    assert decide(equal(total("i", 4, t.IndexNumber(ix("i"))), num(10)), nothing, {}, 1).answer is Answer.YES
    assert decide(equal(total("i", 4, t.IndexNumber(ix("i"))), num(11)), nothing, {}, 1).answer is Answer.NO
