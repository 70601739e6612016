"""Scores, weights and values of attention, its three maps of one input, and one step of a recurrent network."""

from texproof import Matrix, Vector, dims, model, unknown

N, d, k, m, n, p = dims("N d k m n p")


@model
def scores(xp, Q: Matrix[N, d], K: Matrix[m, d]):
    S = Q @ K.T / xp.sqrt(d)
    L = unknown(S)
    return {"S": S, "L": L}


@model
def equal(xp, Q: Matrix[N, d], K: Matrix[N, d]):
    S = Q @ K.T / xp.sqrt(d)
    L = unknown(S)
    return {"S": S, "L": L}


@model
def values(xp, P: Matrix[n, n], V: Matrix[n, p]):
    O = P @ V  # noqa: E741
    L = unknown(O)
    return {"O": O, "L": L}


@model
def weights(xp, S: Matrix[N, m]):
    P = xp.exp(S) / xp.sum(xp.exp(S), axis=1, keepdims=True)
    L = unknown(P)
    return {"P": P, "L": L}


@model
def three(xp, X: Matrix[N, n], W_Q: Matrix[n, k], W_K: Matrix[n, k], W_V: Matrix[n, p]):
    Q = X @ W_Q
    K = X @ W_K
    V = X @ W_V
    L = unknown(Q, K, V)
    return {"Q": Q, "K": K, "V": V, "L": L}


@model(latex={"h_prev": "h_{t-1}", "a_t": "a_t", "h_t": "h_t"})
def recurrent(xp, x: Vector[m], h_prev: Vector[n], W: Matrix[n, m], U: Matrix[n, n]):
    a_t = W @ x + U @ h_prev
    h_t = xp.tanh(a_t)
    L = unknown(h_t)
    return {"a_t": a_t, "h_t": h_t, "L": L}


@model
def convolution(xp, x: Vector[4], w: Vector[3]):
    y = xp.stack([w[0] * x[0] + w[1] * x[1] + w[2] * x[2], w[0] * x[1] + w[1] * x[2] + w[2] * x[3]])
    L = unknown(y)
    return {"y": y, "L": L}
