"""Functions of one vector, and what is computed on the way to them."""

from texproof import Function, Matrix, Scalar, Vector, constant, dims, model, unknown

k, m, n = dims("k m n")


@model
def curved(xp, x: Vector[n], v: Vector[n], A: Matrix[m, n, constant], b: Vector[m, constant], h: Function):
    y = A @ x + b
    f, q = unknown(x), unknown(x)
    g = unknown(y)
    u = unknown(x, shape=(m,))
    r = xp.sum(y * y)
    return {"y": y, "f": f, "q": q, "g": g, "u": u, "r": r}


@model
def affine(xp, A: Matrix[k, m], X: Matrix[m, n], B: Matrix[k, n], E: Matrix[m, n]):
    Y = A @ X + B
    f = unknown(Y)
    return {"Y": Y, "f": f, "L": xp.sum(X * X * X)}


@model
def clock(xp, t: Scalar, h: Function, X: Matrix[m, n, constant]):
    return {"s": h(t), "Z": t * t * X}
