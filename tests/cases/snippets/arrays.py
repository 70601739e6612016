"""Matrices of one shape and of the turned one, columns and a number, none computed from another."""

from texproof import Matrix, Scalar, Tensor, Vector, dims, model

m, n, p = dims("m n p")


@model
def arrays(xp, A: Matrix[m, n], B: Matrix[m, n], C: Matrix[n, m], x: Vector[n], y: Vector[m], alpha: Scalar):
    return {}


@model(latex={"Xc": r"X_{c}"})
def named(
    xp, Xc: Matrix[m, n], W1: Matrix[m, n], W2: Matrix[n, p], x_hat: Vector[n], alpha: Scalar, Sigma: Matrix[n, n]
):
    y_bar = Xc @ x_hat
    return {"y_bar": y_bar}


@model
def tensor(xp, T: Tensor[m, n, p], x: Vector[n]):
    return {}


@model
def own(xp, E: Matrix[n, n], I: Matrix[n, n], delta: Vector[n]):  # noqa: E741 - the name is the point
    return {}


@model(latex={"W1": r"W^{(1)}", "y1": r"y^{(1)}", "xp": "x'"})
def layers(xp_, W1: Matrix[m, n], xp: Vector[n], alpha: Scalar):
    y1 = W1 @ xp
    return {"y1": y1}


@model(latex={"A": r"\mathcal{A}"})
def curly(xp, A: Matrix[m, n], B: Matrix[m, n], x: Vector[n]):
    return {"L": xp.sum(A @ x)}


@model(latex={"a": "x_{+}", "b": "x_{-}"})
def parts(xp, x: Vector[n]):
    return {"a": xp.maximum(x, 0), "b": xp.maximum(-x, 0)}
