"""Square matrices that have an inverse, and rectangles whose products do."""

from texproof import Matrix, Scalar, dims, invertible, model, nonzero, orthogonal, positive, positive_definite

m, n = dims("m n")


@model
def invertible_matrices(
    xp, A: Matrix[n, n, invertible], B: Matrix[n, n, invertible], C: Matrix[n, n, invertible], c: Scalar[nonzero]
):
    return {}


@model
def definite(xp, A: Matrix[n, n, positive_definite], B: Matrix[n, n, positive_definite], Q: Matrix[n, n, orthogonal]):
    return {}


@model
def rectangles(xp, A: Matrix[m, n], B: Matrix[n, m]):
    return {}


@model
def ridge(xp, X: Matrix[m, n], lambda_: Scalar[positive]):
    return {}
