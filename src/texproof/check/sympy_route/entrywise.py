"""Operations that act on each entry, or on each pair of entries, on its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import angles, error_function, functions, layout, steps
from .array import Array
from .field import Field
from .making import Making
from .polynomial import Poly
from .quotient import divide


class Entrywise(Making):
    """NumPy's entrywise functions by their names."""

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
        return self._entrywise(a, angles.sine)

    def cos(self, a: Any) -> Array:
        return self._entrywise(a, angles.cosine)

    def tan(self, a: Any) -> Array:
        return self._entrywise(a, angles.tangent)

    def sinh(self, a: Any) -> Array:
        return self._entrywise(a, angles.hyperbolic_sine)

    def cosh(self, a: Any) -> Array:
        return self._entrywise(a, angles.hyperbolic_cosine)

    def tanh(self, a: Any) -> Array:
        return self._entrywise(a, angles.hyperbolic_tangent)

    def erf(self, a: Any) -> Array:
        return self._entrywise(a, error_function.erf)

    # Comparisons: 1 where they hold, else 0

    def greater(self, a: Any, b: Any) -> Array:
        return self._pairwise(a, b, lambda p, q: steps.step(self.field, self.field.subtract(p, q)))

    def greater_equal(self, a: Any, b: Any) -> Array:
        return self.subtract(1, self.greater(b, a))

    def less(self, a: Any, b: Any) -> Array:
        return self.greater(b, a)

    def less_equal(self, a: Any, b: Any) -> Array:
        return self.greater_equal(b, a)

    def where(self, condition: Any, a: Any, b: Any) -> Array:
        return self.add(b, self.multiply(condition, self.subtract(a, b)))

    def maximum(self, a: Any, b: Any) -> Array:
        return self.where(self.greater(a, b), a, b)

    def minimum(self, a: Any, b: Any) -> Array:
        return self.where(self.greater(a, b), b, a)

    def clip(self, a: Any, low: Any = None, high: Any = None) -> Array:
        raised = a if low is None else self.maximum(a, low)
        return self.asarray(raised if high is None else self.minimum(raised, high))

    def sign(self, a: Any) -> Array:
        return self.subtract(self.greater(a, 0), self.less(a, 0))

    def abs(self, a: Any) -> Array:
        return self.multiply(a, self.sign(a))

    def absolute(self, a: Any) -> Array:
        return self.abs(a)

    fabs = absolute
