"""Functions of matrices, by sums and products; the size of an array."""

import math

import numpy as np

from .arrays import Beyond, Exact


def size(a):
    """Return the largest absolute value of an array's entries."""
    return max((abs(x) for x in np.ravel(np.asarray(a, dtype=object))), default=0)


def matrix_exp(xp, a):
    """Return e^A: the series at A/2^k, squared k times."""
    if isinstance(xp, Exact):
        raise Beyond("a function of a matrix")
    halvings = max(0, math.ceil(math.log2(max(1e-9, float(size(a)) * len(a) * 16))))
    small, total, power, k = a / xp.number(2**halvings), xp.eye(len(a)), xp.eye(len(a)), 0
    while size(power) > xp.tiny * xp.tiny:
        k += 1
        power = power @ small / xp.number(k)
        total = total + power
    for _ in range(halvings):
        total = total @ total
    return total


def matrix_sin(xp, a):
    """Return sin A, by e^{iA}."""
    return (matrix_exp(xp, xp.i * a) - matrix_exp(xp, -xp.i * a)) / (2 * xp.i)


def matrix_cos(xp, a):
    """Return cos A, by e^{iA}."""
    return (matrix_exp(xp, xp.i * a) + matrix_exp(xp, -xp.i * a)) / xp.number(2)


def matrix_sqrt(xp, a):
    """Return the principal square root by Denman and Beavers' iteration."""
    if isinstance(xp, Exact):
        raise Beyond("a function of a matrix")
    y, z = a, xp.eye(len(a))
    for _ in range(40):
        new, z = (y + xp.inv(z)) / xp.number(2), (z + xp.inv(y)) / xp.number(2)
        done, y = size(new - y) <= xp.tiny * 1000 * size(new), new
        if done:
            break
    return y


def matrix_log(xp, a):
    """Return the principal logarithm: 2^k times that of the 2^k-th root, by the series of artanh."""
    if isinstance(xp, Exact):
        raise Beyond("a function of a matrix")
    one, roots = xp.eye(len(a)), 0
    while size(a - one) > 0.1:
        a, roots = matrix_sqrt(xp, a), roots + 1
    z = (a - one) @ xp.inv(a + one)
    total, power, k = z, z, 1
    while size(power) > xp.tiny * xp.tiny:
        k, power = k + 2, power @ z @ z
        total = total + power / xp.number(k)
    return total * xp.number(2 ** (roots + 1))
