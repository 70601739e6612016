"""Traces, bilinear and quadratic forms, linear maps and chains of them, each with a transpose to lose."""

from texproof import Matrix, Vector, dims, model, unknown

m, n, p, s, t = dims("m n p s t")


@model
def trace(xp, X: Matrix[m, n], A: Matrix[n, m]):
    return {}


@model
def sandwich(xp, A: Matrix[p, m], X: Matrix[m, n], B: Matrix[n, p]):
    return {}


@model
def bilinear(xp, X: Matrix[m, n], a: Vector[m], b: Vector[n]):
    return {}


@model
def quadratic(xp, X: Matrix[m, n], A: Matrix[m, m], x: Vector[m]):
    return {}


@model
def squares(xp, X: Matrix[n, n], A: Matrix[n, n], B: Matrix[n, n]):
    return {}


@model
def linear(xp, A: Matrix[m, n], x: Vector[n], B: Matrix[p, m]):
    y = unknown(A @ x, shape=(m,))
    z = unknown(B @ y, shape=(p,))
    f = unknown(z)
    return {"y": y, "z": z, "f": f}


@model
def fitted(xp, Phi: Matrix[s + t, s], y: Vector[s + t]):
    y_hat = Phi @ xp.linalg.solve(Phi.T @ Phi, Phi.T @ y)
    return {"y_hat": y_hat}
