r"""Integrals of a number over an interval: \int_0^1 f(s)\,ds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..model.size import Size
from ..parse import tree as t
from . import indices
from .problem import Problem
from .scope import Scope
from .term import Index, Integral, Term

Rest = tuple[list[Sequence[t.Node]], list[str]]


def is_integral(node: t.Node) -> bool:
    """Whether a node is ∫, with its bounds or without."""
    base = node.base if isinstance(node, t.Scripted) else node
    return isinstance(base, t.BigSum) and base.name == "int"


def without_differential(node: t.Node, runs: Sequence[Sequence[t.Node]], signs: Sequence[str]) -> tuple[t.Letter, Rest]:
    """Return the letter of the ds at the end of an integral, and what stands before it. Problem: there is none."""
    last = list(runs[-1])
    named = len(last) > 1 and t.unstyled(last[-2]) in (t.Letter("d"), t.Named("d"))
    letter = last[-1] if last else node
    if not named or not isinstance(letter, t.Letter):
        help_ = r"write \int_0^1 … \, ds"
        raise Problem(
            "not-understood", "an integral ends with d and the letter that it runs over", node.span, help=help_
        )
    kept = last[:-2]
    if not kept:
        raise Problem("syntax", "nothing stands between the integral and its d", node.span)
    return letter, ([*runs[:-1], kept], list(signs))


def integral(node: t.Node, letter: t.Letter, body: Callable[[], Term], scope: Scope) -> Term:
    """Return ∫ of a body over a letter. Problem: its bounds are not whole numbers, the lower one first."""
    bounds = (node.sub, node.sup) if isinstance(node, t.Scripted) else (None, None)
    found = [_whole(bound, node, scope) for bound in bounds]
    if found[0] >= found[1]:
        raise Problem("not-understood", "the lower bound of an integral is below the upper one", node.span)
    low, high = (Index((), Size.of(number)) for number in found)
    with scope.binding(letter.name, low.offset, high.offset, letter.span) as running:
        scope.reals.add(letter.name)
        try:
            term = body()
        finally:
            scope.reals.discard(letter.name)
    return Integral(running.name, low, high, term, shape=term.shape, span=node.span | letter.span)


def _whole(bound: t.Node | None, node: t.Node, scope: Scope) -> int:
    number = None if bound is None else indices.index(bound, scope)
    value = None if number is None or number.letters else number.offset.constant
    if value is None:
        message = "an integral is read over an interval between two whole numbers"
        raise Problem("not-understood", message, node.span, help=r"write \int_0^1")
    return int(value)
