"""Counterexamples: small whole numbers that a reader can redo, and none where that is not possible."""

from __future__ import annotations

import ast

import numpy as np

from texproof.check.verdict import Counterexample
from texproof.elaborate.term import Term

from . import models
from .terms import add, apply, d, det, entry, inverse, judged, minus, number, symbol, times, transpose

Z, W, A, L = symbol("Z", "m", "k"), symbol("W", "k", "n"), symbol("A", "m", "n"), symbol("L")
SIZES = {"m": 2, "k": 3, "n": 2}


def found(left: Term, right: Term, **free: str) -> Counterexample:
    counterexample = judged(models.matmul, SIZES, left, right, **free).counterexample
    assert counterexample is not None
    return counterexample


def values(counterexample: Counterexample, name: str) -> np.ndarray:
    return np.array(ast.literal_eval(counterexample.values[name]), dtype=float)


def test_both_sides_can_be_redone_from_the_values() -> None:
    example = found(A, times(number(2), Z, W))
    product = values(example, "Z") @ values(example, "W")
    i, j = (x - 1 for x in example.entry)
    assert float(example.left) == product[i, j] != 0
    assert float(example.right) == 2 * product[i, j]
    assert example.sizes == SIZES
    assert np.all(values(example, "Z") == np.round(values(example, "Z")))


def test_the_gradient_of_an_unknown_loss_is_among_the_values() -> None:
    example = found(d(L, W), minus(times(transpose(Z), d(L, A))))
    assert set(example.values) == {"Z", "∂L/∂A"}
    product = values(example, "Z").T @ values(example, "∂L/∂A")
    i, j = (x - 1 for x in example.entry)
    assert (float(example.left), float(example.right)) == (product[i, j], -product[i, j])


def test_the_unknowns_of_each_side_are_among_the_values() -> None:
    for example in (found(d(L, A), A), found(A, d(L, A))):
        assert set(example.values) == {"Z", "W", "∂L/∂A"}


def test_indices_are_named() -> None:
    example = found(d(L, entry(W, "i", "j")), d(L, entry(A, 1, "j")), i="k", j="n")
    assert set(example.indices) == {"i", "j"}
    assert example.entry == ()
    assert example.left != example.right


def test_numbers_that_are_not_whole_are_told_apart() -> None:
    result = judged(models.positives, {}, apply("exp", symbol("x")), add(number(1), symbol("x")))
    example = result.counterexample
    assert example is not None
    assert set(example.values) == {"x"}
    assert abs(float(example.left) - np.exp(float(example.values["x"]))) < 1e-3 * float(example.left)
    assert example.left != example.right


def test_the_values_satisfy_the_hypotheses() -> None:
    P, Q = symbol("P", "n", "n"), symbol("Q", "n", "n")
    definite = judged(models.structured, {"n": 3}, inverse(P), P).counterexample
    assert definite is not None
    assert np.all(np.linalg.eigvalsh(values(definite, "P")) > 0)
    turned = judged(models.structured, {"n": 2}, det(Q), number(1)).counterexample
    assert turned is not None
    np.testing.assert_allclose(values(turned, "Q") @ values(turned, "Q").T, np.eye(2), atol=1e-5)


def test_what_a_reader_could_not_redo_is_not_shown() -> None:
    S, a = symbol("S", "m", "n"), symbol("A", "m", "n")
    assert judged(models.layer, SIZES, S, a).counterexample is None
    second = d(d(L, entry(W, 1, 1)), entry(W, 1, 1))
    assert judged(models.matmul, SIZES, second, number(0)).counterexample is None


def test_both_sides_are_shown_whole_and_can_be_redone() -> None:
    example = found(d(L, W), minus(times(transpose(Z), d(L, A))))
    left, right = (np.array(side, dtype=float) for side in example.whole)
    assert np.array_equal(left, values(example, "Z").T @ values(example, "∂L/∂A"))
    assert np.array_equal(right, -left)


def test_what_is_written_alike_is_equal() -> None:
    X = symbol("X", "n", "n")
    left, right = found_at(2, times(X, X), times(transpose(X), X)).whole
    square = values(found_at(2, times(X, X), times(transpose(X), X)), "X")
    for side, value in ((left, square @ square), (right, square.T @ square)):
        assert np.array_equal(np.array(side, dtype=float), value)


def found_at(n: int, left: Term, right: Term) -> Counterexample:
    counterexample = judged(models.square, {"n": n}, left, right).counterexample
    assert counterexample is not None
    return counterexample


def test_large_sides_and_entries_are_not_shown_whole() -> None:
    X = symbol("X", "n", "n")
    assert found_at(7, X, times(number(2), X)).whole == ()
    assert found(d(L, entry(W, "i", "j")), d(L, entry(A, 1, "j")), i="k", j="n").whole == ()
