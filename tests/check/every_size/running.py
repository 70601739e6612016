"""A model's body run twice: for all sizes, and by NumPy at numbers; and what the first is worth by the second."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np

from texproof.check.every_size.array import Array
from texproof.check.every_size.forward import Run, run
from texproof.check.every_size.network import (
    Combination,
    Computed,
    Determinant,
    Factor,
    Free,
    InverseEntry,
    Partial,
)
from texproof.check.every_size.positions import Node, Place, Position, node
from texproof.model.declare import Kind, Model
from texproof.model.dim import Dim, bound
from texproof.model.sample import draw
from texproof.model.unknown import UnknownRequest, unknowns

from .oracle import Index, Point, Undefined

STEP = 1e-20
WIDTH = 1e-3
Change = tuple[str, Index]
_changes: ContextVar[tuple[tuple[str, Index, complex], ...]] = ContextVar("tests_changes", default=())


def symbol(name: str, value: Any) -> Any:
    """Return the value of a computed symbol in a body; NumPy's with its entries changed as it is asked for."""
    for changed, index, by in _changes.get():
        if changed == name and isinstance(value, (np.ndarray, np.generic, float)):
            value = np.array(value, dtype=complex)
            value[index] += by
    return value


class Smooth:
    """f(t) = sin(w t + p) + t²/2, and its derivatives; other numbers for other names."""

    def __init__(self, name: str) -> None:
        self.frequency, self.phase = 0.7 + 0.1 * (sum(map(ord, name)) % 7), 0.3 + 0.2 * len(name)

    def __call__(self, t: Any) -> Any:
        return self.derivative(0, t)

    def derivative(self, order: int, t: Any) -> Any:
        wave = self.frequency**order * np.sin(self.frequency * t + self.phase + order * math.pi / 2)
        return wave + (t * t / 2, t, 1.0, 0.0, 0.0, 0.0)[order]


class Waves:
    """f_s(x) = Σ_j a_sj sin(u_j · x + p_j) of all entries x of some arrays, and its partial derivatives."""

    def __init__(self, number: int, shape: tuple[int, ...], arguments: tuple[Any, ...]) -> None:
        self.shape = shape
        self.lengths = [np.size(a) for a in arguments]
        self.shapes = [np.shape(a) for a in arguments]
        self.at = np.concatenate([np.ravel(a) for a in arguments])
        rng = np.random.default_rng([number, 5])
        self.directions = rng.uniform(-0.9, 0.9, (4, sum(self.lengths)))
        self.phases = rng.uniform(-1, 1, 4)
        self.amplitudes = rng.uniform(-1, 1, (math.prod(shape), 4))

    def value(self) -> Any:
        found = self.amplitudes @ np.sin(self.directions @ self.at + self.phases)
        return found.reshape(self.shape) if self.shape else found[0]

    def partial(self, of: Index, by: list[tuple[int, Index]]) -> float:
        """Return the derivative of the value at `of` by entries of arguments; indices from 0."""
        row = self.amplitudes[int(np.ravel_multi_index(of, self.shape)) if self.shape else 0]
        weights = row * np.sin(self.directions @ self.at + self.phases + len(by) * math.pi / 2)
        for argument, index in by:
            shape = self.shapes[argument]
            flat = int(np.ravel_multi_index(index, shape)) if shape else 0
            weights = weights * self.directions[:, sum(self.lengths[:argument]) + flat]
        return float(np.sum(weights))


class Numpy:
    """NumPy by its own names; var without the conjugate, so that a complex step passes through it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(np, name)

    @staticmethod
    def sqrt(a: Any) -> Any:
        return np.sqrt(float(a) if isinstance(a, Dim) else a)

    @staticmethod
    def var(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
        return np.mean((a - np.mean(a, axis=axis, keepdims=True)) ** 2, axis=axis, keepdims=keepdims)


class Running(Point):
    """A model at numbers: `arrays` by name as NumPy has them; the value of a combination of its run for all sizes."""

    def __init__(self, model: Model, sizes: Mapping[str, int], seed: int = 0) -> None:
        super().__init__(sizes, seed)
        self.model = model
        self.free: dict[str, Any] = {}
        rng = np.random.default_rng(seed)
        for name, kind in model.parameters.items():
            self.free[name] = Smooth(name) if kind.noun == "function" else draw(kind, sizes, rng)
        self.waves: list[Waves] = []
        self.arrays = self.run()
        self.symbolic: Run = run(model, {})
        self._names = {array.number: name for name, array in self.symbolic.arrays.items()}

    def run(self, *changes: tuple[str, Index, complex]) -> dict[str, Any]:
        """Return every symbol's value, entries of symbols being changed by what is given."""
        with self._changed(changes):
            free = {name: v if isinstance(v, Smooth) else symbol(name, v + 0.0) for name, v in self.free.items()}
            waves: list[Waves] = []

            def answer(request: UnknownRequest) -> Any:
                waves.append(Waves(len(waves), tuple(int(s) for s in request.shape), request.arguments))
                return waves[-1].value()

            with bound(self.sizes, exact=False), unknowns(answer):
                found = self.model.body(Numpy(), *free.values())
            if not changes:
                self.waves = waves
        return {**free, **found}

    @staticmethod
    @contextmanager
    def _changed(changes: tuple[tuple[str, Index, complex], ...]) -> Iterator[None]:
        token = _changes.set(changes)
        try:
            yield
        finally:
            _changes.reset(token)

    def derivative(self, of: str, by: str, index: Index) -> Any:
        """Return ∂of/∂by[index], an array of the shape of `of`, by a complex step."""
        return np.imag(self.run((by, index, 1j * STEP))[of]) / STEP

    def second(self, of: str, first: Change, then: Change) -> Any:
        """Return ∂(∂of/∂first)/∂then: five points of the one around a complex step in the other."""
        found = 0.0
        for steps, weight in ((-2, 1), (-1, -8), (1, 8), (2, -1)):
            changed = [(*then, steps * WIDTH), (*first, 1j * STEP)]
            found = found + weight * np.imag(self.run(*changed)[of]) / STEP
        return found / (12 * WIDTH)

    # What the combinations are worth

    def number(self, value: Any) -> Any:
        return float(value)

    def raised(self, base: Any, exponent: Any) -> Any:
        if (exponent.denominator != 1 and base < 0) or (exponent < 0 and not base):
            raise Undefined
        return float(base) ** float(exponent)

    def function(self, name: str, order: int, argument: Any) -> Any:
        if name.startswith("@"):
            return self.free[name[1:]].derivative(order, float(argument))
        assert not order
        if name == "step":
            return np.heaviside(float(argument), 0.0)
        return getattr(np, name)(float(argument))

    def factor(self, factor: Factor, at: Mapping[Node, int]) -> Any:
        match factor:
            case Computed(array=array, places=places):
                return self.arrays[self._names[array.number]][self._index(places, at)]
            case InverseEntry(array=array, places=places):
                return np.linalg.inv(self.matrix(array))[self._index(places, at)]
            case Determinant(array=array):
                return np.linalg.det(self.matrix(array))
            case Partial(call=call, by=by, places=(first, *groups)):
                chosen = [(n, self._index(group, at)) for n, group in zip(by, groups, strict=True)]
                return self.waves[call.number].partial(self._index(first, at), chosen)
        return super().factor(factor, at)

    def _index(self, places: tuple[Place, ...], at: Mapping[Node, int]) -> Index:
        return tuple(self.place(place, at)[0] - 1 for place in places)

    def matrix(self, array: Array) -> Any:
        return self.whole(array, array.entry)

    def whole(self, array: Array, entry: Callable[[tuple[Place, ...]], Combination]) -> Any:
        """Return all entries of an array as numbers."""
        nodes, places = generic(array)
        combination = entry(places)
        shape = [size.value(self.sizes) for size in array.shape]
        digits = [n for axis in nodes for n in axis]
        found = [self.value(combination, at) for at in self.ranges(digits)]
        return np.array(found, dtype=float).reshape(shape)

    def entry(self, free: Free, index: Index, shape: Index) -> Any:
        at = tuple(i - 1 for i in index)
        if free.inverse_of:
            return np.linalg.inv(self.free[free.inverse_of])[at]
        if free.key.startswith("?"):
            return self._unknown(free.key, at)
        if free.key.endswith(":diagonal"):
            return self.free[free.key.removesuffix(":diagonal")][at * 2]
        if free.key not in self.free:
            raise Unnamed(free.key)
        return self.free[free.key][at]

    def _unknown(self, key: str, at: Index) -> float:
        number, *by = map(int, key[1:].split("/"))
        waves = self.waves[number]
        rank = len(waves.shape)
        of, rest = at[:rank], at[rank:]
        chosen = []
        for argument in by:
            own = len(waves.shapes[argument])
            chosen.append((argument, rest[:own]))
            rest = rest[own:]
        return waves.partial(of, chosen)

    @cached_property
    def names(self) -> list[str]:
        """The computed symbols."""
        return [name for name in self.arrays if name not in self.free]


class Unnamed(Exception):
    """A free tensor of which NumPy's run knows no value: the inverse of something that is no symbol."""


def generic(array: Array) -> tuple[list[list[Node]], tuple[Place, ...]]:
    """Return nodes for every digit of every index of an array, and the places that they make."""
    nodes = [[node(size) for size in axis] for axis in array.axes]
    return nodes, tuple(tuple((Position.of(n), n.size) for n in digits) for digits in nodes)


def indices(shape: tuple[int, ...], most: int, seed: int = 0) -> list[Index]:
    """Return a few of the indices of an array of a shape, from 0."""
    every = list(product(*map(range, shape)))
    order = np.random.default_rng(seed).permutation(len(every))[:most]
    return [every[i] for i in order]


def model_of(body: Callable[..., Mapping[str, Any]], **kinds: Kind) -> Model:
    return Model("body", kinds, body)
