"""Invertible matrices alone, in a sum with a parameter, in a trace, in a system of equations, and plus a low rank."""

from texproof import Matrix, Scalar, Vector, dims, invertible, model, positive_definite, unknown

k, m, n = dims("k m n")


@model
def parameter(xp, p: Scalar, A: Matrix[n, n], B: Matrix[n, n]):
    K = A + p * B
    return {"K": K}


@model
def pair(xp, A: Matrix[n, n, invertible], B: Matrix[n, n, invertible]):
    return {}


@model(letters=[k])
def powers(xp, A: Matrix[n, n]):
    return {}


@model
def single(xp, X: Matrix[n, n, invertible], a: Vector[n], b: Vector[n]):
    return {}


@model
def between(xp, X: Matrix[n, n, invertible], A: Matrix[m, n], B: Matrix[n, m]):
    return {}


@model
def system(xp, A: Matrix[n, n, invertible], b: Vector[n]):
    x = xp.linalg.solve(A, b)
    L = unknown(x)
    return {"x": x, "L": L}


@model
def outer(xp, A: Matrix[n, n, invertible], u: Vector[n], v: Vector[n]):
    return {}


@model
def woodbury(
    xp, A: Matrix[n, n, positive_definite], U: Matrix[n, m], C: Matrix[m, m, positive_definite], V: Matrix[m, n]
):
    return {}
