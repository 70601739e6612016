"""Softmax and cross-entropy: logits z, probabilities s, targets y; by the row for a batch of N examples."""

from texproof import Matrix, Scalar, Vector, dims, model, one_hot, positive, unknown

N, k = dims("N k")


@model
def softmax(xp, z: Vector[k], c: Scalar):
    s = xp.exp(z) / xp.sum(xp.exp(z))
    L = unknown(s)
    return {"s": s, "L": L}


@model
def cross_entropy(xp, z: Vector[k], y: Vector[k]):
    s = xp.exp(z) / xp.sum(xp.exp(z))
    L = -xp.sum(y * xp.log(s))
    return {"s": s, "L": L}


@model(latex={"t": r"\tau"})
def tempered(xp, z: Vector[k], t: Scalar[positive]):
    E = xp.exp(z / t)
    s = E / xp.sum(E)
    L = unknown(s)
    return {"s": s, "L": L}


@model
def batch(xp, Z: Matrix[N, k], Y: Matrix[N, k]):
    E = xp.exp(Z)
    S = E / xp.sum(E, axis=1, keepdims=True)
    L = -xp.sum(Y * xp.log(S)) / N
    M = unknown(S)
    return {"S": S, "L": L, "M": M}


@model
def classified(xp, Z: Matrix[N, k], Y: Matrix[N, k, one_hot]):
    E = xp.exp(Z)
    S = E / xp.sum(E, axis=1, keepdims=True)
    L = -xp.sum(Y * xp.log(S)) / N
    return {"S": S, "L": L}
