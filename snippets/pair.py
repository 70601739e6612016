"""⟨A, B⟩ for two matrices of the same shape; tr(A B) for two whose shapes are each other's transpose."""

from texproof import Matrix, dims, model

m, n = dims("m n")


@model
def same(xp, A: Matrix[m, n], B: Matrix[m, n]):
    return {}


@model
def turned(xp, A: Matrix[m, n], B: Matrix[n, m]):
    return {}
