"""How far two sides are apart, and the values for which they are, in short decimals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..verdict import Counterexample, shown_whole
from .arithmetic import Array

_SIGNIFICANT = (4, 6, 9, 12, 17)
_MOST_DECIMALS = 6
_ROUNDING = 1e-9


def difference(left: Array, right: Array) -> Array:
    """Return ‖left - right‖ / max(1, ‖right‖) for each row, the norm Euclid's over the row's entries.

    Shapes: (rows, …) both, result (rows,). Dimensionless.
    """
    rows = left.shape[0]
    gap, right = ((np.abs(side)).reshape(rows, -1) for side in (left - right, right))
    # Scaled by the largest entry first: squares of large entries would overflow to "not a number".
    scale = np.maximum(np.maximum(gap.max(axis=1, initial=0), right.max(axis=1, initial=0)), 1)
    above, below = (_norm(side / scale[:, None]) for side in (gap, right))
    return np.asarray(above / np.maximum((1 / scale).astype(float), below))


def _norm(values: Array) -> Array:
    return np.asarray(np.sqrt((values * values).sum(axis=1).astype(float)))


def counterexample(
    sizes: Mapping[str, int],
    indices: Mapping[str, int],
    entry: tuple[int, ...],
    *,
    left: Any,
    right: Any,
    values: Mapping[str, Any],
    whole: tuple[Array, Array] | None = None,
) -> Counterexample:
    """Return a counterexample with its numbers as text.

    `left` and `right` get as many digits as it takes to tell them apart; of `values`, arrays and
    functions, every digit is given unless there are more than six decimals, which "…" then says. `whole`
    are both sides, shown where they are small matrices.
    """
    if not isinstance(left, str):
        left, right = _apart(left, right)
    shown = {name: array_text(v) if isinstance(v, np.ndarray) else str(v) for name, v in values.items()}
    rows = _rows(*whole) if whole is not None and shown_whole(whole[0].shape) else ()
    return Counterexample(dict(sizes), dict(indices), entry, left, right, shown, rows)


def _rows(left: Array, right: Array) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return both sides as rows of text: with the same digits what is equal but for rounding."""
    cells = [
        [_apart(p, q) if abs(p - q) > _ROUNDING * max(1, abs(q)) else (_digits_of(q, _SIGNIFICANT[0]),) * 2
         for p, q in zip(*rows, strict=True)]
        for rows in zip(left, right, strict=True)
    ]  # fmt: skip
    return tuple(tuple(tuple(pair[side] for pair in row) for row in cells) for side in (0, 1))


def _apart(left: Any, right: Any) -> tuple[str, str]:
    for digits in _SIGNIFICANT:
        texts = _digits_of(left, digits), _digits_of(right, digits)
        if texts[0] != texts[1]:
            break
    return texts


def _digits_of(number: Any, digits: int) -> str:
    """Return a number with so many digits; one that is not real as a + bi."""
    number = complex(number)
    if abs(number.imag) <= 1e-12 * max(1.0, abs(number)):
        return f"{number.real:.{digits}g}"
    return f"{number.real:.{digits}g}{number.imag:+.{digits}g}i"


def array_text(value: Array) -> str:
    """Return an array's entries in short decimals: 0.53, or [0.53, -1.2], or [[0.53], [-1.2]]."""
    if value.ndim:
        return "[" + ", ".join(array_text(part) for part in value) + "]"
    if np.iscomplexobj(value):
        imaginary = array_text(np.imag(value))
        return array_text(np.real(value)) + ("" if imaginary.startswith("-") else "+") + imaginary + "i"
    number = float(value)
    rounded = round(number, _MOST_DECIMALS)
    # 0.1 + 0.2 is meant as 0.3: what is off by rounding only is still exact for a reader.
    exact = abs(number - rounded) <= 1e-15 * max(1.0, abs(number))
    return np.format_float_positional(rounded, trim="-") if exact else f"{number:.{_MOST_DECIMALS}f}…"
