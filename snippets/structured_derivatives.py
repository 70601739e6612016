"""Matrices with fewer free entries than places, made from what is free."""

from texproof import Matrix, Scalar, Vector, dims, model, positive, symmetric, unknown

m, n, p, q = dims("m n p q")


@model
def diagonal(xp, x: Vector[n], A: Matrix[m, n], B: Matrix[n, m], C: Matrix[n, n]):
    return {}


@model
def positives(xp, x: Vector[n, positive]):
    return {}


@model
def diagonal_layer(xp, x: Vector[n]):
    D = xp.diag(x)
    L = unknown(D)
    return {"D": D, "L": L}


@model
def mirrored(xp, X: Matrix[n, n], A: Matrix[n, n]):
    S = xp.tril(X) + xp.tril(X, -1).T
    L = unknown(S)
    return {"S": S, "L": L}


@model
def mean(xp, X: Matrix[n, n]):
    S = (X + X.T) / 2
    L = unknown(S)
    return {"S": S, "L": L}


@model
def antisymmetric(xp, X: Matrix[n, n]):
    K = (X - X.T) / 2
    L = unknown(K)
    return {"K": K, "L": L}


@model
def triangular(xp, X: Matrix[n, n]):
    T = xp.tril(X)
    L = unknown(T)
    return {"T": T, "L": L}


@model
def factored(xp, X: Matrix[n, n]):
    T = xp.tril(X)
    S = T @ T.T
    L = unknown(S)
    return {"T": T, "S": S, "L": L}


@model
def shifted(xp, t: Scalar, A: Matrix[n, n]):
    Y = A + t * xp.eye(n)
    L = unknown(Y)
    return {"Y": Y, "L": L}


@model
def repeated(xp, b: Vector[n], A: Matrix[m, n]):
    Y = A + b
    L = unknown(Y)
    return {"Y": Y, "L": L}


@model
def shared(xp, W: Matrix[m, n], A: Matrix[p, m], B: Matrix[m, q]):
    U = A @ W
    V = W.T @ B
    L = unknown(U, V)
    return {"U": U, "V": V, "L": L}


@model
def tangent(xp, S: Matrix[n, n, symmetric], A: Matrix[n, n]):
    return {}
