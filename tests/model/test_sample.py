"""Points satisfy their hypotheses; the functions that stand for unknown ones are generic."""

from __future__ import annotations

import numpy as np
import pytest

from texproof.model import hypotheses as h
from texproof.model.declare import Kind, Matrix, Scalar, Tensor, Vector
from texproof.model.dim import SnippetError, dims
from texproof.model.points import CHECKS as CHECKS_OF_MADE
from texproof.model.sample import Smooth, Unknown, draw

N = dims("n")
CHECKS = {
    h.symmetric: lambda X: np.array_equal(X, X.T),
    h.invertible: lambda X: np.linalg.cond(X) < 1e3,
    h.positive_definite: lambda X: np.array_equal(X, X.T) and np.linalg.eigvalsh(X).min() > 0.01,
    h.orthogonal: lambda X: np.allclose(X @ X.T, np.eye(len(X)), rtol=0, atol=1e-13),
    h.diagonal: lambda X: np.array_equal(X, np.diag(np.diag(X))) and np.all(np.diag(X) != 0),
    h.lower_triangular: lambda X: np.array_equal(X, np.tril(X)) and np.all(X[np.tril_indices(len(X))] != 0),
    h.positive: lambda X: np.all(X > 0),
    h.nonzero: lambda X: np.all(X != 0),
}


@pytest.mark.parametrize("size", [1, 2, 3, 5, 17])
@pytest.mark.parametrize("hypothesis", CHECKS, ids=str)
def test_each_hypothesis_shapes_the_points(hypothesis, size):
    rng = np.random.default_rng(5)
    for _ in range(10):
        value = draw(Matrix[N, N, hypothesis], {"n": size}, rng)
        assert value.shape == (size, size)
        assert CHECKS[hypothesis](value)


@pytest.mark.parametrize(
    "pair",
    [
        (h.symmetric, h.invertible),
        (h.symmetric, h.positive),
        (h.symmetric, h.orthogonal),
        (h.orthogonal, h.diagonal),
        (h.lower_triangular, h.invertible),
        (h.diagonal, h.positive_definite),
    ],
    ids=str,
)
def test_hypotheses_hold_together(pair):
    value = draw(Matrix[N, N, *pair], {"n": 3}, np.random.default_rng(1))
    for hypothesis in pair:
        assert CHECKS[hypothesis](value)


def test_without_a_hypothesis_a_matrix_has_none():
    value = draw(Matrix[N, N], {"n": 4}, np.random.default_rng(2))
    for hypothesis in (h.symmetric, h.positive_definite, h.orthogonal, h.diagonal, h.lower_triangular, h.positive):
        assert not CHECKS[hypothesis](value)


def test_hypotheses_that_contradict_each_other_are_said():
    with pytest.raises(SnippetError, match="orthogonal and positive"):
        draw(Matrix[N, N, h.orthogonal, h.positive], {"n": 3}, np.random.default_rng(0))


@pytest.mark.parametrize("kind", [Scalar(), Vector[N], Matrix[N, 3], Tensor[N, 2, 3]], ids=lambda k: k.noun)
def test_entries_are_short_decimals_away_from_zero(kind):
    value = draw(kind, {"n": 6}, np.random.default_rng(3))
    assert value.shape == tuple(size.value({"n": 6}) for size in kind.shape)
    assert np.array_equal(value, np.round(value, 2))
    assert np.abs(value).min() >= 0.2
    assert np.abs(value).max() <= 2.0
    assert len(np.unique(np.abs(value))) == value.size


def test_large_arrays_take_more_decimals_and_stay_distinct():
    value = draw(Matrix[N, N], {"n": 20}, np.random.default_rng(3))
    assert np.array_equal(value, np.round(value, 3))
    assert len(np.unique(np.abs(value))) == 400


def test_positive_vectors_and_numbers_are_positive():
    rng = np.random.default_rng(4)
    for kind in (Vector[N, h.positive], Scalar[h.positive]):
        assert all(np.all(draw(kind, {"n": 5}, rng) > 0) for _ in range(20))


@pytest.mark.parametrize("hypotheses", [(), (h.positive,), (h.nonzero,)], ids=str)
def test_a_function_has_its_own_derivatives(hypotheses):
    function = Smooth("f", Kind("function", (), hypotheses), np.random.default_rng(6))
    x = np.linspace(-2, 2, 9)
    for order in range(4):
        slope = np.imag(function.derivative(x + 1e-30j, order)) / 1e-30
        assert np.allclose(slope, function.derivative(x, order + 1), rtol=1e-13, atol=1e-13)
    if hypotheses:
        assert np.all(function(np.linspace(-50, 50, 2001)) > 0)
    else:
        assert np.ptp(function.derivative(x, 2)) > 0.1


@pytest.mark.parametrize("shape", [(), (2, 3)])
def test_an_unknown_function_is_generic(shape):
    """Every first and every second derivative, mixed ones too, differs from zero."""
    function, x, h = Unknown(shape, 4, np.random.default_rng(7)), np.array([[0.3, -1.1], [0.7, 2.0]]), 1e-30
    assert function(x).shape == shape

    def gradient(at, i):
        step = np.zeros(4, complex)
        step[i] = 1j * h
        return np.imag(function(at.ravel() + step)) / h

    hessian = []
    for i in range(4):
        assert np.abs(gradient(x, i)).min() > 1e-4
        for j in range(4):
            e = np.eye(4)[j].reshape(2, 2) * 1e-4
            hessian.append((gradient(x + e, i) - gradient(x - e, i)) / 2e-4)
            assert np.abs(hessian[-1]).min() > 1e-5
    if shape == ():
        assert np.linalg.matrix_rank(np.array(hessian).reshape(4, 4)) == 4


def test_unknown_functions_follow_from_their_generator_alone():
    one, same, other = (Unknown((), 3, np.random.default_rng(seed)) for seed in (1, 1, 2))
    x = np.ones(3)
    assert one(x) == same(x)
    assert one(x) != other(x)


def test_each_hypothesis_that_makes_up_an_array_shapes_the_points():
    rng = np.random.default_rng(6)
    for hypothesis, check in CHECKS_OF_MADE.items():
        for size in (1, 2, 3, 5):
            kinds = [Matrix[N, N, hypothesis]] if "matrix" in hypothesis.of else [Vector[N, hypothesis]]
            for kind in kinds * 5:
                assert check(draw(kind, {"n": size}, rng)), hypothesis


def test_idempotent_matrices_are_drawn_of_every_rank():
    rng = np.random.default_rng(3)
    ranks = {round(np.trace(draw(Matrix[N, N, h.idempotent], {"n": 3}, rng))) for _ in range(60)}
    assert ranks == {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (h.skew_symmetric, h.symmetric, "contradict"),
        (h.mask, h.positive, "contradict"),
        (h.nilpotent, h.invertible, "contradict"),
        (h.idempotent, h.lower_triangular, "not combined"),
    ],
    ids=str,
)
def test_hypotheses_that_do_not_go_together_are_refused(first, second, words):
    with pytest.raises(SnippetError, match=words):
        _ = Matrix[N, N, first, second]
    with pytest.raises(SnippetError, match=words):
        Matrix[N, N, first].supposing(second)


@pytest.mark.parametrize(
    ("noun", "hypothesis"), [("vector", h.symmetric), ("scalar", h.one_hot), ("matrix", h.probability)]
)
def test_a_hypothesis_has_its_types(noun, hypothesis):
    with pytest.raises(SnippetError, match=r"only a square matrix|cannot be"):
        _ = {"vector": Vector[N], "scalar": Scalar(), "matrix": Matrix[N, N]}[noun].supposing(hypothesis)


def test_a_matrix_that_cannot_have_full_rank_is_said():
    with pytest.raises(SnippetError, match="full column rank"):
        draw(Matrix[N, 2 * N, h.full_column_rank], {"n": 2}, np.random.default_rng(0))
