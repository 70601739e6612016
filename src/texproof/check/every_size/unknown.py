"""Calls of `unknown(…)`: differentiable functions of which nothing else is known."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

from . import rules
from .network import Entry, Free
from .positions import NoRule, Place

if TYPE_CHECKING:
    from .array import Array

MOST_ORDER = 4  # of a partial derivative


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """The call with this number in a model's body, its arguments, and how many indices its value has."""

    number: int
    arguments: tuple[Array, ...]
    rank: int


def tensor(call: Call, by: tuple[int, ...], places: tuple[tuple[Place, ...], ...]) -> Entry:
    """Return a partial derivative as an entry of a free tensor: mixed ones do not depend on their order."""
    if len(by) > MOST_ORDER:
        raise NoRule(f"a derivative of an order above {MOST_ORDER}")
    starts, slot = [], len(places[0])
    for group in places[1:]:
        starts.append(range(slot, slot + len(group)))
        slot += len(group)
    if len(by) > 1:
        rules.MIXED.use()
    orders = []
    for order in permutations(range(len(by))):
        if all(by[i] == number for i, number in zip(order, by, strict=True)):
            orders.append((*range(len(places[0])), *(slot for i in order for slot in starts[i])))
    free = Free(f"?{call.number}{''.join(f'/{argument}' for argument in by)}", tuple(orders))
    return Entry(free, tuple(place for group in places for place in group))
