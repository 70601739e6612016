"""Pseudo-inverses: of full rank, or of the rank that a matrix has nearly everywhere."""

from __future__ import annotations

from typing import Any

from . import linear
from .atoms import OutsideDomain
from .field import Field, Undefined
from .point import TRIALS, Point
from .values import Rows
from .zero import is_zero

_NOTHING = "1e-40"  # of the largest entry: what rounding leaves of a zero in 60 digits


def of_full_rank(field: Field, rows: Rows, adjoint: Rows | None = None) -> Rows:
    """Return (AᵀA)⁻¹Aᵀ or Aᵀ(AAᵀ)⁻¹, whichever matrix is smaller; with an adjoint that stands for Aᵀ."""
    turned = _turned(rows) if adjoint is None else adjoint
    if len(rows) >= len(turned):
        return linear.product(field, linear.inverse(field, linear.product(field, turned, rows)), turned)
    return linear.product(field, turned, linear.inverse(field, linear.product(field, rows, turned)))


def of_any_rank(field: Field, rows: Rows) -> Rows:
    """Return A⁺ = Rᵀ(RRᵀ)⁻¹ K⁻¹ (CᵀC)⁻¹Cᵀ for A = C K R: C independent columns, R rows, K⁻¹ where they meet.

    A point says how many there are and which; that A is C K R is then proved.
    Raises: Undefined where it is not, or where A is zero at the point.
    Source: Ben-Israel and Greville, Generalized Inverses (2003), section 1.6.
    """
    chosen = _pivots(field, rows)
    if len(chosen) == min(len(rows), len(rows[0])):
        return of_full_rank(field, rows)
    at_rows, at_columns = sorted(i for i, _ in chosen), sorted(j for _, j in chosen)
    if not chosen:
        raise Undefined("the pseudo-inverse of a matrix whose rank is not known")
    left, right = [[row[j] for j in at_columns] for row in rows], [rows[i] for i in at_rows]
    core = [[rows[i][j] for j in at_columns] for i in at_rows]
    made = linear.product(field, linear.product(field, left, linear.inverse(field, core)), right)
    pairs = zip((p for row in made for p in row), (p for row in rows for p in row), strict=True)
    if not all(is_zero(field, field.subtract(p, q)) for p, q in pairs):
        raise Undefined("the pseudo-inverse of a matrix whose rank is not known")
    outer, inner = of_full_rank(field, right), of_full_rank(field, left)
    return linear.product(field, linear.product(field, outer, core), inner)


def _turned(rows: Rows) -> Rows:
    return [list(column) for column in zip(*rows, strict=True)]


def _pivots(field: Field, rows: Rows) -> list[tuple[int, int]]:
    """Return the places of the pivots of Gauss's elimination at a point, the largest entry first."""
    for trial in range(TRIALS):
        point = Point(field, trial)
        try:
            values = [[point.value(field.expand(p)) for p in row] for row in rows]
        except (OutsideDomain, ArithmeticError):
            continue
        return _eliminated(values, point.context.mpf(_NOTHING))
    raise Undefined("a pseudo-inverse at no point that was tried")


def _eliminated(values: list[list[Any]], nothing: Any) -> list[tuple[int, int]]:
    places = [(i, j) for i in range(len(values)) for j in range(len(values[0]))]
    largest = max((abs(values[i][j]) for i, j in places), default=0)
    chosen: list[tuple[int, int]] = []
    while places:
        row, column = max(places, key=lambda at: abs(values[at[0]][at[1]]))
        if not abs(values[row][column]) > nothing * largest:
            break
        chosen.append((row, column))
        places = [(i, j) for i, j in places if i != row and j != column]
        for i, j in places:
            values[i][j] -= values[i][column] * values[row][j] / values[row][column]
    return chosen
