"""Symbols that vary and symbols that do not."""

from texproof import Function, Matrix, Scalar, Vector, constant, dims, invertible, model, orthogonal, symmetric, unknown

m, n, p = dims("m n p")


@model
def increments(
    xp,
    X: Matrix[m, n],
    Y: Matrix[n, p],
    M: Matrix[n, n, invertible],
    S: Matrix[n, n, symmetric],
    A: Matrix[n, n, constant],
    Q: Matrix[n, n, orthogonal],
    x: Vector[n],
    alpha: Scalar,
    beta: Scalar[constant],
    sigma: Function,
):
    F = X @ Y
    L = unknown(F)
    return {"F": F, "L": L}


@model
def declared(xp, X: Matrix[m, n], dX: Matrix[m, n], d: Scalar):
    return {"F": X.T @ X}
