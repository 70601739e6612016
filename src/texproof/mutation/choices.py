"""Edits of what chooses among values: relations in brackets and in cases, the larger and the smaller."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..parse import tree as t
from .names import Names
from .sites import Site

TURNED = {
    "<": ">", ">": "<", r"\lt": r"\gt", r"\gt": r"\lt", r"\le": r"\ge", r"\ge": r"\le", r"\leq": r"\geq",
    r"\geq": r"\leq", r"\leqslant": r"\geqslant", r"\geqslant": r"\leqslant",
}  # fmt: skip
OTHER = {"max": "min", "min": "max"}


def choices(site: Site, _names: Names) -> Iterator[tuple[str, t.Node]]:
    """Turn a relation that chooses, take the smaller for the larger, exchange the values of cases."""
    node = site.node
    if isinstance(node, t.Chain) and _chooses(site):
        for n, relation in enumerate(node.relations):
            if relation.sign in TURNED:
                turned = replace(relation, sign=TURNED[relation.sign])
                relations = (*node.relations[:n], turned, *node.relations[n + 1 :])
                yield "relation-turn", replace(node, relations=relations)
    elif isinstance(node, t.Named) and node.name in OTHER:
        yield "extremum", replace(node, name=OTHER[node.name])
    elif isinstance(node, t.Cases):
        for n in range(len(node.rows) - 1):
            (value, condition), (other, behind) = node.rows[n : n + 2]
            rows = (*node.rows[:n], (other, condition), (value, behind), *node.rows[n + 2 :])
            yield "case-exchange", replace(node, rows=rows)


def _chooses(site: Site) -> bool:
    """Whether a relation stands in brackets, in a row of cases or under a one: there it states nothing."""
    parent = site.parent
    if isinstance(parent, t.Group):
        return parent.kind == "["
    return isinstance(parent, t.Cases) or (isinstance(parent, t.Scripted) and not isinstance(parent.base, t.BigSum))
