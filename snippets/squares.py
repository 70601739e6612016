"""L = ½ Σ (aᵢⱼ − tᵢⱼ)²: half the squared distance between A = Z W and a target T."""

from texproof import Matrix, dims, model

m, k, n = dims("m k n")


@model
def squares(xp, Z: Matrix[m, k], W: Matrix[k, n], T: Matrix[m, n]):
    A = Z @ W
    L = xp.sum((A - T) ** 2) / 2
    return {"A": A, "L": L}
