"""Matrices of a special form: units, orthogonal and triangular ones, projections, reflections, powers of numbers."""

from texproof import Matrix, Vector, diagonal, dims, model, orthogonal, symmetric

k, m, n = dims("k m n")


@model
def units(xp, A: Matrix[m, n], B: Matrix[k, m]):
    return {}


@model
def structured(
    xp,
    A: Matrix[n, n],
    S: Matrix[n, n, symmetric],
    Q: Matrix[n, n, orthogonal],
    V: Matrix[n, n, orthogonal],
    D: Matrix[n, n, diagonal],
    x: Vector[n],
    y: Vector[n],
):
    return {}


@model
def skew(xp, B: Matrix[n, n], x: Vector[n]):
    K = B - B.T
    return {"K": K}


@model
def line(xp, a: Vector[n], b: Vector[n]):
    P = xp.outer(a, a) / (a @ a)
    R = xp.eye(n) - 2 * P
    return {"P": P, "R": R}


@model
def column_space(xp, A: Matrix[n + k, n], b: Vector[n + k]):
    P = A @ xp.linalg.inv(A.T @ A) @ A.T
    return {"P": P}


@model
def mean(xp, x: Vector[n]):
    C = xp.eye(n) - xp.ones((n, n)) / n
    return {"C": C}


@model
def vandermonde(xp, v: Vector[n]):
    return {}
