"""Matrices and columns for norms, diagonals, triangles and halves."""

from texproof import (
    Matrix,
    MatrixFunction,
    Vector,
    dims,
    full_column_rank,
    invertible,
    mask,
    model,
    nonzero,
    one_hot,
    positive_definite,
    probability,
    skew_symmetric,
)

m, n, p = dims("m n p")


@model
def arrays(
    xp, A: Matrix[m, n], B: Matrix[p, n], S: Matrix[n, n], T: Matrix[m, m], X: Matrix[n, n, invertible],
    x: Vector[n], y: Vector[m], w: Vector[n, nonzero],
):  # fmt: skip
    return {}


@model
def supposed(
    xp, K: Matrix[n, n, skew_symmetric], R: Matrix[m, n, full_column_rank], M: Matrix[m, n, mask],
    Y: Matrix[m, n, one_hot], q: Vector[n, probability], x: Vector[n],
):  # fmt: skip
    return {}


@model
def functions(xp, A: Matrix[n, n], P: Matrix[n, n, positive_definite], X: Matrix[m, n], f: MatrixFunction):
    return {}
