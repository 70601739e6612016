"""A value with its argument in brackets: of the model's functions, of the page's own, of a computed symbol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ..parse import tree as t
from . import spectral, substitution
from .prefixes import Row
from .problem import Problem
from .scope import Scope
from .signs import bracket
from .term import Apply, Derivative, Differential, Symbol, Term, walk
from .vocabulary import Vocabulary, key


def applied(row: Row, node: t.Node, follower: t.Node | None) -> Term | None:
    """Return f(…): a function of the model applied, or a computed symbol named with what it is computed from."""
    vocabulary = row.scope.vocabulary
    primed = isinstance(node, t.Scripted) and node.primes and not vocabulary.knows(key(_primed_base(node)))
    base, order = (node.base, node.primes) if isinstance(node, t.Scripted) and primed else (node, 0)
    if order and isinstance(node, t.Scripted) and (node.sub is not None or node.sup is not None):
        base = t.Scripted(node.base, node.sub, None, span=node.span)
    name = vocabulary.names.get(key(base))
    if name in vocabulary.functions and name is not None:
        group = None if follower is None else bracket(follower)
        if follower is None or group is None:
            raise Problem("not-understood", f"{row.scope.written(node.span)} is a function: it needs (…)", node.span)
        argument = row.read(group)
        span = node.span | group.span
        term: Term = Apply(name, argument, order, shape=argument.shape, span=span)
        kind = vocabulary.kinds.get(name)
        if kind is not None and kind.noun == "matrix function" and argument.shape:
            term = spectral.of_matrix(name, argument, order, span, row.scope)
        return row.rescripted(term, follower)
    if order:
        return _derived(row, base, order, node, follower)
    group = None if follower is None else bracket(follower)
    if follower is None or group is None or group.kind != "(":
        return None
    arguments = group.body.statements if isinstance(group.body, t.Statements) else (group.body,)
    value = None
    if name is not None and vocabulary.depends(name):
        value = _computed(row, node, name, group, arguments)
    definition = vocabulary.definitions.get(key(node))
    if definition is not None and definition.arguments:
        value = row.read(node)
        if definition.arguments != tuple(key(a) for a in arguments):
            argument = row.read(group)
            value = substitution.value_of(definition, argument, group, row.scope)
    return None if value is None else row.rescripted(value, follower)


def _derived(row: Row, base: t.Node, order: int, node: t.Node, follower: t.Node | None) -> Term:
    """Return the derivative of a function that the page defines for a number, f'(x) of f(x) := …"""
    definition = row.scope.vocabulary.definitions.get(key(base))
    group = None if follower is None else bracket(follower)
    if definition is None or not definition.arguments or follower is None or group is None:
        raise Problem("not-understood", "a prime stands only behind a function of the given", node.span)
    substitution.check_place(definition, row.read(group), group, row.scope)
    span = node.span | group.span
    value = t.Product((base, group), ("",), span=span)
    below = t.Product((t.Partial(span=span), group.body), ("",), span=span)
    derivative = t.Fraction(t.Partial(span=span), below, span=span)
    term = row.read(value)
    for _ in range(order):
        term = replace(row.derived(derivative, partial(_same, term)), span=span)
    return row.rescripted(term, follower)


def _computed(row: Row, node: t.Node, name: str, group: t.Node, arguments: Sequence[t.Node]) -> Term | None:
    vocabulary = row.scope.vocabulary
    named = [vocabulary.names.get(key(a)) for a in arguments]
    if all(n is not None and n in vocabulary.depends(name) for n in named) and len({*named}) == len(named):
        return row.read(node)
    if len(arguments) > 1:
        pairs = zip(arguments, named, strict=True)
        strange = next((a for a, n in pairs if n not in vocabulary.depends(name)), group)
        message = f"{row.scope.written(node.span)} is not computed from {row.scope.written(strange.span)}"
        raise Problem("not-understood", message, strange.span)
    if isinstance(arguments[0], t.Letter | t.Accented | t.Bold | t.Numeral) or _is_name(arguments[0], vocabulary):
        # A lone name in brackets looks like what the symbol is computed from, which it is not.
        raise row.scope.unclear(group.span, "whether this is a product or a value of a function", "leave out brackets")
    argument = row.read(arguments[0])
    inside = {s.name for s in walk(argument) if isinstance(s, Symbol)}
    varied = any(isinstance(part, Derivative | Differential) for part in walk(argument))
    if varied or not inside & vocabulary.depends(name):
        return None  # a product: no symbol is a function of a derivative
    if not isinstance(argument, Symbol):
        _state_value(name, argument, group, row.scope)
    return row.read(node)


def _state_value(name: str, argument: Term, group: t.Node, scope: Scope) -> None:
    """State that what stands in brackets behind a computed symbol, as in f(AX + B), is what it is computed from.

    Problem: it could be a product too, since no one computed array fits.
    """
    vocabulary, shape = scope.vocabulary, scope.sizes.shape(argument.shape)
    fitting = [
        other
        for other in vocabulary.shapes
        if other in vocabulary.depends(name) - vocabulary.kinds.keys() and vocabulary.shapes[other] == shape
    ]
    if not shape or vocabulary.shapes[name] or len(fitting) != 1:
        raise scope.unclear(group.span, "whether this is a product or a value of a function")
    value = Symbol(fitting[0], shape=shape, span=group.span)
    scope.state("place", argument, value, group, group.span)


def _is_name(node: t.Node, vocabulary: Vocabulary) -> bool:
    """Whether a node with scripts is one name or an entry of one, and no power or transpose of it."""
    return isinstance(node, t.Scripted) and (node.sup is None or vocabulary.knows(key(node)))


def _same(term: Term) -> Term:
    return term


def _primed_base(node: t.Scripted) -> t.Scripted:
    """Return a base with its primes and without its other scripts."""
    return t.Scripted(node.base, None, None, node.primes, span=node.span)
