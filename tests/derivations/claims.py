"""A dozen models, and claims about them: with a derivation, and without one."""

from __future__ import annotations

from .asked import Page

HEAD = """from texproof import (
    Function, Matrix, Scalar, Tensor, Vector, dims, invertible, model, positive, symmetric, unknown
)

m, k, n = dims("m k n")


@model
"""


def page(body: str) -> Page:
    return Page(HEAD + body)


PRODUCT = page(
    """def f(xp, Z: Matrix[m, k], W: Matrix[k, n], b: Vector[n], T: Matrix[m, n]):
    A = Z @ W + b
    return {"A": A, "L": unknown(A), "S": xp.sum((A - T) ** 2) / 2}
"""
)
NETWORK = page(
    """def f(xp, X: Matrix[m, k], W1: Matrix[k, n], W2: Matrix[n, k], sigma: Function):
    A = X @ W1
    H = sigma(A)
    B = H @ W2
    return {"A": A, "H": H, "B": B, "L": unknown(B)}
"""
)
FORMS = page(
    """def f(xp, A: Matrix[n, n], S: Matrix[n, n, symmetric], x: Vector[n], b: Vector[n], c: Scalar[positive]):
    r = A @ x - b
    return {"f": x @ A @ x, "g": x @ S @ x, "r": r, "e": r @ r, "t": xp.trace(A @ A), "s": xp.exp(c * xp.sum(x))}
"""
)
INVERSES = page(
    """def f(xp, A: Matrix[n, n, invertible], b: Vector[n]):
    B = xp.linalg.inv(A)
    return {"B": B, "y": B @ b, "d": xp.linalg.det(A), "L": unknown(B)}
"""
)
SOFTMAX = page(
    """def f(xp, x: Vector[n]):
    e = xp.exp(x)
    s = xp.sum(e)
    y = e / s
    return {"e": e, "s": s, "y": y, "l": xp.log(s), "L": unknown(y)}
"""
)
REGRESSION = page(
    """def f(xp, X: Matrix[n, k], w: Vector[k], b: Scalar, y: Vector[n]):
    y_hat = X @ w + b
    r = y_hat - y
    return {"y_hat": y_hat, "r": r, "L": r @ r / n, "J": unknown(y_hat)}
"""
)
TWO_WAYS = page(
    """def f(xp, A: Matrix[m, n], B: Matrix[m, n], T: Tensor[m, n, k], x: Vector[k]):
    C = A + B
    D = A * B
    S = T @ x
    return {"C": C, "D": D, "S": S, "L": unknown(C, D), "Q": unknown(S)}
"""
)
ALIAS = page(
    """def f(xp, Z: Matrix[m, k], W: Matrix[k, n]):
    A = Z @ W
    return {"A": A, "B": A, "Y": W, "L": unknown(A)}
"""
)
SKIPPED = page(  # what reaches L past A
    """def f(xp, A: Matrix[m, n], C: Matrix[m, n]):
    B = A * C
    D = B + A
    E = D * D
    return {"B": B, "D": D, "E": E, "L": unknown(E), "K": unknown(D)}
"""
)
BOTH = page(  # L depends on A by itself and through V
    """def f(xp, Z: Matrix[m, k], W: Matrix[k, n], sigma: Function):
    A = Z @ W
    V = sigma(A)
    return {"A": A, "V": V, "L": unknown(A, V)}
"""
)
DELTA = page(
    """def f(xp, Z: Matrix[m, k], delta: Matrix[k, n]):
    A = Z @ delta
    return {"A": A, "L": unknown(A)}
"""
)

CLAIMS = {
    "the product, by the weights": (PRODUCT, r"\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial A}"),
    "the product, by the input": (PRODUCT, r"\frac{\partial L}{\partial Z} = \frac{\partial L}{\partial A} W^\top"),
    "the bias": (
        PRODUCT,
        r"\frac{\partial L}{\partial b} = \left(\frac{\partial L}{\partial A}\right)^\top \mathbf{1}",
    ),
    "an entry": (
        PRODUCT,
        r"\frac{\partial L}{\partial w_{p,q}} = \sum_{i=1}^m \frac{\partial L}{\partial a_{i,q}} z_{i,p}",
    ),
    "the chain rule as it is written": (
        PRODUCT,
        (
            r"\frac{\partial L}{\partial w_{pq}} = "
            r"\sum_{i=1}^m \sum_{j=1}^n \frac{\partial L}{\partial a_{ij}} z_{ip} \delta_{jq}"
        ),
    ),
    "squares": (PRODUCT, r"\frac{\partial S}{\partial W} = Z^\top (A - T)"),
    "squares, by what is computed": (PRODUCT, r"\frac{\partial S}{\partial A} = A - T"),
    "squares, through what is computed": (
        PRODUCT,
        r"\frac{\partial S}{\partial Z} = \frac{\partial S}{\partial A} W^\top",
    ),
    "the second layer": (NETWORK, r"\frac{\partial L}{\partial W_2} = H^\top \frac{\partial L}{\partial B}"),
    "back through the second layer": (
        NETWORK,
        r"\frac{\partial L}{\partial H} = \frac{\partial L}{\partial B} W_2^\top",
    ),
    "back through sigma": (NETWORK, r"\frac{\partial L}{\partial A} = \sigma'(A) \odot \frac{\partial L}{\partial H}"),
    "the first layer": (NETWORK, r"\frac{\partial L}{\partial W_1} = X^\top \frac{\partial L}{\partial A}"),
    "the whole network": (
        NETWORK,
        (
            r"\frac{\partial L}{\partial W_1} = "
            r"X^\top \left( \sigma'(A) \odot \left( \frac{\partial L}{\partial B} W_2^\top \right) \right)"
        ),
    ),
    "a quadratic form": (FORMS, r"\frac{\partial f}{\partial x} = (A + A^\top) x"),
    "a quadratic form, by its matrix": (FORMS, r"\frac{\partial f}{\partial A} = x x^\top"),
    "a quadratic form of a symmetric matrix": (FORMS, r"\frac{\partial g}{\partial x} = 2 S x"),
    "its second derivative": (FORMS, r"\frac{\partial^2 f}{\partial x_i \partial x_j} = a_{ij} + a_{ji}"),
    "least squares": (FORMS, r"\frac{\partial e}{\partial x} = 2 A^\top (A x - b)"),
    "least squares, by the residual": (FORMS, r"\frac{\partial e}{\partial x} = 2 A^\top r"),
    "a trace": (FORMS, r"\frac{\partial t}{\partial A} = 2 A^\top"),
    "a trace without a name": (FORMS, r"\frac{\partial \operatorname{tr}(A)}{\partial A} = I"),
    "an exponential": (FORMS, r"\frac{\partial s}{\partial x} = c s \mathbf{1}"),
    "an exponential, by a number": (FORMS, r"\frac{\partial s}{\partial c} = s \sum_{i=1}^n x_i"),
    "an exponential, twice": (FORMS, r"\frac{\partial^2 s}{\partial x_i \partial x_j} = c^2 s"),
    "an inverse": (INVERSES, r"\frac{\partial L}{\partial A} = -B^\top \frac{\partial L}{\partial B} B^\top"),
    "the solution of a linear system": (INVERSES, r"\frac{\partial y_i}{\partial b_j} = (A^{-1})_{ij}"),
    "a form of an inverse": (
        INVERSES,
        r"\frac{\partial b^\top A^{-1} b}{\partial A} = - A^{-\top} b b^\top A^{-\top}",
    ),
    "a determinant": (INVERSES, r"\frac{\partial d}{\partial A} = d A^{-\top}"),
    "log sum exp": (SOFTMAX, r"\frac{\partial l}{\partial x} = y"),
    "softmax": (SOFTMAX, r"\frac{\partial y_i}{\partial x_j} = y_i (\delta_{ij} - y_j)"),
    "back through softmax": (
        SOFTMAX,
        (
            r"\frac{\partial L}{\partial x} = "
            r"y \odot \frac{\partial L}{\partial y} - y y^\top \frac{\partial L}{\partial y}"
        ),
    ),
    "regression": (REGRESSION, r"\frac{\partial L}{\partial w} = \frac{2}{n} X^\top r"),
    "regression, its bias": (REGRESSION, r"\frac{\partial L}{\partial b} = \frac{2}{n} \sum_{i=1}^n r_i"),
    "regression, by what has an accent": (REGRESSION, r"\frac{\partial L}{\partial \hat{y}} = \frac{2}{n} r"),
    "regression, through what has an accent": (
        REGRESSION,
        r"\frac{\partial L}{\partial w} = X^\top \frac{\partial L}{\partial \hat{y}}",
    ),
    "two arguments": (
        TWO_WAYS,
        r"\frac{\partial L}{\partial A} = \frac{\partial L}{\partial C} + B \odot \frac{\partial L}{\partial D}",
    ),
    "a tensor": (
        TWO_WAYS,
        r"\frac{\partial Q}{\partial x_i} = \sum_{a=1}^m \sum_{b=1}^n \frac{\partial Q}{\partial s_{ab}} T_{abi}",
    ),
    "another name": (ALIAS, r"\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial B}"),
    "another name of what is varied": (ALIAS, r"\frac{\partial L}{\partial Y} = Z^\top \frac{\partial L}{\partial A}"),
    "past a symbol": (
        SKIPPED,
        r"\frac{\partial L}{\partial A} = \frac{\partial L}{\partial D} \odot (C + \mathbf{1} \mathbf{1}^\top)",
    ),
    "through an argument that another one is computed from": (
        BOTH,
        r"\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial A}",
    ),
    "by a symbol called delta": (DELTA, r"\frac{\partial L}{\partial \delta} = Z^\top \frac{\partial L}{\partial A}"),
    "beside a symbol called delta": (
        DELTA,
        r"\frac{\partial L}{\partial Z} = \frac{\partial L}{\partial A} \delta^\top",
    ),
}
WITHOUT = {
    "an argument computed from another one": (
        page(
            """def f(xp, A: Matrix[m, n], sigma: Function):
    V = sigma(A)
    return {"V": V, "L": unknown(A, V)}
"""
        ),
        r"\frac{\partial L}{\partial A} = \frac{\partial L}{\partial A} + 0 A",
    ),
    "the rule itself": (FORMS, r"\frac{\partial \exp(f)}{\partial x_i} = \exp(f) \frac{\partial f}{\partial x_i}"),
    "no derivative": (FORMS, r"f = x^\top A x"),
    "an index of two parts": (
        page('def f(xp, A: Matrix[m, k], B: Matrix[k, n]):\n    return {"Y": A @ B}\n'),
        r"\frac{\partial \operatorname{vec}(Y)}{\partial \operatorname{vec}(B)} = I_n \otimes A",
    ),
}
