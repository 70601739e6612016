"""Powers of a square matrix with a size for an exponent."""

from texproof import Matrix, Vector, dims, model

k, n, p = dims("k n p")


@model(letters=[k])
def powers(xp, X: Matrix[n, n], a: Vector[n], b: Vector[n]):
    return {}


@model(letters=[k])
def computed(xp, X: Matrix[n, n]):
    return {"P": xp.linalg.matrix_power(X, k)}


@model
def polynomial(xp, A: Matrix[n, n], w: Vector[p], A_dot: Matrix[n, n]):
    C = sum(w[i] * xp.linalg.matrix_power(A, i + 1) for i in range(p))
    return {"C": C}
