"""Inverse, determinant, trace, Kronecker product and hypotheses: identities and their spoiled twins."""

from __future__ import annotations

import pytest

from . import models
from .terms import (
    add,
    answer,
    apply,
    blocks,
    d,
    det,
    entry,
    hadamard,
    identity,
    inner,
    inverse,
    judged,
    kronecker,
    minus,
    norm2,
    number,
    over,
    power,
    symbol,
    times,
    total,
    trace,
    transpose,
    vec,
    zero,
)  # fmt: skip

X, a, c, f = symbol("X", "n", "n"), symbol("a", "n"), symbol("c", "n"), symbol("f")
A, B = symbol("A", "n", "n"), symbol("B", "n", "n")
x = symbol("x", "n")
N2, N3 = {"n": 2}, {"n": 3}


def test_transpose_of_a_product() -> None:
    assert answer(models.squares, N3, transpose(times(A, B)), times(transpose(B), transpose(A))) == "yes"
    assert answer(models.squares, N3, transpose(times(A, B)), times(transpose(A), transpose(B))) == "no"


def test_matrices_do_not_commute() -> None:
    """SymPy's LaTeX reader makes A B − B A zero."""
    assert answer(models.squares, N2, add(times(A, B), minus(times(B, A))), zero("n", "n")) == "no"
    assert answer(models.squares, {"n": 1}, times(A, B), times(B, A)) == "yes"


@pytest.mark.parametrize("sizes", [{"n": 1}, N2, N3], ids=str)
def test_the_inverse(sizes: dict[str, int]) -> None:
    assert answer(models.square, sizes, times(X, inverse(X)), identity("n")) == "yes"
    assert answer(models.square, sizes, inverse(inverse(X)), X) == "yes"
    assert answer(models.square, sizes, transpose(inverse(X)), inverse(transpose(X))) == "yes"
    assert answer(models.square, sizes, inverse(X), X) == "no"
    assert answer(models.square, sizes, f, times(transpose(a), inverse(X), c)) == "yes"


def test_the_inverse_of_a_product() -> None:
    assert answer(models.squares, N2, inverse(times(A, B)), times(inverse(B), inverse(A))) == "yes"
    assert answer(models.squares, N2, inverse(times(A, B)), times(inverse(A), inverse(B))) == "no"


def test_the_derivative_of_the_inverse() -> None:
    left = d(entry(inverse(X), "i", "j"), entry(X, "k", "l"))
    right = minus(times(entry(inverse(X), "i", "k"), entry(inverse(X), "l", "j")))
    free = {"i": "n", "j": "n", "k": "n", "l": "n"}
    assert answer(models.square, N2, left, right, **free) == "yes"
    assert answer(models.square, N3, left, right, **free) == "yes"
    wrong = minus(times(entry(inverse(X), "i", "l"), entry(inverse(X), "k", "j")))
    assert answer(models.square, N2, left, wrong, **free) == "no"
    outer = minus(times(transpose(inverse(X)), a, transpose(c), transpose(inverse(X))))
    assert answer(models.square, N3, d(f, X), outer) == "yes"
    assert answer(models.square, N3, d(f, X), minus(outer)) == "no"


def test_the_derivative_of_the_determinant() -> None:
    """SymPy gives 0 for the derivative of log det X by X."""
    assert answer(models.square, N3, d(det(X), X), times(det(X), transpose(inverse(X)))) == "yes"
    assert answer(models.square, N3, d(det(X), X), times(det(X), inverse(X))) == "no"
    assert answer(models.square, N3, d(apply("log", det(X)), X), transpose(inverse(X))) == "yes"
    assert answer(models.square, N3, d(apply("log", det(X)), X), zero("n", "n")) == "no"
    assert answer(models.square, N3, d(symbol("D"), X), times(symbol("D"), transpose(inverse(X)))) == "yes"


def test_determinants() -> None:
    assert answer(models.squares, N3, det(times(A, B)), times(det(A), det(B))) == "yes"
    assert answer(models.squares, N3, det(transpose(A)), det(A)) == "yes"
    assert answer(models.squares, N2, det(inverse(A)), over(number(1), det(A))) == "yes"
    assert answer(models.squares, N2, det(add(A, B)), add(det(A), det(B))) == "no"


def test_traces() -> None:
    """SymPy gives 0 for the derivative of tr(FᵀF) + 1 by F."""
    assert answer(models.squares, N3, trace(times(A, B)), trace(times(B, A))) == "yes"
    assert answer(models.squares, N3, trace(times(A, B)), times(trace(A), trace(B))) == "no"
    assert answer(models.squares, N3, d(trace(times(A, B)), A), transpose(B)) == "yes"
    assert answer(models.squares, N3, d(trace(times(A, B)), A), B) == "no"
    with_constant = add(trace(times(transpose(A), A)), number(1))
    assert answer(models.squares, N3, d(with_constant, A), times(number(2), A)) == "yes"
    assert answer(models.squares, N3, d(with_constant, A), zero("n", "n")) == "no"
    assert answer(models.squares, N3, d(add(trace(A), symbol("s")), A), identity("n")) == "yes"
    assert answer(models.squares, N3, trace(times(A, B, A)), trace(times(A, A, B))) == "yes"


def test_a_negative_power_of_a_matrix_ends() -> None:
    """SymPy's derivative of tr(B X⁻²) recurses without end."""
    inverse_square = times(inverse(A), inverse(A))
    left = d(trace(times(B, inverse_square)), A)
    t = transpose(inverse(A))
    right = minus(add(times(t, transpose(B), t, t), times(t, t, transpose(B), t)))
    assert answer(models.squares, N2, left, right) == "yes"
    assert answer(models.squares, N2, power(A, -2), inverse_square) == "yes"
    assert answer(models.squares, N2, power(A, 3), times(A, A, A)) == "yes"
    assert answer(models.squares, N2, power(A, 0), identity("n")) == "yes"


def test_inner_products_and_norms() -> None:
    sizes = {"m": 2, "n": 3}
    P, Q = symbol("A", "m", "n"), symbol("B", "m", "n")
    assert answer(models.pair, sizes, inner(P, Q), trace(times(transpose(P), Q))) == "yes"
    assert answer(models.pair, sizes, inner(P, Q), trace(times(P, transpose(Q)))) == "yes"
    assert answer(models.pair, sizes, norm2(P), trace(times(transpose(P), P))) == "yes"
    assert answer(models.pair, sizes, d(norm2(P), P), times(number(2), P)) == "yes"
    assert answer(models.pair, sizes, d(inner(P, Q), P), P) == "no"
    assert answer(models.pair, sizes, d(apply("sqrt", norm2(P)), P), over(P, apply("sqrt", norm2(P)))) == "yes"
    assert answer(models.pair, sizes, d(apply("sqrt", norm2(P)), P), over(P, norm2(P))) == "no"


def test_kronecker_and_vec() -> None:
    sizes = {"m": 2, "n": 3}
    P, Q, y = symbol("A", "m", "n"), symbol("B", "m", "n"), symbol("x", "m")
    assert (
        answer(models.pair, sizes, vec(times(y, transpose(symbol("y", "n")))), kronecker(symbol("y", "n"), y)) == "yes"
    )
    assert answer(models.pair, sizes, transpose(kronecker(P, Q)), kronecker(transpose(P), transpose(Q))) == "yes"
    assert answer(models.squares, N2, kronecker(A, B), kronecker(B, A)) == "no"
    mixed = times(kronecker(A, B), kronecker(B, A))
    assert answer(models.squares, N2, mixed, kronecker(times(A, B), times(B, A))) == "yes"
    assert answer(models.squares, N2, inverse(kronecker(A, B)), kronecker(inverse(A), inverse(B))) == "yes"
    assert answer(models.squares, N2, hadamard(A, B), hadamard(B, A)) == "yes"


def test_a_quadratic_form() -> None:
    left = d(f, x)
    assert answer(models.quadratic, N3, left, times(add(A, transpose(A)), x)) == "yes"
    assert answer(models.quadratic, N3, left, times(number(2), A, x)) == "no"
    assert answer(models.quadratic_symmetric, N3, left, times(number(2), A, x)) == "yes"
    assert answer(models.quadratic_symmetric, N3, left, times(A, x)) == "no"
    assert answer(models.quadratic, N3, d(d(f, x), x), add(A, transpose(A))) == "yes"
    assert answer(models.quadratic_symmetric, N3, d(d(f, x), x), times(number(2), A)) == "yes"


def test_an_entry_of_a_symmetric_matrix_is_varied_on_its_own() -> None:
    """What the snippet computes is differentiated entry by entry, and taken at a symmetric matrix afterwards."""
    assert answer(models.quadratic_symmetric, N3, d(f, A), times(x, transpose(x))) == "yes"
    doubled = times(number(2), x, transpose(x))
    assert answer(models.quadratic_symmetric, N3, d(f, A), doubled) == "no"
    S = symbol("S", "n", "n")
    left = d(trace(times(S, S)), S)
    assert answer(models.structured, N3, left, times(number(2), S)) == "yes"  # 2 Sᵀ, and S is symmetric
    assert answer(models.structured, N2, d(det(S), entry(S, 1, 2)), minus(entry(S, 1, 2))) == "yes"


def test_symmetric_matrices() -> None:
    S, P, G = symbol("S", "n", "n"), symbol("P", "n", "n"), symbol("X", "n", "n")
    assert answer(models.structured, N3, transpose(S), S) == "yes"
    assert answer(models.structured, N3, transpose(P), P) == "yes"
    assert answer(models.structured, N3, transpose(inverse(P)), inverse(P)) == "yes"
    assert answer(models.structured, N3, transpose(G), G) == "no"
    assert answer(models.structured, N3, times(S, P), times(P, S)) == "no"


def test_diagonal_and_triangular_matrices() -> None:
    D, T, G = symbol("D", "n", "n"), symbol("T", "n", "n"), symbol("X", "n", "n")
    assert answer(models.structured, N3, times(D, D), hadamard(D, D)) == "yes"
    assert answer(models.structured, N3, times(D, G), times(G, D)) == "no"
    assert answer(models.structured, N3, entry(T, 1, 2), number(0)) == "yes"
    assert answer(models.structured, N3, entry(T, 2, 1), number(0)) == "no"
    product = times(entry(T, 1, 1), entry(T, 2, 2), entry(T, 3, 3))
    assert answer(models.structured, N3, det(T), product) == "yes"
    assert answer(models.structured, N3, d(det(T), entry(T, 1, 1)), times(entry(T, 2, 2), entry(T, 3, 3))) == "yes"
    assert answer(models.structured, N2, d(det(T), entry(T, 1, 2)), minus(entry(T, 2, 1))) == "yes"


@pytest.mark.parametrize("sizes", [{"n": 1}, N2, N3], ids=str)
def test_orthogonal_matrices(sizes: dict[str, int]) -> None:
    """Rotations and reflections both: det Q is ±1, so det Q = 1 is no identity, and (det Q)² = 1 is one."""
    Q = symbol("Q", "n", "n")
    assert answer(models.structured, sizes, times(transpose(Q), Q), identity("n")) == "yes"
    assert answer(models.structured, sizes, times(Q, transpose(Q)), identity("n")) == "yes"
    assert answer(models.structured, sizes, inverse(Q), transpose(Q)) == "yes"
    assert answer(models.structured, sizes, power(det(Q), 2), number(1)) == "yes"
    assert answer(models.structured, sizes, det(Q), number(1)) == "no"
    assert answer(models.structured, sizes, Q, identity("n")) == "no"


def test_of_two_orthogonal_matrices_one_may_be_a_reflection() -> None:
    Q, R = symbol("Q", "n", "n"), symbol("R", "n", "n")
    assert answer(models.rotations, N2, times(det(Q), det(R)), number(1)) == "no"
    assert answer(models.rotations, N2, power(times(det(Q), det(R)), 2), number(1)) == "yes"


def test_an_inverse_that_fails_for_reflections_only_is_undefined() -> None:
    """1 + det Q is 2 for rotations and 0 for reflections."""
    Q = symbol("Q", "n", "n")
    quotient = over(add(number(1), det(Q)), add(number(1), det(Q)))
    result = judged(models.structured, N2, quotient, number(1))
    assert (result.answer, "division by zero" in result.reason) == ("unknown", True)


def test_blocks() -> None:
    whole = blocks((A, B), (zero("n", "n"), identity("n")))
    assert answer(models.squares, N2, det(whole), det(A)) == "yes"
    assert answer(models.squares, N2, det(whole), det(B)) == "no"
    assert answer(models.squares, N2, trace(whole), add(trace(A), number(2))) == "yes"


def test_cayley_and_hamilton_hold_at_two_by_two_only() -> None:
    squared = add(times(A, A), minus(times(trace(A), A)), times(det(A), identity("n")))
    assert answer(models.squares, N2, squared, zero("n", "n")) == "yes"
    assert answer(models.squares, N3, squared, zero("n", "n")) == "no"


def test_cramer_and_the_sum_of_cofactors() -> None:
    left = total("i", "n", times(entry(A, "i", 1), d(det(A), entry(A, "i", 1))))
    assert answer(models.squares, N3, left, det(A)) == "yes"
    other = total("i", "n", times(entry(A, "i", 2), d(det(A), entry(A, "i", 1))))
    assert answer(models.squares, N3, other, number(0)) == "yes"


def test_woodbury() -> None:
    """(A + B)⁻¹ = A⁻¹ − A⁻¹ (A⁻¹ + B⁻¹)⁻¹ A⁻¹."""
    middle = inverse(add(inverse(A), inverse(B)))
    right = add(inverse(A), minus(times(inverse(A), middle, inverse(A))))
    assert answer(models.squares, N2, inverse(add(A, B)), right) == "yes"
    assert answer(models.squares, N2, inverse(add(A, B)), add(inverse(A), inverse(B))) == "no"
