"""Regression with weights w: N examples in the rows of X, targets y; least squares, a penalty, yes or no."""

from texproof import Matrix, Scalar, Vector, dims, model, positive

N, n, m = dims("N n m")


@model
def least_squares(xp, X: Matrix[N, n], w: Vector[n], y: Vector[N]):
    L = xp.sum((X @ w - y) ** 2) / 2
    return {"L": L}


@model
def many_outputs(xp, X: Matrix[N, n], W: Matrix[n, m], Y: Matrix[N, m]):
    L = xp.sum((X @ W - Y) ** 2) / 2
    return {"L": L}


@model(latex={"lam": r"\lambda"})
def ridge(xp, X: Matrix[N, n], w: Vector[n], y: Vector[N], lam: Scalar[positive]):
    L = xp.sum((X @ w - y) ** 2) / 2 + lam * xp.sum(w * w) / 2
    return {"L": L}


@model
def logistic(xp, X: Matrix[N, n], w: Vector[n], y: Vector[N]):
    p = 1 / (1 + xp.exp(-(X @ w)))
    L = -xp.sum(y * xp.log(p) + (1 - y) * xp.log(1 - p))
    return {"p": p, "L": L}


@model
def poisson(xp, X: Matrix[N, n], w: Vector[n], y: Vector[N]):
    r = xp.exp(X @ w)
    L = xp.sum(r - y * (X @ w))
    return {"r": r, "L": L}
