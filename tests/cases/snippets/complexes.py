"""Complex symbols, some of them tied to their conjugates."""

from texproof import (
    Function,
    Matrix,
    Scalar,
    Vector,
    complex,
    dims,
    full_column_rank,
    hermitian,
    invertible,
    model,
    nonzero,
    skew_hermitian,
    unitary,
    unknown,
)

m, n = dims("m n")


@model
def free(
    xp,
    A: Matrix[m, n, complex],
    B: Matrix[n, n, complex],
    W: Matrix[n, n, complex, invertible],
    T: Matrix[m, n, complex, full_column_rank],
    x: Vector[n, complex],
    y: Vector[n, complex],
    z: Scalar[complex, nonzero],
    w: Scalar[complex],
    r: Scalar,
    R: Matrix[n, n, invertible],
    Q: Matrix[n, n],
    f: Function[complex],
    g: Function,
):
    return {}


@model
def tied(
    xp,
    S: Matrix[n, n, hermitian],
    K: Matrix[n, n, skew_hermitian],
    U: Matrix[n, n, unitary],
    B: Matrix[n, n, complex],
    C: Matrix[n, n, complex],
    X: Matrix[n, n],
    x: Vector[n, complex],
    r: Scalar,
):
    return {}


@model
def computed(xp, X: Matrix[m, n, complex], x: Vector[n, complex], S: Matrix[n, n, hermitian]):
    y = X @ x
    q = x.conj() @ S @ x
    L = unknown(y)
    return {"y": y, "q": q, "L": L}


@model
def real(xp, X: Matrix[n, n], x: Vector[n]):
    return {}
