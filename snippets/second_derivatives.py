"""Functions of a column that are differentiated twice."""

from texproof import Function, Matrix, Vector, dims, model, symmetric, unknown

m, n = dims("m n")


@model
def pair(xp, x: Vector[n], v: Vector[n]):
    f = unknown(x)
    g = unknown(x)
    return {"f": f, "g": g}


@model
def outer(xp, x: Vector[n], h: Function):
    f = unknown(x)
    F = h(f)
    return {"f": f, "F": F}


@model
def affine(xp, x: Vector[n], v: Vector[n], A: Matrix[m, n], b: Vector[m]):
    y = A @ x + b
    f = unknown(y)
    return {"y": y, "f": f}


@model
def composed(xp, x: Vector[n], b: Vector[m]):
    y = unknown(x, shape=(m, 1))
    f = unknown(y)
    return {"y": y, "f": f}


@model
def form(xp, x: Vector[n], a: Vector[n], A: Matrix[n, n], S: Matrix[n, n, symmetric]):
    return {}


@model
def residual(xp, w: Vector[n], X: Matrix[m, n], y: Vector[m]):
    L = (X @ w - y) @ (X @ w - y)
    return {"L": L}


@model
def layer(xp, w: Vector[n], X: Matrix[m, n], sigma: Function):
    L = xp.sum(sigma(X @ w))
    return {"L": L}
