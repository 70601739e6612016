"""Numbers, columns and matrices that are linear in a column x or in a matrix X."""

from texproof import Matrix, Scalar, Vector, constant, dims, model, unknown

m, n, p, q = dims("m n p q")


@model
def column(xp, x: Vector[n], a: Vector[n], b: Vector[m], A: Matrix[m, n], B: Matrix[n, m]):
    return {}


@model
def number(xp, X: Matrix[m, n], a: Vector[m], b: Vector[n], c: Vector[n], d: Vector[m]):
    return {}


@model
def square(xp, X: Matrix[n, n], a: Vector[n]):
    return {}


@model
def sandwich(xp, X: Matrix[m, n], A: Matrix[p, m], B: Matrix[n, q], C: Matrix[p, q]):
    return {}


@model
def entrywise(xp, X: Matrix[m, n], A: Matrix[m, n], B: Matrix[m, n], alpha: Scalar):
    return {}


@model
def constants(xp, X: Matrix[m, n], A: Matrix[p, m, constant], B: Matrix[n, q, constant]):
    return {}


@model
def functions(xp, x: Vector[n], alpha: Scalar, A: Matrix[p, m]):
    u = unknown(x, shape=(m, 1))
    v = unknown(x, shape=(m, 1))
    return {"u": u, "v": v}


@model
def layer(xp, X: Matrix[m, n], A: Matrix[p, m], B: Matrix[n, q], C: Matrix[p, q]):
    Y = A @ X @ B + C
    L = unknown(Y)
    return {"Y": Y, "L": L}


@model
def turned(xp, X: Matrix[m, n]):
    Y = X.T
    L = unknown(Y)
    return {"Y": Y, "L": L}
