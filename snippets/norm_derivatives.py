"""Norms of columns and matrices, distances, directions and angles."""

from texproof import Matrix, Vector, dims, model, nonzero, positive, unknown

m, n = dims("m n")


@model
def column(xp, x: Vector[n], a: Vector[n]):
    return {}


@model
def affine(xp, x: Vector[n], A: Matrix[m, n], b: Vector[m]):
    return {}


@model
def unit(xp, x: Vector[n]):
    r = xp.sqrt(x @ x)
    u = x / r
    L = unknown(u)
    return {"r": r, "u": u, "L": L}


@model
def angle(xp, x: Vector[n], y: Vector[n]):
    c = (x @ y) / (xp.sqrt(x @ x) * xp.sqrt(y @ y))
    return {"c": c}


@model
def powers(xp, x: Vector[n, nonzero]):
    return {}


@model
def positives(xp, x: Vector[n, positive]):
    return {}


@model
def matrix(xp, X: Matrix[m, n], A: Matrix[m, n], B: Matrix[m, n]):
    return {}
