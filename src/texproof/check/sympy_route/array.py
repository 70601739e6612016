"""The exact array that a model's body computes with: a shape and entries in the field, NumPy's operators."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import TYPE_CHECKING, Any

from ...model.operators import Arithmetic
from . import layout
from .layout import ArrayError, Shape
from .polynomial import Poly

if TYPE_CHECKING:
    from .namespace import Namespace


class Array(Arithmetic):
    """An n-dimensional array of exact entries. Immutable; every operation gives a new array."""

    __slots__ = ("entries", "number", "shape", "space")
    space: Namespace
    __array_ufunc__ = None  # a NumPy array that meets this one must not take over
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, space: Namespace, shape: Shape, entries: list[Poly], number: int) -> None:
        self.space = space
        self.shape = shape
        self.entries = entries
        self.number = number

    # Shape

    @property
    def ndim(self) -> int:
        return len(self.shape)

    @property
    def size(self) -> int:
        return prod(self.shape)

    @property
    def T(self) -> Array:
        return self.space.transpose(self)

    @property
    def mT(self) -> Array:
        return self.space.swapaxes(self, -1, -2)

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("a number has no length")
        return self.shape[0]

    def __iter__(self) -> Iterator[Array]:
        return (self[i] for i in range(len(self)))

    def __getitem__(self, key: Any) -> Array:
        shape, start, offsets = layout.indexed(self.shape, key)
        return self.space.made(shape, layout.gathered(self.entries, offsets, start))

    def __setitem__(self, key: Any, value: Any) -> None:
        raise ArrayError("arrays of a model's body cannot be changed in place; build a new one")

    def reshape(self, *shape: Any) -> Array:
        return self.space.reshape(self, shape[0] if len(shape) == 1 else shape)

    def transpose(self, *axes: Any) -> Array:
        chosen = axes[0] if len(axes) == 1 and not hasattr(axes[0], "__index__") else axes
        return self.space.transpose(self, chosen or None)

    # Arithmetic

    def __pow__(self, other: Any) -> Any:
        return self._with(other, self.space.power)

    def __rpow__(self, other: Any) -> Any:
        return self._with(other, self.space.power, swap=True)

    def __pos__(self) -> Array:
        return self.space.positive(self)

    def _refuse(self, *_: Any) -> Any:
        raise ArrayError(
            "an array of symbols has no truth value and is no float: this route computes with all values at once"
        )

    __bool__ = __float__ = __int__ = __complex__ = _refuse
    __eq__ = __ne__ = _refuse

    def __gt__(self, other: Any) -> Any:
        return self._with(other, self.space.greater)

    def __ge__(self, other: Any) -> Any:
        return self._with(other, self.space.greater_equal)

    def __lt__(self, other: Any) -> Any:
        return self._with(other, self.space.less)

    def __le__(self, other: Any) -> Any:
        return self._with(other, self.space.less_equal)

    def __abs__(self) -> Array:
        return self.space.abs(self)

    def item(self) -> Array:
        return self.space.reshape(self, ())

    def __getattr__(self, name: str) -> Any:
        """Methods that NumPy has as functions too: `A.sum(axis=0)` is `xp.sum(A, axis=0)`."""
        if name not in METHODS:
            raise AttributeError(f"this route's arrays have no attribute {name!r}")
        function = getattr(self.space, name)
        return lambda *arguments, **options: function(self, *arguments, **options)

    def __repr__(self) -> str:
        return f"<exact array of shape {self.shape}>"


METHODS = frozenset(
    {"sum", "mean", "prod", "cumsum", "trace", "dot", "ravel", "flatten", "squeeze", "swapaxes", "copy", "astype",
     "repeat", "diagonal", "var", "std", "conj", "max", "min", "clip"}
)  # fmt: skip
