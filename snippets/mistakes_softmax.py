"""Sigmoid, SiLU and softmax, alone and under the losses that usually follow them."""

from texproof import Matrix, Scalar, Vector, dims, model, positive

N, n = dims("N n")


@model
def sigmoid(xp, z: Scalar, y: Scalar):
    def sigma(x):
        return 1 / (1 + xp.exp(-x))

    a = sigma(z)
    L = (a - y) ** 2 / 2
    return {"sigma": sigma, "a": a, "L": L}


@model
def error(xp, z: Vector[n], y: Vector[n]):
    a = 1 / (1 + xp.exp(-z))
    L = xp.sum((a - y) ** 2) / 2
    return {"a": a, "L": L}


@model
def softmax(xp, z: Vector[n]):
    s = xp.exp(z) / xp.sum(xp.exp(z))
    return {"s": s}


@model
def temperature(xp, z: Vector[n], tau: Scalar[positive]):
    s = xp.exp(z / tau) / xp.sum(xp.exp(z / tau))
    return {"s": s}


@model
def entropy(xp, z: Vector[n], t: Vector[n]):
    s = xp.exp(z) / xp.sum(xp.exp(z))
    y = xp.exp(t) / xp.sum(xp.exp(t))
    L = -xp.sum(y * xp.log(s))
    return {"s": s, "y": y, "L": L}


@model
def contrast(xp, S: Matrix[N, N]):
    P = xp.exp(S) / xp.sum(xp.exp(S), axis=1, keepdims=True)
    L = -xp.mean(xp.log(xp.diag(P)))
    return {"P": P, "L": L}


@model(latex={"NLL": r"\ell"})
def logistic(xp, X: Matrix[N, n], w: Vector[n], y: Vector[N]):
    p = 1 / (1 + xp.exp(-X @ w))
    NLL = -xp.sum(y * xp.log(p) + (1 - y) * xp.log(1 - p))
    return {"p": p, "NLL": NLL}
