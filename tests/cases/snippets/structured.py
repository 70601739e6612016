"""Matrices of two heights with the same columns, square ones, columns and a number: no hypotheses but one."""

from texproof import Matrix, Scalar, Vector, dims, invertible, model

m, n, p = dims("m n p")


@model
def structured(
    xp, A: Matrix[m, n], B: Matrix[m, n], C: Matrix[p, n], S: Matrix[n, n], T: Matrix[n, n],
    X: Matrix[n, n, invertible], x: Vector[n], z: Vector[n], y: Vector[m], alpha: Scalar,
):  # fmt: skip
    return {}
