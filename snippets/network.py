"""A network with one hidden layer, softmax and cross-entropy: N examples, d inputs, h hidden units, k classes."""

from texproof import Function, Matrix, Vector, dims, model, one_hot

N, d, h, k = dims("N d h k")


@model
def network(
    xp,
    X: Matrix[N, d],
    Y: Matrix[N, k, one_hot],
    W1: Matrix[d, h],
    b1: Vector[h],
    W2: Matrix[h, k],
    b2: Vector[k],
    sigma: Function,
):
    A = X @ W1 + b1
    H = sigma(A)
    Z = H @ W2 + b2
    E = xp.exp(Z)
    S = E / xp.sum(E, axis=1, keepdims=True)
    L = -xp.sum(Y * xp.log(S)) / N
    return {"A": A, "H": H, "Z": Z, "S": S, "L": L}
