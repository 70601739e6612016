"""Why a formula has no meaning, and what that makes of it."""

from __future__ import annotations

from ..diagnostic import Diagnostic, Span

ILL_SHAPED = frozenset({"shape-mismatch", "index-range", "index-count"})
UNDECIDED = frozenset({"may-be-undefined", "too-large", "crashed"})


class Problem(Exception):
    """Carries a diagnostic from deep inside a term to the statement that collects it."""

    def __init__(self, code: str, message: str, span: Span, *, notes: tuple[str, ...] = (), help: str = "") -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(code, message, span, notes, help)


def verdict_of(code: str) -> str:
    """Return the verdict of a formula, or of an obligation, that has a diagnostic of this code."""
    if code in ILL_SHAPED:
        return "ill-shaped"
    return "undecided" if code in UNDECIDED else "malformed"
