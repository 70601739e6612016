"""Matrices for inner products and traces: two of one shape, two turned shapes, and a product with a third."""

from texproof import Matrix, dims, model

m, k, n = dims("m k n")


@model
def same(xp, A: Matrix[m, n], B: Matrix[m, n]):
    return {}


@model
def turned(xp, A: Matrix[m, n], B: Matrix[n, m]):
    return {}


@model
def three(xp, A: Matrix[m, n], B: Matrix[m, k], C: Matrix[k, n]):
    return {}
