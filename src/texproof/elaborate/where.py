"""Names that a formula explains itself: y = γ h, h = 2x says what h is, for this formula alone."""

from __future__ import annotations

from collections.abc import Sequence

from ..parse import tree as t
from . import mentions, names
from .scope import Scope
from .vocabulary import key, plain


def explained(nodes: Sequence[t.Node], scope: Scope) -> list[int]:
    """Return the positions of the equations that say what a name of this formula is, each after those it needs.

    Such an equation has on its left a name that means nothing else here and that another statement uses; its
    right side does not. Two equations that need each other explain nothing.
    """
    found: dict[str, int] = {}
    for position, node in enumerate(nodes):
        spelled = _name(node, scope)
        if spelled is None or mentions.range_end(nodes, position, scope) is not None:
            continue
        others = [other for at, other in enumerate(nodes) if at != position]
        used = any(isinstance(other, t.Chain) and _occurs(spelled, other) for other in others)
        if spelled not in found and used:
            found[spelled] = position
    ordered: list[int] = []
    waiting = dict(found)
    while waiting:
        ready = [x for x, at in waiting.items() if not any(_occurs_right(other, nodes[at]) for other in waiting)]
        if not ready:
            break
        ordered += [waiting.pop(spelled) for spelled in ready]
    return ordered


def _name(node: t.Node, scope: Scope) -> str | None:
    """Return the key of the new name on the left of an equation, or None."""
    if not (isinstance(node, t.Chain) and node.relations[0].sign == "="):
        return None
    left = plain(node.sides[0])
    bare = left.base if isinstance(left, t.Scripted) else left
    if isinstance(left, t.Scripted):
        # A letter below could be an index, and a script above an exponent: neither makes a name of its own.
        if left.sup is not None or left.primes or not isinstance(left.sub, t.Numeral | t.Named):
            return None
        if scope.vocabulary.knows(key(bare)) or key(bare) in scope.vocabulary.entries:
            return None
        if names.is_special(key(bare)):
            return None
    if not isinstance(bare, t.Letter | t.Accented | t.Named | t.Bold):
        return None
    spelled = key(left)
    taken = scope.vocabulary.knows(spelled) or spelled in scope.running or names.is_special(spelled)
    return None if taken or spelled in scope.indices else spelled


def _occurs(spelled: str, node: t.Node) -> bool:
    return any(key(part) == spelled for part in t.walk(node) if isinstance(part, _NAMES))


_NAMES = t.Letter | t.Accented | t.Bold | t.Scripted | t.Named


def _occurs_right(spelled: str, node: t.Node) -> bool:
    assert isinstance(node, t.Chain)
    return any(_occurs(spelled, side) for side in node.sides[1:])
