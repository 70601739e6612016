"""Functions of square matrices, and the hypotheses under which they have simple values."""

from texproof import (
    Matrix,
    MatrixFunction,
    Scalar,
    Vector,
    dims,
    idempotent,
    invertible,
    involutory,
    model,
    nilpotent,
    positive_definite,
    small,
    square_zero,
)

m, n = dims("m n")


@model
def free(
    xp, A: Matrix[m, m], B: Matrix[m, m], X: Matrix[m, m], A_dot: Matrix[m, m], U: Matrix[m, m, invertible],
    P: Matrix[m, m, positive_definite], G: Matrix[n, n], s: Scalar, t: Scalar, f: MatrixFunction,
):  # fmt: skip
    return {}


@model
def simple(
    xp, E: Matrix[m, m, idempotent], F: Matrix[m, m, idempotent], V: Matrix[m, m, involutory],
    N: Matrix[m, m, square_zero], M: Matrix[m, m, nilpotent], x: Vector[m], s: Scalar, t: Scalar, f: MatrixFunction,
):  # fmt: skip
    return {}


@model
def series(xp, A: Matrix[m, m, small], X: Matrix[m, m], u: Vector[n], v: Vector[n], t: Scalar):
    return {}
