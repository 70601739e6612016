"""Values and derivatives of a function that the model's body defines, entry by entry."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...model.defined import Defined
from . import digits
from .arithmetic import COMPLEX, Array, NoRule
from .digits import DIGITS
from .scene import Scene

# The derivative is the imaginary part over the step, with nothing subtracted: 1e-30 loses no digit.
COMPLEX_STEP = 1e-30
# Five-point difference: error O(h⁴) + O(ε/h), about 1e-12 near h = 1e-3 for functions of moderate size.
REAL_STEP = 1e-3
FIVE_POINTS = ((1, 8.0 / 12.0), (-1, -8.0 / 12.0), (2, -1.0 / 12.0), (-2, 1.0 / 12.0))


def derivative(function: Defined, order: int, x: Array, scene: Scene) -> Array:
    """Return f^(order)(x), entry by entry, from the function's own steps in the scene's state; shape of x.

    Raises: NoRule where it has no form in the scene's arithmetic, as f' has none at a complex number.
    """
    if order == 0:
        return np.asarray(function.value(scene.state, x, scene.arithmetic.rule))
    if scene.arithmetic is DIGITS:
        h = digits.step()
        ahead, behind = (derivative(function, order - 1, x + t, scene) for t in (h, -h))
        return np.asarray((ahead - behind) / (2 * h))
    if scene.arithmetic is COMPLEX or np.iscomplexobj(x):
        raise NoRule(function.value)
    if order == 1:
        try:
            value = function.value(scene.state, x + complex(0, COMPLEX_STEP), COMPLEX.rule)
            return np.asarray(np.imag(value) / COMPLEX_STEP)
        except NoRule:
            pass
    scene.frame.differences = True
    step = REAL_STEP * np.maximum(1.0, np.abs(x))
    total: Any = 0.0
    for count, weight in FIVE_POINTS:
        total = total + weight * derivative(function, order - 1, x + count * step, scene)
    return np.asarray(total / step)
