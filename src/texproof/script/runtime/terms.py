"""What stands in claims and is no function of NumPy's."""

import numpy as np

from .arrays import Beyond, Exact, Floats
from .matrices import size


def largest(xp, numbers):
    """Return the largest of some numbers."""
    found, *rest = numbers
    for number in rest:
        found = xp.maximum(found, number)
    return found


def smallest(xp, numbers):
    """Return the smallest of some numbers."""
    found, *rest = numbers
    for number in rest:
        found = xp.minimum(found, number)
    return found


def column(a):
    """Return vec(A): the columns of A, stacked."""
    return a.T.reshape(-1, 1)


def unit(xp, row, across, shape):
    """Return the matrix with 1 at one place, counted from 1, and 0 elsewhere."""
    found = xp.zeros(shape)
    found[row - 1, across - 1] = xp.number(1)
    return found


def blocks(xp, rows):
    """Return a matrix that is written out: rows of cells, each a number or a matrix."""
    cells = [[np.reshape(cell, (1, 1)) if np.ndim(cell) == 0 else cell for cell in row] for row in rows]
    whole = np.block(cells)
    return xp.array(whole) if whole.dtype == object or whole.dtype.kind == "i" else whole


def elimination(xp, n):
    """Return L with L vec(A) = the columns of the lower triangle of A, stacked."""
    places = [(i, j) for j in range(n) for i in range(j, n)]
    found = xp.zeros((len(places), n * n))
    for row, (i, j) in enumerate(places):
        found[row, j * n + i] = xp.number(1)
    return found


def pseudo_inverse(xp, a, turned):
    """Return A⁺ of a matrix of full rank; `turned` is its transpose, conjugated where it is complex."""
    if a.shape[0] >= a.shape[1]:
        return xp.inv(turned @ a) @ turned
    return turned @ xp.inv(a @ turned)


def series(xp, body, first):
    """Return the sum of body(k) for k = first, first + 1, … until what follows is below rounding."""
    if isinstance(xp, Exact):
        raise Beyond("a series without end")
    total, still = body(first), 0
    for k in range(first + 1, first + 400):
        term = body(k)
        total, still = total + term, still + 1 if size(term) <= xp.tiny * max(1, size(total)) else 0
        if still > 3:
            return total
    raise ArithmeticError("the series does not converge")


def integral(xp, body, lower, upper):
    """Return the integral of body(s) for s from lower to upper: by the midpoints of a double exponential rule."""
    if isinstance(xp, Exact):
        raise Beyond("an integral")
    fine, reach = (0.04, 4) if isinstance(xp, Floats) else (0.02, 6)
    half, total = xp.number(upper - lower, 2), 0
    for k in range(-round(reach / fine), round(reach / fine) + 1):
        t = xp.number(round(k * fine * 100), 100)
        u = xp.pi / 2 * (xp.exp(t) - xp.exp(-t)) / 2
        weight = xp.pi / 2 * (xp.exp(t) + xp.exp(-t)) / 2 / ((xp.exp(u) + xp.exp(-u)) / 2) ** 2
        total = total + body(lower + half * (1 + xp.tanh(u))) * (weight * half * xp.number(round(fine * 100), 100))
    return total
