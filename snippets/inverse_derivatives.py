"""Inverses, what is computed from them, and linear systems."""

from texproof import Matrix, Scalar, Vector, dims, invertible, model, unknown

m, n, p = dims("m n p")


@model
def inverse(xp, X: Matrix[n, n, invertible], A: Matrix[n, n], B: Matrix[n, n], a: Vector[n], b: Vector[n]):
    return {}


@model
def path(xp, t: Scalar, A: Matrix[n, n], B: Matrix[n, n], C: Matrix[m, n], D: Matrix[n, p]):
    Y = unknown(t, shape=(n, n))
    Z = unknown(t, shape=(n, m))
    return {"Y": Y, "Z": Z}


@model
def sandwich(xp, X: Matrix[n, n, invertible], A: Matrix[m, n], B: Matrix[n, m]):
    return {}


@model
def loss(xp, X: Matrix[n, n, invertible]):
    Y = xp.linalg.inv(X)
    L = unknown(Y)
    return {"Y": Y, "L": L}


@model
def system(xp, A: Matrix[n, n, invertible], b: Vector[n]):
    x = xp.linalg.solve(A, b)
    L = unknown(x)
    return {"x": x, "L": L}


@model
def systems(xp, A: Matrix[n, n, invertible], B: Matrix[n, m]):
    X = xp.linalg.solve(A, B)
    L = unknown(X)
    return {"X": X, "L": L}


@model
def distance(xp, x: Vector[n], mu: Vector[n], Sigma: Matrix[n, n, invertible]):
    return {}
