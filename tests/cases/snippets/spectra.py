"""Matrices with functions, eigenvalues and singular values."""

from texproof import Matrix, Scalar, dims, model, positive, positive_definite, symmetric

m, n = dims("m n")


@model
def spectra(
    xp, A: Matrix[n, n], B: Matrix[n, n], S: Matrix[n, n, symmetric], P: Matrix[n, n, positive_definite],
    X: Matrix[m, n], t: Scalar, c: Scalar[positive],
):  # fmt: skip
    return {}


@model
def factors(xp, P: Matrix[n, n, positive_definite]):
    L = xp.linalg.cholesky(P)
    return {"L": L}
