"""Determinants of a product, of a Gram matrix, of a covariance, and of what is nearly the identity."""

from texproof import Matrix, Scalar, Vector, dims, invertible, model, positive_definite

n, s, t = dims("n s t")


@model
def product(xp, X: Matrix[s, s + t], A: Matrix[s + t, s]):
    return {}


@model
def gram(xp, X: Matrix[s + t, s]):
    return {}


@model
def single(xp, X: Matrix[n, n, invertible]):
    return {}


@model
def covariance(xp, S: Matrix[n, n, positive_definite]):
    Lambda = 1 * S
    Sigma = xp.linalg.inv(Lambda)
    return {"Lambda": Lambda, "Sigma": Sigma}


@model
def outer(xp, A: Matrix[n, n, positive_definite], u: Vector[n], v: Vector[n]):
    return {}


@model
def near(xp, A: Matrix[n, n], B: Matrix[n, n], varepsilon: Scalar):
    return {}
