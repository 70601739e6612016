"""Numbers that go to zero, and what is near them."""

from texproof import Function, Matrix, Scalar, dims, invertible, model, nonzero, positive

n = dims("n")


@model
def small(
    xp, A: Matrix[n, n], X: Matrix[n, n, invertible], varepsilon: Scalar, t: Scalar, c: Scalar[positive],
    b: Scalar[nonzero], h: Function,
):  # fmt: skip
    return {"f": t * c}
