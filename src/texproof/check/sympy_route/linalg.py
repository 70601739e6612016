"""`xp.linalg` of this route."""

from __future__ import annotations

from operator import index as whole
from typing import TYPE_CHECKING, Any

from . import layout
from .functions import square_root
from .layout import ArrayError
from .linear import determinant, inverse
from .polynomial import Poly
from .pseudoinverses import of_any_rank
from .quotient import divide, tidy

if TYPE_CHECKING:
    from .array import Array
    from .namespace import Namespace

LARGEST_POWER = 64


class Linalg:
    """NumPy's `linalg` functions by their names."""

    def __init__(self, space: Namespace) -> None:
        self._space = space

    def __getattr__(self, name: str) -> Any:
        raise ArrayError(f"xp.linalg.{name} is not among the functions that can be computed exactly")

    def _square(self, a: Any) -> tuple[Array, list[list[Poly]]]:
        operand = self._space.asarray(a)
        if operand.ndim != 2 or operand.shape[0] != operand.shape[1]:
            raise ArrayError(f"a square matrix is needed, not an array of shape {operand.shape}")
        n = operand.shape[0]
        return operand, [operand.entries[i * n : (i + 1) * n] for i in range(n)]

    def inv(self, a: Any) -> Array:
        operand, rows = self._square(a)
        inverted = inverse(self._space.field, rows)
        return self._space.made(operand.shape, [p for row in inverted for p in row])

    def det(self, a: Any) -> Array:
        _, rows = self._square(a)
        return self._space.made((), [determinant(self._space.field, rows)])

    def cholesky(self, a: Any) -> Array:
        """Return L, lower triangular with a positive diagonal, with L Lᵀ = a for a positive definite a."""
        operand, rows = self._square(a)
        field, n = self._space.field, operand.shape[0]
        lower = [[field.ring.zero] * n for _ in range(n)]
        for j in range(n):
            for i in range(j, n):
                rest = tidy(field, field.subtract(rows[i][j], field.dot(lower[i][:j], lower[j][:j])))
                lower[i][j] = square_root(field, rest) if i == j else divide(field, rest, lower[j][j])
        return self._space.made(operand.shape, [p for row in lower for p in row])

    def pinv(self, a: Any) -> Array:
        """Return a⁺, shape (n, m) for a of shape (m, n), by the rank that a has nearly everywhere."""
        operand = self._space.asarray(a)
        if operand.ndim != 2:
            raise ArrayError(f"a matrix is needed, not an array of shape {operand.shape}")
        m, n = operand.shape
        inverted = of_any_rank(self._space.field, [operand.entries[i * n : (i + 1) * n] for i in range(m)])
        return self._space.made((n, m), [p for row in inverted for p in row])

    def solve(self, a: Any, b: Any) -> Array:
        return self._space.matmul(self.inv(a), b)

    def matrix_power(self, a: Any, exponent: Any) -> Array:
        operand, _ = self._square(a)
        count = whole(exponent)
        if abs(count) > LARGEST_POWER:
            raise ArrayError(f"a matrix to the power {count}")
        base = self.inv(operand) if count < 0 else operand
        result = self._space.eye(operand.shape[0])
        for _ in range(abs(count)):
            result = self._space.matmul(result, base)
        return result

    def norm(self, a: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Array:
        operand = self._space.asarray(a)
        axes = layout.normal_axes(axis, operand.ndim)
        euclidean = ord is None or (ord == "fro" and len(axes) == 2) or (ord == 2 and len(axes) == 1)
        if not euclidean:
            raise ArrayError(f"xp.linalg.norm with ord={ord!r}")
        return self._space.sqrt(self._space.sum(self._space.square(operand), axis=axis, keepdims=keepdims))

    def trace(self, a: Any) -> Array:
        return self._space.trace(a)

    def multi_dot(self, arrays: Any) -> Array:
        first, *rest = arrays
        for a in rest:
            first = self._space.matmul(first, a)
        return self._space.asarray(first)
