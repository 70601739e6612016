"""Gaussian likelihoods: of one number, of a column with a covariance; and the divergence that a VAE uses."""

from texproof import Matrix, Scalar, Vector, dims, invertible, model, positive, positive_definite, unknown

n = dims("n")


@model(latex={"mu": r"\mu", "sigma": r"\sigma"})
def number(xp, x: Scalar, mu: Scalar, sigma: Scalar[positive]):
    L = xp.log(sigma) + (x - mu) ** 2 / (2 * sigma**2)
    return {"L": L}


@model(latex={"mu": r"\mu"})
def log_variance(xp, x: Vector[n], mu: Vector[n], s: Vector[n]):
    L = xp.sum(s + (x - mu) ** 2 * xp.exp(-s)) / 2
    return {"L": L}


@model(latex={"mu": r"\mu", "Lam": r"\Lambda"})
def precision(xp, x: Vector[n], mu: Vector[n], Lam: Matrix[n, n, positive_definite]):
    L = (x - mu) @ Lam @ (x - mu) / 2 - xp.log(xp.linalg.det(Lam)) / 2
    return {"L": L}


@model(latex={"mu": r"\mu", "Lam": r"\Lambda"})
def free_precision(xp, x: Vector[n], mu: Vector[n], Lam: Matrix[n, n, invertible]):
    L = (x - mu) @ Lam @ (x - mu) / 2 - xp.log(xp.abs(xp.linalg.det(Lam))) / 2
    return {"L": L}


@model(latex={"mu": r"\mu"})
def autoencoder(xp, mu: Vector[n], s: Vector[n]):
    D = xp.sum(mu**2 + xp.exp(s) - 1 - s) / 2
    return {"D": D}


@model(latex={"mu": r"\mu", "eps": r"\varepsilon"})
def sampled(xp, mu: Vector[n], s: Vector[n], eps: Vector[n]):
    z = mu + xp.exp(s / 2) * eps
    L = unknown(z)
    return {"z": z, "L": L}
