"""Functions of which a body says only what they are computed from; each route supplies its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from .dim import Dim, SnippetError


@dataclass(frozen=True, slots=True)
class UnknownRequest:
    """A call of `unknown(…)` in a running body: its arguments and the shape it shall have."""

    arguments: tuple[Any, ...]
    shape: tuple[Any, ...]  # whole numbers, and a `Dim` that has no number
    conjugates: int = 0  # of so many arguments the conjugates follow, in order; the function is real


_unknown_handler: ContextVar[Callable[[UnknownRequest], Any] | None] = ContextVar("texproof_unknown", default=None)


@contextmanager
def unknowns(handler: Callable[[UnknownRequest], Any]) -> Iterator[None]:
    """Let `handler` answer each `unknown(…)` while the block runs: this is how a route supplies its own."""
    token = _unknown_handler.set(handler)
    try:
        yield
    finally:
        _unknown_handler.reset(token)


def answering() -> Callable[[UnknownRequest], Any]:
    """Return what answers `unknown(…)` in the running body."""
    handler = _unknown_handler.get()
    if handler is None:
        raise SnippetError("unknown() is for a model's body")
    return handler


def unknown(*arguments: Any, shape: tuple[Any, ...] = ()) -> Any:
    """Return an arbitrary differentiable function of the arguments: a number, or an array of `shape`."""
    handler = answering()
    if not arguments:
        raise SnippetError("unknown() needs at least one argument")
    return handler(UnknownRequest(arguments, tuple(s if isinstance(s, Dim) and s.is_open else int(s) for s in shape)))
