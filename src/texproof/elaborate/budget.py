"""What may be evaluated at all: sizes, entries and sums, counted before any route sees a term."""

from __future__ import annotations

from collections.abc import Mapping

from ..diagnostic import Diagnostic
from ..model.size import Size
from .claim import Obligation
from .term import Fold, Sum, Term, children

# A size letter counts as so many: the routes choose sizes no larger, but for written numbers.
TYPICAL = 6
LARGEST_SIZE = 12
MOST_ENTRIES = 1_000_000
MOST_SUMMANDS = 100_000


def exceeded(obligation: Obligation) -> Diagnostic | None:
    """Return what makes an obligation too large to be decided, or None."""
    for size, number in obligation.at_least:
        if size.value(dict.fromkeys(size.letters, LARGEST_SIZE)) < number:
            asked = number - size.value(dict.fromkeys(size.letters, 0))
            message = f"entry {asked} is written, and letters stand for sizes up to {LARGEST_SIZE}"
            help_ = "write an entry nearer to the first or the last one, or an index letter"
            return Diagnostic("too-large", message, obligation.span, help=help_)
    for side in (obligation.left, obligation.right):
        found = None if side is None else _too_large(side, 1)
        if found is not None:
            return found
    return None


def _too_large(term: Term, times: int) -> Diagnostic | None:
    """Return the first part that is too large, where a part under a sum counts as often as it is summed."""
    entries = 1
    for size in term.shape:
        entries *= max(size.value(_typical(size)), 0)
    if entries > MOST_ENTRIES:
        return Diagnostic("too-large", f"an array of {entries:,} entries or more is not evaluated", term.span)
    if isinstance(term, Sum | Fold):
        count = term.upper.offset - term.lower.offset + 1
        reached = sum(c for _, c in term.upper.letters if c > 0) * TYPICAL  # by letters of sums around it
        times *= max(count.value(_typical(count)) + reached, 1)
        if times > MOST_SUMMANDS:
            what = term.operation if isinstance(term, Fold) else "sum"
            return Diagnostic("too-large", f"a {what} of {times:,} terms or more is not evaluated", term.span)
    return next((found for child in children(term) if (found := _too_large(child, times)) is not None), None)


def _typical(size: Size) -> Mapping[str, int]:
    return dict.fromkeys(size.letters, TYPICAL)
