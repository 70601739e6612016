"""Functions of complex numbers, columns and matrices."""

from texproof import (
    Function,
    Matrix,
    Scalar,
    Vector,
    complex,
    dims,
    full_column_rank,
    full_row_rank,
    hermitian,
    invertible,
    model,
    nonzero,
    skew_hermitian,
    unitary,
)

m, n = dims("m n")


@model
def number(xp, z: Scalar[complex, nonzero], f: Function[complex], g: Function[complex]):
    return {}


@model
def column(
    xp,
    x: Vector[n, complex],
    y: Vector[n, complex],
    a: Vector[n, complex],
    b: Vector[m, complex],
    c: Scalar[complex],
    A: Matrix[n, n, complex],
    S: Matrix[n, n, hermitian],
    M: Matrix[m, n, complex],
):
    return {}


@model
def matrix(xp, X: Matrix[m, n, complex], A: Matrix[n, m, complex], B: Matrix[m, n, complex], C: Matrix[m, m, complex]):
    return {}


@model
def square(xp, X: Matrix[n, n, complex, invertible], A: Matrix[n, n, complex]):
    return {}


@model
def tall(xp, X: Matrix[m, n, complex, full_column_rank], A: Matrix[m, m, complex]):
    return {}


@model
def wide(xp, X: Matrix[m, n, complex, full_row_rank], A: Matrix[n, n, complex]):
    return {}


@model
def forms(
    xp,
    z: Scalar[complex],
    x: Vector[n, complex],
    y: Vector[n, complex],
    A: Matrix[m, n, complex],
    B: Matrix[n, n, complex],
    S: Matrix[n, n, hermitian],
    K: Matrix[n, n, skew_hermitian],
    U: Matrix[n, n, unitary],
    r: Scalar,
):
    return {}
