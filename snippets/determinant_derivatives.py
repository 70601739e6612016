"""Determinants of X, of products with X, and along a path."""

from texproof import Matrix, Scalar, Vector, dims, invertible, model, positive_definite, symmetric, unknown

m, n, s = dims("m n s")


@model
def determinant(
    xp,
    X: Matrix[n, n, invertible],
    A: Matrix[n, n, invertible],
    B: Matrix[n, n, invertible],
    a: Vector[n],
    b: Vector[n],
):
    return {}


@model
def path(xp, t: Scalar, A: Matrix[n, n], B: Matrix[n, n]):
    Y = unknown(t, shape=(n, n))
    return {"Y": Y}


@model
def two(xp, X: Matrix[2, 2, invertible]):
    return {}


@model
def tall(xp, X: Matrix[n + s, n], A: Matrix[n + s, n + s], S: Matrix[n + s, n + s, symmetric]):
    return {}


@model
def regularized(xp, X: Matrix[m, n], A: Matrix[m, m, positive_definite]):
    return {}


@model
def precision(xp, P: Matrix[n, n, invertible]):
    Sigma = xp.linalg.inv(P)
    return {"Sigma": Sigma}


@model
def loss(xp, X: Matrix[n, n, invertible]):
    d = xp.linalg.det(X)
    L = unknown(d)
    return {"d": d, "L": L}
