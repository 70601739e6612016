"""Which entries of a derivative are not 0, at small sizes: the pattern of its blocks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ...elaborate.term import Derivative
from ...model.declare import Model
from ...model.dim import SnippetError
from .arithmetic import NoRule, Undecidable, Undefined
from .evaluation import evaluate
from .route import FAULTS, random_points
from .scene import Frame

POINTS = 2  # an entry may vanish at one of them by chance
ROUNDING = 1e-9


def pattern(term: Derivative, model: Model, sizes: Mapping[str, int], seed: int) -> tuple[str, ...]:
    """Return a derivative of a matrix by a matrix as rows of 0 and 1, 1 where an entry is not 0 somewhere.

    Shape: (m, n, p, q) as m·p rows of n·q signs: block (i, j) is the derivative of entry (i, j). () where it has no
    value at random points.
    """
    seen: np.ndarray | bool = False
    try:
        with np.errstate(all="ignore"):
            for here in random_points(model, sizes, seed, Frame(sizes), POINTS):
                value = np.abs(evaluate(term, here.scene)[0])
                if value.ndim != 4 or not np.isfinite(value).all():
                    return ()
                seen = seen | (value > ROUNDING * max(1.0, float(value.max(initial=0))))
    except (SnippetError, Undefined, Undecidable, NoRule, *FAULTS):
        return ()
    m, n, p, q = np.shape(seen)
    whole = np.asarray(seen).transpose(0, 2, 1, 3).reshape(m * p, n * q)
    return tuple("".join("1" if entry else "0" for entry in row) for row in whole)
