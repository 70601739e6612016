"""Sums, products, means and variances along axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from operator import index as whole
from typing import Any

from . import layout
from .array import Array
from .entrywise import Entrywise
from .layout import ArrayError
from .polynomial import Poly
from .shaping import Shaping


class Reductions(Entrywise, Shaping):
    """NumPy's functions along axes by their names."""

    def _reduced(self, a: Any, axis: Any, keepdims: bool, function: Callable[[list[Poly]], Poly]) -> Array:
        operand = self.asarray(a)
        axes = layout.normal_axes(axis, operand.ndim)
        shape, groups = layout.grouped(operand.shape, axes)
        if keepdims:
            shape = tuple(1 if i in axes else s for i, s in enumerate(operand.shape))
        return self.made(shape, [function([operand.entries[i] for i in group]) for group in groups])

    def _product(self, entries: Sequence[Poly]) -> Poly:
        result = self.field.ring.one
        for p in entries:
            result = self.field.multiply(result, p)
        return result

    def sum(self, a: Any, axis: Any = None, keepdims: bool = False) -> Array:
        return self._reduced(a, axis, keepdims, self.field.total)

    def max(self, a: Any, axis: Any = None, keepdims: bool = False) -> Array:
        return self._reduced(a, axis, keepdims, lambda entries: self._extreme(entries, self.maximum))

    def min(self, a: Any, axis: Any = None, keepdims: bool = False) -> Array:
        return self._reduced(a, axis, keepdims, lambda entries: self._extreme(entries, self.minimum))

    def amax(self, a: Any, axis: Any = None, keepdims: bool = False) -> Array:
        return self.max(a, axis, keepdims)

    def amin(self, a: Any, axis: Any = None, keepdims: bool = False) -> Array:
        return self.min(a, axis, keepdims)

    def _extreme(self, entries: Sequence[Poly], larger: Callable[[Any, Any], Array]) -> Poly:
        if not entries:
            raise ArrayError("the largest of no entries")
        found, *others = (self.made((), [p]) for p in entries)
        for p in others:
            found = larger(found, p)
        return found.entries[0]

    def prod(self, a: Any, axis: Any = None, keepdims: bool = False) -> Array:
        return self._reduced(a, axis, keepdims, self._product)

    def mean(self, a: Any, axis: Any = None, keepdims: bool = False) -> Array:
        return self._reduced(a, axis, keepdims, lambda entries: self._average(entries, len(entries)))

    def _average(self, entries: Sequence[Poly], count: int) -> Poly:
        if count <= 0:
            raise ArrayError("the mean of no entries")
        return self.field.multiply(self.field.total(entries), self.field.rational(Fraction(1, count)))

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
