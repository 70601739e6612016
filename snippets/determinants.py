"""Determinants: of square matrices, of a small change, of products of rectangles, of a matrix with unit columns."""

from texproof import (
    Matrix,
    Scalar,
    Vector,
    dims,
    invertible,
    lower_triangular,
    model,
    orthogonal,
    positive_definite,
)

m, n = dims("m n")


@model
def squares(xp, A: Matrix[n, n], B: Matrix[n, n], c: Scalar):
    return {}


@model
def structured(
    xp,
    A: Matrix[n, n, invertible],
    L: Matrix[n, n, lower_triangular],
    Q: Matrix[n, n, orthogonal],
    P: Matrix[n, n, positive_definite],
):
    return {}


@model
def changed(xp, A: Matrix[n, n, invertible], U: Matrix[n, m], V: Matrix[m, n], u: Vector[n], v: Vector[n]):
    return {}


@model
def rectangles(xp, A: Matrix[m, n], B: Matrix[n, m]):
    return {}


@model
def eigenvalues(xp, U: Matrix[n, n, invertible], d: Vector[n]):
    A = U @ xp.diag(d) @ xp.linalg.inv(U)
    return {"A": A}
