"""What is spelled how: combinations of one model's symbols by their TeX."""

from __future__ import annotations

from fractions import Fraction

from texproof.check.every_size.coefficient import Coefficient
from texproof.check.every_size.network import Combination
from texproof.check.every_size.positions import Position, node

from .asked import Page
from .entries import (
    HALF,
    I,
    J,
    K,
    M,
    N,
    P,
    Q,
    R,
    S,
    Symbols,
    applied,
    delta,
    over,
    times,
    value,
)

PAGE = Page(
    """from texproof import Function, Matrix, Scalar, Tensor, Vector, dims, invertible, model, positive, unknown

m, n = dims("m n")


@model(latex={"loss": r"\\ell", "rate": r"\\eta"})
def f(
    xp,
    A: Matrix[n, n, positive],
    B: Matrix[n, n, invertible],
    Z: Matrix[m, n],
    x: Vector[n, positive],
    y: Vector[n],
    c: Scalar,
    rate: Scalar[positive],
    x_hat: Vector[n],
    W1: Matrix[m, n],
    c1: Scalar,
    Sigma: Matrix[n, n],
    H: Tensor[m, n, n],
    sigma: Function,
):
    Y = Z @ B
    G = Z * 2
    return {
        "Y": Y,
        "G": G,
        "loss": unknown(Y),
        "M": unknown(x, shape=(n,)),
        "l": unknown(Y, x),
        "d": x @ y,
        "U": unknown(G, shape=(n, n)),
    }
"""
)
SYMBOLS = Symbols(PAGE)
x, y, z, c = (lambda *at, name=name: SYMBOLS.entry(name, *at) for name in ("x", "y", "Z", "c"))
ONE = Combination.of(1)
SUM = x(P) + y(P)
PRODUCT = (x(I) * y(I)).summed([I])
UP = Position.of(P) + Position.of(1)

FACTORS = {
    r"z_{r,p}": z(R, P),
    r"x_{p}": x(P),
    r"c": c(),
    r"\eta": SYMBOLS.entry("rate"),
    r"\ell": SYMBOLS.entry("loss"),
    r"\hat{x}_{p}": SYMBOLS.entry("x_hat", P),
    r"[W_{1}]_{r,p}": SYMBOLS.entry("W1", R, P),
    r"c_{1}": SYMBOLS.entry("c1"),
    # \sigma is the function.
    r"\Sigma_{p,q}": SYMBOLS.entry("Sigma", P, Q),
    r"H_{r,p,q}": SYMBOLS.entry("H", R, P, Q),
    r"M_{p}": SYMBOLS.entry("M", P),
    # y is a vector, so that y_{r,p} could not be an entry of Y.
    r"Y_{r,p}": SYMBOLS.entry("Y", R, P),
    r"\left( B^{-1} \right)_{p,q}": SYMBOLS.inverse("B", P, Q),
    r"\det\left( B \right)": SYMBOLS.determinant("B"),
    r"x_{p} \delta_{p,q} y_{q}": x(P) * delta(P, Q) * y(Q),
    r"p x_{p}": value(P) * x(P),
    r"\left( p + 1 \right) x_{p}": value(UP) * x(P),
    r"\exp\left( x_{p} + y_{p} \right)": applied("exp", SUM),
    r"\sigma\left( x_{p} \right)": applied("@sigma", x(P)),
    r"\sigma''\left( x_{p} y_{q} \right)": applied("@sigma", x(P) * y(Q), 2),
    r"\frac{\partial \ell}{\partial Y_{r,p}}": SYMBOLS.partial("loss", (), ("Y", (R, P))),
    r"\frac{\partial^2 \ell}{\partial Y_{r,p} \partial Y_{s,q}}": SYMBOLS.partial(
        "loss", (), ("Y", (R, P)), ("Y", (S, Q))
    ),
    r"\frac{\partial^2 l}{\partial Y_{r,p} \partial x_{q}}": SYMBOLS.partial("l", (), ("Y", (R, P)), ("x", (Q,))),
    r"\frac{\partial M_{p}}{\partial x_{q}}": SYMBOLS.partial("M", (P,), ("x", (Q,))),
    r"\frac{\partial u_{p,q}}{\partial g_{r,p}}": SYMBOLS.partial("U", (P, Q), ("G", (R, P))),
}
POWERS = {
    r"x_{p}^{2}": x(P).power(Fraction(2)),
    r"z_{r,p}^{3}": z(R, P).power(Fraction(3)),
    r"[W_{1}]_{r,p}^{2}": SYMBOLS.entry("W1", R, P).power(Fraction(2)),
    r"\hat{x}_{p}^{2}": SYMBOLS.entry("x_hat", P).power(Fraction(2)),
    r"H_{r,p,q}^{2}": SYMBOLS.entry("H", R, P, Q).power(Fraction(2)),
    r"Y_{r,p}^{2}": SYMBOLS.entry("Y", R, P).power(Fraction(2)),
    r"c_{1}^{2}": SYMBOLS.entry("c1").power(Fraction(2)),
    r"\ell^{2}": SYMBOLS.entry("loss").power(Fraction(2)),
    r"\frac{1}{x_{p}}": x(P).power(Fraction(-1)),
    r"\frac{y_{p}}{x_{p}^{3}}": y(P) * x(P).power(Fraction(-3)),
    r"\sqrt{x_{p}}": x(P).power(HALF),
    r"x_{p} \sqrt{x_{p}}": x(P).power(Fraction(3, 2)),
    r"x_{p}^{2} \sqrt{x_{p}}": x(P).power(Fraction(5, 2)),
    r"\frac{1}{\sqrt{x_{p}}}": x(P).power(-HALF),
    r"\frac{1}{\sqrt{\sum_{i=1}^{n} x_{i}^{2}}}": (x(I) * x(I)).summed([I]).power(-HALF),
    r"\frac{1}{\left( x_{p} + x_{q} \right)}": (x(P) + x(Q)).power(Fraction(-1)),
    r"\left( B^{-1} \right)_{p,q}^{2}": SYMBOLS.inverse("B", P, Q).power(Fraction(2)),
    r"\det\left( B \right)^{2}": SYMBOLS.determinant("B").power(Fraction(2)),
    r"\frac{1}{\det\left( B \right)}": SYMBOLS.determinant("B").power(Fraction(-1)),
    r"\left( \exp\left( x_{p} \right) \right)^{2}": applied("exp", x(P)).power(Fraction(2)),
    r"\left( \sigma'\left( y_{p} \right) \right)^{3}": applied("@sigma", y(P), 1).power(Fraction(3)),
    r"\left( \frac{\partial \ell}{\partial Y_{r,p}} \right)^{2}": SYMBOLS.partial("loss", (), ("Y", (R, P))).power(
        Fraction(2)
    ),
    r"\left( p + 1 \right)^{2} x_{p}": value(UP).power(Fraction(2)) * x(P),
    r"p^{2} x_{p}": value(P).power(Fraction(2)) * x(P),
}
COEFFICIENTS = {
    r"\frac{x_{p}}{2}": times(HALF, x(P)),
    r"-\frac{3 x_{p}}{4}": times(Fraction(-3, 4), x(P)),
    r"-x_{p}": times(-1, x(P)),
    r"-\frac{3}{4}": times(Fraction(-3, 4), ONE),
    r"n x_{p}": times(N, x(P)),
    r"n": times(N, ONE),
    r"2 m n x_{p}": times(M * N * 2, x(P)),
    r"n^{2} x_{p}": times(N * N, x(P)),
    r"\frac{x_{p}}{n}": times(over(N), x(P)),
    r"\frac{1}{n}": times(over(N), ONE),
    r"-\frac{x_{p}}{2 n}": times(over(N * -2), x(P)),
    r"\frac{m x_{p}}{n}": times(over(N) * Coefficient.of(M), x(P)),
    r"\left( m + n \right) x_{p}": times(M + N, x(P)),
    r"\left( n - 1 \right) x_{p}": times(N - 1, x(P)),
    r"\left( \frac{n}{2} + \frac{1}{2} \right) x_{p}": times(Coefficient.of(N + 1) * Coefficient.of(HALF), x(P)),
    r"n - 1": times(N - 1, ONE),
    r"\left( n - \frac{1}{m} \right) x_{p}": times(Coefficient.of(N) + over(M) * Coefficient.of(-1), x(P)),
    r"0": Combination(),
}
SUMS = {
    r"x_{p} - y_{p}": x(P) - y(P),
    r"x_{p} - y_{p} ": -y(P) + x(P),  # what is added comes first
    r"-x_{p} - y_{p}": -x(P) - y(P),
    r"\sum_{i=1}^{n} x_{i} y_{i}": PRODUCT,
    r"-\sum_{i=1}^{n} x_{i} y_{i}": -PRODUCT,
    r"\sum_{i=1}^{n} \sum_{j=1}^{n} x_{i} y_{i} x_{j} y_{j}": PRODUCT * PRODUCT,
    r"\left( \sum_{i=1}^{n} x_{i} y_{i} \right) + \left( \sum_{i=1}^{n} x_{i} y_{i} \right)": PRODUCT + PRODUCT,
    r"c - \left( \sum_{i=1}^{n} x_{i} y_{i} \right)": c() - PRODUCT,
    r"\left( \sum_{i=1}^{n} \frac{x_{i} y_{i}}{2} \right) + x_{p}": times(HALF, PRODUCT) + x(P),
    r"\sum_{i=1}^{m} \sum_{j=1}^{n} z_{i,j}": z(K, J).summed([K, J]),
    r"\exp\left( \sum_{i=1}^{n} x_{i} y_{i} \right) c": applied("exp", PRODUCT) * c(),
    # A sum within a factor of a sum gets a letter of its own.
    r"\sum_{i=1}^{n} \exp\left( \sum_{j=1}^{n} x_{j} y_{j} \right) x_{i}": (applied("exp", PRODUCT) * x(J)).summed([J]),
}
POSITIONS = {
    r"x_{1}": x(1),
    r"x_{n}": x(N),
    r"x_{n - 1}": x(N - 1),
    r"z_{m,n}": z(M, N),
    r"x_{-p + n + 1} y_{p}": x(Position.of(N + 1) - Position.of(P)) * y(P),
}
SHORT = node(N - 1)
SHIFTED = {
    r"\sum_{i=1}^{n - 1} x_{i} x_{i + 1}": (x(SHORT) * x(Position.of(SHORT) + Position.of(1))).summed([SHORT]),
}
CHANGES = {
    r"\frac{\partial Y_{r,p}}{\partial z_{s,q}}": SYMBOLS.change(SYMBOLS.entry("Y", R, P), "Z", S, Q),
    r"\frac{\partial \ell}{\partial z_{s,q}}": SYMBOLS.change(SYMBOLS.entry("loss"), "Z", S, Q),
    r"\frac{\partial}{\partial x_{q}} \left( x_{p} y_{p} \right)": SYMBOLS.change(x(P) * y(P), "x", Q),
    r"\frac{\partial}{\partial c} \left( c^{2} \right)": SYMBOLS.change(c().power(Fraction(2)), "c"),
    r"\sum_{i=1}^{m} \sum_{j=1}^{n} \frac{\partial \ell}{\partial Y_{i,j}} "
    r"\frac{\partial Y_{i,j}}{\partial z_{s,q}}": (
        SYMBOLS.partial("loss", (), ("Y", (K, J))) * SYMBOLS.change(SYMBOLS.entry("Y", K, J), "Z", S, Q)
    ).summed([K, J]),
    r"\frac{\partial}{\partial x_{p}} \left( \frac{\partial d}{\partial x_{q}} \right)": SYMBOLS.change(
        SYMBOLS.change(SYMBOLS.entry("d"), "x", Q), "x", P
    ),
}
