"""Activations, entry by entry: Y = f(X) for N examples of n features, under any loss L of Y."""

from texproof import Function, Matrix, Scalar, dims, model, nonzero, unknown

N, n = dims("N n")


@model
def any_activation(xp, X: Matrix[N, n], sigma: Function):
    Y = sigma(X)
    L = unknown(Y)
    return {"Y": Y, "L": L}


@model
def logistic(xp, X: Matrix[N, n], x: Scalar):
    def sigma(t):
        return 1 / (1 + xp.exp(-t))

    Y = sigma(X)
    L = unknown(Y)
    return {"Y": Y, "L": L, "sigma": sigma}


@model
def tanh(xp, X: Matrix[N, n], x: Scalar):
    def sigma(t):
        return 1 / (1 + xp.exp(-t))

    Y = xp.tanh(X)
    L = unknown(Y)
    return {"Y": Y, "L": L, "sigma": sigma}


@model(latex={"alpha": r"\alpha"})
def rectified(xp, X: Matrix[N, n, nonzero], alpha: Scalar, x: Scalar[nonzero]):
    Y = xp.maximum(X, 0)
    F = xp.maximum(X, 0) + alpha * xp.minimum(X, 0)
    L = unknown(Y)
    M = unknown(F)
    return {"Y": Y, "F": F, "L": L, "M": M}


@model
def softplus(xp, X: Matrix[N, n]):
    def sigma(t):
        return 1 / (1 + xp.exp(-t))

    Y = xp.log(1 + xp.exp(X))
    L = unknown(Y)
    return {"Y": Y, "L": L, "sigma": sigma}


@model(latex={"beta": r"\beta"})
def gated(xp, X: Matrix[N, n], beta: Scalar):
    def sigma(t):
        return 1 / (1 + xp.exp(-t))

    Y = X * sigma(X)
    F = X * sigma(beta * X)
    L = unknown(Y)
    M = unknown(F)
    return {"Y": Y, "F": F, "L": L, "M": M, "sigma": sigma}


@model
def glu(xp, A: Matrix[N, n], B: Matrix[N, n]):
    def sigma(t):
        return 1 / (1 + xp.exp(-t))

    Y = A * sigma(B)
    L = unknown(Y)
    return {"Y": Y, "L": L, "sigma": sigma}
