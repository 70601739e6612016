"""Matrices to be stacked into columns, multiplied block by block, or multiplied entry by entry."""

from texproof import Matrix, diagonal, dims, model, positive_definite

m, n, p, q = dims("m n p q")


@model
def sandwich(xp, A: Matrix[m, n], X: Matrix[n, p], B: Matrix[p, q]):
    return {}


@model
def square(xp, A: Matrix[n, n], B: Matrix[n, n], C: Matrix[n, n], X: Matrix[n, n], D: Matrix[n, n, diagonal]):
    return {}


@model(latex={"K": "K_{mn}"})
def turned(xp, X: Matrix[m, n]):
    K = xp.reshape(xp.transpose(xp.reshape(xp.eye(m * n), (m, n, m, n)), (0, 1, 3, 2)), (m * n, m * n))
    return {"K": K}


@model(latex={"K": "K_{nn}"})
def gram(xp, X: Matrix[m, n]):
    K = xp.reshape(xp.transpose(xp.reshape(xp.eye(n * n), (n, n, n, n)), (0, 1, 3, 2)), (n * n, n * n))
    return {"K": K}


@model
def definite(xp, A: Matrix[n, n, positive_definite], B: Matrix[n, n, positive_definite]):
    return {}
