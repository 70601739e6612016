"""Sums: their letters and bounds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from ..diagnostic import Span
from ..model.size import Size
from ..parse import tree as t
from . import entrywise, indices
from .problem import Problem
from .scope import Scope
from .term import Fold, Index, IndexNumber, Series, Sum, Term

ONE = Size.of(1)
ENDLESS = Size.of(10**12)  # no array is as long, so that what such a letter would index is refused
CONDITIONS = frozenset({"<", ">", r"\le", r"\leq", r"\leqslant", r"\ge", r"\geq", r"\geqslant", r"\ne", r"\neq"})


def summation(node: t.Node, body: Callable[[], Term], scope: Scope) -> Term:
    """Return Σ of a body over its letters; without bounds each runs over the range of what it indexes."""
    operation = _operation(node)
    if _is_endless(node):
        return _series(node, operation, body, scope)
    letters, lower, upper, condition = _bounds(node, scope)
    with ExitStack() as stack:
        limit = None if upper is None else _highest(upper, scope)
        running = [stack.enter_context(scope.binding(letter, lower, limit, span)) for letter, span in letters]
        if upper is not None and upper.letters:
            scope.tops.update((one.name, upper) for one in running)
        term = body()
        if condition is not None:
            term = entrywise.times(_holds(condition, operation, scope), term)
    if operation and term.shape:
        message = f"a {operation} over an index is of numbers; this is {scope.shown(term.shape)}"
        raise Problem("shape-mismatch", message, term.span)
    for one in reversed(running):
        bounds = (Index((), one.lower), scope.tops.get(one.name, Index((), one.upper)))
        span = node.span | term.span
        if operation:
            term = Fold(operation, one.name, *bounds, term, span=span)
        else:
            term = Sum(one.name, *bounds, term, shape=term.shape, span=span)
    return term


def _is_endless(node: t.Node) -> bool:
    sup = node.sup if isinstance(node, t.Scripted) else None
    return isinstance(sup, t.Letter) and sup.name == r"\infty"


def _series(node: t.Node, operation: str, body: Callable[[], Term], scope: Scope) -> Term:
    """Return a sum without end; its letter stands in exponents, factorials and numbers, and is no index of entries."""
    assert isinstance(node, t.Scripted)
    below = node.sub
    if operation or not isinstance(below, t.Chain) or [r.sign for r in below.relations] != ["="]:
        raise Problem("not-understood", "a sum up to ∞ names its letter and where it starts", node.span)
    letter, lower = _letter(below.sides[0]), _whole(below.sides[1], scope)
    with scope.binding(letter, lower, ENDLESS, below.span) as running:
        term = body()
    return Series(running.name, Index((), lower), term, shape=term.shape, span=node.span | term.span)


def _operation(node: t.Node) -> str:
    """Return what a big operator makes of its body besides a sum: "product", "maximum", "minimum"."""
    base = node.base if isinstance(node, t.Scripted) else node
    name = base.name if isinstance(base, t.BigSum | t.Named) else "sum"
    return {"sum": "", "prod": "product", "max": "maximum", "min": "minimum"}[name]


def _holds(condition: t.Chain, operation: str, scope: Scope) -> Term:
    """Return 1 where the indices under a sum are as its condition says, i ≠ j or k < j, and else 0."""
    if operation:
        raise Problem("not-understood", f"a condition is not read under a {operation}", condition.span)
    sides = [IndexNumber(indices.index(side, scope), span=side.span) for side in condition.sides]
    return entrywise.relation(sides, [one.sign for one in condition.relations], condition.span, scope)


def _bounds(node: t.Node, scope: Scope) -> tuple[list[tuple[str, Span]], Size, Index | None, t.Chain | None]:
    if not isinstance(node, t.Scripted) or node.sub is None:
        raise Problem("not-understood", "a sum names its index", node.span, help=r"write \sum_{i=1}^{m} or \sum_i")
    parts = node.sub.statements if isinstance(node.sub, t.Statements) else (node.sub,)
    last = parts[-1]
    lower = ONE
    bounded = False
    condition = None
    if isinstance(last, t.Chain):
        signs = [r.sign for r in last.relations]
        if signs == ["="]:
            parts, lower, bounded = (*parts[:-1], last.sides[0]), _whole(last.sides[1], scope), True
        elif len(signs) == 2 and set(signs) <= {r"\le", r"\leq", r"\leqslant"} and node.sup is None:
            letter = last.sides[1]
            return [(_letter(letter), letter.span)], _whole(last.sides[0], scope), _upper(last.sides[2], scope), None
        elif len(signs) == 1 and signs[0] in CONDITIONS and node.sup is None and len(parts) == 1:
            condition, parts = last, (last.sides[0],)
        else:
            raise Problem("not-understood", f"{scope.written(last.span)} is not read under a sum", last.span)
    if bounded != (node.sup is not None):
        raise Problem("not-understood", "a sum has both bounds or none", node.span)
    letters = [(_letter(one), one.span) for part in parts for one in t.factors_of(part)]
    return letters, lower, None if node.sup is None else _upper(node.sup, scope), condition


def _letter(node: t.Node) -> str:
    if isinstance(node, t.Letter):
        return node.name
    raise Problem("not-understood", "the index of a sum is a letter", node.span)


def _upper(node: t.Node, scope: Scope) -> Index:
    """Return a sum's upper bound: a number, a size, or an expression with the letters of sums around it."""
    found = indices.index(node, scope)
    if any(not scope.every[letter].bound for letter, _ in found.letters):
        raise Problem(
            "not-understood", "a bound of a sum is a number, a size or the index of a sum around it", node.span
        )
    return found


def _highest(index: Index, scope: Scope) -> Size:
    """Return the largest value of a bound, in sizes."""
    high = index.offset
    for name, coefficient in index.letters:
        one = scope.every[name]
        high = high + coefficient * (one.upper if coefficient > 0 else one.lower)
    return high


def _whole(node: t.Node, scope: Scope) -> Size:
    found = indices.index(node, scope)
    if found.letters:
        raise Problem("not-understood", "a bound of a sum is a number or a size", node.span)
    return found.offset
