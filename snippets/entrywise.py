"""Functions of numbers, by name and by cases, applied entry by entry."""

from texproof import Function, Matrix, Scalar, Vector, dims, model, positive, unknown

m, n = dims("m n")


@model
def functions(xp, X: Matrix[m, n], z: Vector[n], x: Scalar, alpha: Scalar, phi: Function):
    def h(t):
        return xp.where(t > 0, t, alpha * t)

    Y = h(X)
    L = unknown(Y)
    return {"Y": Y, "L": L, "h": h}


@model
def choices(
    xp, X: Matrix[m, n], P: Matrix[m, n, positive], z: Vector[n], x: Scalar, y: Scalar, delta: Scalar[positive]
):
    R = xp.maximum(X, 0)
    L = unknown(R)
    return {"R": R, "L": L}
