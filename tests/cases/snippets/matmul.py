"""A = Z W, and with a bias, under any differentiable scalar loss L of A."""

from texproof import Matrix, Vector, dims, model, unknown

m, k, n = dims("m k n")


@model
def matmul(xp, Z: Matrix[m, k], W: Matrix[k, n]):
    A = Z @ W
    L = unknown(A)
    return {"A": A, "L": L}


@model
def bias(xp, Z: Matrix[m, k], W: Matrix[k, n], b: Vector[n]):
    A = Z @ W + b
    L = unknown(A)
    return {"A": A, "L": L}
