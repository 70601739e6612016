"""Models that the tests of this route are about."""

from __future__ import annotations

from typing import Any

from texproof import (
    Function,
    Matrix,
    Scalar,
    Vector,
    diagonal,
    dims,
    invertible,
    lower_triangular,
    model,
    orthogonal,
    positive,
    positive_definite,
    symmetric,
    unknown,
)

m, k, n = dims("m k n")


@model
def matmul(xp: Any, Z: Matrix[m, k], W: Matrix[k, n]) -> dict[str, Any]:
    A = Z @ W
    return {"A": A, "L": unknown(A)}


@model
def matmul_square(xp: Any, Z: Matrix[n, n], W: Matrix[n, n]) -> dict[str, Any]:
    A = Z @ W
    return {"A": A, "L": unknown(A)}


@model
def bias(xp: Any, Z: Matrix[m, k], W: Matrix[k, n], b: Vector[n]) -> dict[str, Any]:
    A = Z @ W + b
    return {"A": A, "L": unknown(A)}


@model
def chain(xp: Any, X: Matrix[m, k], W: Matrix[k, n]) -> dict[str, Any]:
    Y = X @ W
    return {"Y": Y, "F": Y, "L": unknown(Y)}


@model
def layer(xp: Any, X: Matrix[m, k], W: Matrix[k, n], sigma: Function) -> dict[str, Any]:
    A = X @ W
    S = sigma(A)
    return {"A": A, "S": S, "L": unknown(S)}


@model
def quadratic(xp: Any, x: Vector[n], A: Matrix[n, n]) -> dict[str, Any]:
    return {"f": x @ A @ x}


@model
def quadratic_symmetric(xp: Any, x: Vector[n], A: Matrix[n, n, symmetric]) -> dict[str, Any]:
    return {"f": x @ A @ x}


@model
def square(xp: Any, X: Matrix[n, n, invertible], a: Vector[n], c: Vector[n], p: Scalar) -> dict[str, Any]:
    return {"f": a @ xp.linalg.inv(X) @ c, "D": xp.linalg.det(X)}


@model
def pair(xp: Any, A: Matrix[m, n], B: Matrix[m, n], x: Vector[m], y: Vector[n]) -> dict[str, Any]:
    return {}


@model
def squares(xp: Any, A: Matrix[n, n], B: Matrix[n, n], s: Scalar, t: Scalar[positive]) -> dict[str, Any]:
    return {}


@model
def structured(
    xp: Any,
    S: Matrix[n, n, symmetric],
    P: Matrix[n, n, positive_definite],
    Q: Matrix[n, n, orthogonal],
    D: Matrix[n, n, diagonal],
    T: Matrix[n, n, lower_triangular],
    X: Matrix[n, n],
) -> dict[str, Any]:
    return {}


@model
def rotations(xp: Any, Q: Matrix[n, n, orthogonal], R: Matrix[n, n, orthogonal]) -> dict[str, Any]:
    return {}


@model
def positives(xp: Any, a: Scalar[positive], b: Scalar[positive], x: Scalar, y: Scalar) -> dict[str, Any]:
    return {}


@model
def softmax(xp: Any, x: Vector[n]) -> dict[str, Any]:
    e = xp.exp(x)
    p = e / xp.sum(e)
    return {"p": p, "ell": xp.log(xp.sum(e))}
