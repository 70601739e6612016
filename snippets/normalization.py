"""Normalization: of one example by its own mean and spread, of a batch by those of its columns, by the mean square."""

from texproof import Matrix, Scalar, Vector, dims, model, positive, unknown

N, n = dims("N n")


@model(latex={"e": r"\epsilon", "u": "u"})
def standardized(xp, x: Vector[n], e: Scalar[positive]):
    mu = xp.mean(x)
    s = xp.sqrt(xp.mean((x - mu) ** 2) + e)
    x_hat = (x - mu) / s
    L = unknown(x_hat)
    return {"mu": mu, "s": s, "x_hat": x_hat, "L": L}


@model(latex={"e": r"\epsilon", "g": r"\gamma", "b": r"\beta"})
def layer(xp, x: Vector[n], g: Vector[n], b: Vector[n], e: Scalar[positive]):
    mu = xp.mean(x)
    s = xp.sqrt(xp.mean((x - mu) ** 2) + e)
    x_hat = (x - mu) / s
    y = g * x_hat + b
    L = unknown(y)
    return {"mu": mu, "s": s, "x_hat": x_hat, "y": y, "L": L}


@model(latex={"e": r"\epsilon", "g": r"\gamma"})
def rms(xp, x: Vector[n], g: Vector[n], e: Scalar[positive]):
    r = xp.sqrt(xp.mean(x**2) + e)
    y = g * x / r
    L = unknown(y)
    return {"r": r, "y": y, "L": L}


@model(latex={"e": r"\epsilon", "g": r"\gamma", "b": r"\beta"})
def batch(xp, X: Matrix[N, n], g: Vector[n], b: Vector[n], e: Scalar[positive]):
    mu = xp.mean(X, axis=0)
    s = xp.sqrt(xp.mean((X - mu) ** 2, axis=0) + e)
    X_hat = (X - mu) / s
    Y = X_hat * g + b
    L = unknown(Y)
    return {"mu": mu, "s": s, "X_hat": X_hat, "Y": Y, "L": L}
