"""Products entry by entry, of matrices and of columns."""

from texproof import Function, Matrix, Scalar, Vector, dims, model, unknown

m, n, p, q = dims("m n p q")


@model
def entrywise(xp, A: Matrix[m, n], B: Matrix[m, n], C: Matrix[m, n], c: Scalar):
    return {}


@model
def columns(xp, A: Matrix[m, n], B: Matrix[m, n], x: Vector[m], u: Vector[m], y: Vector[n], v: Vector[n]):
    return {}


@model
def squares(xp, A: Matrix[n, n], B: Matrix[n, n], x: Vector[n], y: Vector[n]):
    return {}


@model
def kroneckers(xp, A: Matrix[m, n], B: Matrix[p, q], C: Matrix[m, n], D: Matrix[p, q]):
    return {}


@model
def backward(xp, A: Matrix[m, n], X: Matrix[m, n], sigma: Function):
    Y = A * X
    Z = sigma(X)
    L = unknown(Y, Z)
    return {"Y": Y, "Z": Z, "L": L}
