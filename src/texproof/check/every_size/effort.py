"""A bound on the work of one proof, counted in steps, so that it ends at the same place on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from .positions import NoRule

LIMIT = 60_000  # factors looked at

_left: ContextVar[list[int] | None] = ContextVar("texproof_effort", default=None)


@contextmanager
def bounded(limit: int = LIMIT) -> Iterator[None]:
    """Let the steps that are spent while the block runs be no more than `limit`."""
    token = _left.set([limit])
    try:
        yield
    finally:
        _left.reset(token)


def spend(steps: int = 1) -> None:
    """Count steps. Raises NoRule where none are left."""
    left = _left.get()
    if left is not None:
        left[0] -= steps
        if left[0] < 0:
            raise NoRule("a proof with as many steps as this one would have")
