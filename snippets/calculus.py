"""What the conventions on derivatives are shown with: one vector on its way to numbers, a product, a power."""

from texproof import Matrix, Scalar, Vector, constant, dims, model, symmetric, unknown

k, m, n = dims("k m n")


@model
def curve(xp, x: Vector[n], v: Vector[n], A: Matrix[m, n, constant], t: Scalar):
    y = A @ x
    f = unknown(y)
    return {"y": y, "f": f, "s": t * t * t}


@model
def increments(xp, X: Matrix[m, k], Y: Matrix[k, n], B: Matrix[k, k, constant], S: Matrix[n, n, symmetric]):
    F = X @ Y
    L = unknown(F)
    return {"F": F, "L": L}


@model
def forward_and_back(
    xp, A: Matrix[m, k], B: Matrix[k, n], A_dot: Matrix[m, k], B_dot: Matrix[k, n], C_bar: Matrix[m, n]
):
    return {"C": A @ B}


@model(letters=[k])
def powers(xp, X: Matrix[n, n]):
    return {}


@model
def small(xp, A: Matrix[n, n], varepsilon: Scalar):
    return {}
