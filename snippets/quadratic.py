"""f(x) = xᵀ A x, with A symmetric or any square matrix."""

from texproof import Matrix, Vector, dims, model, symmetric

n = dims("n")


@model
def quadratic(xp, A: Matrix[n, n, symmetric], x: Vector[n]):
    f = x @ A @ x
    return {"f": f}


@model
def any_square(xp, A: Matrix[n, n], x: Vector[n]):
    f = x @ A @ x
    return {"f": f}
