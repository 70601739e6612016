"""The `xp` of this route: NumPy's names on exact arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import prod
from operator import index as whole
from typing import Any

from . import functions, layout
from .array import Array, number_of
from .contraction import contract, matmul_entries
from .field import Field
from .layout import ArrayError, Shape
from .linalg import Linalg
from .polynomial import Poly
from .quotient import divide


class Namespace:
    """NumPy's functions by their names, on arrays of one field.

    Every array it makes has a number, in order of creation. `cuts` maps such a number to a function
    that gives the array's entries atoms of their own, so that it can be varied on its own.
    """

    newaxis = None
    float64 = float32 = int64 = float

    def __init__(self, field: Field, cuts: dict[int, Callable[[Shape, list[Poly]], list[Poly]]]) -> None:
        self.field = field
        self.cuts = cuts
        self.created = 0
        self.linalg = Linalg(self)

    def made(self, shape: Shape, entries: Sequence[Poly]) -> Array:
        number = self.created
        self.created += 1
        cut = self.cuts.get(number)
        return Array(self, shape, cut(shape, list(entries)) if cut else list(entries), number)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise ArrayError(f"xp.{name} is not among the functions that can be computed exactly")

    # Making arrays

    def asarray(self, values: Any, dtype: Any = None) -> Array:
        if isinstance(values, Array):
            return values
        shape, leaves = layout.nested(values)
        if all(isinstance(leaf, Array) for leaf in leaves) and leaves:
            inner = leaves[0].shape
            if any(leaf.shape != inner for leaf in leaves):
                raise ArrayError("arrays of different shapes in one list")
            return self.made(shape + inner, [entry for leaf in leaves for entry in leaf.entries])
        return self.made(shape, [self._entry(leaf) for leaf in leaves])

    array = asarray

    def _entry(self, leaf: Any) -> Poly:
        if isinstance(leaf, Array):
            if leaf.shape:
                raise ArrayError("numbers and arrays in one list")
            return leaf.entries[0]
        return self.field.rational(number_of(leaf))

    def full(self, shape: Any, value: Any, dtype: Any = None) -> Array:
        sizes = layout.shape_of(shape)
        filler = self.asarray(value)
        return self.made(sizes, layout.broadcast(filler.entries, filler.shape, sizes))

    def zeros(self, shape: Any, dtype: Any = None) -> Array:
        return self.full(shape, 0)

    def ones(self, shape: Any, dtype: Any = None) -> Array:
        return self.full(shape, 1)

    def zeros_like(self, a: Any, dtype: Any = None) -> Array:
        return self.full(self.asarray(a).shape, 0)

    def ones_like(self, a: Any, dtype: Any = None) -> Array:
        return self.full(self.asarray(a).shape, 1)

    def full_like(self, a: Any, value: Any, dtype: Any = None) -> Array:
        return self.full(self.asarray(a).shape, value)

    def eye(self, rows: Any, columns: Any = None, k: int = 0, dtype: Any = None) -> Array:
        m, n = layout.shape_of((rows, rows if columns is None else columns))
        one, zero = self.field.ring.one, self.field.ring.zero
        return self.made((m, n), [one if j == i + whole(k) else zero for i in range(m) for j in range(n)])

    def identity(self, n: Any, dtype: Any = None) -> Array:
        return self.eye(n)

    def arange(self, *bounds: Any, dtype: Any = None) -> Array:
        values = range(*(whole(b) for b in bounds))
        (count,) = layout.shape_of(len(values))
        return self.made((count,), [self.field.rational(v) for v in values])

    @property
    def pi(self) -> Array:
        return self.made((), [functions.pi(self.field)])

    @property
    def e(self) -> Array:
        return self.made((), [functions.exponential(self.field, self.field.ring.one)])

    def copy(self, a: Any) -> Array:
        operand = self.asarray(a)
        return self.made(operand.shape, operand.entries)

    def astype(self, a: Any, dtype: Any = None) -> Array:
        return self.copy(a)

    positive = conj = copy

    # Entry by entry

    def _entrywise(self, a: Any, function: Callable[[Field, Poly], Poly]) -> Array:
        operand = self.asarray(a)
        return self.made(operand.shape, [function(self.field, p) for p in operand.entries])

    def _pairwise(self, a: Any, b: Any, function: Callable[[Poly, Poly], Poly]) -> Array:
        left, right = self.asarray(a), self.asarray(b)
        shape = layout.broadcast_shape(left.shape, right.shape)
        pairs = zip(
            layout.broadcast(left.entries, left.shape, shape),
            layout.broadcast(right.entries, right.shape, shape),
            strict=True,
        )
        return self.made(shape, [function(p, q) for p, q in pairs])

    def add(self, a: Any, b: Any) -> Array:
        return self._pairwise(a, b, self.field.add)

    def subtract(self, a: Any, b: Any) -> Array:
        return self._pairwise(a, b, self.field.subtract)

    def multiply(self, a: Any, b: Any) -> Array:
        return self._pairwise(a, b, self.field.multiply)

    def divide(self, a: Any, b: Any) -> Array:
        return self._pairwise(a, b, lambda p, q: divide(self.field, p, q))

    true_divide = divide

    def power(self, a: Any, b: Any) -> Array:
        return self._pairwise(a, b, lambda p, q: functions.power(self.field, p, q))

    pow = float_power = power

    def negative(self, a: Any) -> Array:
        return self._entrywise(a, lambda _, p: -p)

    def reciprocal(self, a: Any) -> Array:
        return self.divide(1, a)

    def square(self, a: Any) -> Array:
        return self._entrywise(a, lambda field, p: field.multiply(p, p))

    def exp(self, a: Any) -> Array:
        return self._entrywise(a, functions.exponential)

    def expm1(self, a: Any) -> Array:
        return self.subtract(self.exp(a), 1)

    def log(self, a: Any) -> Array:
        return self._entrywise(a, functions.logarithm)

    def log1p(self, a: Any) -> Array:
        return self.log(self.add(1, a))

    def sqrt(self, a: Any) -> Array:
        return self._entrywise(a, functions.square_root)

    def sin(self, a: Any) -> Array:
        return self._entrywise(a, functions.sine)

    def cos(self, a: Any) -> Array:
        return self._entrywise(a, functions.cosine)

    def tan(self, a: Any) -> Array:
        return self._entrywise(a, functions.tangent)

    def sinh(self, a: Any) -> Array:
        return self._entrywise(a, functions.hyperbolic_sine)

    def cosh(self, a: Any) -> Array:
        return self._entrywise(a, functions.hyperbolic_cosine)

    def tanh(self, a: Any) -> Array:
        return self._entrywise(a, functions.hyperbolic_tangent)

    # Along axes

    def _reduced(self, a: Any, axis: Any, keepdims: bool, function: Callable[[list[Poly]], Poly]) -> Array:
        operand = self.asarray(a)
        axes = layout.normal_axes(axis, operand.ndim)
        shape, groups = layout.grouped(operand.shape, axes)
        if keepdims:
            shape = tuple(1 if i in axes else s for i, s in enumerate(operand.shape))
        return self.made(shape, [function([operand.entries[i] for i in group]) for group in groups])

    def total(self, entries: Sequence[Poly]) -> Poly:
        result = self.field.ring.zero
        for p in entries:
            result = self.field.add(result, p)
        return result

    def _product(self, entries: Sequence[Poly]) -> Poly:
        result = self.field.ring.one
        for p in entries:
            result = self.field.multiply(result, p)
        return result

    def sum(self, a: Any, axis: Any = None, keepdims: bool = False) -> Array:
        return self._reduced(a, axis, keepdims, self.total)

    def prod(self, a: Any, axis: Any = None, keepdims: bool = False) -> Array:
        return self._reduced(a, axis, keepdims, self._product)

    def mean(self, a: Any, axis: Any = None, keepdims: bool = False) -> Array:
        return self._reduced(a, axis, keepdims, lambda entries: self._average(entries, len(entries)))

    def _average(self, entries: Sequence[Poly], count: int) -> Poly:
        if count <= 0:
            raise ArrayError("the mean of no entries")
        return self.field.multiply(self.total(entries), self.field.rational(Fraction(1, count)))

    def var(self, a: Any, axis: Any = None, ddof: int = 0, keepdims: bool = False) -> Array:
        def variance(entries: list[Poly]) -> Poly:
            mean = self._average(entries, len(entries))
            apart = [self.field.subtract(p, mean) for p in entries]
            return self._average([self.field.multiply(d, d) for d in apart], len(entries) - whole(ddof))

        return self._reduced(a, axis, keepdims, variance)

    def std(self, a: Any, axis: Any = None, ddof: int = 0, keepdims: bool = False) -> Array:
        return self.sqrt(self.var(a, axis, ddof, keepdims))

    def cumsum(self, a: Any, axis: Any = None) -> Array:
        operand = self.ravel(a) if axis is None else self.asarray(a)
        along = layout.normal_axis(0 if axis is None else axis, operand.ndim)
        entries = list(operand.entries)
        step = layout.strides(operand.shape)[along]
        for i in range(len(entries)):
            if i // step % operand.shape[along]:
                entries[i] = self.field.add(entries[i - step], entries[i])
        return self.made(operand.shape, entries)

    # Products

    def matmul(self, a: Any, b: Any) -> Array:
        left, right = self.asarray(a), self.asarray(b)
        return self.made(*matmul_entries(self.field, left.shape, left.entries, right.shape, right.entries))

    def dot(self, a: Any, b: Any) -> Array:
        left, right = self.asarray(a), self.asarray(b)
        if not left.shape or not right.shape:
            return self.multiply(left, right)
        if left.ndim > 2 or right.ndim > 2:
            raise ArrayError("xp.dot of arrays with more than two axes; use xp.einsum")
        return self.matmul(left, right)

    def einsum(self, subscripts: str, *operands: Any) -> Array:
        arrays = [self.asarray(o) for o in operands]
        return self.made(*contract(self.field, subscripts, [(a.shape, a.entries) for a in arrays]))

    def tensordot(self, a: Any, b: Any, axes: Any = 2) -> Array:
        left, right = self.asarray(a), self.asarray(b)
        if isinstance(axes, (tuple, list)):
            first, second = (tuple(x) if isinstance(x, (tuple, list)) else (x,) for x in axes)
        else:
            count = whole(axes)
            first, second = tuple(range(left.ndim - count, left.ndim)), tuple(range(count))
        names = [chr(ord("a") + i) for i in range(left.ndim + right.ndim)]
        of_left, of_right = names[: left.ndim], names[left.ndim :]
        for i, j in zip(first, second, strict=True):
            of_right[layout.normal_axis(j, right.ndim)] = of_left[layout.normal_axis(i, left.ndim)]
        kept = "".join(n for n in of_left if n not in of_right) + "".join(n for n in of_right if n not in of_left)
        return self.einsum(f"{''.join(of_left)},{''.join(of_right)}->{kept}", left, right)

    def inner(self, a: Any, b: Any) -> Array:
        left, right = self.asarray(a), self.asarray(b)
        if not left.shape or not right.shape:
            return self.multiply(left, right)
        return self.tensordot(left, right, axes=((-1,), (-1,)))

    def vdot(self, a: Any, b: Any) -> Array:
        return self.dot(self.ravel(a), self.ravel(b))

    def outer(self, a: Any, b: Any) -> Array:
        left, right = self.ravel(a), self.ravel(b)
        entries = [self.field.multiply(p, q) for p in left.entries for q in right.entries]
        return self.made((left.size, right.size), entries)

    def kron(self, a: Any, b: Any) -> Array:
        left, right = self.asarray(a), self.asarray(b)
        rank = max(left.ndim, right.ndim)
        first = (1,) * (rank - left.ndim) + left.shape
        second = (1,) * (rank - right.ndim) + right.shape
        apart = self.made(
            first + second, [self.field.multiply(p, q) for p in left.entries for q in right.entries]
        )  # fmt: skip
        order = [axis for i in range(rank) for axis in (i, rank + i)]
        return self.reshape(self.transpose(apart, order), tuple(m * n for m, n in zip(first, second, strict=True)))

    def trace(self, a: Any, offset: int = 0) -> Array:
        return self.sum(self.diagonal(a, offset), axis=-1)

    # Shapes

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
        order = (
            range(operand.ndim)[::-1] if axes is None else [layout.normal_axis(i, operand.ndim) for i in axes]
        )
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

    # Diagonals and triangles

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
