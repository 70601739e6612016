"""Values of terms: a shape and the entries in C order."""

from __future__ import annotations

from collections.abc import Sequence

from .layout import Shape
from .polynomial import Poly

Value = tuple[Shape, Sequence[Poly]]
Rows = list[list[Poly]]


class EvaluationError(Exception):
    """A term that has no exact value here; the message says why."""


def matrix(rows: Rows) -> Value:
    """Return the value that is a matrix with these rows."""
    return (len(rows), len(rows[0]) if rows else 0), [p for row in rows for p in row]
