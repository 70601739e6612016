"""Functions that a body defines, and layers that apply functions entry by entry."""

from texproof import Matrix, Scalar, Vector, dims, model, unknown

m, n = dims("m n")


@model
def defined(xp, X: Matrix[m, n], z: Vector[n], x: Scalar, alpha: Scalar):
    def sigma(t):
        return 1 / (1 + xp.exp(-t))

    def h(t):
        return xp.where(t > 0, t, alpha * t)

    Y = sigma(X)
    L = unknown(Y)
    return {"Y": Y, "L": L, "sigma": sigma, "h": h}


@model
def reduced(xp, z: Vector[n]):
    def f(t):
        return t / xp.sum(t)

    return {"f": f}


@model
def plane(xp, x: Scalar):
    def f(s, t):
        return s * t

    return {"f": f}
