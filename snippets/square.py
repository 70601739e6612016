"""Y = X W with as many columns as rows, so that tr(Y) exists."""

from texproof import Matrix, dims, model

a, b = dims("a b")


@model
def square(xp, X: Matrix[a, b], W: Matrix[b, a]):
    Y = X @ W
    return {"Y": Y}


@model
def equal(xp, X: Matrix[a, a], W: Matrix[a, a]):
    Y = X @ W
    return {"Y": Y}
