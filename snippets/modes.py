"""Operations on matrices, with the tangent of what goes in and the adjoint of what comes out."""

from texproof import Function, Matrix, Scalar, Vector, dims, model, unknown

m, n, p, q = dims("m n p q")


@model
def step(xp, A: Matrix[m, n], A_dot: Matrix[m, n], C_bar: Matrix[p, q]):
    C = unknown(A, shape=(p, q))
    return {"C": C}


@model
def product(xp, A: Matrix[m, n], B: Matrix[n, p], A_dot: Matrix[m, n], B_dot: Matrix[n, p], C_bar: Matrix[m, p]):
    C = A @ B
    return {"C": C}


@model
def product_of_three(
    xp,
    A: Matrix[m, n],
    B: Matrix[n, p],
    C: Matrix[p, q],
    A_dot: Matrix[m, n],
    B_dot: Matrix[n, p],
    C_dot: Matrix[p, q],
    D_bar: Matrix[m, q],
):
    D = A @ B @ C
    return {"D": D}


@model
def combination(
    xp,
    alpha: Scalar,
    A: Matrix[m, n],
    B: Matrix[m, n],
    alpha_dot: Scalar,
    A_dot: Matrix[m, n],
    B_dot: Matrix[m, n],
    C_bar: Matrix[m, n],
):
    C = alpha * A + B
    return {"C": C}


@model
def transpose(xp, A: Matrix[m, n], A_dot: Matrix[m, n], C_bar: Matrix[n, m]):
    C = A.T
    return {"C": C}


@model
def entrywise(xp, A: Matrix[m, n], B: Matrix[m, n], A_dot: Matrix[m, n], B_dot: Matrix[m, n], C_bar: Matrix[m, n]):
    C = A * B
    return {"C": C}


@model
def activation(xp, A: Matrix[m, n], A_dot: Matrix[m, n], C_bar: Matrix[m, n], sigma: Function):
    C = sigma(A)
    return {"C": C}


@model
def trace(xp, A: Matrix[n, n], A_dot: Matrix[n, n], c_bar: Scalar):
    c = xp.trace(A)
    return {"c": c}


@model
def inner(xp, x: Vector[n], y: Vector[n], x_dot: Vector[n], y_dot: Vector[n], c_bar: Scalar):
    c = x @ y
    return {"c": c}


@model
def form(xp, x: Vector[n], A: Matrix[n, n], x_dot: Vector[n], A_dot: Matrix[n, n], c_bar: Scalar):
    c = x @ A @ x
    return {"c": c}


@model
def quadratic(xp, A: Matrix[n, n], B: Matrix[n, m], A_dot: Matrix[n, n], B_dot: Matrix[n, m], C_bar: Matrix[m, m]):
    C = B.T @ A @ B
    return {"C": C}


@model
def gram(xp, A: Matrix[m, n], A_dot: Matrix[m, n], C_bar: Matrix[n, n]):
    C = A.T @ A
    return {"C": C}


@model
def power(xp, A: Matrix[n, n], A_dot: Matrix[n, n], C_bar: Matrix[n, n]):
    C = A @ A @ A
    return {"C": C}
