"""Terms that no page could give end as an answer, never as an exception."""

from __future__ import annotations

import numpy as np
import pytest

from texproof.check.numpy_route import decide
from texproof.check.verdict import Answer, RouteResult
from texproof.elaborate import term as t

from .terms import add, at, equal, ix, model, num, shape, size, sym

IT = model(
    "Z: Matrix[m, k], W: Matrix[k, n], b: Vector[n], c: Scalar, sigma: Function, T: Tensor[m, k, n]",
    "A = Z @ W\nreturn {'A': A, 'L': unknown(A, b, c), 'C': xp.eye(3), 'S': sigma(A)}",
)
SIZES = {"m": 2, "k": 3, "n": 4}
LEAVES = [
    *(sym("Z", "m", "k"), sym("W", "k", "n"), sym("b", "n", 1), sym("c"), sym("T", "m", "k", "n"), sym("A", "m", "n")),
    *(sym("L"), sym("C", 3, 3), sym("S", "m", "n"), sym("gone", "m", "n"), sym("sigma"), num(0), num("-1/3")),
    *(t.Identity(shape=shape("n", "n")), t.Identity(shape=shape("n", "m")), t.Ones(shape=shape("k", 1))),
    *(t.Zero(shape=shape("m", "n")), t.Unit(ix("i"), ix(2), shape=shape("m", "n")), t.Delta(ix("i"), ix("j"))),
    *(t.IndexNumber(ix("j")), t.IndexNumber(ix("z"))),
]
SHAPES = [(), ("n", "n"), ("m", "n"), ("n", 1), (1, "n"), (1, 1), ("m", "k", "n"), ("m", "n", "k", "n"), ("q", 1)]


def nonsense(rng, depth):
    """Return a random term, its parts and its shape chosen without regard for each other."""
    if depth == 0:
        return LEAVES[rng.integers(len(LEAVES))]
    one, two = nonsense(rng, depth - 1), nonsense(rng, depth - 1)
    made = shape(*SHAPES[rng.integers(len(SHAPES))])
    some = [ix("i"), ix("j"), ix(1), ix(5), ix("i", -1, 1)]
    index = tuple(some[rng.integers(len(some))] for _ in range(rng.integers(4)))
    choices = [
        lambda: t.Multiply(one, two, shape=made),
        lambda: add(one, two),
        lambda: t.Hadamard(one, two, shape=made),
        lambda: t.Kronecker(one, two, shape=made),
        lambda: t.Divide(one, two, shape=made),
        lambda: t.Power(one, two, shape=made),
        lambda: t.Inner(one, two),
        lambda: t.Transpose(one, shape=made),
        lambda: t.Inverse(one, shape=made),
        lambda: t.Trace(one),
        lambda: t.Determinant(one),
        lambda: t.Vec(one, shape=made),
        lambda: t.Norm2(one),
        lambda: t.Apply(["exp", "log", "sigma", "phi"][rng.integers(4)], one, int(rng.integers(3)), shape=made),
        lambda: at(one, *index),
        lambda: t.Slice(one, (*index, None, None)[:2], shape=made),
        lambda: t.Sum("i", ix(1), t.Index((), size("m")), one, shape=made),
        lambda: t.Sum("j", ix("i"), ix(3), one, shape=one.shape),
        lambda: t.Entries("i", "j", one, shape=made),
        lambda: t.Blocks(((one, two), (two, one)), shape=made),
        lambda: t.Blocks(((one, two), (two,)), shape=made),
        lambda: t.Derivative(one, two, ["gradient", "entrywise", "jacobian", "tensor"][rng.integers(4)], shape=made),
        lambda: t.Derivative(one, sym("W", "k", "n"), "gradient", shape=shape("k", "n")),
    ]
    return choices[rng.integers(len(choices))]()


@pytest.mark.parametrize("seed", range(6))
def test_nonsense_gets_an_answer(seed):
    rng = np.random.default_rng(seed)
    for _ in range(150):
        one, two = nonsense(rng, 2), nonsense(rng, 1)
        for left, right in ((one, two), (one, one)):
            result = decide(equal(left, right, i="m", j="n"), IT, SIZES, seed)
            assert isinstance(result, RouteResult)
            assert result.answer is not Answer.UNKNOWN or result.reason
            assert "evaluation failed" not in result.reason, (left, right)
            if left is right:
                assert result.answer is not Answer.NO
