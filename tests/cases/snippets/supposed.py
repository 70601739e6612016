"""Symbols under the hypotheses that tie all entries of an array, or say which rank it has."""

from texproof import (
    Matrix,
    Scalar,
    Vector,
    dims,
    full_column_rank,
    full_row_rank,
    idempotent,
    involutory,
    mask,
    model,
    nilpotent,
    one_hot,
    permutation,
    positive,
    positive_semidefinite,
    probability,
    signs,
    skew_symmetric,
    small,
    stochastic,
    symmetric,
    unit_interval,
    upper_triangular,
)

m, n, p = dims("m n p")


@model
def tied(
    xp, S: Matrix[n, n, symmetric], K: Matrix[n, n, skew_symmetric], U: Matrix[n, n, upper_triangular],
    N: Matrix[n, n, nilpotent], P: Matrix[n, n, permutation], V: Matrix[n, n, involutory], x: Vector[n],
):  # fmt: skip
    return {}


@model
def projections(
    xp, A: Matrix[n, n, idempotent], P: Matrix[n, n, idempotent, symmetric], H: Matrix[n, n, involutory, symmetric]
):
    return {}


@model
def chances(xp, P: Matrix[n, n, stochastic], p: Vector[n, probability], q: Scalar[unit_interval], u: Vector[n]):
    return {}


@model
def marks(
    xp, Y: Matrix[m, n, one_hot], y: Vector[n, one_hot], M: Matrix[m, n, mask], X: Matrix[m, n], s: Vector[n, signs],
    d: Scalar[mask],
):  # fmt: skip
    return {}


@model
def ranks(
    xp, A: Matrix[m, n, full_column_rank], D: Matrix[n, m, full_row_rank], X: Matrix[p, n], b: Vector[m],
    c: Scalar[positive], S: Matrix[n, n, positive_semidefinite], E: Matrix[n, n, small], x: Vector[n],
):  # fmt: skip
    return {}
