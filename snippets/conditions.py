"""What the conventions on conditions and comparisons are shown with: square matrices and columns, nothing supposed."""

from texproof import Matrix, Vector, dims, model

n = dims("n")


@model
def conditions(xp, A: Matrix[n, n], B: Matrix[n, n], x: Vector[n], y: Vector[n]):
    return {}
