"""Matrices in four parts: any, with invertible corners, symmetric, or of equal parts."""

from texproof import Matrix, Vector, dims, invertible, model, positive_definite, symmetric

k, m, n, p, q, r = dims("k m n p q r")


@model
def products(
    xp,
    A: Matrix[m, n],
    B: Matrix[m, p],
    C: Matrix[q, n],
    D: Matrix[q, p],
    E: Matrix[n, k],
    F: Matrix[n, r],
    G: Matrix[p, k],
    H: Matrix[p, r],
):
    return {}


@model
def corners(
    xp,
    A: Matrix[n, n, invertible],
    B: Matrix[n, m],
    C: Matrix[m, n],
    D: Matrix[m, m, invertible],
    x: Vector[n],
    y: Vector[m],
):
    return {}


@model
def quadratic(
    xp, A: Matrix[n, n, positive_definite], B: Matrix[n, m], D: Matrix[m, m, symmetric], x: Vector[n], y: Vector[m]
):
    return {}


@model
def equal(xp, A: Matrix[n, n], B: Matrix[n, n]):
    return {}
