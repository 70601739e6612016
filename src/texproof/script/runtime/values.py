"""Values of a claim's symbols, and how they change: derivatives of what the model computes."""

import numpy as np
import sympy as sp

from .arrays import RELATIONS, Beyond, Exact, each
from .unknowns import Smooth, arbitrary, undefined
from .zero import guard


class State:
    """Values of all symbols: the free ones, and what the model computes from them."""

    def __init__(self, xp, free, sizes, moved=None):
        self.xp, self.free, self.sizes, self.moved, self.computed = xp, free, sizes, moved or {}, None

    def code_value(self, name):
        if name in self.moved:
            return self.moved[name]
        if name in self.free:
            return self.free[name]
        return self.values[name]

    @property
    def values(self):
        """What the model computes, where the symbols that were moved are what they were moved to."""
        if self.computed is None:
            calls = []

            def unknown(*arguments, shape=()):
                calls.append(arguments)
                return arbitrary(self.xp, len(calls), arguments, shape)

            def keep(name, value):
                return self.moved.get(name, value)

            exact = isinstance(self.xp, Exact)
            sizes = {letter: sp.Integer(n) if exact else n for letter, n in self.sizes.items()}
            functions = {name: self.function(name) for name in PARAMETERS}
            free = {**{name: value for name, value in self.free.items() if name.isidentifier()}, **functions}
            free.update((name, value) for name, value in self.moved.items() if name in free)
            given = {**sizes, **free}
            names = model.__code__.co_varnames[3 : model.__code__.co_argcount]
            self.computed = model(self.xp, unknown, keep, **{name: given[name] for name in names})
        return self.computed

    def __getitem__(self, name):
        """Return a symbol's value as it is on the page: a vector is a column."""
        value = self.code_value(name)
        if np.ndim(value) == 0:
            return value.item() if isinstance(value, np.ndarray) else value
        return value.reshape(-1, 1) if value.ndim == 1 else value

    def having(self, moved):
        """Return the state in which symbols have other values, given as they are on the page."""
        shaped = {n: np.reshape(v, np.shape(self.code_value(n))) if np.ndim(v) else v for n, v in moved.items()}
        return State(self.xp, self.free, self.sizes, {**self.moved, **shaped})

    def function(self, name):
        if isinstance(self.xp, Exact):
            return lambda x, order=0: each(undefined(name, (1,) * order))(x)
        return Smooth(self.xp, name)

    def apply(self, name, order, x):
        """Return a function of the model, or a derivative of it, at every entry."""
        if name in PARAMETERS:
            return self.function(name)(x, order)
        f = self.values[name]
        if isinstance(self.xp, Exact):
            t = sp.Dummy(real=True)
            slope = sp.diff(np.asarray(f(t), dtype=object).item(), t, order)
            return each(lambda u: slope.xreplace({t: u}))(x)
        return slopes(f, x, order, self.xp.h)

    def of_matrix(self, name, order, x):
        """Return a function of the model, or a derivative of it, of a matrix."""
        if isinstance(self.xp, Exact):
            raise Beyond("a function of a matrix")
        return Smooth(self.xp, name).of_matrix(order, x)


def slopes(f, x, order, h):
    """Return the derivative of an order of f, at every entry of x."""
    if order == 0:
        return f(x)
    return five_points(lambda t: slopes(f, x + t, order - 1, h), h)


def five_points(f, h):
    """Return f'(0) by differences with an error of the order of h⁴."""
    return (f(-2 * h) - 8 * f(-h) + 8 * f(h) - f(2 * h)) / (12 * h)


def derivative(of, at, name, shape, pick=None):
    """Return the partial derivatives of of(at) by the entries of a symbol, each varied on its own.

    `pick` takes what is varied out of the symbol: an entry, a row, its columns stacked.
    """
    value = np.asarray(at[name], dtype=object)
    places = np.arange(value.size).reshape(value.shape)
    places = np.ravel(places if pick is None else pick(places))
    if isinstance(at.xp, Exact):
        fresh, back = symbols_for(value, name)
        whole = np.asarray(of(at if fresh is value else at.having({name: unboxed(fresh)})), dtype=object)
        guard(whole)
        found = [[sp.diff(e, x).xreplace(back) for x in fresh.ravel()[places]] for e in map(sp.sympify, whole.ravel())]
    else:
        found = [five_points(lambda t, place=place: moved_at(of, at, name, place, t), at.xp.h) for place in places]
        found = np.moveaxis(np.array(found), 0, -1)
    found = np.array(found)
    return found.reshape(shape) if shape else found.item()


def unboxed(value):
    return value if value.ndim else value.item()


def moved_at(of, at, name, place, t):
    """Return of(at) where one entry of a symbol is moved by t."""
    value = np.array(at[name], dtype=np.result_type(np.asarray(at[name]), np.asarray(t)), order="C")
    value.reshape(-1)[place] += t
    return np.asarray(of(at.having({name: unboxed(value)})))


def symbols_for(value, name):
    """Return symbols for the entries of an array, themselves where they are; and what stands for the new ones."""
    entries = list(value.ravel())
    if all(isinstance(e, sp.Symbol) and e not in RELATIONS for e in entries) and len(set(entries)) == len(entries):
        return value, {}
    fresh = [sp.Dummy(f"{name}_{k}", real=e.is_real, positive=e.is_positive) for k, e in enumerate(entries)]
    return np.array(fresh, dtype=object).reshape(value.shape), dict(zip(fresh, entries))


def differential(of, at, along):
    """Return the slope of of(at) where symbols move along their increments, all at once."""
    if not isinstance(at.xp, Exact):
        return five_points(lambda t: of(at.having({n: at[n] + t * step for n, step in along.items()})), at.xp.h)
    moved, back, steps = {}, {}, []
    for name, step in along.items():
        value = np.asarray(at[name], dtype=object)
        fresh, known = symbols_for(value, name)
        back |= known
        moved[name] = unboxed(fresh)
        steps += zip(fresh.ravel(), np.ravel(np.asarray(step, dtype=object)))
    whole = np.asarray(of(at.having(moved)), dtype=object)
    guard(whole)
    slope = each(lambda e: sum((sp.diff(e, x) * dx for x, dx in steps), sp.Integer(0)).xreplace(back))
    return slope(whole)
