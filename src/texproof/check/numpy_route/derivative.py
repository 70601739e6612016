"""The value of a derivative: entry by entry, from the model's own forward computation."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...elaborate import term as t
from . import digits
from .arithmetic import BINARY64, COMPLEX, Array, NoRule, Undecidable
from .digits import DIGITS
from .evaluation import evaluate, rows_of, shape_text, value_of
from .scene import Batch, Scene

# The derivative is the imaginary part over the step, with nothing subtracted: 1e-30 loses no digit.
_COMPLEX_STEP = 1e-30
# Five-point difference: error O(h⁴) + O(ε/h), about 1e-12 near h = 1e-3 for functions of moderate size.
_REAL_STEP = 1e-3
_FIVE_POINTS = ((1, 8.0 / 12.0), (-1, -8.0 / 12.0), (2, -1.0 / 12.0), (-2, 1.0 / 12.0))


@value_of.register
def _(term: t.Derivative, scene: Scene) -> Array:
    name, positions = _positions(term.by, scene)
    node = scene.state.tape.symbols[name]
    shape, tail = scene.frame.shape(term.shape), positions.shape[1:]
    lettered = positions.shape[0] > 1
    result: Array | None = None
    for position in np.unique(positions):
        found = np.argwhere(positions == position)
        rows = np.unique(found[:, 0]) if lettered else np.arange(scene.batch.rows)
        part = scene.at(scene.batch.taken(rows)) if lettered else scene
        slope = _slope(term.of, part, node, int(position))
        if result is None:
            result = np.zeros((scene.batch.rows, *slope.shape[1:], *tail), dtype=slope.dtype)
        middle = (slice(None),) * (slope.ndim - 1)
        slope = rows_of(slope, len(rows))
        for at in np.unique(found[:, 1:], axis=0):
            chosen = rows if not lettered else found[(found[:, 1:] == at).all(axis=1), 0]
            result[(chosen, *middle, *at.tolist())] = slope[np.searchsorted(rows, chosen)]
    return _arranged(result, shape, scene)


def _arranged(result: Array | None, shape: tuple[int, ...], scene: Scene) -> Array:
    if result is None:  # no entries, or no rows to take them for
        return scene.arithmetic.integers(np.zeros((scene.batch.rows, *shape), dtype=int))
    if int(np.prod(result.shape[1:])) != int(np.prod(shape)):
        raise Undecidable(f"partial derivatives of shape {shape_text(result.shape[1:])}, not {shape_text(shape)}")
    return result.reshape(result.shape[0], *shape)


def _positions(by: t.Term, scene: Scene) -> tuple[str, Array]:
    """Return the symbol that is varied, and for each entry of `by` its flat position in the symbol."""
    symbols = [part for part in t.walk(by) if isinstance(part, t.Symbol)]
    if len(symbols) != 1 or symbols[0].name not in scene.state.tape.symbols:
        raise Undecidable("a derivative by something that is not a symbol or a part of one")
    name = symbols[0].name
    shape = scene.frame.page_shapes[name]
    numbering = np.arange(int(np.prod(shape))).reshape((1, *shape))
    values: dict[int, Array] = {scene.frame.of(symbols[0]).number: numbering}
    return name, evaluate(by, Scene(scene.frame, scene.state, BINARY64, scene.batch, values)).astype(int)


def _slope(of: t.Term, scene: Scene, node: int, position: int) -> Array:
    """Return ∂of / ∂(entry of a node), shape (rows or 1, *shape of `of`), in the scene's arithmetic.

    A complex step where `of` holds no further derivative and every function that the entry passes
    through is analytic; real differences otherwise.
    """
    if scene.arithmetic is DIGITS:
        return _central(of, scene, node, position)
    if scene.frame.of(of).depth == 0:
        try:
            moved = scene.moved(node, position, complex(0, _COMPLEX_STEP), COMPLEX, "complex")
            return np.asarray(np.imag(evaluate(of, moved)) / _COMPLEX_STEP)
        except NoRule:
            pass
    scene.frame.differences = True
    return _five_points(of, scene, node, position)


def _five_points(of: t.Term, scene: Scene, node: int, position: int) -> Array:
    step = _REAL_STEP * max(1.0, abs(float(scene.state.value(node).reshape(-1)[position])))
    total: Any = 0.0
    for count, weight in _FIVE_POINTS:
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
