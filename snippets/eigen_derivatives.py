"""Matrices that are made from their eigenvalues and eigenvectors."""

from texproof import Matrix, Vector, dims, invertible, model, orthogonal, unknown

n = dims("n")


@model(latex={"x": r"\lambda"})
def general(xp, V: Matrix[n, n, invertible], x: Vector[n]):
    A = V @ xp.diag(x) @ xp.linalg.inv(V)
    return {"A": A}


@model(latex={"x": r"\lambda"})
def orthonormal(xp, Q: Matrix[n, n, orthogonal], x: Vector[n]):
    A = Q @ xp.diag(x) @ Q.T
    return {"A": A}


@model(latex={"x": r"\lambda"})
def rotated(xp, K: Matrix[n, n], x: Vector[n]):
    Q = xp.linalg.inv(xp.eye(n) - (K - K.T)) @ (xp.eye(n) + (K - K.T))
    A = Q @ xp.diag(x) @ Q.T
    return {"Q": Q, "A": A}


@model(latex={"x": r"\lambda"})
def loss(xp, V: Matrix[n, n, invertible], x: Vector[n]):
    A = V @ xp.diag(x) @ xp.linalg.inv(V)
    L = unknown(A)
    return {"A": A, "L": L}
