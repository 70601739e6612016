"""Examples of what the reference holds: a column x, two square matrices and an invertible matrix X."""

from texproof import Matrix, Vector, dims, invertible, model

n = dims("n")


@model
def reference(xp, X: Matrix[n, n, invertible], A: Matrix[n, n], x: Vector[n], a: Vector[n], b: Vector[n]):
    return {}
