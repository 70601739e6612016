"""The `xp` of a body that runs for all sizes at once: NumPy's names on symbolic arrays.

What is not here has no rule, and a claim about a model that uses it is not proved for every size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isfinite
from operator import index as whole
from typing import Any

from ...model.dim import Dim
from ...model.size import Size
from . import array as arrays
from .array import Array
from .choosing import Choosing
from .coefficient import Coefficient
from .indexing import contracted, indexed
from .network import PI, Applied, Combination, Determinant, Entry
from .operand import Operand
from .positions import ONE, NoRule, length
from .writing import inverse, is_square


class Namespace(Choosing):
    """NumPy's functions by their names."""

    newaxis = None
    float64 = float32 = float

    def __init__(self, fixed: Mapping[str, int]) -> None:
        self.linalg = Linalg(self)
        self._fixed = fixed

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise NoRule(f"xp.{name}")

    def made(self, array: Array) -> Operand:
        return Operand(self, array)

    def asarray(self, value: Any, dtype: Any = None) -> Operand:
        """Return an operand for a number or a size. Raises TypeError for what is neither."""
        if isinstance(value, Operand):
            return value
        if isinstance(value, Dim):
            return self.made(arrays.constant(Coefficient.of(self.length(value))))
        if isinstance(value, (int, Fraction)):
            return self.made(arrays.constant(Fraction(value)))
        if isinstance(value, float) and isfinite(value):
            return self.made(arrays.constant(Fraction(str(value))))
        if isinstance(value, (list, tuple)):
            raise NoRule("an array that is written out in the body")
        raise TypeError(f"{type(value).__name__} is no array")

    array = asarray

    def length(self, value: Any) -> Size:
        """Return a size of the body, those that are fixed as their numbers."""
        return value.size.substitute(self._fixed) if isinstance(value, Dim) else Size.of(whole(value))

    def quotient(self, top: Any, bottom: Any) -> Operand:
        """Return a division in which a size stands."""
        return self.divide(top, bottom)

    # Entry by entry

    def add(self, a: Any, b: Any) -> Operand:
        return self.made(arrays.add(self.asarray(a).array, self.asarray(b).array))

    def subtract(self, a: Any, b: Any) -> Operand:
        return self.made(arrays.subtract(self.asarray(a).array, self.asarray(b).array))

    def multiply(self, a: Any, b: Any) -> Operand:
        first, second = self.asarray(a).array, self.asarray(b).array
        return self.made(arrays.multiply(second, first) if not second.axes else arrays.multiply(first, second))

    def divide(self, a: Any, b: Any) -> Operand:
        return self.made(arrays.divide(self.asarray(a).array, self.asarray(b).array))

    def negative(self, a: Any) -> Operand:
        return self.multiply(-1, a)

    def power(self, a: Any, b: Any) -> Operand:
        if isinstance(b, Operand) or not isinstance(b, (int, float, Fraction)):
            raise NoRule("a power whose exponent is no fixed number")
        exponent = Fraction(str(b)) if isinstance(b, float) else Fraction(b)
        if abs(exponent) > 40 or exponent.denominator > 40:
            raise NoRule(f"the power {exponent}")
        return self.made(arrays.power(self.asarray(a).array, exponent))

    def square(self, a: Any) -> Operand:
        return self.power(a, 2)

    def sqrt(self, a: Any) -> Operand:
        return self.power(a, Fraction(1, 2))

    def reciprocal(self, a: Any) -> Operand:
        return self.power(a, -1)

    def _applied(self, name: str, a: Any) -> Operand:
        return self.made(arrays.entrywise(self.asarray(a).array, lambda entry: Combination.of(Applied(name, 0, entry))))

    def exp(self, a: Any) -> Operand:
        return self._applied("exp", a)

    def log(self, a: Any) -> Operand:
        return self._applied("log", a)

    def sin(self, a: Any) -> Operand:
        return self._applied("sin", a)

    def cos(self, a: Any) -> Operand:
        return self._applied("cos", a)

    def tanh(self, a: Any) -> Operand:
        return self._applied("tanh", a)

    def erf(self, a: Any) -> Operand:
        return self._applied("erf", a)

    def copy(self, a: Any) -> Operand:
        operand = self.asarray(a).array
        return self.made(arrays.view(operand, operand.axes, lambda at: at))

    @property
    def pi(self) -> Operand:
        return self.made(Array((), lambda _: Combination.of(Entry(PI, ()))))

    # Products

    def matmul(self, a: Any, b: Any) -> Operand:
        return self.made(arrays.matmul(self.asarray(a).array, self.asarray(b).array))

    def dot(self, a: Any, b: Any) -> Operand:
        first, second = self.asarray(a), self.asarray(b)
        if not first.ndim or not second.ndim:
            return self.multiply(first, second)
        if first.ndim > 2 or second.ndim > 2:
            raise NoRule("xp.dot of arrays with more than two indices")
        return self.matmul(first, second)

    def outer(self, a: Any, b: Any) -> Operand:
        first, second = self.asarray(a).array, self.asarray(b).array
        if len(first.axes) != 1 or len(second.axes) != 1:
            raise NoRule("xp.outer of what are no vectors")
        axes = (first.axes[0], second.axes[0])
        return self.made(Array(axes, lambda at: first.entry(at[:1]) * second.entry(at[1:]), (first, second)))

    def kron(self, a: Any, b: Any) -> Operand:
        return self.made(arrays.kronecker(self.asarray(a).array, self.asarray(b).array))

    def einsum(self, subscripts: str, *operands: Any) -> Operand:
        return self.made(contracted(subscripts, [self.asarray(o).array for o in operands]))

    def trace(self, a: Any) -> Operand:
        return self.made(arrays.trace(self.asarray(a).array))

    # Sums

    def _axes(self, array: Array, axis: Any) -> list[int]:
        rank = len(array.axes)
        if axis is None:
            return list(range(rank))
        chosen = axis if isinstance(axis, (tuple, list)) else (axis,)
        found = [whole(a) + (rank if whole(a) < 0 else 0) for a in chosen]
        if len(set(found)) != len(found) or not all(0 <= a < rank for a in found):
            raise NoRule(f"axis {axis} of an array with {rank} indices")
        return found

    def sum(self, a: Any, axis: Any = None, keepdims: bool = False) -> Operand:
        operand = self.asarray(a).array
        return self.made(arrays.reduced(operand, self._axes(operand, axis), keep=keepdims))

    def mean(self, a: Any, axis: Any = None, keepdims: bool = False) -> Operand:
        operand = self.asarray(a).array
        count = Size.of(1)
        for i in self._axes(operand, axis):
            count = count * length(operand.axes[i])
        return self.divide(self.sum(a, axis, keepdims), Dim(count))

    def var(self, a: Any, axis: Any = None, keepdims: bool = False) -> Operand:
        return self.mean(self.square(self.subtract(a, self.mean(a, axis, keepdims=True))), axis, keepdims)

    # Shapes

    def transpose(self, a: Any, axes: Any = None) -> Operand:
        operand = self.asarray(a).array
        order = range(len(operand.axes))[::-1] if axes is None else [self._axes(operand, i)[0] for i in axes]
        if sorted(order) != list(range(len(operand.axes))):
            raise NoRule(f"axes {tuple(order)} of an array with {len(operand.axes)} indices")
        return self.made(arrays.transpose(operand, tuple(order)))

    permute_dims = transpose

    def matrix_transpose(self, a: Any) -> Operand:
        return self.swapaxes(a, -1, -2)

    def swapaxes(self, a: Any, first: Any, second: Any) -> Operand:
        operand = self.asarray(a).array
        order = list(range(len(operand.axes)))
        i, j = self._axes(operand, (first, second))
        order[i], order[j] = order[j], order[i]
        return self.transpose(a, order)

    def expand_dims(self, a: Any, axis: Any) -> Operand:
        operand = self.asarray(a).array
        at = whole(axis) + (len(operand.axes) + 1 if whole(axis) < 0 else 0)
        return self.indexed(self.made(operand), (*[slice(None)] * at, None))

    def squeeze(self, a: Any, axis: Any = None) -> Operand:
        operand = self.asarray(a).array
        if axis is None and any(length(own).constant is None for own in operand.axes):
            raise NoRule("xp.squeeze of an array with a size that may be 1")
        ones = [i for i, own in enumerate(operand.axes) if length(own) == ONE]
        gone = ones if axis is None else self._axes(operand, axis)
        if not set(gone) <= set(ones):
            raise NoRule("xp.squeeze along a size that is not 1")
        return self.indexed(
            self.made(operand), tuple(0 if i in gone else slice(None) for i in range(len(operand.axes)))
        )

    def eye(self, n: Any, columns: Any = None) -> Operand:
        if columns is not None and not columns == n:
            raise NoRule("xp.eye of two sizes")
        return self.made(arrays.identity((self.length(n),)))

    identity = eye

    def ones(self, shape: Any, dtype: Any = None) -> Operand:
        return self.made(arrays.filled([(self.length(s),) for s in _sizes(shape)], 1))

    def zeros(self, shape: Any, dtype: Any = None) -> Operand:
        return self.made(arrays.filled([(self.length(s),) for s in _sizes(shape)], 0))

    def ones_like(self, a: Any) -> Operand:
        return self.made(arrays.filled(self.asarray(a).array.axes, 1))

    def zeros_like(self, a: Any) -> Operand:
        return self.made(arrays.filled(self.asarray(a).array.axes, 0))

    def diag(self, a: Any) -> Operand:
        operand = self.asarray(a).array
        if len(operand.axes) == 2:
            return self.diagonal(a)
        if len(operand.axes) != 1:
            raise NoRule("xp.diag of an array with more than two indices")
        axis = operand.axes[0]
        return self.made(Array((axis, axis), lambda at: arrays.delta(at[0], at[1]) * operand.entry(at[:1]), (operand,)))

    def diagonal(self, a: Any) -> Operand:
        operand = self.asarray(a).array
        if not is_square(operand):
            raise NoRule("the diagonal of what is no square matrix")
        return self.made(Array(operand.axes[:1], lambda at: operand.entry((at[0], at[0])), (operand,)))

    def indexed(self, operand: Operand, key: Any) -> Operand:
        """Return operand[key] for fixed numbers, whole axes, … and new axes."""
        keys = key if isinstance(key, tuple) else (key,)
        return self.made(
            indexed(
                operand.array,
                tuple(self.length(k) if isinstance(k, (int, Dim)) and not isinstance(k, bool) else k for k in keys),
            )
        )


class Linalg:
    """NumPy's `linalg` functions by their names."""

    def __init__(self, space: Namespace) -> None:
        self._space = space

    def __getattr__(self, name: str) -> Any:
        raise NoRule(f"xp.linalg.{name}")

    def _square(self, a: Any) -> Array:
        operand = self._space.asarray(a).array
        if not is_square(operand):
            raise NoRule("the inverse or determinant of what is no square matrix")
        return operand

    def inv(self, a: Any) -> Operand:
        return self._space.made(inverse(self._square(a)))

    def solve(self, a: Any, b: Any) -> Operand:
        return self._space.matmul(self.inv(a), b)

    def det(self, a: Any) -> Operand:
        operand = self._square(a)
        return self._space.made(Array((), lambda _: Combination.of(Determinant(operand)), (operand,)))


def _sizes(shape: Any) -> Sequence[Any]:
    return shape if isinstance(shape, (tuple, list)) else (shape,)
