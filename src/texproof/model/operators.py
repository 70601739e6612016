"""Python's operators as calls of a namespace's functions, for arrays that a model's body computes with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Arithmetic:
    """An array of which A + b is space.add(A, b), whatever the namespace `space` takes for a number."""

    __slots__ = ()
    space: Any

    def _with(self, other: Any, function: Callable[[Any, Any], Any], swap: bool = False) -> Any:
        try:
            operand = self.space.asarray(other)
        except TypeError:
            return NotImplemented
        return function(operand, self) if swap else function(self, operand)

    def __add__(self, other: Any) -> Any:
        return self._with(other, self.space.add)

    def __radd__(self, other: Any) -> Any:
        return self._with(other, self.space.add, swap=True)

    def __sub__(self, other: Any) -> Any:
        return self._with(other, self.space.subtract)

    def __rsub__(self, other: Any) -> Any:
        return self._with(other, self.space.subtract, swap=True)

    def __mul__(self, other: Any) -> Any:
        return self._with(other, self.space.multiply)

    def __rmul__(self, other: Any) -> Any:
        return self._with(other, self.space.multiply, swap=True)

    def __truediv__(self, other: Any) -> Any:
        return self._with(other, self.space.divide)

    def __rtruediv__(self, other: Any) -> Any:
        return self._with(other, self.space.divide, swap=True)

    def __matmul__(self, other: Any) -> Any:
        return self._with(other, self.space.matmul)

    def __rmatmul__(self, other: Any) -> Any:
        return self._with(other, self.space.matmul, swap=True)

    def __neg__(self) -> Any:
        return self.space.negative(self)
