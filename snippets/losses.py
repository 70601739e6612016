"""Losses of predictions p for targets y, of scores, of distances between vectors."""

from texproof import Matrix, Scalar, Vector, dims, model, positive

N, n = dims("N n")


@model
def squared(xp, P: Matrix[N, n], Y: Matrix[N, n]):
    L = xp.sum((P - Y) ** 2) / (N * n)
    return {"L": L}


@model(latex={"delta": r"\delta"})
def robust(xp, r: Vector[n], delta: Scalar[positive]):
    A = xp.sum(xp.abs(r))
    H = xp.sum(xp.where(xp.abs(r) > delta, delta * xp.abs(r) - delta**2 / 2, r**2 / 2))
    return {"A": A, "H": H}


@model
def logits(xp, z: Vector[n], y: Vector[n]):
    def sigma(t):
        return 1 / (1 + xp.exp(-t))

    L = -xp.sum(y * xp.log(sigma(z)) + (1 - y) * xp.log(1 - sigma(z)))
    return {"L": L, "sigma": sigma}


@model
def hinge(xp, X: Matrix[N, n], w: Vector[n], y: Vector[N]):
    L = xp.sum(xp.maximum(0, 1 - y * (X @ w)))
    return {"L": L}


@model
def relative(xp, p: Vector[n, positive], q: Vector[n, positive]):
    D = xp.sum(p * xp.log(p / q))
    return {"D": D}


@model
def cosine(xp, a: Vector[n], b: Vector[n]):
    c = xp.sum(a * b) / xp.sqrt(xp.sum(a * a) * xp.sum(b * b))
    return {"c": c}


@model(latex={"m": "m"})
def triplet(xp, a: Vector[n], p: Vector[n], q: Vector[n], m: Scalar[positive]):
    d = xp.sum((a - p) ** 2) - xp.sum((a - q) ** 2) + m
    L = xp.maximum(0, d)
    return {"d": d, "L": L}


@model(latex={"t": r"\tau"})
def contrastive(xp, U: Matrix[N, n], V: Matrix[N, n], t: Scalar[positive]):
    S = U @ V.T / t
    E = xp.exp(S)
    P = E / xp.sum(E, axis=1, keepdims=True)
    L = -xp.sum(xp.eye(N) * xp.log(P)) / N
    return {"S": S, "P": P, "L": L}
