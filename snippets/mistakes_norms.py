"""Norms and squared norms, the direction of a vector, the angle between two, and second derivatives."""

from texproof import Function, Matrix, Vector, dims, model, unknown

N, m, n = dims("N m n")


@model
def residual(xp, A: Matrix[m, n], x: Vector[n], b: Vector[m]):
    return {}


@model
def plain(xp, X: Matrix[m, n], x: Vector[n]):
    return {}


@model
def cosine(xp, a: Vector[n], b: Vector[n]):
    c = a @ b / (xp.sqrt(a @ a) * xp.sqrt(b @ b))
    return {"c": c}


@model
def fit(xp, X: Matrix[N, n], w: Vector[n], y: Vector[N]):
    return {}


@model
def outer(xp, x: Vector[n], h: Function):
    f = unknown(x)
    return {"f": f}


@model
def form(xp, x: Vector[n], A: Matrix[n, n]):
    f = x @ A @ x
    return {"f": f}
