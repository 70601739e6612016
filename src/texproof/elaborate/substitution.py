"""A function that the page defines for a number, f(x) := …, taken of something else."""

from __future__ import annotations

from dataclasses import replace

from ..model.size import Size
from ..parse import tree as t
from . import entrywise
from .problem import Problem
from .scope import Scope
from .term import Derivative, Differential, Entry, Index, Symbol, Term, placed, rebuild, walk
from .vocabulary import Definition


def value_of(definition: Definition, argument: Term, group: t.Node, scope: Scope) -> Term:
    """Return the definition with a term in the place of its argument; of an array, entry by entry.

    Problem: the definition's argument is no free number, or what it says of that is not said of any other.
    """
    name = scope.vocabulary.names.get(definition.arguments[0], "") if len(definition.arguments) == 1 else ""
    kind = scope.vocabulary.kinds.get(name)
    if kind is None or kind.noun != "scalar" or definition.term.shape:
        message = f"{definition.name} was defined of ({', '.join(definition.arguments)}) alone"
        raise Problem("not-understood", message, group.span)
    for part in walk(definition.term):
        tied = isinstance(part, Symbol) and name in scope.vocabulary.depends(part.name)
        if tied or isinstance(part, Derivative | Differential):
            message = (
                f"{definition.name} holds a derivative or a symbol that is computed from {definition.arguments[0]}"
            )
            help_ = f"write it of ({definition.arguments[0]}), or return the function in the snippet"
            raise Problem("not-understood", message, group.span, help=help_)
    found = entrywise.each(argument, lambda entry: _with(placed(definition.term, group.span), name, entry))
    return replace(found, span=group.span)


def check_place(definition: Definition, place: Term, group: t.Node, scope: Scope) -> None:
    """Check that a function of the page can be differentiated at a place: a number that it holds as its argument alone.

    Problem: the place is an array or not a symbol, or the function holds it otherwise too.
    """
    letter = scope.vocabulary.names.get(definition.arguments[0], "") if len(definition.arguments) == 1 else ""
    symbol = place.array if isinstance(place, Entry) else place
    if place.shape or not letter or not isinstance(symbol, Symbol):
        message = f"the derivative of {definition.name} is not read at {scope.written(group.span)}"
        help_ = "write it at a number, or return the function in the snippet"
        raise Problem("not-understood", message, group.span, help=help_)
    inside = {part.name for part in walk(definition.term) if isinstance(part, Symbol)} - {letter}
    met = inside.union(*(scope.vocabulary.depends(name) for name in inside))
    if symbol.name in met or letter in met:
        message = f"{definition.name} holds {scope.written(group.span)} not only as its argument"
        raise Problem("not-understood", message, group.span, help="return the function in the snippet")


def _with(term: Term, name: str, value: Term) -> Term:
    def change(part: Term | Size | Index) -> Term | Size | Index:
        return _with(part, name, value) if isinstance(part, Term) else part

    if isinstance(term, Symbol) and term.name == name:
        return value
    found = rebuild(term, change)
    assert isinstance(found, Term)
    return found
