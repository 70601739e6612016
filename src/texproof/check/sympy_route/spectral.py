"""What has no exact value by rational operations, roots and elementary functions of the entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...elaborate import term as t
from .values import EvaluationError, Value

if TYPE_CHECKING:
    from .evaluation import Evaluator

WORDS = {
    "exp": "the exponential of a matrix",
    "log": "the logarithm of a matrix",
    "sqrt": "the square root of a matrix",
    "sin": "the sine of a matrix",
    "cos": "the cosine of a matrix",
    "eigenvalues": "an eigenvalue",
    "singular": "a singular value",
    "rank": "a rank",
}


def refused(evaluator: Evaluator, term: t.MatrixFunction | t.Spectrum, _: Mapping[str, int]) -> Value:
    """Raise EvaluationError, which says what is not computed exactly: NumPy alone judges it."""
    raise EvaluationError(f"{WORDS[term.function]} is not computed exactly")
