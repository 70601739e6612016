"""Functions of one number that NumPy lacks and a body may use: `xp.erf`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

_ERF = np.frompyfunc(math.erf, 1, 1)


def erf(x: Any) -> Any:
    """Return the error function 2/√π ∫₀ˣ exp(−t²) dt entry by entry; shape of x. Dimensionless."""
    if hasattr(x, "__texproof_record__"):
        return x.__texproof_record__(erf, (x,), {})
    return np.asarray(_ERF(np.asarray(x, dtype=float)), dtype=float)
