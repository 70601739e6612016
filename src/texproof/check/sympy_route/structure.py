"""Leaves, parts and binders: terms that say where entries stand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial, reduce
from itertools import product
from math import factorial, isqrt, prod
from typing import TYPE_CHECKING

from ...elaborate import term as t
from . import functions, layout, steps
from .atoms import Imaginary
from .polynomial import Poly, TooLarge
from .values import EvaluationError, Rows, Value, matrix

if TYPE_CHECKING:
    from .evaluation import Evaluator

SUM_LIMIT = 5_000  # values of one summation index
LARGEST_FACTORIAL = 200


def number_term(evaluator: Evaluator, term: t.Number, _: Mapping[str, int]) -> Value:
    return (), [evaluator.field.rational(term.value)]


def imaginary_unit(evaluator: Evaluator, term: t.ImaginaryUnit, indices: Mapping[str, int]) -> Value:
    key = ("i",)
    return (), [evaluator.field.atom(key, lambda: Imaginary(key=key, nonzero=True, related=True))]


def pi(evaluator: Evaluator, term: t.Pi, indices: Mapping[str, int]) -> Value:
    return (), [functions.pi(evaluator.field)]


def index_number(evaluator: Evaluator, term: t.IndexNumber, indices: Mapping[str, int]) -> Value:
    field = evaluator.field
    value = field.rational(evaluator.whole(term.index, indices))
    for letter, coefficient in term.index.letters:
        if letter in evaluator.reals:  # it stands as 0 among the indices
            value = field.add(value, field.multiply(field.rational(coefficient), evaluator.reals[letter]))
    return (), [value]


def factorial_term(evaluator: Evaluator, term: t.Factorial, indices: Mapping[str, int]) -> Value:
    number = evaluator.whole(term.index, indices)
    if not 0 <= number <= LARGEST_FACTORIAL:
        raise EvaluationError(f"the factorial of {number}")
    return (), [evaluator.field.rational(factorial(number))]


def zero(evaluator: Evaluator, term: t.Zero, _: Mapping[str, int]) -> Value:
    shape = layout.shape_of(evaluator.shape(term))
    return shape, [evaluator.field.ring.zero] * prod(shape)


def symbol(evaluator: Evaluator, term: t.Symbol, _: Mapping[str, int]) -> Value:
    array = evaluator.run.arrays.get(term.name)
    if array is None:
        raise EvaluationError(f"the model has no array {term.name}")
    return array.shape, array.entries


def identity(evaluator: Evaluator, term: t.Identity, _: Mapping[str, int]) -> Value:
    shape = layout.shape_of(evaluator.shape(term))
    return shape, [_one_where(evaluator, i == j) for i, j in product(*map(range, shape))]


def ones(evaluator: Evaluator, term: t.Ones, _: Mapping[str, int]) -> Value:
    shape = layout.shape_of(evaluator.shape(term))
    return shape, [evaluator.field.ring.one] * prod(shape)


def unit(evaluator: Evaluator, term: t.Unit, indices: Mapping[str, int]) -> Value:
    m, n = shape = evaluator.shape(term)
    at = (evaluator.at(term.row, indices, m), evaluator.at(term.column, indices, n))
    return shape, [_one_where(evaluator, (i, j) == at) for i, j in product(range(m), range(n))]


def elimination(evaluator: Evaluator, term: t.Elimination, _: Mapping[str, int]) -> Value:
    """Return L_n: its row for (i, j), i ≥ j, has its 1 where vec(A) has a_ij."""
    half, square = shape = layout.shape_of(evaluator.shape(term))
    n = isqrt(square)
    chosen = [j * n + i for j in range(n) for i in range(j, n)]
    return shape, [_one_where(evaluator, chosen[row] == column) for row, column in product(range(half), range(square))]


def delta(evaluator: Evaluator, term: t.Delta, indices: Mapping[str, int]) -> Value:
    equal = evaluator.whole(term.left, indices) == evaluator.whole(term.right, indices)
    return (), [_one_where(evaluator, equal)]


def _one_where(evaluator: Evaluator, equal: bool) -> Poly:
    return evaluator.field.ring.one if equal else evaluator.field.ring.zero


def entry(evaluator: Evaluator, term: t.Entry, indices: Mapping[str, int]) -> Value:
    shape, entries = evaluator.value(term.array, indices)
    if len(term.index) != len(shape):
        raise EvaluationError(f"{len(term.index)} indices for an array of shape {shape}")
    steps = layout.strides(shape)
    at = (evaluator.at(i, indices, size) for i, size in zip(term.index, shape, strict=True))
    return (), [entries[sum(i * s for i, s in zip(at, steps, strict=True))]]


def part(evaluator: Evaluator, term: t.Slice, indices: Mapping[str, int]) -> Value:
    rows = evaluator.rows(term.array, indices)
    row, column = term.index
    if row is not None:
        rows = [rows[evaluator.at(row, indices, len(rows))]]
    if column is not None:
        j = evaluator.at(column, indices, len(rows[0]))
        rows = [[r[j]] for r in rows]
    return matrix(rows)


def summation(evaluator: Evaluator, term: t.Sum, indices: Mapping[str, int]) -> Value:
    lower, upper = evaluator.whole(term.lower, indices), evaluator.whole(term.upper, indices)
    if upper - lower >= SUM_LIMIT:
        raise TooLarge(f"a sum over {upper - lower + 1} values")
    shape = evaluator.shape(term)
    numbers = range(lower, upper + 1)
    parts = [evaluator.value(term.body, {**indices, term.letter: number})[1] for number in numbers]
    if not parts:
        return shape, [evaluator.field.ring.zero] * prod(shape)
    return shape, [evaluator.field.total(entries) for entries in zip(*parts, strict=True)]


def fold(evaluator: Evaluator, term: t.Fold, indices: Mapping[str, int]) -> Value:
    lower, upper = evaluator.whole(term.lower, indices), evaluator.whole(term.upper, indices)
    if upper - lower >= SUM_LIMIT:
        raise TooLarge(f"a {term.operation} over {upper - lower + 1} values")
    field = evaluator.field
    numbers = range(lower, upper + 1)
    found = [evaluator.number(term.body, {**indices, term.letter: number}) for number in numbers]
    if term.operation == "product":
        return (), [reduce(field.multiply, found, field.ring.one)]
    if not found:
        raise EvaluationError(f"the {term.operation} of no numbers")
    return (), [reduce(partial(steps.larger if term.operation == "maximum" else steps.smaller, field), found)]


def entries(evaluator: Evaluator, term: t.Entries, indices: Mapping[str, int]) -> Value:
    m, n = shape = layout.shape_of(evaluator.shape(term))
    return shape, [
        evaluator.number(term.body, {**indices, term.row: i, term.column: j})
        for i, j in product(range(1, m + 1), range(1, n + 1))
    ]


def blocks(evaluator: Evaluator, term: t.Blocks, indices: Mapping[str, int]) -> Value:
    whole: Rows = []
    for cells in term.rows:
        parts = [evaluator.rows(cell, indices) for cell in cells]
        if any(len(part) != len(parts[0]) for part in parts):
            raise EvaluationError("blocks of different heights in one row")
        whole += [[p for part in parts for p in part[i]] for i in range(len(parts[0]))]
    if any(len(row) != len(whole[0]) for row in whole):
        raise EvaluationError("rows of different lengths")
    return matrix(whole)
