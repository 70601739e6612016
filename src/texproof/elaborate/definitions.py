"""Definitions: what `:=` gives a meaning from there on."""

from __future__ import annotations

from ..model.size import Size
from ..parse import tree as t
from .letters import apart, free_letters
from .problem import Problem
from .scope import Scope
from .term import Term
from .vocabulary import Definition, key


def define(node: t.Node, term: Term, chain: t.Chain, scope: Scope) -> Definition:
    r"""Return the definition that `node := term` makes, in force from here on.

    Problem: the name is not new, or its entries are written like those of something else.
    """
    arguments: tuple[str, ...] = ()
    name = node
    if isinstance(node, t.Product) and len(node.factors) == 2 and isinstance(node.factors[1], t.Group):
        name, group = node.factors
        assert isinstance(group, t.Group)
        listed = group.body.statements if isinstance(group.body, t.Statements) else (group.body,)
        arguments = tuple(key(part) for part in listed)
    if not isinstance(name, t.Letter | t.Accented | t.Bold | t.Scripted):
        raise Problem("not-understood", "on the left of := stands a new name", node.span)
    spelled = key(name)
    if scope.vocabulary.knows(spelled) or spelled in scope.running:
        message = f"{scope.written(name.span)} has a meaning here already"
        raise Problem("name-taken", message, name.span, help="take a new name")
    if isinstance(name, t.Scripted):
        head = key(name.base)
        if name.primes:
            raise Problem("not-understood", "a prime is kept for derivatives of functions", name.span)
        if scope.vocabulary.knows(head) or head in scope.vocabulary.entries or name.sup is not None:
            message = f"{scope.written(name.span)} is an entry of something that has a meaning already"
            raise Problem("name-taken", message, name.span, help="take a new name")
    free = {letter for letter in free_letters(term) if not letter.startswith("#")}
    if free:
        message = f"the index {sorted(free)[0]} is free on the right of :="
        raise Problem("not-understood", message, chain.span, help="define the whole array")
    entries = scope.vocabulary.entries.get(spelled) or scope.vocabulary.defined_entries.get(spelled)
    if entries is not None and len(term.shape) == 2 and scope.sizes.resolve(term.shape[1]) != Size.of(1):
        message = f"the entries of {entries} are written with {scope.written(name.span)} here"
        raise Problem("name-taken", message, name.span, help="take a new name")
    term = apart(term, f"#{spelled}.")
    found = Definition(spelled, scope.written(name.span), term, arguments, tuple(scope.conditions))
    scope.vocabulary = scope.vocabulary.with_definition(found)
    return found
