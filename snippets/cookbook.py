"""What the formulas of the Matrix Cookbook's errata are about, each with the sizes and symmetries that it states."""

from texproof import Matrix, Scalar, Vector, dims, model, nonzero, positive, positive_definite, symmetric

k, m, n, s, t = dims("k m n s t")


@model
def square(xp, A: Matrix[n, n], B: Matrix[n, n], x: Vector[n]):
    return {}


@model(letters=[k])
def powers(xp, X: Matrix[n, n], a: Vector[n], b: Vector[n]):
    return {}


@model(latex={"lam": r"\lambda"})
def polynomial(xp, A: Matrix[n, n], varepsilon: Scalar, lam: Scalar):
    return {}


@model
def parts(xp, u: Scalar, v: Scalar):
    f_r = u**2 - v**2
    f_i = -2 * u * v
    h = u**2 + v**2
    return {"f_r": f_r, "f_i": f_i, "h": h}


@model
def generalized(xp, X: Matrix[t, s], A: Matrix[s, s], C: Matrix[t, t, positive_definite], B: Matrix[t, t, symmetric]):
    M = A + X.T @ C @ X
    N = X.T @ B @ X
    return {"M": M, "N": N}


@model
def quotient(xp, A: Matrix[m, n], B: Matrix[n, n], x: Vector[n]):
    return {}


@model
def toeplitz(xp, A: Matrix[5, 5], d: Vector[9]):
    T = xp.stack([d[4 - row : 9 - row] for row in range(5)])
    return {"T": T}


@model(latex={"lam": r"\lambda"})
def wide(xp, A: Matrix[2, 3], B: Matrix[3, 2], lam: Scalar):
    return {}


@model
def circulant(xp, t: Vector[3]):
    T = xp.stack([xp.stack([t[(column - row) % 3] for column in range(3)]) for row in range(3)])
    return {"T": T}


@model(latex={"lam": r"\lambda"})
def triangular(xp, a: Scalar, b: Scalar, d: Scalar, lam: Scalar, S: Matrix[2, 2, symmetric]):
    A = xp.stack([xp.stack([a, b]), xp.stack([0 * a, d])])
    return {"A": A}


@model
def idempotent(xp, c: Scalar):
    A = xp.stack([xp.stack([1 + 0 * c, c]), xp.stack([0 * c, 0 * c])])
    return {"A": A}


@model
def shift(xp, x: Vector[4]):
    unit = xp.eye(4)
    L_hat = xp.stack([unit[3], unit[0], unit[1], unit[2]])
    return {"L_hat": L_hat}


@model
def parabola(xp, x: Scalar, c_0: Scalar, c_1: Scalar, c_2: Scalar[nonzero]):
    return {}


@model
def gaussian(xp, mu: Scalar, sigma: Scalar[positive]):
    c_1 = mu / sigma**2
    c_2 = -1 / (2 * sigma**2)
    return {"c_1": c_1, "c_2": c_2}


@model
def scaled(xp, b: Scalar[positive], x: Scalar):
    def p(s):
        return xp.exp(-(s**2) / 2) / xp.sqrt(2 * xp.pi)

    a = -b
    q = xp.exp(-(x**2) / (2 * a**2)) / xp.sqrt(2 * xp.pi * a**2)
    return {"a": a, "p": p, "q": q}


@model
def diagonal(xp):
    A = xp.asarray([[1, 0], [0, 2]])
    return {"A": A}


@model
def oblong(xp, A: Matrix[m, n], J: Matrix[n, m], B: Matrix[m, m], x: Vector[m]):
    return {}
