"""Entries moved, joined, repeated or left out, and never changed."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from operator import index as whole
from typing import Any

from . import layout
from .array import Array
from .layout import ArrayError
from .making import Making
from .polynomial import Poly


class Shaping(Making):
    """NumPy's functions on shapes, diagonals and triangles by their names."""

    def reshape(self, a: Any, shape: Any, order: str = "C") -> Array:
        operand = self.asarray(a)
        sizes = shape if isinstance(shape, (tuple, list)) else (shape,)
        wanted = layout.reshaped(tuple(whole(s) for s in sizes), operand.size)
        if order == "F":
            _, entries = layout.permuted(operand.entries, operand.shape, range(operand.ndim)[::-1])
            return self.made(*layout.permuted(entries, wanted[::-1], range(len(wanted))[::-1]))
        if order != "C":
            raise ArrayError(f"order={order!r}")
        return self.made(wanted, operand.entries)

    def ravel(self, a: Any, order: str = "C") -> Array:
        return self.reshape(a, (-1,) if self.asarray(a).size else (0,), order)

    flatten = ravel

    def transpose(self, a: Any, axes: Any = None) -> Array:
        operand = self.asarray(a)
        order = range(operand.ndim)[::-1] if axes is None else [layout.normal_axis(i, operand.ndim) for i in axes]
        if sorted(order) != list(range(operand.ndim)):
            raise ArrayError(f"axes {tuple(order)} of an array with {operand.ndim} axes")
        return self.made(*layout.permuted(operand.entries, operand.shape, order))

    permute_dims = transpose

    def matrix_transpose(self, a: Any) -> Array:
        return self.swapaxes(a, -1, -2)

    def swapaxes(self, a: Any, first: Any, second: Any) -> Array:
        operand = self.asarray(a)
        order = list(range(operand.ndim))
        i, j = layout.normal_axis(first, operand.ndim), layout.normal_axis(second, operand.ndim)
        order[i], order[j] = order[j], order[i]
        return self.transpose(operand, order)

    def moveaxis(self, a: Any, source: Any, destination: Any) -> Array:
        operand = self.asarray(a)
        order = list(range(operand.ndim))
        axis = order.pop(layout.normal_axis(source, operand.ndim))
        order.insert(layout.normal_axis(destination, operand.ndim), axis)
        return self.transpose(operand, order)

    def expand_dims(self, a: Any, axis: Any) -> Array:
        operand = self.asarray(a)
        chosen = axis if isinstance(axis, (tuple, list)) else (axis,)
        rank = operand.ndim + len(chosen)
        new = layout.normal_axes(chosen, rank)
        sizes = iter(operand.shape)
        return self.made(tuple(1 if i in new else next(sizes) for i in range(rank)), operand.entries)

    def squeeze(self, a: Any, axis: Any = None) -> Array:
        operand = self.asarray(a)
        ones = tuple(i for i, s in enumerate(operand.shape) if s == 1)
        gone = ones if axis is None else layout.normal_axes(axis, operand.ndim)
        if any(i not in ones for i in gone):
            raise ArrayError("xp.squeeze of an axis that is longer than 1")
        return self.made(tuple(s for i, s in enumerate(operand.shape) if i not in gone), operand.entries)

    def broadcast_to(self, a: Any, shape: Any) -> Array:
        operand, sizes = self.asarray(a), layout.shape_of(shape)
        if layout.broadcast_shape(operand.shape, sizes) != sizes:
            raise ArrayError(f"an array of shape {operand.shape} does not broadcast to {sizes}")
        return self.made(sizes, layout.broadcast(operand.entries, operand.shape, sizes))

    def concatenate(self, arrays: Any, axis: Any = 0) -> Array:
        parts = [self.asarray(a) for a in arrays]
        if not parts or any(p.ndim != parts[0].ndim for p in parts):
            raise ArrayError("arrays with different numbers of axes cannot be joined")
        along = layout.normal_axis(axis, parts[0].ndim)
        rest = parts[0].shape[:along], parts[0].shape[along + 1 :]
        if any((p.shape[:along], p.shape[along + 1 :]) != rest for p in parts):
            raise ArrayError("arrays of different shapes cannot be joined")
        before = prod(rest[0])
        entries: list[Poly] = []
        for i in range(before):
            for p in parts:
                chunk = len(p.entries) // before
                entries += p.entries[i * chunk : (i + 1) * chunk]
        return self.made((*rest[0], sum(p.shape[along] for p in parts), *rest[1]), entries)

    concat = concatenate

    def stack(self, arrays: Any, axis: Any = 0) -> Array:
        return self.concatenate([self.expand_dims(a, axis) for a in arrays], axis)

    def vstack(self, arrays: Any) -> Array:
        return self.concatenate([self.atleast_2d(a) for a in arrays], 0)

    def hstack(self, arrays: Any) -> Array:
        parts = [self.reshape(a, -1) if not self.asarray(a).shape else self.asarray(a) for a in arrays]
        return self.concatenate(parts, 0 if parts and parts[0].ndim == 1 else 1)

    def column_stack(self, arrays: Any) -> Array:
        parts = [self.asarray(a) for a in arrays]
        return self.concatenate([self.expand_dims(p, 1) if p.ndim == 1 else p for p in parts], 1)

    def block(self, rows: Any) -> Array:
        return self.concatenate([self.concatenate([self.atleast_2d(c) for c in row], 1) for row in rows], 0)

    def atleast_2d(self, a: Any) -> Array:
        operand = self.asarray(a)
        return operand if operand.ndim >= 2 else self.reshape(operand, (1, operand.size))

    def tile(self, a: Any, repeats: Any) -> Array:
        operand, counts = self.asarray(a), layout.shape_of(repeats)
        rank = max(operand.ndim, len(counts))
        shape = (1,) * (rank - operand.ndim) + operand.shape
        counts = (1,) * (rank - len(counts)) + counts
        offsets = [steps * count for steps, count in zip(layout.axis_offsets(shape), counts, strict=True)]
        return self.made(tuple(map(len, offsets)), layout.gathered(operand.entries, offsets))

    def repeat(self, a: Any, repeats: Any, axis: Any = None) -> Array:
        operand = self.ravel(a) if axis is None else self.asarray(a)
        along = layout.normal_axis(0 if axis is None else axis, operand.ndim)
        offsets = layout.axis_offsets(operand.shape)
        offsets[along] = [step for step in offsets[along] for _ in range(whole(repeats))]
        return self.made(tuple(map(len, offsets)), layout.gathered(operand.entries, offsets))

    def diagonal(self, a: Any, offset: int = 0) -> Array:
        operand = self.asarray(a)
        if operand.ndim != 2:
            raise ArrayError("the diagonal of an array without two axes")
        m, n = operand.shape
        entries = [operand.entries[i * n + i + offset] for i in range(m) if 0 <= i + offset < n]
        return self.made((len(entries),), entries)

    def diag(self, a: Any, k: int = 0) -> Array:
        operand = self.asarray(a)
        if operand.ndim == 2:
            return self.diagonal(operand, k)
        n, k = operand.size + abs(whole(k)), whole(k)
        zero = self.field.ring.zero
        values = {(i + max(-k, 0), i + max(k, 0)): p for i, p in enumerate(operand.entries)}
        return self.made((n, n), [values.get((i, j), zero) for i in range(n) for j in range(n)])

    def _triangle(self, a: Any, keep: Callable[[int, int], bool]) -> Array:
        operand = self.asarray(a)
        if operand.ndim != 2:
            raise ArrayError("a triangle of an array without two axes")
        n, zero = operand.shape[1], self.field.ring.zero
        return self.made(
            operand.shape, [p if keep(*divmod(i, n)) else zero for i, p in enumerate(operand.entries)]
        )  # fmt: skip

    def tril(self, a: Any, k: int = 0) -> Array:
        return self._triangle(a, lambda i, j: j <= i + k)

    def triu(self, a: Any, k: int = 0) -> Array:
        return self._triangle(a, lambda i, j: j >= i + k)
