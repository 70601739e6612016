"""Two layers with any differentiable function entry by entry, under an unknown loss."""

from texproof import Function, Matrix, Vector, dims, model, unknown

h, m, n = dims("h m n")


@model
def network(xp, W1: Matrix[h, n], W2: Matrix[m, h], b1: Vector[h], x: Vector[n], sigma: Function):
    z1 = W1 @ x + b1
    a1 = sigma(z1)
    y = W2 @ a1
    L = unknown(y)
    return {"z1": z1, "a1": a1, "y": y, "L": L}
