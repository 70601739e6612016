"""Square matrices with hypotheses, a vector and numbers."""

from texproof import (
    Matrix,
    Scalar,
    Vector,
    diagonal,
    dims,
    invertible,
    lower_triangular,
    model,
    nonzero,
    orthogonal,
    positive,
    positive_definite,
    symmetric,
)

n = dims("n")


@model
def square(
    xp, X: Matrix[n, n, invertible], Y: Matrix[n, n, invertible], M: Matrix[n, n], x: Vector[n], u: Scalar[nonzero],
    t: Scalar[positive], v: Scalar,
):  # fmt: skip
    return {}


@model
def shaped(
    xp, S: Matrix[n, n, symmetric], P: Matrix[n, n, positive_definite], Q: Matrix[n, n, orthogonal],
    D: Matrix[n, n, diagonal], L: Matrix[n, n, lower_triangular], x: Vector[n],
):  # fmt: skip
    return {}


@model
def quadratic(xp, A: Matrix[n, n], x: Vector[n]):
    f = x @ A @ x
    return {"f": f}
