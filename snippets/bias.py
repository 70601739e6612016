"""A = Z W + 1 bᵀ: the row bᵀ is added to every row of Z W; L is any differentiable scalar loss of A."""

from texproof import Matrix, Vector, dims, model, unknown

m, k, n = dims("m k n")


@model
def bias(xp, Z: Matrix[m, k], W: Matrix[k, n], b: Vector[n]):
    A = Z @ W + b
    L = unknown(A)
    return {"A": A, "L": L}


@model
def column(xp, Z: Matrix[m, k], W: Matrix[k, n], B: Vector[n]):
    A = Z @ W + B
    L = unknown(A)
    return {"A": A, "L": L}
