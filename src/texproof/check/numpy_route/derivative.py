"""The value of a derivative: entry by entry, from the model's own forward computation."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...elaborate import term as t
from . import digits
from .arithmetic import BINARY64, COMPLEX, Array, NoRule, Undecidable
from .digits import DIGITS
from .evaluation import evaluate, rows_of, shape_text, value_of
from .function_values import COMPLEX_STEP, FIVE_POINTS, REAL_STEP
from .scene import Batch, Known, Scene


@value_of.register
def _(term: t.Derivative, scene: Scene) -> Array:
    name, positions = _positions(term.by, scene)
    node = scene.state.tape.symbols[name]
    flat = positions.reshape(positions.shape[0], -1)
    if not flat.size:  # no entries, or no rows to take them for
        return scene.arithmetic.integers(np.zeros((scene.batch.rows, *scene.frame.shape(term.shape)), dtype=int))
    slopes = _common(term.of, scene, node, flat[0]) if len(flat) == 1 else _by_rows(term.of, scene, node, flat)
    shape = scene.frame.shape(term.shape)
    if math.prod(slopes.shape[1:]) != math.prod(shape):
        tail = slopes.shape[1:-1] + positions.shape[1:]
        raise Undecidable(f"partial derivatives of shape {shape_text(tail)}, not {shape_text(shape)}")
    return slopes.reshape(slopes.shape[0], *shape)


def _common(of: t.Term, scene: Scene, node: int, positions: Array) -> Array:
    """Return the slopes for entries that are the same in every row, along a last axis."""
    slopes = [_slope(of, scene, node, position) for position in positions.tolist()]
    rows = max(slope.shape[0] for slope in slopes)
    return np.stack([rows_of(slope, rows) for slope in slopes], axis=-1)


def _by_rows(of: t.Term, scene: Scene, node: int, positions: Array) -> Array:
    """Return the slopes where each row has entries of its own: every entry once, for the rows that ask for it."""
    if not scene.frame.terms.of(of).letters:
        return _picked(of, scene, node, positions)
    result: Array | None = None
    for position in sorted(set(positions.ravel().tolist())):
        rows, columns = np.nonzero(positions == position)
        slope = rows_of(_slope(of, scene.at(scene.batch.taken(rows)), node, position), len(rows))
        if result is None:
            result = np.zeros((len(positions), *slope.shape[1:], positions.shape[1]), dtype=slope.dtype)
        result[(rows, *(slice(None),) * (slope.ndim - 1), columns)] = slope
    assert result is not None
    return result


def _picked(of: t.Term, scene: Scene, node: int, positions: Array) -> Array:
    """Return the slopes of what is the same in every row: each row takes those of its entries."""
    wanted, inverse = np.unique(positions, return_inverse=True)
    slopes = np.concatenate([_slope(of, scene, node, position) for position in wanted.tolist()])
    return np.ascontiguousarray(np.moveaxis(slopes[inverse.reshape(positions.shape)], 1, -1))


def _positions(by: t.Term, scene: Scene) -> tuple[str, Array]:
    """Return the symbol that is varied, and for each entry of `by` its flat position in the symbol."""
    frame = scene.frame
    number = frame.terms.of(by).number
    if number not in frame.varied:
        frame.varied[number] = _varied(by, scene)
    symbol, numbering = frame.varied[number]
    assert isinstance(symbol.term, t.Symbol)
    values: dict[int, Array] = {symbol.number: numbering}
    return symbol.term.name, evaluate(by, Scene(frame, scene.state, BINARY64, scene.batch, values)).astype(int)


def _varied(by: t.Term, scene: Scene) -> tuple[Known, Array]:
    """Return the symbol of which `by` is a part, and its entries' flat positions, shape (1, *shape of the symbol)."""
    symbols = [part for part in t.walk(by) if isinstance(part, t.Symbol)]
    parts = all(isinstance(part, (t.Symbol, t.Entry, t.Slice, t.Vec, t.Transpose)) for part in t.walk(by))
    if not parts or len(symbols) != 1 or symbols[0].name not in scene.state.tape.symbols:
        raise Undecidable("a derivative by something that is not a symbol or a part of one")
    shape = scene.frame.page_shapes[symbols[0].name]
    return scene.frame.terms.of(symbols[0]), np.arange(int(np.prod(shape))).reshape((1, *shape))


def _slope(of: t.Term, scene: Scene, node: int, position: int) -> Array:
    """Return ∂of / ∂(entry of a node), shape (rows or 1, *shape of `of`), in the scene's arithmetic.

    A complex step where `of` holds no further derivative and every function that the entry passes
    through is analytic; real differences otherwise, and where values are complex already.
    """
    if scene.arithmetic is DIGITS:
        return _central(of, scene, node, position)
    if scene.state.tape.is_complex:
        evaluate(of, scene)  # here, where it may be found not to exist
    elif scene.frame.terms.of(of).depth == 0:
        try:
            moved = scene.moved(node, position, complex(0, COMPLEX_STEP), COMPLEX, "complex")
            return np.asarray(np.imag(evaluate(of, moved)) / COMPLEX_STEP)
        except NoRule:
            pass
    scene.frame.differences = True
    return _five_points(of, scene, node, position)


def _five_points(of: t.Term, scene: Scene, node: int, position: int) -> Array:
    step = REAL_STEP * max(1.0, float(abs(scene.state.value(node).reshape(-1)[position])))
    total: Any = 0.0
    for count, weight in FIVE_POINTS:
        moved = scene.moved(node, position, count * step, BINARY64, count)
        total = total + weight * evaluate(of, moved)
    return np.asarray(total / step)


def _central(of: t.Term, scene: Scene, node: int, position: int) -> Array:
    step = digits.step()
    ahead = evaluate(of, scene.moved(node, position, step, DIGITS, 1))
    behind = evaluate(of, scene.moved(node, position, -step, DIGITS, -1))
    return np.asarray((ahead - behind) / (2 * step))


def full_batch(free: list[tuple[str, int]]) -> Batch:
    """Return the batch of all assignments of the free letters, each from 1 to its bound."""
    batch = Batch(1, {})
    for letter, upper in free:
        batch = batch.expanded(letter, max(upper, 0))
    return batch
