"""Functions of square matrices: any, and those whose square is simple; series of small ones."""

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
    positive_definite,
    small,
    square_zero,
)

m, n = dims("m n")


@model
def functions(
    xp, A: Matrix[m, m], B: Matrix[m, m], G: Matrix[n, n], U: Matrix[m, m, invertible], x: Vector[m], s: Scalar,
    t: Scalar, f: MatrixFunction,
):  # fmt: skip
    return {}


@model
def definite(xp, P: Matrix[m, m, positive_definite]):
    return {}


@model
def derivatives(xp, X: Matrix[m, m], A: Matrix[m, m], A_dot: Matrix[m, m], t: Scalar, f: MatrixFunction):
    return {}


@model
def simple(
    xp, E: Matrix[m, m, idempotent], V: Matrix[m, m, involutory], N: Matrix[m, m, square_zero], s: Scalar, t: Scalar,
    f: MatrixFunction,
):  # fmt: skip
    return {}


@model
def series(xp, A: Matrix[m, m, small], X: Matrix[m, m], t: Scalar):
    return {}


@model(letters=[n])
def geometric(xp, X: Matrix[m, m]):
    return {}
