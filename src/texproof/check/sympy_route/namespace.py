"""The `xp` of this route: NumPy's names on exact arrays."""

from __future__ import annotations

from operator import index as whole
from typing import Any

from . import layout
from .array import Array
from .contraction import contract, matmul_entries
from .field import Field
from .layout import ArrayError
from .linalg import Linalg
from .making import Cut
from .reductions import Reductions


class Namespace(Reductions):
    """NumPy's functions by their names on arrays of one field: products here, the others where they are inherited."""

    def __init__(self, field: Field, cuts: dict[int, Cut]) -> None:
        super().__init__(field, cuts)
        self.linalg = Linalg(self)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise ArrayError(f"xp.{name} is not among the functions that can be computed exactly")

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
