"""A = Z W under any differentiable scalar loss, matrices that do not fit, and what computes with |x|."""

from texproof import Matrix, Scalar, dims, model, unknown

m, k, n = dims("m k n")


@model
def layer(xp, Z: Matrix[m, k], W: Matrix[k, n]):
    A = Z @ W
    L = unknown(A)
    return {"A": A, "L": L}


@model
def oblong(xp, Y: Matrix[m, n], Z: Matrix[m, k], X: Matrix[n, n]):
    return {}


@model
def absolute(xp, x: Scalar, y: Scalar):
    a = abs(x)
    s = xp.sign(x)
    r = xp.maximum(x, 0)
    z = y * y
    return {"a": a, "s": s, "r": r, "z": z}
