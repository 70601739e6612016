"""What a model's body computes with while it runs for all sizes at once: NumPy's operators on symbolic arrays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ...model.dim import Dim
from ...model.operators import Arithmetic
from ...model.size import Size
from .array import Array
from .positions import NoRule

if TYPE_CHECKING:
    from .namespace import Namespace


class Operand(Arithmetic):
    """A symbolic array in a running body. Immutable."""

    __slots__ = ("array", "space")
    space: Namespace
    __array_ufunc__ = None  # a NumPy array that meets this one must not take over
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, space: Namespace, array: Array) -> None:
        self.space = space
        self.array = array

    @property
    def shape(self) -> tuple[Any, ...]:
        return tuple(_length(size) for size in self.array.shape)

    @property
    def ndim(self) -> int:
        return len(self.array.axes)

    @property
    def size(self) -> Any:
        total = Size.of(1)
        for size in self.array.shape:
            total = total * size
        return _length(total)

    @property
    def T(self) -> Operand:
        return self.space.transpose(self)

    @property
    def mT(self) -> Operand:
        return self.space.swapaxes(self, -1, -2)

    def __len__(self) -> int:
        return int(self.shape[0])

    def __iter__(self) -> Iterator[Operand]:
        return (self[i] for i in range(len(self)))

    def __getitem__(self, key: Any) -> Operand:
        return self.space.indexed(self, key)

    def transpose(self, *axes: Any) -> Operand:
        chosen = axes[0] if len(axes) == 1 and isinstance(axes[0], (tuple, list)) else axes
        return self.space.transpose(self, chosen or None)

    def __pow__(self, other: Any) -> Any:
        return self.space.power(self, other)

    def __gt__(self, other: Any) -> Any:
        return self._with(other, self.space.greater)

    def __lt__(self, other: Any) -> Any:
        return self._with(other, self.space.less)

    def __ge__(self, other: Any) -> Any:
        return self._with(other, self.space.greater_equal)

    def __le__(self, other: Any) -> Any:
        return self._with(other, self.space.less_equal)

    def __abs__(self) -> Any:
        return self.space.absolute(self)

    def __pos__(self) -> Operand:
        return self.space.copy(self)

    def _refuse(self, *_: Any) -> Any:
        raise NoRule("a body that asks for the value of an array, or whether arrays are equal")

    # Without __array__ NumPy would take it for one object, the sum of which is itself.
    __array__ = __bool__ = __float__ = __int__ = __complex__ = __index__ = __setitem__ = _refuse
    __eq__ = __ne__ = __rpow__ = _refuse

    def __getattr__(self, name: str) -> Any:
        """Methods that NumPy has as functions too: `A.sum(axis=0)` is `xp.sum(A, axis=0)`."""
        if name.startswith("__"):
            raise AttributeError(name)
        if name not in METHODS:
            raise NoRule(f"an array's .{name}")
        function = getattr(self.space, name)
        return lambda *arguments, **options: function(self, *arguments, **options)

    def __repr__(self) -> str:
        return f"an array of shape {self.shape}"


METHODS = frozenset({"sum", "mean", "trace", "dot", "swapaxes", "copy", "diagonal", "var", "squeeze"})


def _length(size: Size) -> int | Dim:
    fixed = size.constant
    return Dim(size) if fixed is None else fixed
