"""Attention: N queries of d features, M keys and values; a head with its projections, and one that is to answer T."""

from texproof import Matrix, dims, model, unknown

N, M, d, c, v = dims("N M d c v")


@model
def attention(xp, Q: Matrix[N, d], K: Matrix[M, d], V: Matrix[M, v]):
    S = Q @ K.T / xp.sqrt(d)
    E = xp.exp(S)
    P = E / xp.sum(E, axis=1, keepdims=True)
    O = P @ V  # noqa: E741 - the name on the page
    L = unknown(O)
    return {"S": S, "P": P, "O": O, "L": L}


@model
def masked(xp, Q: Matrix[N, d], K: Matrix[M, d], V: Matrix[M, v], B: Matrix[N, M]):
    S = Q @ K.T / xp.sqrt(d) + B
    E = xp.exp(S)
    P = E / xp.sum(E, axis=1, keepdims=True)
    O = P @ V  # noqa: E741 - the name on the page
    L = unknown(O)
    return {"S": S, "P": P, "O": O, "L": L}


@model(latex={"WQ": "W_Q", "WK": "W_K", "WV": "W_V", "WO": "W_O"})
def head(
    xp,
    X: Matrix[N, c],
    WQ: Matrix[c, d],
    WK: Matrix[c, d],
    WV: Matrix[c, c],
    WO: Matrix[c, c],
):
    Q, K, V = X @ WQ, X @ WK, X @ WV
    S = Q @ K.T / xp.sqrt(d)
    E = xp.exp(S)
    P = E / xp.sum(E, axis=1, keepdims=True)
    O = P @ V  # noqa: E741 - the name on the page
    Y = X + O @ WO
    L = unknown(Y)
    return {"Q": Q, "K": K, "V": V, "S": S, "P": P, "O": O, "Y": Y, "L": L}


@model
def answers(xp, Y: Matrix[N, c], T: Matrix[N, c]):
    L = xp.sum((Y - T) ** 2) / (2 * N)
    return {"L": L}
