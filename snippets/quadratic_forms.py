"""Forms that are quadratic in a column x or in a matrix X."""

from texproof import Matrix, Vector, dims, model, positive_definite, symmetric, unknown

m, n, p = dims("m n p")


@model
def form(xp, x: Vector[n], A: Matrix[n, n], S: Matrix[n, n, symmetric]):
    return {}


@model
def between(xp, x: Vector[m], A: Matrix[m, n], y: Vector[n]):
    return {}


@model
def affine(xp, x: Vector[n], A: Matrix[m, n], b: Vector[m], C: Matrix[m, p], D: Matrix[p, n], d: Vector[p]):
    return {}


@model
def residual(xp, x: Vector[m], A: Matrix[m, n], s: Vector[n], t: Vector[m], W: Matrix[m, m, symmetric]):
    return {}


@model
def ratio(xp, x: Vector[n], A: Matrix[n, n], B: Matrix[n, n, positive_definite], S: Matrix[n, n, symmetric]):
    rho = (x @ S @ x) / (x @ x)
    return {"rho": rho}


@model
def matrix(xp, X: Matrix[m, n], A: Matrix[n, n], B: Matrix[m, m], b: Vector[n], c: Vector[n], d: Vector[m]):
    return {}


@model
def gram(xp, X: Matrix[m, n]):
    G = X.T @ X
    L = unknown(G)
    return {"G": G, "L": L}


@model
def sandwich(xp, X: Matrix[m, n], B: Matrix[m, m]):
    Y = X.T @ B @ X
    L = unknown(Y)
    return {"Y": Y, "L": L}


@model
def columns(xp, x: Vector[n], A: Matrix[m, p]):
    u = unknown(x, shape=(m, 1))
    v = unknown(x, shape=(p, 1))
    return {"u": u, "v": v}
