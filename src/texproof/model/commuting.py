"""Random values of matrices that commute with another one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .declare import Kind
from .dim import SnippetError
from .hypotheses import idempotent, involutory, positive_definite, positive_semidefinite, small, symmetric
from .sample import draw, satisfies

Array = NDArray[Any]
STRAIGHT = (symmetric, positive_definite, positive_semidefinite)
TRIES = 200


def drawn(
    name: str, kind: Kind, values: Mapping[str, Any], sizes: Mapping[str, int], rng: np.random.Generator
) -> Array:
    """Return a random value of a number, vector, matrix or tensor; `values` are those of the symbols before it.

    Raises: SnippetError where no value was found that satisfies the hypotheses.
    """
    partners = sorted({h.partner for h in kind.hypotheses if h.partner})
    if not partners:
        return draw(kind, sizes, rng)
    if len(partners) > 1 or partners[0] not in values:
        raise SnippetError(f"{name} commutes with {' and '.join(partners)}, which is not sampled here")
    own = replace(kind, hypotheses=tuple(h for h in kind.hypotheses if not h.partner))
    return _beside(values[partners[0]], own, rng)


def _beside(other: Array, kind: Kind, rng: np.random.Generator) -> Array:
    """Return a random matrix that commutes with another one and has the hypotheses of a type."""
    for _ in range(TRIES):
        value = _candidate(other, kind, rng)
        if kind.has(small):
            value = value * min(1.0, 0.5 / float(np.sqrt(np.sum(value * value))))
        if satisfies(kind, value):
            return value
    words = " and ".join(str(h) for h in kind.hypotheses)
    raise SnippetError(f"found no matrix that is {words} and commutes with another one")


def _candidate(other: Array, kind: Kind, rng: np.random.Generator) -> Array:
    n = len(other)
    chosen = rng.uniform(0.2, 1.5, n)
    if kind.has(idempotent):
        chosen = rng.integers(0, 2, n).astype(float)
    elif kind.has(involutory):
        chosen = rng.choice((-1.0, 1.0), n)
    elif not any(kind.has(h) for h in STRAIGHT):
        # A polynomial of a matrix commutes with it, and nearly every matrix that does is one.
        scaled = other / max(1.0, float(np.abs(other).sum(axis=1).max()))
        low, linear, square = rng.uniform(0.3, 1.2, 3) * rng.choice((-1.0, 1.0), 3)
        return np.asarray(low * np.eye(n) + linear * scaled + square * scaled @ scaled)
    return _on_eigenvectors(other, chosen)


def _on_eigenvectors(other: Array, values: Array) -> Array:
    """Return the matrix with these eigenvalues and the eigenvectors of another one, which has to have real ones."""
    if np.allclose(other, other.T, rtol=0, atol=1e-14):
        vectors = np.linalg.eigh(other)[1]
        found = vectors @ np.diag(values) @ vectors.T
        return np.asarray((found + found.T) / 2)
    projector = _projector(other)
    if projector is not None:
        columns = _bases(projector)
        return np.asarray(columns @ np.diag(values) @ np.linalg.inv(columns))
    own, columns = np.linalg.eig(other)
    if np.iscomplexobj(own) or np.linalg.cond(columns) > 1e3:
        raise SnippetError("a matrix with complex eigenvalues has none of these beside it")
    return np.asarray(columns @ np.diag(values) @ np.linalg.inv(columns))


def _projector(a: Array) -> Array | None:
    """Return an idempotent matrix with the eigenvectors of one that is idempotent or involutory, None for others."""
    square, one = a @ a, np.eye(len(a))
    if np.allclose(square, a, rtol=0, atol=1e-10):
        return a
    return np.asarray((one + a) / 2) if np.allclose(square, one, rtol=0, atol=1e-10) else None


def _bases(projector: Array) -> Array:
    """Return bases of the image and of the kernel of an idempotent matrix, side by side."""
    rank = round(float(np.trace(projector)))
    image = np.linalg.svd(projector)[0][:, :rank]
    kernel = np.linalg.svd(np.eye(len(projector)) - projector)[0][:, : len(projector) - rank]
    return np.hstack((image, kernel))
