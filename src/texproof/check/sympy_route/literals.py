"""The exact numbers that a snippet's Python numbers stand for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from operator import index as whole
from typing import Any

from .layout import ArrayError

SMALL = 10_000  # denominators up to here are recognised: 10⁸ fractions in a unit, 10¹⁶ floats
SMALL_SQUARE = 1_000
DECIMAL_DIGITS = 12
CLOSE = 4 * 2.0**-52  # four roundings, relative


@dataclass(frozen=True, slots=True)
class Literal:
    """rational · π^pi, or its square root where `root`; `negative` is the sign before the root."""

    rational: Fraction
    pi: int = 0
    root: bool = False
    negative: bool = False


def literal(value: Any) -> Literal:
    """Return the exact number that a Python number, or a size, stands for.

    A float is what it was most likely computed from: the quotient 1/3, the decimal 0.001, the roots
    math.sqrt(2) and math.sqrt(2 / math.pi), the multiple 2 * math.pi. A rounded number taken as it is
    would make true claims false. Raises: ArrayError for every other float, and for what is not real;
    TypeError for what is no number.
    """
    if isinstance(value, (int, Fraction)):
        return Literal(Fraction(value))
    if isinstance(value, float):
        return _of_float(float(value))
    if isinstance(value, complex):
        raise ArrayError("complex numbers are not computed with here")
    if hasattr(value, "__index__"):
        return Literal(Fraction(whole(value)))
    raise TypeError(f"{type(value).__name__} is neither a number nor an array of this route; use xp")


def _of_float(value: float) -> Literal:
    if not math.isfinite(value):
        raise ArrayError(f"the number {value}")
    quotient = Fraction(value).limit_denominator(SMALL)
    if float(quotient) == value:
        return Literal(quotient)
    shown = repr(value)
    digits = shown.split("e")[0].replace(".", "").lstrip("-0")
    if len(digits) <= DECIMAL_DIGITS:
        return Literal(Fraction(shown))
    for pi in (1, -1):
        multiple = _near(value / math.pi**pi)
        if multiple is not None:
            return Literal(multiple, pi)
    for pi in (0, 1, -1):
        square = _near(value * value / math.pi**pi)
        if square is not None:
            return Literal(square, pi, root=True, negative=value < 0)
    raise ArrayError(f"the number {shown} is rounded; write it with xp (xp.sqrt, xp.pi), so that it stays exact")


def _near(value: float) -> Fraction | None:
    if not math.isfinite(value):
        return None
    found = Fraction(value).limit_denominator(SMALL_SQUARE)
    return found if found and abs(float(found) - value) <= CLOSE * abs(value) else None
