"""Series without end, added up until what follows is below rounding; factorials; integrals over an interval."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from ...elaborate import term as t
from .arithmetic import Array, Diverges, Undefined, WithoutValue
from .digits import DIGITS
from .evaluation import evaluate, rows_of, value_of
from .scene import Scene

BLOCK = 16  # terms at once
MOST_TERMS = 400
NODES = 32  # of an integral: what is left out is below rounding for e^{sA} with a norm up to 20
STILL = 3  # terms in a row that change nothing


@value_of.register
def _(term: t.Series, scene: Scene) -> Array:
    lower = int(scene.index(term.lower)[0])
    count, shape = scene.batch.rows, scene.frame.shape(term.shape)
    total = scene.arithmetic.integers(np.zeros((count, *shape), dtype=int))
    enough = 1e-48 if scene.arithmetic is DIGITS else 1e-18
    still = 0
    largest = []  # term of each block
    for start in range(lower, lower + MOST_TERMS, BLOCK):
        rows = np.repeat(np.arange(count), BLOCK)
        numbers = np.tile(np.arange(start, start + BLOCK), count)
        body = rows_of(evaluate(term.body, scene.at(scene.batch.taken(rows).bound(term.letter, numbers))), len(rows))
        parts = np.asarray(body).reshape(count, BLOCK, *shape)
        largest.append(float(np.max(np.abs(parts), initial=0.0)))
        for at in range(BLOCK):
            total = total + parts[:, at]
            size, change = (float(np.max(np.abs(a), initial=0.0)) for a in (total, parts[:, at]))
            if not math.isfinite(size):
                raise Diverges("a series whose terms grow")
            # The odd terms of a series may all be 0, so that one of them says nothing.
            still = still + 1 if change <= enough * max(1.0, size) else 0
            if still > STILL:
                return np.asarray(total)
    if largest[-1] > largest[0]:
        raise Diverges("a series whose terms grow")
    raise Undefined(f"a series that does not converge in {MOST_TERMS} terms")


@value_of.register
def _(term: t.Integral, scene: Scene) -> Array:
    """Return ∫ body by Gauss and Legendre's rule: exact for polynomials up to degree 2·NODES − 1."""
    lower, upper = (int(scene.index(bound)[0]) for bound in (term.lower, term.upper))
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    half, count, shape = (upper - lower) / 2, scene.batch.rows, scene.frame.shape(term.shape)
    rows, numbers = np.repeat(np.arange(count), NODES), np.tile(lower + half * (nodes + 1), count)
    body = rows_of(evaluate(term.body, scene.at(scene.batch.taken(rows).bound(term.letter, numbers))), len(rows))
    parts = np.asarray(body).reshape(count, NODES, *shape)
    total = sum(scene.arithmetic.number(Fraction(half * w)) * parts[:, at] for at, w in enumerate(weights.tolist()))
    return np.asarray(total)


@value_of.register
def _(term: t.Factorial, scene: Scene) -> Array:
    values = scene.index(term.index)
    if any(value < 0 for value in values.tolist()):
        raise WithoutValue("a factorial of a negative number")
    found = [scene.arithmetic.number(Fraction(math.factorial(value))) for value in values.tolist()]
    return np.asarray(found)
