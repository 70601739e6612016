r"""Functions written one behind another: h \circ f is h(f), and (h \circ f)(x) is h(f(x))."""

from __future__ import annotations

from ..parse import tree as t
from .problem import Problem
from .scope import Scope
from .signs import bracket
from .vocabulary import key

SIGN = r"\circ"


def applied(node: t.Product, scope: Scope) -> t.Product:
    r"""Return a product in which each h \circ f is h(f). Problem: h is no function."""
    factors, operators = list(node.factors), list(node.operators)
    while SIGN in operators:
        at = len(operators) - 1 - operators[::-1].index(SIGN)
        outer, inner = factors[at : at + 2]
        _check_function(outer, scope)
        # What is taken of a function with its argument is taken of its value.
        end = at + 3 if _takes(inner, scope) and at + 2 < len(factors) and bracket(factors[at + 2]) else at + 2
        factors[at + 1 : end] = [_in_brackets(factors[at + 1 : end])]
        operators[at : end - 1] = [""]
    return t.Product(tuple(factors), tuple(operators), span=node.span)


def of_argument(node: t.Node, argument: t.Node) -> t.Node | None:
    r"""Return (h \circ f)(x) as h \circ f(x), where a node is h \circ f in brackets; None for any other."""
    body = node.body if isinstance(node, t.Group) and node.kind == "(" else None
    if not isinstance(body, t.Product) or {*body.operators} != {SIGN}:
        return None
    span = node.span | argument.span
    return t.Product((*body.factors, argument), (*body.operators, ""), span=span)


def _in_brackets(factors: list[t.Node]) -> t.Group:
    span = factors[0].span | factors[-1].span
    body = factors[0] if len(factors) == 1 else t.Product(tuple(factors), ("",) * (len(factors) - 1), span=span)
    return t.Group("(", body, span=span)


def _takes(node: t.Node, scope: Scope) -> bool:
    """Whether a node is named with an argument in brackets behind it."""
    name = scope.vocabulary.names.get(key(node), "")
    return _is_function(node, scope) or bool(scope.vocabulary.depends(name))


def _is_function(node: t.Node, scope: Scope) -> bool:
    base = t.Scripted(node.base, node.sub, None, span=node.span) if isinstance(node, t.Scripted) else node
    base = base.base if isinstance(base, t.Scripted) and base.sub is None else base
    definition = scope.vocabulary.definitions.get(key(base))
    named = scope.vocabulary.names.get(key(base)) in scope.vocabulary.functions
    return named or (definition is not None and bool(definition.arguments))


def _check_function(node: t.Node, scope: Scope) -> None:
    if not _is_function(node, scope):
        message = f"∘ joins functions, and {scope.written(node.span)} is none here"
        raise Problem("not-understood", message, node.span, help=r"write \odot for a product entry by entry")
