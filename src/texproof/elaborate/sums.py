"""Sums: their letters and bounds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from ..diagnostic import Span
from ..model.size import Size
from ..parse import tree as t
from . import indices
from .problem import Problem
from .scope import Scope
from .term import Index, Sum, Term

ONE = Size.of(1)


def summation(node: t.Node, body: Callable[[], Term], scope: Scope) -> Term:
    """Return Σ of a body over its letters; without bounds each runs over the range of what it indexes."""
    letters, lower, upper = _bounds(node, scope)
    with ExitStack() as stack:
        running = [stack.enter_context(scope.binding(letter, lower, upper, span)) for letter, span in letters]
        term = body()
    for one in reversed(running):
        bounds = (Index((), one.lower), Index((), one.upper))
        term = Sum(one.name, *bounds, term, shape=term.shape, span=node.span | term.span)
    return term


def _bounds(node: t.Node, scope: Scope) -> tuple[list[tuple[str, Span]], Size, Size | None]:
    if not isinstance(node, t.Scripted) or node.sub is None:
        raise Problem("not-understood", "a sum names its index", node.span, help=r"write \sum_{i=1}^{m} or \sum_i")
    parts = node.sub.statements if isinstance(node.sub, t.Statements) else (node.sub,)
    last = parts[-1]
    lower = ONE
    bounded = False
    if isinstance(last, t.Chain):
        signs = [r.sign for r in last.relations]
        if signs == ["="]:
            parts, lower, bounded = (*parts[:-1], last.sides[0]), _whole(last.sides[1], scope), True
        elif len(signs) == 2 and set(signs) <= {r"\le", r"\leq", r"\leqslant"} and node.sup is None:
            letter = last.sides[1]
            return [(_letter(letter), letter.span)], _whole(last.sides[0], scope), _whole(last.sides[2], scope)
        else:
            raise Problem("not-understood", f"{scope.written(last.span)} is not read under a sum", last.span)
    if bounded != (node.sup is not None):
        raise Problem("not-understood", "a sum has both bounds or none", node.span)
    letters = [(_letter(one), one.span) for part in parts for one in t.factors_of(part)]
    return letters, lower, None if node.sup is None else _whole(node.sup, scope)


def _letter(node: t.Node) -> str:
    if isinstance(node, t.Letter):
        return node.name
    raise Problem("not-understood", "the index of a sum is a letter", node.span)


def _whole(node: t.Node, scope: Scope) -> Size:
    found = indices.index(node, scope)
    if found.letters:
        raise Problem("not-understood", "a bound of a sum is a number or a size", node.span)
    return found.offset
