"""Pseudo-inverses of matrices whose rank is found from their numbers, in any arithmetic."""

from __future__ import annotations

from typing import Any

import numpy as np

from .arithmetic import Array, Binary64, Undefined

_DOUBTFUL = (1e-12, 1e-6)  # a singular value between these parts of the largest one is zero, or it is not
_TINY = 1e-10  # a matrix below this is what rounding left of zero, or small: no rank can be told
_LEFT = 1e-8  # of what moves: what rounding leaves where the rank stays


def pseudoinverse(a: Array, arithmetic: Binary64) -> Array:
    """Return a⁺ for a matrix with real parts of rank r: C K R = a, a⁺ = Rᵀ(RRᵀ)⁻¹ K⁻¹ (CᵀC)⁻¹Cᵀ.

    C are r independent columns, R r independent rows and K⁻¹ what stands where they meet, so that a step of any
    arithmetic passes through. Shapes: a (m, n); result (n, m). Dimensionless.
    Raises: Undefined where the rank is in doubt, or where a step changes it: there a⁺ is not continuous.
    Source: Ben-Israel and Greville, Generalized Inverses (2003), section 1.6.
    """
    real = np.asarray(np.real(a), dtype=float)
    rank = _rank(real)
    columns = _independent(real, rank)
    rows = _independent(real[:, columns].T, rank)
    left, right, core = a[:, columns], a[rows, :], a[np.ix_(rows, columns)]
    rest = a - np.matmul(np.matmul(left, arithmetic.inverse(core[None])[0]), right)
    _check_rest(rest, a)
    outer = np.matmul(right.T, arithmetic.inverse(np.matmul(right, right.T)[None])[0])
    inner = np.matmul(arithmetic.inverse(np.matmul(left.T, left)[None])[0], left.T)
    return np.asarray(np.matmul(np.matmul(outer, core), inner))


def _rank(a: Array) -> int:
    if not a.size or not np.isfinite(a).all():
        raise Undefined("the pseudo-inverse of a matrix that is not finite")
    singular = np.linalg.svd(a, compute_uv=False)
    parts = singular / max(float(singular[0]), _TINY)
    if singular[0] < _TINY or np.any((parts > _DOUBTFUL[0]) & (parts < _DOUBTFUL[1])):
        raise Undefined("a rank that is in doubt")
    return int((parts >= _DOUBTFUL[1]).sum())


def _independent(a: Array, count: int) -> list[int]:
    """Return the places of independent columns: each the longest once the directions before it are taken out."""
    rest, chosen = a.copy(), list[int]()
    for _ in range(count):
        lengths = np.linalg.norm(rest, axis=0)
        lengths[chosen] = -1.0
        chosen.append(int(np.argmax(lengths)))
        direction = rest[:, chosen[-1]] / np.linalg.norm(rest[:, chosen[-1]])
        rest = rest - np.outer(direction, direction @ rest)
    return chosen


def _check_rest(rest: Array, a: Array) -> None:
    """Raise Undefined where something is left of a matrix beside what has its rank."""
    parts: list[tuple[Any, Any, float]] = [(np.real(rest), np.real(a), 1e-30 if a.dtype == object else _LEFT)]
    if np.iscomplexobj(rest):
        parts.append((np.imag(rest), np.imag(a), _LEFT))
    for left, whole, bound in parts:
        size, scale = (float(np.abs(part).max(initial=0.0)) for part in (left, whole))
        if size > bound * scale:
            raise Undefined("the rank of a matrix changes here, and with it the pseudo-inverse")
