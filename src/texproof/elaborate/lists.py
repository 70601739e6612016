"""Lists of names before a relation: A, B ∈ S says it of both; A, B = 0 leaves open of which."""

from __future__ import annotations

from collections.abc import Sequence

from ..parse import tree as t
from . import mentions
from .problem import Problem
from .scope import Scope


def membership(nodes: Sequence[t.Node], separators: Sequence[str], position: int) -> t.Node | None:
    r"""Return the set of `A, B \in S` for A: a list before ∈ shares it."""
    while position < len(separators) and separators[position] == ",":
        if isinstance(nodes[position], t.Chain | t.Prose):
            return None
        position += 1
        following = nodes[position]
        if isinstance(following, t.Chain):
            return following.sides[-1] if [r.sign for r in following.relations] == [r"\in"] else None
    return None


def check(nodes: Sequence[t.Node], separators: Sequence[str], position: int, scope: Scope) -> None:
    """Problem: a list stands before an equation or a definition, A, B = 0, which could be said of A too.

    Dots stand between two of a kind: x_1, …, x_n.
    """
    first, at = nodes[position], position
    if isinstance(first, t.Dots):
        around = nodes[max(position - 1, 0) : position + 2 : 2]
        listed = len(around) == 2 and set(separators[position - 1 : position + 1]) == {","}
        if not listed or type(around[0]) is not type(around[1]) or isinstance(around[0], t.Chain | t.Numeral):
            raise Problem("not-understood", "dots stand between two of a list: x_1, …, x_n", first.span)
    if isinstance(first, t.Chain | t.Prose | t.Dots | t.Reference):
        return
    while at + 1 < len(nodes) and mentions.range_end(nodes, at + 1, scope) is None:
        joined = separators[at] == "," or _is_and(nodes[at]) or _is_and(nodes[at + 1])
        at += 1
        following = nodes[at]
        if not joined or (isinstance(following, t.Prose) and not _is_and(following)):
            return
        if isinstance(following, t.Chain):
            if following.relations[0].sign in ("=", ":="):
                raise Problem(
                    "ambiguous-notation",
                    f"it is not clear whether this is said of {scope.written(first.span)} too",
                    first.span | following.span,
                    help="write one relation for each, or the list in a formula of its own",
                )
            return


def _is_and(node: t.Node) -> bool:
    return isinstance(node, t.Prose) and node.words.strip(" ,").lower() == "and"
