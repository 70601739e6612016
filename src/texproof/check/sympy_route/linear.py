"""Determinants and inverses of small matrices without division: expansion by minors, adjugates."""

from __future__ import annotations

from collections.abc import Sequence

from .field import Field, Undefined
from .polynomial import Poly, TooLarge
from .quotient import reciprocal, tidy

LARGEST = 7  # rows; a generic determinant of 7 has 5,040 terms


class Minors:
    """The minors of the last rows of an n×n matrix, each computed once: n · 2^(n-1) products for a determinant."""

    def __init__(self, field: Field, rows: Sequence[Sequence[Poly]]) -> None:
        if len(rows) > LARGEST:
            raise TooLarge(f"the determinant of a matrix with {len(rows)} rows")
        self.field = field
        self.rows = rows
        self._known: dict[tuple[tuple[int, ...], tuple[int, ...]], Poly] = {}

    def of(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> Poly:
        """Return the determinant of these rows and columns, by expansion along the first row."""
        if not rows:
            return self.field.ring.one
        key = (rows, columns)
        if key not in self._known:
            total = self.field.ring.zero
            for position, column in enumerate(columns):
                entry = self.rows[rows[0]][column]
                if entry:
                    minor = self.of(rows[1:], columns[:position] + columns[position + 1 :])
                    term = self.field.multiply(entry, minor)
                    total = self.field.subtract(total, term) if position % 2 else self.field.add(total, term)
            self._known[key] = total
        return self._known[key]


def determinant(field: Field, rows: Sequence[Sequence[Poly]]) -> Poly:
    everything = tuple(range(len(rows)))
    return tidy(field, Minors(field, rows).of(everything, everything))


def inverse(field: Field, rows: Sequence[Sequence[Poly]]) -> list[list[Poly]]:
    """Return adj(X)/det(X). Raises Undefined where the determinant is zero."""
    n = len(rows)
    minors = Minors(field, rows)
    everything = tuple(range(n))
    try:
        over = reciprocal(field, minors.of(everything, everything))
    except Undefined:
        raise Undefined("the inverse of a singular matrix") from None
    result = []
    for i in range(n):
        row = []
        for j in range(n):
            cofactor = minors.of(everything[:j] + everything[j + 1 :], everything[:i] + everything[i + 1 :])
            entry = tidy(field, field.multiply(cofactor, over))
            row.append(-entry if (i + j) % 2 else entry)
        result.append(row)
    return result


def identity(field: Field, n: int) -> list[list[Poly]]:
    one, zero = field.ring.one, field.ring.zero
    return [[one if i == j else zero for j in range(n)] for i in range(n)]


def product(field: Field, left: Sequence[Sequence[Poly]], right: Sequence[Sequence[Poly]]) -> list[list[Poly]]:
    """Return the matrix product of lists of rows."""
    columns = list(zip(*right, strict=True))
    return [[field.dot(row, column) for column in columns] for row in left]
