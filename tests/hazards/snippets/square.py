"""Square matrices, some with hypotheses, vectors and numbers."""

from texproof import Matrix, Scalar, Vector, dims, invertible, model, nonzero, positive, positive_definite, symmetric

n = dims("n")


@model
def square(
    xp, X: Matrix[n, n, invertible], A: Matrix[n, n], B: Matrix[n, n], x: Vector[n], y: Vector[n],
    s: Scalar, t: Scalar, p: Scalar[positive], q: Scalar[positive], u: Scalar[nonzero],
):  # fmt: skip
    return {}


@model
def structured(
    xp, S: Matrix[n, n, symmetric], T: Matrix[n, n, symmetric], P: Matrix[n, n, positive_definite],
    R: Matrix[n, n, positive_definite], x: Vector[n],
):  # fmt: skip
    return {}


@model
def named(xp, E: Matrix[n, n], N: Matrix[n, n], Q: Matrix[n, n], S: Matrix[n, n], pi: Scalar, beta: Scalar):
    return {}


@model
def letters(xp, b: Scalar, d: Scalar, e: Scalar, x: Scalar, y: Scalar, z: Scalar):
    return {}
