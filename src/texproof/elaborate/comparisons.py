r"""Comparisons of numbers: a \le b is stated as: the indicator [a \le b] is 1."""

from __future__ import annotations

from fractions import Fraction

from ..diagnostic import Span
from ..model.size import Size
from ..parse import tree as t
from . import entrywise
from .problem import Problem
from .scope import Scope, Stated
from .term import Number, Term

SIGNS = frozenset({"<", ">", r"\le", r"\leq", r"\leqslant", r"\ge", r"\geq", r"\geqslant"})
ONE = Size.of(1)


def state(relation: t.Relation, left: Term, right: Term, scope: Scope, span: Span, mark: Span) -> None:
    """State that two numbers compare so, for all values. Problem: one of them is no number."""
    for side in (left, right):
        shape = scope.sizes.shape(side.shape)
        if shape:
            message = f"{relation.sign} compares numbers; {scope.written(side.span)} is {scope.shown(shape)}"
            raise Problem("not-understood", message, side.span, help="compare its entries, with their indices")
    holds = entrywise.compared(relation.sign, left, right)
    assert holds is not None
    scope.stated.append(Stated("comparison", holds, Number(Fraction(1), span=mark), span, mark))
