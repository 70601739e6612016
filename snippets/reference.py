"""Examples for the reference: x, A and an invertible X."""

from texproof import Matrix, Vector, dims, invertible, model

n = dims("n")


@model
def reference(xp, X: Matrix[n, n, invertible], A: Matrix[n, n], x: Vector[n], a: Vector[n], b: Vector[n]):
    return {}
