"""Models that the cases are about, their symbols, and how a case is decided."""

from __future__ import annotations

from texproof.check.numpy_route import decide
from texproof.elaborate import term as t

from .terms import (
    SIZES,
    ix,
    model,
    shape,
    sym,
)

MATMUL = model("Z: Matrix[m, k], W: Matrix[k, n]", "A = Z @ W\nL = unknown(A)\nreturn {'A': A, 'L': L}")
Z, W, A, L = sym("Z", "m", "k"), sym("W", "k", "n"), sym("A", "m", "n"), sym("L")
BIAS = model("Z: Matrix[m, k], W: Matrix[k, n], b: Vector[n]", "A = Z @ W + b\nL = unknown(A)\nreturn {'A': A, 'L': L}")
B = sym("b", "n", 1)
PRODUCT = model("X: Matrix[a, b], W: Matrix[b, c]", "Y = X @ W\nF = Y\nreturn {'Y': Y, 'F': F, 'h': unknown(Y)}")
X, V, Y, F = sym("X", "a", "b"), sym("W", "b", "c"), sym("Y", "a", "c"), sym("F", "a", "c")
ENTRYWISE = model(
    "Z: Matrix[m, n], sigma: Function", "A = sigma(Z)\nL = unknown(A)\nreturn {'A': A, 'L': L, 's': sigma(Z).sum()}"
)
SQUARE = model(
    "X: Matrix[n, n, invertible], S: Matrix[n, n, positive_definite], Q: Matrix[n, n, orthogonal], "
    "M: Matrix[n, n, symmetric], D: Matrix[n, n, diagonal], T: Matrix[n, n, lower_triangular], "
    "P: Matrix[n, n, positive], x: Vector[n], alpha: Scalar[positive]",
    "return {'f': x @ M @ x, 'g': x @ X @ x, 'y': X @ x, 'i': xp.linalg.inv(X), 'u': unknown(x), "
    "'ld': xp.linalg.slogdet(X)[1], 'N': xp.linalg.norm(x)}",
)
NN = ("n", "n")
SX, SM, SQ, SD, ST, SP, SS = (sym(name, *NN) for name in ("X", "M", "Q", "D", "T", "P", "S"))
x, y, alpha = sym("x", "n", 1), sym("y", "n", 1), sym("alpha")
I_N = t.Identity(shape=shape(*NN))


def ones(length):
    return t.Ones(shape=shape(length, 1))


def unit(row, column, *sizes):
    return t.Unit(ix(row), ix(column), shape=shape(*sizes))


def judged(case, seed=3, **options):
    it, obligation = case
    return decide(obligation, it, {letter: SIZES[letter] for letter in it.dims}, seed, **options)
