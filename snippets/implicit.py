"""Inverses, solves, determinants, norms and factorizations, with tangents and adjoints."""

from texproof import Matrix, Scalar, Vector, diagonal, dims, invertible, model

m, n = dims("m n")


@model
def inverse(xp, A: Matrix[n, n, invertible], A_dot: Matrix[n, n], C_bar: Matrix[n, n]):
    C = xp.linalg.inv(A)
    return {"C": C}


@model
def solve(
    xp, A: Matrix[n, n, invertible], B: Matrix[n, m], A_dot: Matrix[n, n], B_dot: Matrix[n, m], C_bar: Matrix[n, m]
):
    C = xp.linalg.inv(A) @ B
    return {"C": C}


@model
def right_solve(
    xp, A: Matrix[n, n, invertible], B: Matrix[m, n], A_dot: Matrix[n, n], B_dot: Matrix[m, n], C_bar: Matrix[m, n]
):
    C = B @ xp.linalg.inv(A)
    return {"C": C}


@model
def quadratic(
    xp, A: Matrix[n, n, invertible], B: Matrix[n, m], A_dot: Matrix[n, n], B_dot: Matrix[n, m], C_bar: Matrix[m, m]
):
    C = B.T @ xp.linalg.inv(A) @ B
    return {"C": C}


@model
def determinant(xp, A: Matrix[n, n, invertible], A_dot: Matrix[n, n], c_bar: Scalar):
    c = xp.linalg.det(A)
    return {"c": c}


@model
def log_determinant(xp, A: Matrix[n, n, invertible], A_dot: Matrix[n, n], c_bar: Scalar):
    c = xp.log(xp.linalg.det(A) ** 2) / 2
    return {"c": c}


@model
def norm(xp, A: Matrix[m, n], A_dot: Matrix[m, n], c_bar: Scalar):
    c = xp.sqrt(xp.sum(A**2))
    return {"c": c}


@model
def square_root(xp, C: Matrix[n, n, invertible], C_dot: Matrix[n, n], A_bar: Matrix[n, n]):
    A = C @ C
    return {"A": A}


@model
def sylvester(
    xp,
    A: Matrix[n, n],
    B: Matrix[m, m],
    X: Matrix[n, m],
    A_dot: Matrix[n, n],
    B_dot: Matrix[m, m],
    X_dot: Matrix[n, m],
    C_bar: Matrix[n, m],
):
    C = A @ X + X @ B
    return {"C": C}


@model
def cholesky(xp, L: Matrix[n, n, invertible], L_dot: Matrix[n, n], A_bar: Matrix[n, n]):
    A = L @ L.T
    return {"A": A}


@model
def eigenvalues(
    xp, U: Matrix[n, n, invertible], d: Vector[n], U_dot: Matrix[n, n], d_dot: Vector[n], D_bar: Matrix[n, n, diagonal]
):
    D = xp.diag(d)
    A = U @ D @ xp.linalg.inv(U)
    return {"D": D, "A": A}
