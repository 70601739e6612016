"""Which symbols of a refused claim about differentials were perhaps meant to stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from ..elaborate.claim import Obligation
from ..elaborate.term import Symbol, Term, Zero, rebuild, walk
from ..model.declare import Model
from ..model.increments import increment
from .decide import holds_in_a_sample

MOST = 3  # symbols at rest at once


def resting(obligation: Obligation, model: Model, fixed: Mapping[str, int]) -> tuple[str, ...]:
    """Return the fewest symbols without whose increments the claim holds in a sample; () where there are none.

    One symbol at least still moves.
    """
    sides = [side for side in (obligation.left, obligation.right) if side is not None]
    met = {part.name for side in sides for part in walk(side) if isinstance(part, Symbol)}
    moving = [name for name in model.parameters if increment(name) in met]
    for count in range(1, min(MOST, len(moving) - 1) + 1):
        for names in combinations(moving, count):
            steps = frozenset(map(increment, names))
            at_rest = replace(obligation, left=_without(obligation.left, steps))
            if obligation.right is not None:
                at_rest = replace(at_rest, right=_without(obligation.right, steps))
            if holds_in_a_sample(at_rest, model, fixed):
                return names
    return ()


def _without(term: Term, steps: frozenset[str]) -> Term:
    """Return a term with zeros for increments."""

    def change(value: object) -> object:
        if isinstance(value, Symbol) and value.name in steps:
            return Zero(shape=value.shape, span=value.span)
        return rebuild(value, change) if isinstance(value, Term) else value

    found = change(term)
    assert isinstance(found, Term)
    return found
