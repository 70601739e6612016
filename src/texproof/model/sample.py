"""Values for a model's free symbols: points that satisfy the hypotheses, and generic smooth functions."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .conjugates import conjugate_name
from .declare import Kind
from .dim import SnippetError
from .hypotheses import (
    complex_,
    constant,
    diagonal,
    full_column_rank,
    full_row_rank,
    hermitian,
    invertible,
    lower_triangular,
    nonzero,
    orthogonal,
    positive,
    positive_definite,
    positive_semidefinite,
    skew_hermitian,
    skew_symmetric,
    small,
    symmetric,
    unitary,
    upper_triangular,
)
from .points import CHECKS, made

Array = NDArray[Any]
Entrywise = Callable[[Any], Any]

_TRIES = 200
# Rotations by these (cosine, sine) keep decimals short: 3-4-5, 4-3-5 and 7-24-25.
_ROTATIONS = ((0.6, 0.8), (0.8, 0.6), (0.28, 0.96), (0.96, 0.28))


def entries(rng: np.random.Generator, shape: tuple[int, ...], *, signed: bool = True) -> Array:
    """Return random entries of size 0.2 to 2, no two of one size, in as few decimals (two or more) as allow that.

    None is near zero, and none equal: at equal entries a maximum or a sorting has no derivative. Dimensionless.
    """
    count, unit = math.prod(shape), 100
    while 1.8 * unit < 1.5 * count:
        unit *= 10
    size = (unit // 5 + rng.permutation(9 * unit // 5 + 1)[:count]).reshape(shape) / unit
    return np.asarray(np.copysign(size, rng.uniform(-1.0, 1.0, shape)) if signed else size)


def draw(kind: Kind, sizes: Mapping[str, int], rng: np.random.Generator) -> Array:
    """Return a random value of a number, vector, matrix or tensor that satisfies its hypotheses.

    Shapes: the code's, `kind.shape` at `sizes`. Entries are short decimals (but for orthogonal
    matrices with more than three rows), so that what is printed of them is exact.
    Raises: SnippetError where no value satisfies all hypotheses together.
    """
    shape = tuple(size.value(sizes) for size in kind.shape)
    for _ in range(_TRIES):
        value = _candidate(kind, shape, rng)
        if satisfies(kind, value):
            return value
    words = " and ".join(str(h) for h in kind.hypotheses)
    raise SnippetError(f"found no {kind.noun} of shape {shape} that is {words}")


def _candidate(kind: Kind, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    if kind.is_complex:
        return _complex(kind, shape, rng)
    free = entries(rng, shape, signed=not kind.has(positive))
    value = made(kind.hypotheses, free, rng)
    if value is None:
        value = _shaped(kind, shape, free, rng)
    # A quarter of what would still do: what is shown of it stays short.
    return np.asarray(np.round(value * min(1.0, 0.5 / _norm(value)), 3)) if kind.has(small) else value


def _complex(kind: Kind, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Return random complex entries: real and imaginary parts with what the hypothesis says of each."""
    if kind.has(unitary):
        first, second = (_orthogonal(replace(kind, hypotheses=()), shape[0], rng) for _ in range(2))
        turns = [complex(c, s) for c, s in _ROTATIONS]
        return np.asarray(first @ np.diag([turns[int(rng.integers(len(turns)))] for _ in range(shape[0])]) @ second)
    parts = {hermitian: (symmetric, skew_symmetric), skew_hermitian: (skew_symmetric, symmetric)}
    for tied, (of_real, of_imaginary) in parts.items():
        if kind.has(tied):
            halves = [replace(kind, hypotheses=(h,)) for h in (of_real, of_imaginary)]
            break
    else:
        # What is said of rank is looked at when both parts are put together.
        kept = tuple(h for h in kind.hypotheses if h.structure)
        halves = [replace(kind, hypotheses=kept)] * 2
    real, imaginary = (_candidate(half, shape, rng) for half in halves)
    return np.asarray(real + 1j * imaginary)


def _norm(value: Array) -> float:
    return float(np.sqrt(np.sum(value * value)))


def _shaped(kind: Kind, shape: tuple[int, ...], free: Array, rng: np.random.Generator) -> Array:
    if kind.noun != "matrix" or shape[0] != shape[1]:
        return free
    straight = any(kind.has(h) for h in (symmetric, positive_definite, positive_semidefinite, orthogonal))
    triangles = kind.has(lower_triangular) + kind.has(upper_triangular)
    if kind.has(diagonal) or triangles == 2 or (triangles and straight):
        free = np.diag(np.diag(free))
        if kind.has(orthogonal):
            free = np.sign(free)
        return np.abs(free) if kind.has(positive_definite) or kind.has(positive_semidefinite) else free
    if kind.has(orthogonal):
        return np.eye(shape[0]) if kind.has(positive_definite) else _orthogonal(kind, shape[0], rng)
    if kind.has(positive_definite):
        root = np.round(free / 2, 1)
        return np.round(root @ root.T + 0.5 * np.eye(shape[0]), 2)
    if kind.has(positive_semidefinite):
        root = np.round(free / 2, 1)
        # Also singular ones, unless it is invertible too.
        root[:, : int(rng.integers(0, 2)) * (not kind.has(invertible))] = 0.0
        return np.round(root @ root.T, 2)
    if kind.has(symmetric):
        return np.tril(free) + np.tril(free, -1).T
    if triangles:
        # Off the diagonal small in all: the inverse of a triangular matrix grows with every row otherwise.
        below = np.round(np.tril(free, -1) * min(1.0, 3.0 / shape[0]), 2)
        lower = below + np.diag(np.round(np.diag(free) + 0.4 * np.sign(np.diag(free)), 2))
        return np.asarray(lower.T if kind.has(upper_triangular) else lower)
    return free


def _orthogonal(kind: Kind, n: int, rng: np.random.Generator) -> Array:
    """Return a random orthogonal matrix: a product of rotations, or a conjugated reflection if symmetric."""
    product = np.eye(n)
    for i in range(n):
        for j in range(i + 1, n):
            turn = np.eye(n)
            c, s = _ROTATIONS[int(rng.integers(len(_ROTATIONS)))]
            s *= float(rng.choice((-1.0, 1.0)))
            turn[i, i], turn[j, j], turn[i, j], turn[j, i] = c, c, -s, s
            product = product @ turn
    signs = np.diag(rng.choice((-1.0, 1.0), n))
    return product @ signs @ product.T if kind.has(symmetric) else product @ signs


def satisfies(kind: Kind, value: Array) -> bool:
    """Say whether a value has all hypotheses, and is far enough from where they end to compute with."""
    if not kind.hypotheses:
        return True
    square = value.ndim == 2 and value.shape[0] == value.shape[1]
    scale = max(1.0, float(np.abs(value).max(initial=0.0)))
    checks: dict[Any, Callable[[], bool]] = {
        symmetric: lambda: bool(np.allclose(value, value.T, rtol=0, atol=1e-14 * scale)),
        invertible: lambda: float(np.linalg.cond(value)) < 40.0 + 20.0 * len(value),
        positive_definite: lambda: (
            bool(np.linalg.eigvalsh((value + value.T) / 2).min() > 0.05)
            and bool(np.allclose(value, value.T, rtol=0, atol=1e-14 * scale))
        ),
        orthogonal: lambda: bool(np.allclose(value @ value.T, np.eye(len(value)), rtol=0, atol=1e-13)),
        diagonal: lambda: not np.any(value - np.diag(np.diag(value))),
        lower_triangular: lambda: not np.any(np.triu(value, 1)),
        upper_triangular: lambda: not np.any(np.tril(value, -1)),
        positive_semidefinite: lambda: (
            bool(np.linalg.eigvalsh((value + value.T) / 2).min() > -1e-12 * scale)
            and bool(np.allclose(value, value.T, rtol=0, atol=1e-14 * scale))
        ),
        full_column_rank: lambda: value.shape[0] >= value.shape[1] and _full_rank(value),
        full_row_rank: lambda: value.shape[0] <= value.shape[1] and _full_rank(value),
        small: lambda: _norm(value) < 0.6,
        positive: lambda: bool(np.all(_written(kind, value, square) > 0)),
        nonzero: lambda: bool(np.all(_written(kind, value, square) != 0)),
        constant: lambda: True,
        complex_: lambda: True,
        hermitian: lambda: bool(np.array_equal(value, value.conj().T)),
        skew_hermitian: lambda: bool(np.array_equal(value, -value.conj().T)),
        unitary: lambda: bool(np.allclose(value @ value.conj().T, np.eye(len(value)), rtol=0, atol=1e-13)),
    }
    return all(CHECKS[h](value) if h in CHECKS else checks[h]() for h in kind.hypotheses)


def _full_rank(value: Array) -> bool:
    return bool(np.linalg.cond(value) < 40.0 + 20.0 * max(value.shape))


def _written(kind: Kind, value: Array, square: bool) -> Array:
    """Return the entries that a structure does not force to be zero."""
    if square and kind.has(diagonal):
        return np.diag(value)
    if square and kind.has(lower_triangular):
        return value[np.tril_indices(len(value))]
    if square and kind.has(upper_triangular):
        return value[np.triu_indices(len(value))]
    return value


class Smooth:
    """A generic function of one number, applied entry by entry, with all its derivatives.

    f(t) = Σ_j a_j sin(w_j t + p_j) + c₀ + c₁ t + c₂ t², entire, so a complex step passes through it.
    With the hypothesis positive or nonzero: c₁ = c₂ = 0 and c₀ > Σ|a_j|. Dimensionless.
    """

    def __init__(self, name: str, kind: Kind, rng: np.random.Generator) -> None:
        self.name = name
        self.amplitudes = entries(rng, (3,))
        if kind.is_complex:
            self.amplitudes = self.amplitudes + 1j * entries(rng, (3,))
        self.frequencies = np.round(rng.uniform(0.4, 1.4, 3), 2)
        self.phases = np.round(rng.uniform(-1.5, 1.5, 3), 2)
        self.polynomial = [float(c) for c in entries(rng, (3,))]
        if kind.has(positive) or kind.has(nonzero):
            self.polynomial = [float(np.round(np.abs(self.amplitudes).sum() + 0.5, 2)), 0.0, 0.0]

    def derivative(self, x: Any, order: int, sin: Entrywise = np.sin, cos: Entrywise = np.cos) -> Any:
        """Return f^(order)(x), entry by entry; shape of x."""
        turns = (sin, cos, lambda t: -sin(t), lambda t: -cos(t))
        total: Any = 0.0
        for a, w, p in zip(self.amplitudes.tolist(), self.frequencies.tolist(), self.phases.tolist(), strict=True):
            total = total + (a * w**order) * turns[order % 4](w * x + p)
        c0, c1, c2 = self.polynomial
        return total + (
            (c0 + (c1 + c2 * x) * x) if order == 0 else (c1 + 2 * c2 * x) if order == 1 else _step(c2, order)
        )

    def conjugate(self) -> Smooth:
        """Return the function of which f(z)* is the value at z*."""
        other = copy(self)
        other.name, other.amplitudes = conjugate_name(self.name), self.amplitudes.conjugate()
        return other

    def __call__(self, x: Any) -> Any:
        if hasattr(x, "__texproof_record__"):
            return x.__texproof_record__(self, (x,), {})
        return self.derivative(np.asarray(x) * 1.0, 0)

    def __str__(self) -> str:
        waves = zip(self.amplitudes.tolist(), self.frequencies.tolist(), self.phases.tolist(), strict=True)
        c0, c1, c2 = self.polynomial
        factors = [(f"({a:g})" if isinstance(a, complex) else f"{a:g}", w, p) for a, w, p in waves]
        parts = [f"{a}·sin({w:g}·t {'+' if p >= 0 else '-'} {abs(p):g})" for a, w, p in factors]
        parts += [f"{c0:g}"] + ([f"{c1:g}·t", f"{c2:g}·t²"] if c1 or c2 else [])
        return "t ↦ " + " + ".join(parts).replace("+ -", "- ")


def _step(c2: float, order: int) -> float:
    return 2 * c2 if order == 2 else 0.0


def _signed(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Return numbers of size 0.3 to 1 of either sign."""
    uniform = rng.uniform(-0.7, 0.7, shape)
    return uniform + np.copysign(0.3, uniform)


class Unknown:
    """A generic smooth function of all entries x of its arguments: what `unknown(…)` stands for.

    f_s(x) = Σ_j a_sj sin(u_j · x + p_j) with dense random u_j, so that every first and every mixed
    second derivative is nonzero. Shapes: x (N,), result `shape`. Entire and of moderate size. Dimensionless.
    """

    # More waves than entries give a Hessian of full rank; the bound keeps large arguments affordable.
    _MOST_WAVES = 48

    def __init__(self, shape: tuple[int, ...], count: int, rng: np.random.Generator, paired: int = 0) -> None:
        waves = min(count + 1, self._MOST_WAVES)
        self.shape = shape
        self.directions = _signed(rng, (waves, count)) * (1.2 / math.sqrt(max(count, 1)))
        if paired:
            # The first entries stand before their conjugates: u · z + u* · z* is real.
            turned = self.directions[:, :paired] + 1j * self.directions[:, paired : 2 * paired]
            self.directions = np.hstack([turned, turned.conjugate(), self.directions[:, 2 * paired :]])
        self.phases = rng.uniform(-1.5, 1.5, waves)
        rows = math.prod(shape)
        self.amplitudes = _signed(rng, (rows, waves)) * (2.0 / math.sqrt(waves))

    def evaluate(self, arguments: tuple[Any, ...], sin: Entrywise = np.sin) -> Array:
        """Return f at the entries of all arguments, in order; shape `self.shape`."""
        x = np.concatenate([np.asarray(a).ravel() for a in arguments])
        value = self.amplitudes @ sin(self.directions @ x + self.phases)
        return np.asarray(value).reshape(self.shape)

    def __call__(self, *arguments: Any) -> Array:
        return self.evaluate(arguments)
