"""Traces of products that hold a matrix X, its powers or its inverse."""

from texproof import Matrix, Vector, dims, invertible, model, positive_definite, symmetric, unknown

m, n, p, s = dims("m n p s")


@model
def plain(xp, X: Matrix[n, n], A: Matrix[m, m], B: Matrix[n, n]):
    return {}


@model
def turned(xp, X: Matrix[m, n], A: Matrix[n, m], B: Matrix[m, n]):
    return {}


@model
def sandwich(xp, X: Matrix[m, n], A: Matrix[p, m], B: Matrix[n, p], C: Matrix[p, n], D: Matrix[m, p]):
    return {}


@model
def twice(xp, X: Matrix[m, n], A: Matrix[n, n], B: Matrix[m, m], C: Matrix[n, p]):
    return {}


@model
def alike(xp, X: Matrix[m, n], A: Matrix[n, m], B: Matrix[n, m]):
    return {}


@model
def between(xp, X: Matrix[m, n], A: Matrix[p, m], B: Matrix[n, n], C: Matrix[m, p]):
    return {}


@model
def shifted(xp, X: Matrix[m, n], A: Matrix[p, m], B: Matrix[n, s], C: Matrix[p, s]):
    return {}


@model
def powers(xp, X: Matrix[n, n], A: Matrix[n, n], a: Vector[n], b: Vector[n]):
    return {}


@model
def inverse(xp, X: Matrix[n, n, invertible], A: Matrix[m, n], B: Matrix[n, m], S: Matrix[n, n]):
    return {}


@model
def ridge(xp, X: Matrix[m, n], A: Matrix[n, n, positive_definite], B: Matrix[m, m, symmetric]):
    return {}


@model
def gram(xp, X: Matrix[n + s, n], A: Matrix[n, n], B: Matrix[n + s, n + s, symmetric]):
    return {}


@model
def weighted(xp, X: Matrix[n + s, n], A: Matrix[n, n], C: Matrix[n + s, n + s, positive_definite]):
    return {}


@model
def regularized(
    xp,
    X: Matrix[m, n],
    A: Matrix[n, n, positive_definite],
    B: Matrix[m, m, symmetric],
    C: Matrix[m, m, positive_definite],
):
    return {}


@model
def loss(xp, X: Matrix[m, n]):
    Y = unknown(X, shape=(m, n))
    L = unknown(Y)
    return {"Y": Y, "L": L}
