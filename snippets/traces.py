"""Matrices that have a trace, by themselves or as a product."""

from texproof import Matrix, Scalar, Vector, dims, invertible, model, symmetric

m, n, p = dims("m n p")


@model
def squares(xp, A: Matrix[n, n], B: Matrix[n, n], P: Matrix[n, n, invertible], c: Scalar, x: Vector[n], y: Vector[n]):
    return {}


@model
def turned(xp, A: Matrix[m, n], B: Matrix[n, m]):
    return {}


@model
def cycle(xp, A: Matrix[m, n], B: Matrix[n, p], C: Matrix[p, m]):
    return {}


@model
def inner(xp, A: Matrix[m, n], B: Matrix[m, n], C: Matrix[m, n], x: Vector[m], y: Vector[n]):
    return {}


@model
def moved(xp, A: Matrix[m, n], B: Matrix[m, p], C: Matrix[p, n]):
    return {}


@model
def symmetries(xp, S: Matrix[n, n, symmetric], A: Matrix[n, n]):
    return {}
