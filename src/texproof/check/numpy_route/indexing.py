"""Terms with indices: entries, slices, unit matrices, sums, matrices given by their entries or cells."""

from __future__ import annotations

import numpy as np

from ...elaborate import term as t
from .arithmetic import Array, Undecidable, Undefined
from .evaluation import evaluate, matrix, rows_of, shape_text, value_of
from .scene import Scene


@value_of.register
def _(term: t.Unit, scene: Scene) -> Array:
    shape = _two(term, scene)
    row, column = (_within(scene.index(i), n, shape) for i, n in zip((term.row, term.column), shape, strict=True))
    value = np.zeros((scene.batch.rows, *shape), dtype=int)
    value[np.arange(scene.batch.rows), row, column] = 1
    return scene.arithmetic.integers(value)


@value_of.register
def _(term: t.Delta, scene: Scene) -> Array:
    return scene.arithmetic.integers((scene.index(term.left) == scene.index(term.right)).astype(int))


def _two(term: t.Term, scene: Scene) -> tuple[int, int]:
    shape = scene.frame.shape(term.shape)
    if len(shape) != 2:
        raise Undecidable(f"a matrix of shape {shape_text(shape)}")
    return shape[0], shape[1]


def _within(values: Array, length: int, shape: tuple[int, ...]) -> Array:
    if values.size and (values.min() < 1 or values.max() > length):
        wrong = int(values.min() if values.min() < 1 else values.max())
        raise Undecidable(f"index {wrong} is outside 1 … {length} of an array of shape {shape_text(shape)}")
    return values - 1


@value_of.register
def _(term: t.Entry, scene: Scene) -> Array:
    array = evaluate(term.array, scene)
    shape = array.shape[1:]
    if len(term.index) != len(shape):
        raise Undecidable(f"{len(term.index)} indices for an array of shape {shape_text(shape)}")
    at = tuple(_within(scene.index(i), n, shape) for i, n in zip(term.index, shape, strict=True))
    return np.asarray(array[(_rows(array, scene), *at)])


def _rows(array: Array, scene: Scene) -> Array:
    rows = np.arange(scene.batch.rows)
    return rows if array.shape[0] == scene.batch.rows else np.zeros_like(rows)


@value_of.register
def _(term: t.Slice, scene: Scene) -> Array:
    array = matrix(evaluate(term.array, scene), "a row or column")
    rows, (row, column) = _rows(array, scene), term.index
    m, n = array.shape[1:]
    if row is not None and column is None:
        return np.asarray(array[rows, _within(scene.index(row), m, (m, n))][:, None, :])
    if column is not None and row is None:
        return np.asarray(array[rows, :, _within(scene.index(column), n, (m, n))][:, :, None])
    raise Undecidable("a slice leaves exactly one of row and column open")


@value_of.register
def _(term: t.Sum, scene: Scene) -> Array:
    lower, upper = scene.index(term.lower), scene.index(term.upper)
    counts = np.maximum(upper - lower + 1, 0)
    rows = np.repeat(np.arange(scene.batch.rows), counts)
    starts = np.repeat(np.cumsum(counts) - counts, counts)
    inner = scene.batch.taken(rows).bound(term.letter, np.arange(len(rows)) - starts + lower[rows])
    total = scene.arithmetic.integers(np.zeros((scene.batch.rows, *scene.frame.shape(term.shape)), dtype=int))
    if not len(rows):
        return total
    body = evaluate(term.body, scene.at(inner))
    if body.shape[1:] != total.shape[1:]:
        raise Undecidable(f"a sum of {shape_text(body.shape[1:])} written as {shape_text(total.shape[1:])}")
    body = rows_of(body, len(rows))
    total = total.astype(np.result_type(total, body))
    np.add.at(total, rows, body)
    return total


@value_of.register
def _(term: t.Fold, scene: Scene) -> Array:
    join = {"product": np.multiply, "maximum": np.maximum, "minimum": np.minimum}[term.operation]
    lower, upper = (int(scene.index(bound)[0]) for bound in (term.lower, term.upper))
    total = scene.arithmetic.integers(np.ones(1, dtype=int)) if term.operation == "product" else None
    for value in range(lower, upper + 1):
        inner = scene.batch.bound(term.letter, np.full(scene.batch.rows, value))
        body = evaluate(term.body, scene.at(inner))
        total = body if total is None else np.asarray(scene.arithmetic.rule(join)(total, body))
    if total is None:
        raise Undefined(f"the {term.operation} of no numbers")
    return total


@value_of.register
def _(term: t.Entries, scene: Scene) -> Array:
    m, n = _two(term, scene)
    batch = scene.batch.expanded(term.row, m).expanded(term.column, n)
    body = evaluate(term.body, scene.at(batch))
    if body.ndim != 1:
        raise Undecidable(f"an entry of shape {shape_text(body.shape[1:])}")
    return np.broadcast_to(body, (batch.rows,)).reshape(scene.batch.rows, m, n)


@value_of.register
def _(term: t.Blocks, scene: Scene) -> Array:
    rows = [_joined([_cell(cell, scene) for cell in row], axis=2) for row in term.rows]
    return _joined(rows, axis=1)


def _cell(term: t.Term, scene: Scene) -> Array:
    value = evaluate(term, scene)
    return value[:, None, None] if value.ndim == 1 else matrix(value, "a cell")


def _joined(parts: list[Array], axis: int) -> Array:
    across = 3 - axis
    if len({part.shape[across] for part in parts}) > 1:
        raise Undecidable("neighbouring cells of a matrix do not fit")
    count = max(part.shape[0] for part in parts)
    return np.concatenate([np.broadcast_to(p, (count, *p.shape[1:])) for p in parts], axis=axis)
