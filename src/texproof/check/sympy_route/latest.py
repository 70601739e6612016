"""What was evaluated last, for the next obligation that has a side in common with it."""

from __future__ import annotations

from collections.abc import Mapping

from ...elaborate.claim import Obligation
from ...elaborate.term import Negative, Term
from .evaluation import Evaluator
from .forward import Run

MOST = 4  # runs of which the last evaluator is kept


class Latest:
    """The last evaluator of the last few runs, each with the sides that it has values for.

    A claim is followed by its spoiled twins, which have its left side and its right one with the other sign, and a
    step of a chain by the next. A side is the same where it is the same object.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Run, Evaluator, list[Term]]] = {}

    def forget(self) -> None:
        """Let the next obligation of each run start anew."""
        self._kept.clear()

    def evaluator(self, run: Run, sizes: Mapping[str, int], obligation: Obligation) -> Evaluator:
        """Return what evaluates the sides of an obligation in a run: the last one where it knows one of them.

        Another one starts from the atoms of the run, whatever was made before.
        """
        sides = _sides(obligation)
        kept = self._kept.pop(id(run), None)  # the run is held, so that no other object can get its id
        if kept is not None and any(side is known for side in sides for known in kept[2]):
            evaluator = kept[1]
            evaluator.again()
        else:
            run.field.forget(run.settled)
            evaluator = Evaluator(run, sizes)
        self._kept[id(run)] = (run, evaluator, sides)
        while len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]
        return evaluator


def _sides(obligation: Obligation) -> list[Term]:
    sides = [side for side in (obligation.left, obligation.right) if side is not None]
    return sides + [side.argument for side in sides if isinstance(side, Negative)]
