"""The value of a differential: the slope along all increments at once, from the model's own forward computation."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...elaborate import term as t
from . import digits
from .arithmetic import BINARY64, COMPLEX, Array, NoRule, Undecidable
from .digits import DIGITS
from .evaluation import evaluate, value_of
from .function_values import COMPLEX_STEP, FIVE_POINTS, REAL_STEP
from .scene import Scene

_CENTRAL = ((1, 0.5), (-1, -0.5))


@value_of.register
def _(term: t.Differential, scene: Scene) -> Array:
    """Return d(of): the slope of `of` where all symbols move along their increments at once."""
    tape = scene.state.tape
    moves: dict[int, Array] = {}
    for symbol, increment in term.along:
        if not isinstance(symbol, t.Symbol) or symbol.name not in tape.free:
            raise Undecidable("a differential along something that is not a free symbol")
        node, step = tape.free[symbol.name], evaluate(increment, scene)
        if step.shape[0] != 1:
            raise Undecidable("an increment that depends on an index")
        moves[node] = step.reshape(np.shape(scene.state.value(node)))
    if not moves:
        raise Undecidable("a differential along nothing")
    key = tuple((scene.frame.terms.of(s).number, scene.frame.terms.of(d).number) for s, d in term.along)
    return _slope_along(term.of, scene, moves, key)


def _slope_along(of: t.Term, scene: Scene, moves: dict[int, Array], key: Any) -> Array:
    """Return the slope of `of` along all moves at once, by the means that `_slope` takes for one entry."""
    if scene.arithmetic is DIGITS:
        return _difference(of, scene, moves, key, digits.step(), _CENTRAL, DIGITS)
    if scene.state.tape.is_complex:
        evaluate(of, scene)  # here, where it may be found not to exist
    elif scene.frame.terms.of(of).depth == 0:
        try:
            shifts = {node: complex(0, COMPLEX_STEP) * move for node, move in moves.items()}
            moved = scene.moved_along(shifts, COMPLEX, ("complex", key))
            return np.asarray(np.imag(evaluate(of, moved)) / COMPLEX_STEP)
        except NoRule:
            pass
    scene.frame.differences = True
    # The step is that of the move, not of its length: a long one would leave the error of h⁴ large.
    length = math.sqrt(sum(float(np.sum(np.abs(move) ** 2)) for move in moves.values()))
    return _difference(of, scene, moves, key, REAL_STEP / max(1.0, length), FIVE_POINTS, BINARY64)


def _difference(
    of: t.Term, scene: Scene, moves: dict[int, Array], key: Any, step: Any, points: Any, arithmetic: Any
) -> Array:
    total: Any = 0
    for count, weight in points:
        shifts = {node: move * (count * step) for node, move in moves.items()}
        total = total + weight * evaluate(of, scene.moved_along(shifts, arithmetic, (count, key)))
    return np.asarray(total / step)
