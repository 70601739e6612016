"""Y = X W, also called F; L is any differentiable scalar loss of Y."""

from texproof import Matrix, dims, model, unknown

a, b, c = dims("a b c")


@model
def product(xp, X: Matrix[a, b], W: Matrix[b, c]):
    F = X @ W
    Y = F
    L = unknown(Y)
    return {"F": F, "Y": Y, "L": L}


@model
def weighted(xp, X: Matrix[a, b], W: Matrix[b, c], G: Matrix[a, c]):
    Y = X @ W
    return {"Y": Y}
