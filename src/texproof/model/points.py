"""Random values of arrays whose entries a hypothesis makes up whole: skew-symmetric, idempotent, one-hot, masks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .hypotheses import (
    Hypothesis,
    idempotent,
    involutory,
    mask,
    nilpotent,
    one_hot,
    permutation,
    probability,
    signs,
    skew_symmetric,
    square_zero,
    stochastic,
    symmetric,
    unit_interval,
    vanishing,
)

Array = NDArray[Any]
Shape = tuple[int, ...]


def made(hypotheses: tuple[Hypothesis, ...], free: Array, rng: np.random.Generator) -> Array | None:
    """Return a random value with a hypothesis that makes up all entries, or None where there is no such one.

    `free` are random entries of the shape. Entries are short decimals where the hypothesis allows them.
    """
    for hypothesis, make in _MAKERS.items():
        if hypothesis in hypotheses:
            return make(free, rng, symmetric in hypotheses)
    return None


def _skew(free: Array, rng: np.random.Generator, is_symmetric: bool) -> Array:
    return np.tril(free, -1) - np.tril(free, -1).T


def _halves(n: int, rng: np.random.Generator) -> Array:
    """Return a lower triangular matrix with ones on its diagonal and small halves below: its inverse is as short."""
    below = np.copysign(rng.integers(1, 3, (n, n)) / 2, rng.uniform(-1.0, 1.0, (n, n)))
    return np.asarray(np.tril(below, -1) + np.eye(n))


def _turned(inner: Array, rng: np.random.Generator) -> Array:
    """Return T inner T⁻¹ for a random T, a lower triangular matrix."""
    lower = _halves(len(inner), rng)
    return np.asarray(lower @ inner @ _unit_inverse(lower))


def _unit_inverse(lower: Array) -> Array:
    """Return the inverse of a triangular matrix with ones on its diagonal, exactly: Σ (I − T)^k."""
    rest = np.eye(len(lower)) - lower
    total = power = np.eye(len(lower))
    for _ in range(len(lower) - 1):
        power = power @ rest
        total = total + power
    return np.asarray(total)


def _with_eigenvalues(values: Array, rng: np.random.Generator, is_symmetric: bool) -> Array:
    """Return a matrix with these eigenvalues: T diag(values) T⁻¹, T orthogonal where it is to be symmetric."""
    n = len(values)
    if is_symmetric:
        turn, _ = np.linalg.qr(rng.uniform(-1.0, 1.0, (n, n)))
        return np.asarray(turn @ np.diag(values) @ turn.T)
    upper = _halves(n, rng).T
    return _turned(upper @ np.diag(values) @ _unit_inverse(upper.T).T, rng)


def _idempotent(free: Array, rng: np.random.Generator, is_symmetric: bool) -> Array:
    # Each rank as often, also 0 and n: what holds of some of them only must fail at one of the points.
    values = np.arange(len(free)) < rng.integers(0, len(free) + 1)
    return _with_eigenvalues(rng.permutation(values.astype(float)), rng, is_symmetric)


def _involutory(free: Array, rng: np.random.Generator, is_symmetric: bool) -> Array:
    return _with_eigenvalues(rng.choice((-1.0, 1.0), len(free)), rng, is_symmetric)


def _nilpotent(free: Array, rng: np.random.Generator, is_symmetric: bool) -> Array:
    return _turned(np.round(np.triu(free, 1), 1), rng)


def _square_zero(free: Array, rng: np.random.Generator, is_symmetric: bool) -> Array:
    # The image lies in the kernel: what is not zero stands above and to the right of the middle.
    n = len(free)
    inner = np.zeros_like(free)
    inner[: n // 2, n // 2 :] = np.round(free[: n // 2, n // 2 :], 1)
    return _turned(inner, rng)


def _permutation(free: Array, rng: np.random.Generator, is_symmetric: bool) -> Array:
    return np.asarray(np.eye(len(free))[rng.permutation(len(free))])


def _stochastic(free: Array, rng: np.random.Generator, is_symmetric: bool) -> Array:
    weights = rng.integers(1, 10, free.shape).astype(float)
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


def _one_hot(free: Array, rng: np.random.Generator, is_symmetric: bool) -> Array:
    return np.asarray(np.eye(free.shape[-1])[rng.integers(0, free.shape[-1], free.shape[:-1])])


def _mask(free: Array, rng: np.random.Generator, is_symmetric: bool) -> Array:
    return np.asarray(rng.integers(0, 2, free.shape).astype(float))


def _signs(free: Array, rng: np.random.Generator, is_symmetric: bool) -> Array:
    return np.asarray(rng.choice((-1.0, 1.0), free.shape))


def _between(free: Array, rng: np.random.Generator, is_symmetric: bool) -> Array:
    # Entries of size 0.2 to 2 become 0.1 to 0.91: no two equal, none near an end.
    value = np.abs(free) / 2.2
    return np.asarray((np.tril(value) + np.tril(value, -1).T) if is_symmetric else value)


def _zero(free: Array, rng: np.random.Generator, is_symmetric: bool) -> Array:
    return np.zeros_like(free)


_MAKERS: dict[Hypothesis, Callable[[Array, np.random.Generator, bool], Array]] = {
    skew_symmetric: _skew,
    idempotent: _idempotent,
    involutory: _involutory,
    square_zero: _square_zero,
    nilpotent: _nilpotent,
    permutation: _permutation,
    stochastic: _stochastic,
    probability: _stochastic,
    one_hot: _one_hot,
    mask: _mask,
    signs: _signs,
    unit_interval: _between,
    vanishing: _zero,
}


def _near(value: Array, other: Array | float) -> bool:
    return bool(np.allclose(value, other, rtol=0, atol=1e-12 * max(1.0, float(np.abs(value).max(initial=0.0)))))


def _power_is_zero(value: Array) -> bool:
    # What rounding leaves of the power grows with the norm to that power.
    scale = max(1.0, float(np.linalg.norm(value, 2)))
    return bool(np.abs(np.linalg.matrix_power(value / scale, len(value))).max(initial=0.0) < 1e-12)


def _sums_to_one(value: Array) -> bool:
    return bool(np.all(value > 0)) and _near(value.sum(axis=-1), 1.0)


def _single_ones(value: Array) -> bool:
    return bool(np.isin(value, (0.0, 1.0)).all() and (value.sum(axis=-1) == 1).all())


CHECKS: dict[Hypothesis, Callable[[Array], bool]] = {
    skew_symmetric: lambda a: bool(np.array_equal(a, -a.T)),
    idempotent: lambda a: _near(a @ a, a),
    involutory: lambda a: _near(a @ a, np.eye(len(a))),
    nilpotent: _power_is_zero,
    square_zero: lambda a: _near(a @ a, 0.0),
    permutation: lambda a: _single_ones(a) and _single_ones(a.T),
    stochastic: _sums_to_one,
    probability: _sums_to_one,
    one_hot: _single_ones,
    mask: lambda a: bool(np.isin(a, (0.0, 1.0)).all()),
    signs: lambda a: bool(np.isin(a, (-1.0, 1.0)).all()),
    vanishing: lambda a: not np.any(a),
    unit_interval: lambda a: bool(np.all((a > 0.05) & (a < 0.95))),
}
