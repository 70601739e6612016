"""Symbols that functions of nets are applied to, and layers made of such functions."""

from texproof import Matrix, Scalar, Vector, dims, model, positive, unknown

m, n = dims("m n")


@model
def entries(
    xp,
    X: Matrix[m, n],
    S: Matrix[n, n],
    z: Vector[n],
    p: Vector[n, positive],
    q: Vector[n, positive],
    x: Scalar,
    y: Scalar,
    alpha: Scalar,
    delta: Scalar[positive],
):
    return {}


@model
def layers(xp, X: Matrix[m, n], z: Vector[n], y: Vector[n]):
    def sigma(t):
        return 1 / (1 + xp.exp(-t))

    def Phi(t):
        return (1 + xp.erf(t / xp.sqrt(2))) / 2

    def varphi(t):
        return xp.exp(-(t**2) / 2) / xp.sqrt(2 * xp.pi)

    R = xp.maximum(X, 0)
    L = unknown(R)
    H = X * Phi(X)
    M = unknown(H)
    s = xp.exp(z) / xp.sum(xp.exp(z))
    K = -xp.sum(y * xp.log(s))
    P = xp.exp(X) / xp.sum(xp.exp(X), axis=1, keepdims=True)
    T = unknown(P)
    defined = {"R": R, "L": L, "H": H, "M": M, "s": s, "K": K, "P": P, "T": T}
    return defined | {"sigma": sigma, "Phi": Phi, "varphi": varphi}
