"""Answers to units of work: from the cache where they are kept, else from the crew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from ..report.record import from_data
from .answer import Answer
from .cache import Cache, digest, versions
from .work import Work

T = TypeVar("T")


class Runner(Protocol):
    """Does units of work, here or elsewhere."""

    def run(self, works: Sequence[Work], done: Callable[[int], None] = ...) -> list[Answer]:
        """Return an answer for each unit, in order; `done` is told how many more are there."""


class Answers:
    """Asks the crew, and the cache before it unless `cold`. `traces` are those of faults in texproof itself."""

    def __init__(self, cache: Cache, crew: Runner, *, cold: bool) -> None:
        self._cache, self._crew, self._cold = cache, crew, cold
        self.traces: list[str] = []

    def ask(self, works: Sequence[Work], done: Callable[[int], None] = lambda _: None) -> list[Answer]:
        """Return the crew's answers, in order; `done` is told how many more are there."""
        answers = self._crew.run(works, done)
        self.traces += [answer.trace for answer in answers if answer.trace]
        return answers

    def kept(self, work: Work, kind: type[T], *, cold: bool = False) -> T | None:
        """Return what the cache holds for a unit; None where it holds nothing, or is not to be asked."""
        if self._cold or cold:
            return None
        try:
            return from_data(kind, self._cache.get("formulas", self.name(work), _key(work)))
        except (TypeError, ValueError):
            return None

    def keep(self, work: Work, data: object) -> None:
        self._cache.put("formulas", self.name(work), _key(work), data)

    def drop(self, work: Work) -> None:
        self._cache.drop("formulas", self.name(work))

    @staticmethod
    def name(work: Work) -> str:
        """Return the name of a unit's entry: a hash of all that decides its answer."""
        return digest(_key(work))


def _key(work: Work) -> dict[str, object]:
    return {"work": work.data, "versions": versions()}
