"""Layers that pick, drop, slide or average: products with a matrix that is not learned."""

from texproof import Matrix, Scalar, Vector, dims, mask, model, one_hot, unit_interval, unknown

N, n, m, k = dims("N n m k")


@model
def dropout(xp, X: Matrix[N, n], M: Matrix[N, n, mask], p: Scalar[unit_interval]):
    Y = M * X / (1 - p)
    L = unknown(Y)
    return {"Y": Y, "L": L}


@model
def embedding(xp, R: Matrix[N, m, one_hot], E: Matrix[m, n]):
    Y = R @ E
    L = unknown(Y)
    return {"Y": Y, "L": L}


@model
def convolution(xp, x: Vector[5], w: Vector[3]):
    T = xp.array([[w[0], w[1], w[2], 0, 0], [0, w[0], w[1], w[2], 0], [0, 0, w[0], w[1], w[2]]])
    U = xp.array([[x[0], x[1], x[2]], [x[1], x[2], x[3]], [x[2], x[3], x[4]]])
    y = T @ x
    L = unknown(y)
    return {"T": T, "U": U, "y": y, "L": L}


@model
def pooling(xp, X: Matrix[k, n]):
    y = xp.mean(X, axis=0)
    L = unknown(y)
    return {"y": y, "L": L}
