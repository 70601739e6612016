"""Losses with their factors: squared error, a penalty, the divergence of a variational autoencoder."""

from texproof import Matrix, Scalar, Vector, dims, model, positive, unknown

N, m, n = dims("N m n")


@model
def error(xp, y_hat: Vector[N], y: Vector[N]):
    L = xp.sum((y_hat - y) ** 2) / N
    return {"L": L}


@model(latex={"lam": r"\lambda"})
def penalty(xp, W: Matrix[m, n], lam: Scalar[positive]):
    return {}


@model(latex={"lam": r"\lambda"})
def ridge(xp, X: Matrix[N, n], y: Vector[N], lam: Scalar[positive]):
    w_hat = xp.linalg.solve(X.T @ X + N * lam * xp.eye(n), X.T @ y)
    L = xp.sum((X @ w_hat - y) ** 2) / N + lam * xp.sum(w_hat**2)
    return {"w_hat": w_hat, "L": L}


@model
def deviation(xp, mu: Vector[n], sigma: Vector[n, positive]):
    KL = xp.sum(mu**2 + sigma**2 - 1 - xp.log(sigma**2)) / 2
    return {"KL": KL}


@model
def variance(xp, mu: Vector[n], s: Vector[n]):
    sigma = xp.exp(s / 2)
    KL = xp.sum(mu**2 + sigma**2 - 1 - xp.log(sigma**2)) / 2
    return {"sigma": sigma, "KL": KL}


@model
def logarithm(xp, mu: Vector[n], ell: Vector[n]):
    sigma = xp.exp(ell)
    KL = xp.sum(mu**2 + sigma**2 - 1 - xp.log(sigma**2)) / 2
    return {"sigma": sigma, "KL": KL}


@model
def draw(xp, mu: Vector[n], s: Vector[n], epsilon: Vector[n]):
    z = mu + xp.exp(s / 2) * epsilon
    L = unknown(z)
    return {"z": z, "L": L}
