"""Gradients of a matrix product: what holds, and its spoiled twins."""

from __future__ import annotations

import pytest

from texproof.model.size import Size

from . import models
from .terms import (
    add,
    answer,
    apply,
    blocks,
    column,
    d,
    delta,
    entries,
    entry,
    hadamard,
    identity,
    judged,
    kronecker,
    minus,
    number,
    ones,
    row,
    symbol,
    times,
    total,
    transpose,
    unit,
    vec,
    zero,
)  # fmt: skip

Z, W, A, L = symbol("Z", "m", "k"), symbol("W", "k", "n"), symbol("A", "m", "n"), symbol("L")
X, Y, F = symbol("X", "m", "k"), symbol("Y", "m", "n"), symbol("F", "m", "n")
b, S = symbol("b", "n"), symbol("S", "m", "n")
SIZES = {"m": 2, "k": 3, "n": 4}
ALL_SIZES = [SIZES, {"m": 3, "k": 2, "n": 4}, {"m": 1, "k": 1, "n": 1}, {"m": 3, "k": 4, "n": 5}]


@pytest.mark.parametrize("sizes", ALL_SIZES, ids=str)
def test_the_gradient_for_the_weights(sizes: dict[str, int]) -> None:
    assert answer(models.matmul, sizes, d(L, W), times(transpose(Z), d(L, A))) == "yes"
    assert answer(models.matmul, sizes, d(L, Z), times(d(L, A), transpose(W))) == "yes"
    assert answer(models.matmul, sizes, d(L, W), times(number(2), transpose(Z), d(L, A))) == "no"


def test_a_lost_transpose_is_refuted_where_it_has_a_shape() -> None:
    z, w, a = (symbol(name, "n", "n") for name in "ZWA")
    assert answer(models.matmul_square, {"n": 2}, d(L, w), times(transpose(z), d(L, a))) == "yes"
    assert answer(models.matmul_square, {"n": 2}, d(L, w), times(z, d(L, a))) == "no"
    assert answer(models.matmul_square, {"n": 2}, d(L, w), times(transpose(z), d(L, w))) == "no"


def test_the_label_that_began_it_all() -> None:
    """Under the brace of ∂L/∂W stood the matrix of ∂L/∂A."""
    labelled = entries("i", "j", d(L, entry(A, "i", "j")), "m", "n")
    assert answer(models.matmul, SIZES, labelled, d(L, A)) == "yes"
    same = {"m": 2, "k": 2, "n": 2}
    assert answer(models.matmul, same, labelled, d(L, W)) == "no"


def test_entries_with_a_sum() -> None:
    left = d(L, entry(W, "i", "j"))
    right = total("p", "m", times(d(L, entry(A, "p", "j")), entry(Z, "p", "i")))
    assert answer(models.matmul, SIZES, left, right, i="k", j="n") == "yes"
    swapped = total("p", "m", times(d(L, entry(A, "p", "j")), entry(Z, "p", 1)))
    assert answer(models.matmul, SIZES, left, swapped, i="k", j="n") == "no"


def test_the_last_row_by_its_size() -> None:
    left = d(L, entry(W, Size.of("k"), 1))
    right = total("p", "m", times(d(L, entry(A, "p", 1)), entry(Z, "p", 3)))
    assert answer(models.matmul, SIZES, left, right) == "yes"
    assert answer(models.matmul, {**SIZES, "k": 4}, left, right) == "no"


def test_a_wrong_entry_is_named() -> None:
    left = blocks((d(L, entry(A, 1, 1)), d(L, entry(A, 2, 1))), (d(L, entry(A, 1, 2)), d(L, entry(A, 2, 2))))
    result = judged(models.matmul, {"m": 2, "k": 2, "n": 2}, left, d(L, A))
    assert result.answer == "no"
    assert result.reason.startswith("entry (1, 2)")
    assert result.sizes == ({"m": 2, "k": 2, "n": 2},)


def test_the_bias() -> None:
    assert answer(models.bias, SIZES, A, add(times(Z, W), times(ones("m"), transpose(b)))) == "yes"
    assert answer(models.bias, SIZES, d(L, b), times(transpose(d(L, A)), ones("m"))) == "yes"
    assert answer(models.bias, SIZES, d(L, entry(b, "j")), number(0), j="n") == "unknown"  # two indices are needed
    left = d(L, entry(b, "j", 1))
    assert answer(models.bias, SIZES, left, total("i", "m", d(L, entry(A, "i", "j"))), j="n") == "yes"
    assert answer(models.bias, SIZES, left, total("i", "m", d(L, entry(A, "i", 1))), j="n") == "no"
    assert answer(models.bias, SIZES, d(L, W), times(transpose(Z), d(L, A))) == "yes"


def test_the_derivative_by_a_matrix_has_four_indices() -> None:
    left = d(entry(Y, "i", "j"), entry(W, "k", "l"))
    free = {"i": "m", "j": "n", "k": "k", "l": "n"}
    assert answer(models.chain, SIZES, left, times(entry(X, "i", "k"), delta("j", "l")), **free) == "yes"
    assert answer(models.chain, SIZES, left, times(entry(X, "i", "k"), delta("j", "j")), **free) == "no"
    whole = d(Y, W)
    assert answer(models.chain, SIZES, entry(whole, "i", "j", "k", "l"), left, **free) == "yes"


def test_a_unit_matrix_holds_the_derivative_by_one_entry() -> None:
    left = d(Y, entry(W, "i", "j"))
    assert answer(models.chain, SIZES, left, times(X, unit("i", "j", "k", "n")), i="k", j="n") == "yes"
    assert answer(models.chain, SIZES, left, times(X, unit("i", 1, "k", "n")), i="k", j="n") == "no"


def test_columns_and_rows() -> None:
    left = d(column(Y, "j"), entry(W, "i", "j"))
    assert answer(models.chain, SIZES, left, column(X, "i"), i="k", j="n") == "yes"
    assert answer(models.chain, SIZES, left, column(X, 1), i="k", j="n") == "no"
    assert answer(models.chain, SIZES, row(Y, "i"), times(row(X, "i"), W), i="m") == "yes"
    assert answer(models.chain, SIZES, d(column(Y, "j"), column(W, "j")), X, j="n") == "yes"
    assert answer(models.chain, SIZES, d(L, column(W, "j")), times(transpose(X), d(L, column(Y, "j"))), j="n") == "yes"


def test_the_chain_rule_sums_over_two_indices() -> None:
    left = d(entry(Y, "i", "j"), entry(W, "p", "q"))
    inner = times(d(entry(Y, "i", "j"), entry(F, "r", "s")), d(entry(F, "r", "s"), entry(W, "p", "q")))
    free = {"i": "m", "j": "n", "p": "k", "q": "n"}
    assert answer(models.chain, SIZES, left, total("r", "m", total("s", "n", inner)), **free) == "yes"
    assert answer(models.chain, SIZES, left, total("r", "m", total("s", "n", inner, lower=2)), **free) == "no"
    assert (
        answer(
            models.chain, SIZES, d(entry(Y, "i", "j"), entry(F, "r", "s")), times(delta("i", "r"), delta("j", "s")),
            i="m", j="n", r="m", s="n",
        )
        == "yes"
    )  # fmt: skip


def test_the_jacobian_of_vec() -> None:
    jacobian = d(vec(Y), vec(W))
    assert answer(models.chain, SIZES, jacobian, kronecker(identity("n"), X)) == "yes"
    assert answer(models.chain, SIZES, vec(Y), times(kronecker(identity("n"), X), vec(W))) == "yes"
    square = {"m": 2, "k": 2, "n": 2}
    assert answer(models.chain, square, jacobian, kronecker(X, identity("n"))) == "no"
    assert answer(models.chain, SIZES, d(vec(Y), vec(X)), kronecker(transpose(W), identity("m"))) == "yes"


def test_what_is_varied_on_its_own_does_not_follow() -> None:
    """∂Z/∂A is 0, although A is computed from Z; ∂A/∂A is the four-index identity."""
    assert answer(models.matmul, SIZES, d(entry(Z, "i", "j"), entry(A, 1, 1)), number(0), i="m", j="k") == "yes"
    assert answer(models.matmul, SIZES, d(A, entry(A, 1, 2)), unit(1, 2, "m", "n")) == "yes"
    assert answer(models.matmul, SIZES, A, times(Z, W)) == "yes"


def test_an_entrywise_function_and_its_derivative() -> None:
    right = hadamard(d(L, S), apply("sigma", A, 1))
    assert answer(models.layer, SIZES, d(L, A), right) == "yes"
    assert answer(models.layer, SIZES, d(L, W), times(transpose(X), right)) == "yes"
    assert answer(models.layer, SIZES, S, apply("sigma", times(X, W))) == "yes"
    assert answer(models.layer, SIZES, d(L, A), hadamard(d(L, S), apply("sigma", times(X, W), 1))) == "yes"
    assert answer(models.layer, SIZES, d(L, A), hadamard(d(L, S), apply("sigma", A))) == "no"
    assert answer(models.layer, SIZES, d(L, A), d(L, S)) == "no"


def test_second_derivatives() -> None:
    hessian = d(d(L, entry(W, "i", "j")), entry(W, "p", "q"))
    inner = times(entry(Z, "r", "i"), entry(Z, "s", "p"), d(d(L, entry(A, "r", "j")), entry(A, "s", "q")))
    sizes = {"m": 2, "k": 2, "n": 3}
    free = {"i": "k", "j": "n", "p": "k", "q": "n"}
    assert answer(models.matmul, sizes, hessian, total("r", "m", total("s", "m", inner)), **free) == "yes"
    mixed = d(d(L, entry(W, "p", "q")), entry(W, "i", "j"))
    assert answer(models.matmul, sizes, hessian, mixed, **free) == "yes"
    assert answer(models.matmul, sizes, hessian, number(0), **free) == "no"
    second = d(d(entry(S, 1, 1), entry(A, 1, 1)), entry(A, 1, 1))
    assert answer(models.layer, sizes, second, apply("sigma", entry(A, 1, 1), 2)) == "yes"
    assert answer(models.layer, sizes, second, apply("sigma", entry(A, 1, 1), 1)) == "no"


def test_negatives_and_zeros() -> None:
    assert answer(models.matmul, SIZES, add(A, minus(times(Z, W))), zero("m", "n")) == "yes"
    assert answer(models.matmul, SIZES, add(A, minus(A)), zero("m", "n")) == "yes"
    assert answer(models.matmul, SIZES, A, zero("m", "n")) == "no"
