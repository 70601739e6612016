"""A matrix to which something of low rank is added."""

from texproof import Matrix, Scalar, Vector, dims, invertible, model, positive, positive_definite

m, n = dims("m n")


@model
def low_rank(xp, A: Matrix[n, n, invertible], U: Matrix[n, m], C: Matrix[m, m, invertible], V: Matrix[m, n]):
    return {}


@model
def rank_one(xp, A: Matrix[n, n, invertible], u: Vector[n], v: Vector[n], b: Vector[n]):
    return {}


@model
def covariances(xp, P: Matrix[n, n, positive_definite], R: Matrix[m, m, positive_definite], H: Matrix[m, n]):
    return {}


@model
def noise(xp, Q: Matrix[n, n, positive_definite], M: Matrix[n, n, positive_definite], sigma: Scalar[positive]):
    return {}
