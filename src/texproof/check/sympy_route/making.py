"""Arrays from nothing but numbers and shapes, and the count of every array that is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import index as whole
from typing import TYPE_CHECKING, Any, cast

from . import functions, layout
from .array import Array
from .field import Field
from .layout import ArrayError, Shape
from .literals import literal
from .polynomial import Poly

if TYPE_CHECKING:
    from .namespace import Namespace

Cut = Callable[[list[Poly]], list[Poly]]


class Making:
    """Makes arrays in one field.

    Every array has a number, in order of creation. `cuts` maps such a number to a function that gives
    the array's entries atoms of their own, so that it can be varied on its own.
    """

    newaxis = None
    float64 = float32 = int64 = float

    def __init__(self, field: Field, cuts: dict[int, Cut]) -> None:
        self.field = field
        self.cuts = cuts
        self.created = 0

    def made(self, shape: Shape, entries: Sequence[Poly]) -> Array:
        """Return a new array; one that is cut gets entries of its own."""
        number = self.created
        self.created += 1
        cut = self.cuts.get(number)
        kept = list(entries)
        return Array(cast("Namespace", self), shape, cut(kept) if cut else kept, number)

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
        return functions.constant(self.field, literal(leaf))

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
