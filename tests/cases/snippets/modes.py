"""Operations with tangents of what they take, and with adjoints of what they give."""

from texproof import Matrix, Scalar, Vector, dims, invertible, lower_triangular, model, symmetric

m, n, p = dims("m n p")


@model
def product(xp, A: Matrix[m, n], B: Matrix[n, p], A_dot: Matrix[m, n], B_dot: Matrix[n, p], C_bar: Matrix[m, p]):
    return {"C": A @ B}


@model
def solution(xp, A: Matrix[n, n, invertible], B: Matrix[n, m], A_dot: Matrix[n, n], C_bar: Matrix[n, m]):
    return {"C": xp.linalg.solve(A, B)}


@model
def two_steps(xp, A: Matrix[m, n], x: Vector[n], z1_bar: Vector[m], y_bar: Scalar):
    z1 = A @ x
    return {"z1": z1, "y": xp.sum(z1 * z1)}


@model
def tied(xp, S: Matrix[n, n, symmetric], S_dot: Matrix[n, n], C_bar: Matrix[n, n]):
    return {"C": S @ S}


@model
def triangular(xp, L: Matrix[n, n, lower_triangular, invertible], b: Vector[n], x_bar: Vector[n]):
    return {"x": xp.linalg.solve(L, b)}


@model
def undeclared(xp, A: Matrix[m, n], B: Matrix[n, p]):
    return {"C": A @ B}
