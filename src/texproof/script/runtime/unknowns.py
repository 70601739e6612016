"""Functions that may be any: undefined ones for SymPy, a few waves each for numbers."""

import math

import numpy as np
import sympy as sp

from .arrays import Exact
from .matrices import matrix_cos, matrix_sin


def undefined(name, order=()):
    """Return an unknown function; `order` are the numbers of the arguments by which it is differentiated."""

    class Unknown(sp.Function):
        def fdiff(self, argindex=1):
            return undefined(name, tuple(sorted((*order, argindex))))(*self.args)

        @classmethod
        def class_key(cls):
            return 4, 0, cls.__name__

    Unknown.__name__ = "_".join(map(str, (name, *order)))
    return FUNCTIONS.setdefault(Unknown.__name__, Unknown)


FUNCTIONS = {}  # one class for each name: SymPy compares functions by their classes


class Smooth:
    """An arbitrary smooth function of one number: a few waves and a parabola; each name has its own."""

    def __init__(self, xp, name):
        rng = np.random.default_rng([ord(letter) for letter in name.removesuffix("*")])
        self.xp, parts = xp, [xp.number(int(k), 100) for k in rng.integers(20, 90, (15,))]
        if COMPLEX:  # the conjugate of f is the function whose value at the conjugate of z is that of f(z)
            turn = -xp.i if name.endswith("*") else xp.i
            other = [xp.number(int(k), 100) for k in rng.integers(20, 90, (15,))]
            parts = [a + turn * b if at < 3 or at > 8 else a for at, (a, b) in enumerate(zip(parts, other))]
        self.waves, self.parabola = list(zip(parts[:3], parts[3:6], parts[6:9])), parts[9:12]

    def __call__(self, x, order=0):
        xp, (c, b, a) = self.xp, self.parabola
        found = {0: c + b * x + a * x * x, 1: b + 2 * a * x, 2: 2 * a + 0 * x}.get(order, 0 * x)
        for amplitude, speed, phase in self.waves:
            turned = speed * x + phase
            wave = (xp.sin(turned), xp.cos(turned), -xp.sin(turned), -xp.cos(turned))[order % 4]
            found = found + amplitude * speed**order * wave
        return found

    def of_matrix(self, order, x):
        xp, one, (c, b, a) = self.xp, self.xp.eye(len(x)), self.parabola
        found = {0: c * one + b * x + a * x @ x, 1: b * one + 2 * a * x, 2: 2 * a * one}.get(order, 0 * one)
        for amplitude, speed, phase in self.waves:
            sine, cosine = matrix_sin(xp, speed * x + phase * one), matrix_cos(xp, speed * x + phase * one)
            found = found + amplitude * speed**order * (sine, cosine, -sine, -cosine)[order % 4]
        return found


def arbitrary(xp, number, arguments, shape):
    """Return an unknown function of arrays, or of numbers."""
    entries = [x for a in arguments for x in np.ravel(np.asarray(a, dtype=object))]
    count = math.prod(map(int, shape))
    if isinstance(xp, Exact):
        found = [undefined(f"f{number}e{k}")(*entries) for k in range(count)]
    else:
        waves = [Smooth(xp, f"f{number}e{k}") for k in range(count)]
        weights = [xp.number(3 + (7 * at * at + 5 * at) % 11, 10) for at in range(len(entries) + 1)]
        mixed = [sum(w * x for w, x in zip(weights[k % 2 :], entries)) for k in range(count)]
        found = [wave(t) + sum(x * x for x in entries) / xp.number(5) for wave, t in zip(waves, mixed)]
    return found[0] if not shape else np.array(found).reshape([int(n) for n in shape])
