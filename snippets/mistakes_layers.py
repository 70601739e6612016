"""Layers of networks under a differentiable loss: a map of columns, dropout, a lookup, a shortcut, layer norm."""

from texproof import Matrix, Scalar, Vector, dims, model, positive, unknown

N, m, n = dims("N m n")


@model
def columns(xp, W: Matrix[m, n], A: Matrix[n, N]):
    Z = W @ A
    L = unknown(Z)
    return {"Z": Z, "L": L}


@model
def dropout(xp, X: Matrix[N, n], M: Matrix[N, n], p: Scalar):
    Y = M * X / (1 - p)
    L = unknown(Y)
    return {"Y": Y, "L": L}


@model
def lookup(xp, E: Matrix[2, n]):
    Y = xp.stack([E[0], E[1], E[0]])
    L = unknown(Y)
    return {"Y": Y, "L": L}


@model
def shortcut(xp, x: Vector[n]):
    F = unknown(x, shape=(n,))
    y = x + F
    L = unknown(y)
    return {"F": F, "y": y, "L": L}


@model(latex={"m": r"\overline{g \odot \hat x}"})
def layernorm(xp, x: Vector[n], g: Vector[n], epsilon: Scalar[positive]):
    mu = xp.mean(x)
    s = xp.sqrt(xp.mean((x - mu) ** 2) + epsilon)
    x_hat = (x - mu) / s
    L = xp.sum(g * x_hat)
    g_bar = xp.mean(g)
    m = xp.mean(g * x_hat)
    return {"mu": mu, "s": s, "x_hat": x_hat, "L": L, "g_bar": g_bar, "m": m}


@model
def softmax_batch(xp, Z: Matrix[N, n], T: Matrix[N, n]):
    S = xp.exp(Z) / xp.sum(xp.exp(Z), axis=1, keepdims=True)
    Y = xp.exp(T) / xp.sum(xp.exp(T), axis=1, keepdims=True)
    L = -xp.sum(Y * xp.log(S)) / N
    return {"S": S, "Y": Y, "L": L}
