r"""Signs that stand before their argument and take one factor: d, ∇, and D in D_v f and Df(X)[E]."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from ..model.increments import increment_kind
from ..parse import tree as t
from . import algebra, differentials, mentions
from .problem import Problem
from .scope import Scope
from .signs import bracket, is_nabla, is_transpose_sign, owns_its_power
from .term import Apply, Differential, Symbol, Term, walk
from .vocabulary import key


class Row(Protocol):
    """The row of factors that is being read; see products.Row."""

    scope: Scope
    gradients: dict[int, Term]

    def read(self, node: t.Node) -> Term: ...

    def factor(self, run: Sequence[t.Node], position: int) -> tuple[Term, int]: ...

    def derived(self, node: t.Node, body: Callable[[], Term]) -> Term: ...

    def rescripted(self, term: Term, argument: t.Node) -> Term: ...


def prefixed(row: Row, run: Sequence[t.Node], position: int) -> tuple[Term, int] | None:
    """Return what a sign at a position makes of its argument, and where the next factor starts; None for no such sign.

    Problem: it is not clear how far it reaches.
    """
    node, scope = run[position], row.scope
    if is_nabla(node):
        return _gradient(row, run, position)
    if position + 1 == len(run):
        return None
    times = differentials.order(node, scope)
    if times is not None:
        body, end = row.factor(run, position + 1)
        differentials.check_reach(run[end - 1], run[end] if end < len(run) else None, scope)
        return differentials.differential(body, times, node.span | body.span, scope), end
    return _directional(row, run, position) if _is_direction_sign(node, scope) else None


def _gradient(row: Row, run: Sequence[t.Node], position: int) -> tuple[Term, int]:
    node = run[position]
    if position + 1 == len(run):
        raise Problem("not-understood", "nothing follows the gradient sign", node.span)
    body, end = row.factor(run, position + 1)
    while _still(body) and end < len(run):
        # A number that does not vary has no gradient: what is meant is that of what it multiplies.
        following, end = row.factor(run, end)
        body = algebra.multiply(body, following, row.scope)
    last = run[end - 1]
    scripted = isinstance(last, t.Scripted) and last.sup is not None
    turned = scripted and isinstance(last, t.Scripted) and is_transpose_sign(last.sup) and not body.shape
    if scripted and not turned and not owns_its_power(last, row.scope.vocabulary.knows("e")):
        message = f"it is not clear at {row.scope.written(last.span)}: whether the gradient is taken first"
        raise Problem("ambiguous-notation", message, last.span, help="write brackets")
    gradient = row.derived(_indexed(node, run[position + 1 : end], row.scope), lambda: body)
    row.gradients[id(gradient)] = gradient
    if turned:
        # A number is its own transpose, so that what is turned is the gradient.
        gradient = algebra.transpose(gradient, node.span | last.span, row.scope)
        row.gradients[id(gradient)] = gradient
    return gradient, end


def _still(body: Term) -> bool:
    return not body.shape and not any(isinstance(part, Symbol | Apply) for part in walk(body))


def _indexed(node: t.Node, argument: Sequence[t.Node], scope: Scope) -> t.Node:
    r"""Return ∇ with its variable as a subscript where f(x) behind it says it: \nabla f(x) is \nabla_x f(x)."""
    if isinstance(node, t.Scripted) and node.sub is not None:
        return node
    group = bracket(argument[-1]) if len(argument) == 2 else None
    if group is None:
        return node
    name, variable = (scope.vocabulary.names.get(key(part), "") for part in (argument[0], group.body))
    if variable not in scope.vocabulary.depends(name):
        return node
    if isinstance(node, t.Scripted):
        return replace(node, sub=group.body)
    return t.Scripted(node, group.body, span=node.span)


def _is_direction_sign(node: t.Node, scope: Scope) -> bool:
    """Whether a node is a D that is no symbol here, with a direction below it or without."""
    base = node.base if isinstance(node, t.Scripted) and node.sup is None and not node.primes else node
    if isinstance(node, t.Scripted) and node.sub is not None and mentions.is_size(node.sub, scope):
        return False  # D_n is the duplication matrix: a size is no direction
    known = scope.vocabulary.knows(key(node)) or scope.vocabulary.knows(key(base))
    return base == t.Letter("D") and not known and "D" not in scope.running and "D" not in scope.indices


def _directional(row: Row, run: Sequence[t.Node], position: int) -> tuple[Term, int] | None:
    node, scope = run[position], row.scope
    below = node.sub if isinstance(node, t.Scripted) else None
    group = bracket(run[position + 2]) if position + 2 < len(run) else None
    behind = run[position + 3] if position + 3 < len(run) else None
    along = behind if below is None else None
    if below is None and not (isinstance(behind, t.Group) and behind.kind == "["):
        return None
    body, end = row.factor(run, position + 1)
    named = scope.vocabulary.names.get(key(group.body), "") if group is not None and end == position + 3 else ""
    direction = row.read(below if below is not None else along.body)  # type: ignore[union-attr]
    variable = _variable(named, body, node, scope)
    _, direction = scope.same_shape(variable, direction, direction.span, "the variable is {}; the direction is {}")
    span = node.span | run[end].span if below is None else node.span | body.span
    return Differential(body, ((variable, direction),), shape=body.shape, span=span), end + (below is None)


def _variable(named: str, body: Term, node: t.Node, scope: Scope) -> Symbol:
    """Return the free symbol that moves: the one in brackets, or the only one that the body depends on."""
    vocabulary = scope.vocabulary
    found = (named,) if named in vocabulary.kinds else differentials.moving(body, vocabulary)
    if len(found) != 1:
        raise Problem(
            "not-understood", "a directional derivative names its variable", node.span, help="write D_{v} f(x)"
        )
    if increment_kind(vocabulary.kinds[found[0]]) != replace(vocabulary.kinds[found[0]], hypotheses=()):
        message = f"{vocabulary.tex[found[0]]} cannot move in every direction: its entries are tied"
        raise Problem("not-a-variable", message, node.span, help="declare it without the hypothesis")
    return Symbol(found[0], shape=vocabulary.shapes[found[0]], span=node.span)
