"""Kronecker products, and products of matrices stacked into columns."""

from texproof import Matrix, Scalar, Vector, dims, invertible, model

m, n, p, q, r, s = dims("m n p q r s")


@model
def factors(xp, A: Matrix[m, n], B: Matrix[p, q], C: Matrix[n, r], D: Matrix[q, s], c: Scalar):
    return {}


@model
def terms(xp, A: Matrix[m, n], B: Matrix[m, n], C: Matrix[p, q], D: Matrix[r, s]):
    return {}


@model
def squares(xp, A: Matrix[m, m, invertible], B: Matrix[n, n, invertible], x: Vector[m], y: Vector[n]):
    return {}


@model
def stacked(xp, A: Matrix[m, n], X: Matrix[n, p], B: Matrix[p, q], C: Matrix[m, n], x: Vector[m], y: Vector[n]):
    return {}


@model
def sylvester(xp, A: Matrix[m, m], X: Matrix[m, n], B: Matrix[n, n]):
    return {}


@model
def commuted(xp, A: Matrix[m, n], B: Matrix[p, q]):
    return {}
