"""Array namespaces: what the claim and its model are written over, with three kinds of entries."""

import math
from itertools import product

import mpmath as mp
import numpy as np
import sympy as sp

mp.mp.dps = 120


LARGEST = 12_000  # expressions in one difference; what is larger is compared in digits


PRODUCTS = 1_500_000  # of terms, in all, while numerators are multiplied out


RELATIONS = {}  # of symbols that are no free numbers: a power of each, and what it is equal to


class Beyond(Exception):
    """What SymPy does not decide here; the claim is compared in 40 digits instead."""


def each(function):
    """Return a function of numbers as one of arrays, entry by entry."""
    return np.frompyfunc(function, 1, 1)


class Sign(sp.Function):
    """The sign of a number that is not 0, whose derivative is 0."""

    @classmethod
    def eval(cls, u):
        if u.is_number:
            return sp.sign(u)
        if u.is_positive or u.is_negative:
            return sp.Integer(1 if u.is_positive else -1)
        return -cls(-u) if u.could_extract_minus_sign() else None

    def fdiff(self, argindex=1):
        return sp.Integer(0)


class Objects:
    """An array namespace whose entries are objects: expressions, or numbers of many digits."""

    def __init__(self):
        self.linalg = self

    def array(self, rows, dtype=None):
        return np.asarray(each(self.number)(np.array(rows, dtype=object)), dtype=object)

    def asarray(self, rows, dtype=None):
        return self.array(rows)

    def eye(self, n):
        return self.array(np.eye(int(n), dtype=int))

    def ones(self, shape):
        return self.array(np.ones(shape, dtype=int))

    def zeros(self, shape):
        return self.array(np.zeros(shape, dtype=int))

    def diag(self, a):
        return self.array(np.diag(a))

    def tril(self, a, k=0):
        return self.array(np.tril(a, k))

    def stack(self, arrays, axis=0):
        return np.stack([np.asarray(a, dtype=object) for a in arrays], axis=axis)

    def sum(self, a, axis=None, keepdims=False):
        return np.sum(np.asarray(a, dtype=object), axis=axis, keepdims=keepdims)

    def mean(self, a, axis=None, keepdims=False):
        count = np.size(a) if axis is None else np.shape(a)[axis]
        return self.sum(a, axis, keepdims) / self.number(count)

    def trace(self, a):
        return np.trace(a)

    def outer(self, a, b):
        return np.outer(a, b)

    def reshape(self, a, shape):
        return np.reshape(a, shape)

    def transpose(self, a, axes=None):
        return np.transpose(a, axes)

    def kron(self, a, b):
        return np.block([[x * b for x in row] for row in a])

    def where(self, holds, a, b):
        return holds * a + (1 - holds) * b

    def greater(self, a, b):
        return self.step(a - b)

    def det(self, a):
        """Return the determinant by its first row."""
        n = len(a)
        if n == 1:
            return a[0, 0]
        rest = [np.delete(a[1:], j, axis=1) for j in range(n)]
        return sum((-1) ** j * a[0, j] * self.det(rest[j]) for j in range(n))

    def inv(self, a):
        """Return the inverse: the adjugate over the determinant."""
        n, below = len(a), self.det(a)
        inverse = np.empty((n, n), dtype=object)
        for i, j in product(range(n), range(n)):
            minor = np.delete(np.delete(a, j, axis=0), i, axis=1)
            inverse[i, j] = (-1) ** (i + j) * (self.det(minor) if n > 1 else self.number(1)) / below
        return inverse

    def solve(self, a, b):
        return self.inv(a) @ b


class Exact(Objects):
    """Entries are SymPy's expressions."""

    pi, i = sp.pi, sp.I
    exp, log, sqrt, sin, cos = (each(f) for f in (sp.exp, sp.log, sp.sqrt, sp.sin, sp.cos))
    erf = each(sp.erf)
    tanh = each(lambda u: 1 - 2 / (sp.exp(2 * u) + 1))
    abs = each(lambda u: u * Sign(u))
    step = each(lambda u: sp.Integer(0) if u == 0 else (1 + Sign(u)) / 2)

    def maximum(self, a, b):
        return b + (a - b) * self.step(a - b)

    def minimum(self, a, b):
        return a - (a - b) * self.step(a - b)

    def number(self, top, bottom=1):
        return sp.sympify(top) / bottom


class Digits(Objects):
    """Entries are numbers of 120 digits."""

    pi, i, tiny, h = mp.pi, mp.mpc(0, 1), mp.mpf(10) ** -110, mp.mpf(10) ** -20
    exp, log, sqrt, sin, cos, tanh = (each(f) for f in (mp.exp, mp.log, mp.sqrt, mp.sin, mp.cos, mp.tanh))
    erf = each(mp.erf)
    abs = each(abs)
    step = each(lambda u: mp.mpf(mp.re(u) > 0))
    maximum, minimum = np.frompyfunc(max, 2, 1), np.frompyfunc(min, 2, 1)

    def number(self, top, bottom=1):
        return (mp.mpf(int(top)) if isinstance(top, (int, np.integer)) else top) / bottom


class Floats:
    """NumPy itself, with the few functions that it lacks."""

    i, tiny, h = 1j, 1e-18, 5e-4

    def __init__(self, order=1):
        # Five-point differences: error O(h⁴) + O(ε/hᵏ) for k of them in one another.
        self.h = {0: 5e-4, 1: 5e-4, 2: 2e-3}.get(order, 1e-2)

    def __getattr__(self, name):
        return getattr(np, name)

    def number(self, top, bottom=1):
        return top / bottom

    def inv(self, a):
        return np.linalg.inv(a)

    def det(self, a):
        return np.linalg.det(a)

    def step(self, a):
        return np.where(np.real(a) > 0, 1.0, 0.0)

    def erf(self, a):
        return np.asarray(each(math.erf)(np.asarray(a, dtype=float)), dtype=float)
