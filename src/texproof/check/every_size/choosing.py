"""Functions of `xp` that choose among values, all made of one step: [u > 0] entry by entry."""

from __future__ import annotations

from typing import Any

from . import array as arrays
from .network import Applied, Combination


class Choosing:
    """NumPy's comparisons and choices by their names. A relation is 1 where it holds, else 0."""

    def _step(self: Any, a: Any) -> Any:
        operand = self.asarray(a).array
        return self.made(arrays.entrywise(operand, lambda entry: Combination.of(Applied("step", 0, entry))))

    def greater(self: Any, a: Any, b: Any) -> Any:
        return self._step(self.subtract(a, b))

    def greater_equal(self: Any, a: Any, b: Any) -> Any:
        return self.subtract(1, self.greater(b, a))

    def less(self: Any, a: Any, b: Any) -> Any:
        return self.greater(b, a)

    def less_equal(self: Any, a: Any, b: Any) -> Any:
        return self.greater_equal(b, a)

    def where(self: Any, condition: Any, a: Any, b: Any) -> Any:
        return self.add(b, self.multiply(condition, self.subtract(a, b)))

    def maximum(self: Any, a: Any, b: Any) -> Any:
        return self.where(self.greater(a, b), a, b)

    def minimum(self: Any, a: Any, b: Any) -> Any:
        return self.where(self.greater(a, b), b, a)

    def clip(self: Any, a: Any, low: Any = None, high: Any = None) -> Any:
        raised = a if low is None else self.maximum(a, low)
        return self.asarray(raised if high is None else self.minimum(raised, high))

    def sign(self: Any, a: Any) -> Any:
        return self.subtract(self.greater(a, 0), self.less(a, 0))

    def absolute(self: Any, a: Any) -> Any:
        return self.multiply(self.sign(a), a)

    abs = fabs = absolute
