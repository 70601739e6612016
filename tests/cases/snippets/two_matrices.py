"""Two matrices that have a product."""

from texproof import Matrix, dims, model

m, n, p = dims("m n p")


@model
def two_matrices(xp, A: Matrix[m, n], B: Matrix[n, p]):
    return {}
