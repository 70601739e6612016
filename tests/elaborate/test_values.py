"""What notation that stands for other terms is worth: each formula beside NumPy's own function, at a random point."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import reduce
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from texproof.elaborate.term import children, walk

from .values import agrees, found

At = SimpleNamespace
Expected = Callable[[At], Any]
norm = np.linalg.norm


def _of_symmetric(a: Any, function: Callable[[Any], Any]) -> Any:
    """Return a function of a symmetric matrix, by its eigenvalues."""
    values, vectors = np.linalg.eigh((a + a.T) / 2)
    return vectors @ np.diag(function(values)) @ vectors.T


def _columns(a: Any, b: Any) -> Any:
    return np.stack([np.kron(a[:, j], b[:, j]) for j in range(a.shape[1])], axis=1)


def _vec(a: Any) -> Any:
    return a.reshape(-1, 1, order="F")


def _vech(a: Any) -> Any:
    return np.concatenate([a[j:, j] for j in range(len(a))])[:, None]


def _cofactor(a: Any, i: int, j: int) -> float:
    minor = np.delete(np.delete(a, i, axis=0), j, axis=1)
    return float((-1) ** (i + j) * np.linalg.det(minor))


def _cofactors(a: Any) -> Any:
    return np.array([[_cofactor(a, i, j) for j in range(len(a))] for i in range(len(a))])


def _softmax(a: Any, axis: int | None = None) -> Any:
    return np.exp(a) / np.exp(a).sum(axis=axis, keepdims=axis is not None)


NORMS: list[tuple[str, Expected]] = [
    (r"\|x\|", lambda a: norm(a.x)),
    (r"\|x\|_2", lambda a: norm(a.x)),
    (r"\|x\|_F", lambda a: norm(a.x)),
    (r"\|x\|_1", lambda a: np.abs(a.x).sum()),
    (r"\|x\|_\infty", lambda a: np.abs(a.x).max()),
    (r"\|x\|_3", lambda a: (np.abs(a.x) ** 3).sum() ** (1 / 3)),
    (r"\|x\|_4", lambda a: (a.x**4).sum() ** (1 / 4)),
    (r"\|x\|_p", lambda a: (np.abs(a.x) ** a.p).sum() ** (1 / a.p)),
    (r"\|x\|_p^p", lambda a: (np.abs(a.x) ** a.p).sum()),
    (r"\|x\|^2", lambda a: (a.x**2).sum()),
    (r"\|x\|_2^3", lambda a: norm(a.x) ** 3),
    (r"\|x\|_1^2", lambda a: np.abs(a.x).sum() ** 2),
    (r"\|x\|_\infty^2", lambda a: np.abs(a.x).max() ** 2),
    (r"\|x^\top\|", lambda a: norm(a.x)),
    (r"\|x^\top\|_2", lambda a: norm(a.x)),
    (r"\|A\|", lambda a: norm(a.A, "fro")),
    (r"\|A\|_F^2", lambda a: (a.A**2).sum()),
    (r"\|A\|_1", lambda a: norm(a.A, 1)),
    (r"\|A\|_\infty", lambda a: norm(a.A, np.inf)),
    (r"\|A\|_2", lambda a: norm(a.A, 2)),
    (r"\|A\|_*", lambda a: norm(a.A, "nuc")),
    (r"\|A x\|_1", lambda a: np.abs(a.A @ a.x).sum()),
    (r"\|A^\top\|_1^2", lambda a: norm(a.A.T, 1) ** 2),
]
STRUCTURED: list[tuple[str, Expected]] = [
    (r"\operatorname{diag}(x)", lambda a: np.diag(a.x[:, 0])),
    (r"\operatorname{Diag}(x)", lambda a: np.diag(a.x[:, 0])),
    (r"\operatorname{diag}(S)", lambda a: np.diag(a.S)[:, None]),
    (r"\operatorname{diagvec}(S)", lambda a: np.diag(a.S)[:, None]),
    (r"\operatorname{sum}(A)", lambda a: a.A.sum()),
    (r"\operatorname{sum}(x)", lambda a: a.x.sum()),
    (r"\operatorname{sum}(t)", lambda a: a.t),
    (r"\operatorname{vec}(A)", lambda a: _vec(a.A)),
    (r"\operatorname{rvec}(A)", lambda a: _vec(a.A.T)),
    (r"\operatorname{vech}(S)", lambda a: _vech(a.S)),
    (r"\operatorname{tril}(A)", lambda a: np.tril(a.A)),
    (r"\operatorname{triu}(A)", lambda a: np.triu(a.A)),
    (r"\operatorname{tril}_{-1}(A)", lambda a: np.tril(a.A, -1)),
    (r"\operatorname{tril}_{1}(S)", lambda a: np.tril(a.S, 1)),
    (r"\operatorname{triu}_{1}(A)", lambda a: np.triu(a.A, 1)),
    (r"\operatorname{triu}_{-2}(S)", lambda a: np.triu(a.S, -2)),
    (r"\operatorname{adj}(S)", lambda a: _cofactors(a.S).T),
    (r"\operatorname{adj}(G)", lambda a: _cofactors(a.G).T),
    (r"\operatorname{cof}(S)", lambda a: _cofactors(a.S)),
    (r"\operatorname{cof}(S, 1, 2)", lambda a: _cofactor(a.S, 0, 1)),
    (r"\operatorname{cof}(S, i, j)", lambda a: _cofactors(a.S)),
    (r"L_n \operatorname{vec}(S)", lambda a: _vech(a.S)),
    (r"D_n \operatorname{vech}(H)", lambda a: _vec(a.H)),
    (r"K_{mn} \operatorname{vec}(A)", lambda a: _vec(a.A.T)),
    (r"N_n \operatorname{vec}(S)", lambda a: _vec((a.S + a.S.T) / 2)),
    (r"A \otimes B", lambda a: np.kron(a.A, a.B)),
    (r"A \ast B", lambda a: _columns(a.A, a.B)),
    (r"x^\top \ast A", lambda a: a.x.T * a.A),
    (r"S \oplus P", lambda a: np.kron(a.S, np.eye(a.n)) + np.kron(np.eye(a.n), a.P)),
    (r"S \oplus (A A^\top)", lambda a: np.kron(a.S, np.eye(a.m)) + np.kron(np.eye(a.n), a.A @ a.A.T)),
    (r"A \oslash e^{A}", lambda a: a.A / np.exp(a.A)),
    (r"R^{\odot 2}", lambda a: a.R**2),
]
PSEUDO: list[tuple[str, Expected]] = [
    (r"A^{+}", lambda a: np.linalg.pinv(a.A)),
    (r"A^\dagger", lambda a: np.linalg.pinv(a.A)),
    (r"R^{+}", lambda a: np.linalg.pinv(a.R)),
    (r"Q^{+}", lambda a: np.linalg.pinv(a.Q)),
    (r"G^{+}", lambda a: np.linalg.inv(a.G)),
    (r"x^{+}", lambda a: a.x.T / (a.x**2).sum()),
    (r"(x^\top)^{+}", lambda a: a.x / (a.x**2).sum()),
    (r"(R Q)^{+}", lambda a: np.linalg.pinv(a.R @ a.Q)),
    (r"(R^\top)^{+}", lambda a: np.linalg.pinv(a.R.T)),
    (r"(-R)^{+}", lambda a: np.linalg.pinv(-a.R)),
    (r"(2 A)^{+}", lambda a: np.linalg.pinv(2 * a.A)),
    (r"(t A)^{+}", lambda a: np.linalg.pinv(a.t * a.A)),
    (r"(A^{+})^{+}", lambda a: a.A),
    (r"(A^\top A)^{+}", lambda a: np.linalg.pinv(a.A.T @ a.A)),
    (r"(A A^\top)^{+}", lambda a: np.linalg.pinv(a.A @ a.A.T)),
    (r"(A A^{+})^{+}", lambda a: a.A @ np.linalg.pinv(a.A)),
    (r"(A^{+} A)^{+}", lambda a: np.linalg.pinv(a.A) @ a.A),
    (r"(A \otimes R)^{+}", lambda a: np.linalg.pinv(np.kron(a.A, a.R))),
    (r"(R^{+})^\top", lambda a: np.linalg.pinv(a.R).T),
    (r"D_n^{+} \operatorname{vec}(H)", lambda a: _vech(a.H)),
]
SPECTRAL: list[tuple[str, Expected]] = [
    (r"\lambda_1(H)", lambda a: np.linalg.eigvalsh(a.H)[-1]),
    (r"\lambda_2(H)", lambda a: np.linalg.eigvalsh(a.H)[-2]),
    (r"\lambda_n(H)", lambda a: np.linalg.eigvalsh(a.H)[0]),
    (r"\lambda_i(H)", lambda a: np.linalg.eigvalsh(a.H)[::-1]),
    (r"\lambda_{\max}(H)", lambda a: np.linalg.eigvalsh(a.H)[-1]),
    (r"\lambda_{\min}(H)", lambda a: np.linalg.eigvalsh(a.H)[0]),
    (r"\lambda_{\max}(A^\top A)", lambda a: norm(a.A, 2) ** 2),
    (r"\lambda_{\max}(S + S^\top)", lambda a: np.linalg.eigvalsh(a.S + a.S.T)[-1]),
    (r"\lambda_{\max}(H + I)", lambda a: np.linalg.eigvalsh(a.H)[-1] + 1),
    (r"\lambda_{\max}(-H)", lambda a: -np.linalg.eigvalsh(a.H)[0]),
    (r"\lambda_{\max}(t H)", lambda a: a.t * np.linalg.eigvalsh(a.H)[-1]),
    (r"\lambda_{\min}(P^{-1})", lambda a: 1 / np.linalg.eigvalsh(a.P)[-1]),
    (r"\sigma_1(A)", lambda a: norm(a.A, 2)),
    (r"\sigma_{\max}(A)", lambda a: norm(a.A, 2)),
    (r"\sigma_2(A^\top)", lambda a: np.linalg.svd(a.A)[1][1]),
    (r"\operatorname{eig}(H)", lambda a: np.linalg.eigvalsh(a.H)[::-1, None]),
    (r"\operatorname{rank}(R)", lambda a: a.k),
    (r"\operatorname{expm}(H)", lambda a: _of_symmetric(a.H, np.exp)),
    (r"\exp(H)", lambda a: _of_symmetric(a.H, np.exp)),
    (r"e^{H}", lambda a: _of_symmetric(a.H, np.exp)),
    (r"\sin(H)", lambda a: _of_symmetric(a.H, np.sin)),
    (r"\operatorname{sinm}(H)", lambda a: _of_symmetric(a.H, np.sin)),
    (r"\cos(H)", lambda a: _of_symmetric(a.H, np.cos)),
    (r"\operatorname{cosm}(H)", lambda a: _of_symmetric(a.H, np.cos)),
    (r"\log(P)", lambda a: _of_symmetric(a.P, np.log)),
    (r"\operatorname{logm}(P)", lambda a: _of_symmetric(a.P, np.log)),
    (r"P^{1/2}", lambda a: _of_symmetric(a.P, np.sqrt)),
    (r"\operatorname{sqrtm}(P)", lambda a: _of_symmetric(a.P, np.sqrt)),
    (r"P^{-1/2}", lambda a: _of_symmetric(a.P, lambda v: v**-0.5)),
]
ENTRYWISE: list[tuple[str, Expected]] = [
    (r"\exp(A)", lambda a: np.exp(a.A)),
    (r"e^{A}", lambda a: np.exp(a.A)),
    (r"\tanh^2(A)", lambda a: np.tanh(a.A) ** 2),
    (r"\operatorname{ReLU}(A)", lambda a: np.maximum(a.A, 0)),
    (r"\operatorname{sign}(S)", lambda a: np.sign(a.S)),
    (r"\operatorname{sgn}(x)", lambda a: np.sign(a.x)),
    (r"\operatorname{sigmoid}(A)", lambda a: 1 / (1 + np.exp(-a.A))),
    (r"\operatorname{sigmoid}(u)", lambda a: 1 / (1 + np.exp(-a.u))),
    (r"\operatorname{softplus}(S)", lambda a: np.log(1 + np.exp(a.S))),
    (r"\operatorname{erf}(S)", lambda a: np.vectorize(math.erf)(a.S)),
    (r"\operatorname{GELU}(A)", lambda a: a.A * (1 + np.vectorize(math.erf)(a.A / math.sqrt(2))) / 2),
    (r"\operatorname{gelu}(u)", lambda a: a.u * (1 + math.erf(a.u / math.sqrt(2))) / 2),
    (r"\operatorname{softmax}(x)", lambda a: _softmax(a.x)),
    (r"\operatorname{softmax}(x^\top)", lambda a: _softmax(a.x.T)),
    (r"\operatorname{softmax}(\operatorname{softmax}(x))", lambda a: _softmax(_softmax(a.x))),
    (r"\operatorname{softmax}_{\text{rows}}(A)", lambda a: _softmax(a.A, 1)),
    (r"\operatorname{softmax}_{row}(A)", lambda a: _softmax(a.A, 1)),
    (r"\operatorname{softmax}_{\text{columns}}(A)", lambda a: _softmax(a.A, 0)),
    (r"\operatorname{softmax}_{\mathrm{cols}}(A)", lambda a: _softmax(a.A, 0)),
    (r"\operatorname{logsumexp}(x)", lambda a: np.log(np.exp(a.x).sum())),
    (r"\operatorname{logsumexp}(x^\top)", lambda a: np.log(np.exp(a.x).sum())),
    (r"\operatorname{logsumexp}_{\text{rows}}(A)", lambda a: np.log(np.exp(a.A).sum(1, keepdims=True))),
    (r"\operatorname{logsumexp}_{\text{columns}}(A)", lambda a: np.log(np.exp(a.A).sum(0, keepdims=True))),
    (
        r"\operatorname{softmax}_{\text{rows}}(\operatorname{softmax}_{\text{columns}}(A))",
        lambda a: _softmax(_softmax(a.A, 0), 1),
    ),
]
NAMED: list[tuple[str, Expected]] = [
    (r"\sinh u", lambda a: np.sinh(a.u)),
    (r"\cosh(A)", lambda a: np.cosh(a.A)),
    (r"\coth u", lambda a: 1 / np.tanh(a.u)),
    (r"\operatorname{sech}(A)", lambda a: 1 / np.cosh(a.A)),
    (r"\operatorname{csch}(A)", lambda a: 1 / np.sinh(a.A)),
    (r"\tan(A)", lambda a: np.tan(a.A)),
    (r"\cot u", lambda a: 1 / np.tan(a.u)),
    (r"\sec u", lambda a: 1 / np.cos(a.u)),
    (r"\csc u", lambda a: 1 / np.sin(a.u)),
    (r"\operatorname{arsinh}(A)", lambda a: np.arcsinh(a.A)),
    (r"\operatorname{arcosh}(1 + t)", lambda a: np.arccosh(1 + a.t)),
    (r"\operatorname{artanh}(\tanh u)", lambda a: a.u),
    (r"\sin^2 u", lambda a: np.sin(a.u) ** 2),
    (r"\sin^2 u \cos^3 u", lambda a: np.sin(a.u) ** 2 * np.cos(a.u) ** 3),
    (r"\log \cosh^2 u", lambda a: np.log(np.cosh(a.u) ** 2)),
    (r"\exp(u)^2 \tanh^2(u)^3", lambda a: np.exp(2 * a.u) * np.tanh(a.u) ** 6),
    (r"\sin 2 u", lambda a: np.sin(2 * a.u)),
    (r"t \sin 2 u \cos 3 x_1", lambda a: a.t * np.sin(2 * a.u) * np.cos(3 * a.x[0, 0])),
    (r"\operatorname{SiLU}(A)", lambda a: a.A / (1 + np.exp(-a.A))),
    (r"\log_2 t", lambda a: np.log2(a.t)),
    (r"\log_{10}(t p)", lambda a: np.log10(a.t * a.p)),
    (r"\sinh'(u)", lambda a: np.cosh(a.u)),
    (r"\operatorname{softplus}'(A)", lambda a: 1 / (1 + np.exp(-a.A))),
    (r"\pi", lambda a: np.pi),
    (r"\sin(\pi u)", lambda a: np.sin(np.pi * a.u)),
    (r"\exp\left\{ u + \{ t \} \right\}", lambda a: np.exp(a.u + a.t)),
    (r"\max\{u, t\}", lambda a: max(a.u, a.t)),
    (r"\min \lbrace A, 0 \rbrace", lambda a: np.minimum(a.A, 0)),
    (r"\begin{vmatrix} u & t \\ p & 1 \end{vmatrix}", lambda a: a.u - a.t * a.p),
    (
        r"\begin{vmatrix} S & x \\ z^\top & u \end{vmatrix}",
        lambda a: np.linalg.det(np.block([[a.S, a.x], [a.z.T, a.u]])),
    ),
    (r"\binom{7}{3}", lambda a: 35.0),
    (r"\binom{n}{2}", lambda a: math.comb(a.n, 2)),
    (r"\binom{n + m}{n}", lambda a: math.comb(a.n + a.m, a.n)),
    (r"\sum_{r=0}^{n} \dbinom{n}{r} t^r", lambda a: (1 + a.t) ** a.n),
]
CHOICES: list[tuple[str, Expected]] = [
    (r"|u|", lambda a: abs(a.u)),
    (r"|A|", lambda a: np.abs(a.A)),
    (r"|S|", lambda a: np.linalg.det(a.S)),
    (r"\max(A, 0)", lambda a: np.maximum(a.A, 0)),
    (r"\min(A, 0)", lambda a: np.minimum(a.A, 0)),
    (r"\max(x, z)", lambda a: np.maximum(a.x, a.z)),
    (r"\min(x, z)", lambda a: np.minimum(a.x, a.z)),
    (r"\max(u, t, p)", lambda a: max(a.u, a.t, a.p)),
    (r"\min(u, t, p)", lambda a: min(a.u, a.t, a.p)),
    (r"\max_i x_i", lambda a: a.x.max()),
    (r"\min_i x_i", lambda a: a.x.min()),
    (r"\prod_{i=1}^{n} x_i", lambda a: a.x.prod()),
    (r"\prod_i \prod_j A_{ij}", lambda a: a.A.prod()),
    (r"[A > 0]", lambda a: (a.A > 0) * 1.0),
    (r"[x < z]", lambda a: (a.x < a.z) * 1.0),
    (r"[x \ge z]", lambda a: (a.x >= a.z) * 1.0),
    (r"[x \le 0]", lambda a: (a.x <= 0) * 1.0),
    (r"[u = u]", lambda a: 1.0),
    (r"[u = t]", lambda a: 0.0),
    (r"[u \ne t]", lambda a: 1.0),
    (r"[u \neq u]", lambda a: 0.0),
    (r"[-1 < x \le 1]", lambda a: ((a.x > -1) & (a.x <= 1)) * 1.0),
    (r"\mathbf{1}[x > z]", lambda a: (a.x > a.z) * 1.0),
    (r"\mathbb{1}[x > z]", lambda a: (a.x > a.z) * 1.0),
    (r"\mathbf{1}_{x > z}", lambda a: (a.x > a.z) * 1.0),
    (r"\mathbf{1}_{[u < 0]}", lambda a: float(a.u < 0)),
    (r"\begin{cases} A & A > 0 \\ 2 A & A \le 0 \end{cases}", lambda a: np.where(a.A > 0, a.A, 2 * a.A)),
    (r"\begin{cases} A & A > 0 \\ 2 A & 0 > A \end{cases}", lambda a: np.where(a.A > 0, a.A, 2 * a.A)),
    (r"\begin{cases} A & 0 \ge A \\ 2 A & A > 0 \end{cases}", lambda a: np.where(a.A > 0, 2 * a.A, a.A)),
    (
        r"\begin{cases} 1 & x > 1 \\ x & x > -1 \\ -1 & \text{otherwise} \end{cases}",
        lambda a: np.clip(a.x, -1, 1),
    ),
    (r"\begin{cases} t & u > 0 \\ p & \text{else,} \end{cases}", lambda a: a.t if a.u > 0 else a.p),
    (r"\sum_{i=1}^{n} \sum_{j \ne i} x_i z_j", lambda a: a.x.sum() * a.z.sum() - (a.x * a.z).sum()),
    (r"\sum_{i=1}^{n} \sum_{j<i} x_i z_j", lambda a: sum(a.x[i, 0] * a.z[:i].sum() for i in range(a.n))),
    (r"\sum_{i=1}^{n} \sum_{j \ge i} x_i z_j", lambda a: sum(a.x[i, 0] * a.z[i:].sum() for i in range(a.n))),
    (r"\sum_{i=1}^{n} \sum_{j=1}^{i} x_i z_j", lambda a: sum(a.x[i, 0] * a.z[: i + 1].sum() for i in range(a.n))),
    (r"\sum_{1 \le j \le n} x_j", lambda a: a.x.sum()),
    (r"\sum_{2 \le j \le n} x_j", lambda a: a.x[1:].sum()),
    (r"\sum_{i,j} A_{ij}", lambda a: a.A.sum()),
    (r"\sum_{i,j=1}^{n} S_{ij}", lambda a: a.S.sum()),
    (r"\max_i \min_j A_{ij}", lambda a: a.A.min(1).max()),
    (r"\sum_{r=0}^{n-1} H^r", lambda a: reduce(lambda p, _: p @ a.H + np.eye(a.n), range(a.n), 0 * a.H)),
]
SERIES: list[tuple[str, Expected]] = [
    (r"x_1 + x_2 + \cdots + x_n", lambda a: a.x.sum()),
    (r"x_1 z_1 + \cdots + x_n z_n", lambda a: (a.x * a.z).sum()),
    (r"A_{:,1} + \cdots + A_{:,n}", lambda a: a.A.sum(1, keepdims=True)),
    (r"1 + t + t^2 + \cdots + t^n", lambda a: sum(a.t**k for k in range(a.n + 1))),
    (r"t + t^3 + t^5 + \cdots + t^9", lambda a: sum(a.t**k for k in range(1, 10, 2))),
    (r"I + S + S^2 + \cdots + S^{n-1}", lambda a: sum(np.linalg.matrix_power(a.S, k) for k in range(a.n))),
    (
        r"1 + t + \frac{t^2}{2!} + \cdots + \frac{t^n}{n!}",
        lambda a: sum(a.t**k / math.factorial(k) for k in range(a.n + 1)),
    ),
    (
        r"t - \frac{1}{2} t^2 + \frac{1}{3} t^3 - \cdots + \frac{1}{5} t^5",
        lambda a: sum((-1) ** (k + 1) * a.t**k / k for k in range(1, 6)),
    ),
    (
        r"t + \frac{t^2}{2} + \frac{t^3}{3} + \cdots + \frac{t^n}{n}",
        lambda a: sum(a.t**k / k for k in range(1, a.n + 1)),
    ),
    (r"1 + t + \frac{t^2}{2} + \cdots + \frac{t^5}{120}", lambda a: sum(a.t**k / math.factorial(k) for k in range(6))),
    (r"1 + 2 t + 3 t^2 + \cdots + (n + 1) t^n", lambda a: sum((k + 1) * a.t**k for k in range(a.n + 1))),
    (r"1 + 2 t + 3 t^2 + \cdots + 6 t^5", lambda a: sum((k + 1) * a.t**k for k in range(6))),
    (r"t + 2 t^2 + \cdots + n t^n", lambda a: sum(k * a.t**k for k in range(a.n + 1))),
    (r"n + n t + n t^2 + \cdots + n t^n", lambda a: sum(a.n * a.t**k for k in range(a.n + 1))),
    (r"n t + 2 n t^2 + \cdots + n^2 t^n", lambda a: sum(a.n * k * a.t**k for k in range(a.n + 1))),
    (r"n t + 2 n t^2 + \cdots + n m t^m", lambda a: sum(a.n * k * a.t**k for k in range(a.m + 1))),
    (r"(-1)^n + (-1)^n t + (-1)^n t^2 + \cdots + (-t)^n", lambda a: sum((-1) ** a.n * a.t**k for k in range(a.n + 1))),
    (r"2^n t + 2^n t^2 + 2^n t^3 + \cdots + 2^n t^n", lambda a: sum(2**a.n * a.t**k for k in range(1, a.n + 1))),
    (r"3 t + 6 t^2 + \cdots + 3 n t^n", lambda a: sum(3 * k * a.t**k for k in range(a.n + 1))),
    (r"1 - t + t^2 - \cdots + (-1)^n t^n", lambda a: sum((-a.t) ** k for k in range(a.n + 1))),
    (r"-1 + t - t^2 + \cdots + (-1)^{n+1} t^n", lambda a: -sum((-a.t) ** k for k in range(a.n + 1))),
    (
        r"t - \frac{t^2}{2} + \frac{t^3}{3} - \cdots + (-1)^{n-1} \frac{t^n}{n}",
        lambda a: sum(-((-a.t) ** k) / k for k in range(1, a.n + 1)),
    ),
    (
        r"1 - t + \frac{t^2}{2!} - \cdots + \frac{(-t)^n}{n!}",
        lambda a: sum((-a.t) ** k / math.factorial(k) for k in range(a.n + 1)),
    ),
    (
        r"I - S + S^2 - \cdots + (-1)^n S^n",
        lambda a: sum(np.linalg.matrix_power(-a.S, k) for k in range(a.n + 1)),
    ),
    (r"3!", lambda a: 6.0),
    (r"(n + 1)!", lambda a: float(math.factorial(a.n + 1))),
    (r"\frac{n!}{(n - 2)!}", lambda a: float(a.n * (a.n - 1))),
]
COMBINED: list[tuple[str, Expected]] = [
    (r"\begin{bmatrix} S & 0 \\ 0 & G \end{bmatrix}", lambda a: np.block([[a.S, 0 * a.S], [0 * a.G, a.G]])),
    (r"\mathrm{d}(t^2) / \mathrm{d}t", lambda a: 2 * a.t),
    (r"u \, \mathrm{d} t^3 / \mathrm{d} t", lambda a: 3 * a.u * a.t**2),
]
TABLES = {
    "norms": NORMS,
    "structured": STRUCTURED,
    "pseudo-inverses": PSEUDO,
    "spectral": SPECTRAL,
    "entry by entry": ENTRYWISE,
    "named functions": NAMED,
    "choices": CHOICES,
    "series": SERIES,
    "combined": COMBINED,
}
EVERY = [(tex, expected) for table in TABLES.values() for tex, expected in table]


@pytest.mark.parametrize(("tex", "expected"), EVERY, ids=[tex for tex, _ in EVERY])
@pytest.mark.parametrize("seed", [5, 6])
def test_it_has_the_value_that_numpy_gives_it(tex: str, expected: Expected, seed: int) -> None:
    one = found(tex, "supposed", seed=seed)
    assert agrees(one.value, expected(one.at)), (one.value, expected(one.at))


@pytest.mark.parametrize("tex", [tex for tex, _ in EVERY])
def test_every_part_of_it_stands_where_what_it_is_part_of_stands(tex: str) -> None:
    term = found(tex, "supposed").obligation.left
    assert 0 <= term.span.start < term.span.end <= len(tex)
    for part in walk(term):
        for child in children(part):
            assert part.span.start <= child.span.start < child.span.end <= part.span.end, child
