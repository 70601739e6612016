r"""Comparisons: a \le b of numbers is stated as: the indicator [a \le b] is 1.

A \succeq B of matrices is: A − B is symmetric, and vᵀ(A − B)v ≥ 0 for every column v.
"""

from __future__ import annotations

from fractions import Fraction

from ..diagnostic import Span
from ..model.increments import DIRECTION
from ..model.size import Size
from ..parse import tree as t
from . import algebra, entrywise
from .problem import Problem
from .scope import Scope, Stated
from .term import Number, Symbol, Term, Zero, walk

OF_NUMBERS = frozenset({"<", ">", r"\le", r"\leq", r"\leqslant", r"\ge", r"\geq", r"\geqslant"})
OF_MATRICES = frozenset({r"\succeq", r"\preceq"})
SIGNS = OF_NUMBERS | OF_MATRICES
ONE = Size.of(1)


def state(relation: t.Relation, left: Term, right: Term, scope: Scope, span: Span, mark: Span) -> None:
    """State that two numbers or matrices compare so, for all values. Problem: one of them is none."""
    if relation.sign in OF_MATRICES:
        _state_of_matrices(relation, left, right, scope, span, mark)
        return
    for side in (left, right):
        shape = scope.sizes.shape(side.shape)
        if shape:
            message = f"{relation.sign} compares numbers; {scope.written(side.span)} is {scope.shown(shape)}"
            raise Problem("not-understood", message, side.span, help="compare its entries, with their indices")
    holds = entrywise.compared(relation.sign, left, right)
    assert holds is not None
    scope.stated.append(Stated("comparison", holds, Number(Fraction(1), span=mark), span, mark))


def _state_of_matrices(relation: t.Relation, left: Term, right: Term, scope: Scope, span: Span, mark: Span) -> None:
    left, right = scope.same_shape(left, right, mark, "the left side is {}; the right side is {}")
    shape = scope.sizes.shape(left.shape)
    if len(shape) != 2 or shape[0] != shape[1]:
        message = f"{relation.sign} compares symmetric matrices; here stands {scope.shown(shape)}"
        raise Problem("not-understood", message, span)
    names = {part.name for side in (left, right) for part in walk(side) if isinstance(part, Symbol)}
    reached = names.union(*(scope.vocabulary.depends(name) for name in names))
    if any(name in scope.vocabulary.kinds and scope.vocabulary.kinds[name].is_complex for name in reached):
        raise Problem("not-understood", f"{relation.sign} is read of real matrices only", span)
    above, below = (left, right) if relation.sign == r"\succeq" else (right, left)
    apart = above if isinstance(below, Zero) else algebra.add(above, below, "-", scope)
    scope.stated.append(Stated("equality", apart, algebra.transpose(apart, span, scope), span, mark))
    along = Symbol(DIRECTION, shape=(shape[0], ONE), span=span)
    form = algebra.multiply(algebra.transpose(along, span, scope), algebra.multiply(apart, along, scope), scope)
    holds = entrywise.compared(r"\ge", form, Number(Fraction(0), span=mark))
    assert holds is not None
    scope.stated.append(Stated("comparison", holds, Number(Fraction(1), span=mark), span, mark))
