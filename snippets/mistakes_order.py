"""Products in which the order counts, or in which one matrix or vector occurs twice."""

from texproof import Matrix, Vector, dims, model, symmetric, unknown

k, m, n, p = dims("k m n p")


@model
def square(xp, A: Matrix[n, n], B: Matrix[n, n], C: Matrix[n, n], X: Matrix[n, n], a: Vector[n], b: Vector[n]):
    return {}


@model(letters=[k])
def powers(xp, X: Matrix[n, n], a: Vector[n], b: Vector[n]):
    return {}


@model
def sandwich(xp, A: Matrix[p, m], X: Matrix[m, n], B: Matrix[n, p]):
    return {}


@model
def wide(xp, X: Matrix[m, n], B: Matrix[n, n]):
    return {}


@model
def form(xp, x: Vector[n], A: Matrix[n, n]):
    return {}


@model
def twice(xp, X: Matrix[m, n], A: Matrix[n, m], B: Matrix[n, m], a: Vector[n], b: Vector[n]):
    return {}


@model
def rows(xp, F: Matrix[m, n]):
    C = F @ F.T
    L = unknown(C)
    return {"C": C, "L": L}


@model
def congruence(xp, A: Matrix[n, n], B: Matrix[n, m]):
    C = B.T @ A @ B
    L = unknown(C)
    return {"C": C, "L": L}


@model
def mirrored(xp, X: Matrix[n, n], A: Matrix[n, n]):
    S = xp.tril(X) + xp.tril(X, -1).T
    return {"S": S}


@model
def rayleigh(xp, w: Vector[n], A: Matrix[n, n, symmetric]):
    rho = w @ A @ w / (w @ w)
    return {"rho": rho}
