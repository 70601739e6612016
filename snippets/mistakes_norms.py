"""Norms and squared norms, the direction of a vector and the angle between two."""

from texproof import Matrix, Vector, dims, model

m, n = dims("m n")


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
