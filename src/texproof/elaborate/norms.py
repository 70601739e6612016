"""Norms: which one an index names, and what it stands for in terms that every route knows."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ..diagnostic import Span
from ..model.size import Shape
from ..parse import tree as t
from . import algebra, structured
from .problem import Problem
from .scope import ONE, Scope
from .term import Apply, Divide, Entry, Greatest, Hadamard, Index, Multiply, Norm2, Number, Sum, Term
from .vocabulary import key

TWO = Fraction(2)


def norm(argument: Term, node: t.Node, power: Term | None, read: Callable[[t.Node], Term], scope: Scope) -> Term:
    """Return ‖argument‖ with the index of its node, to a power.

    Without an index, and with F, it is the root of the sum of the squares of the entries; of a column the index 2
    says the same. Of a column 1 is Σ|x_i|, ∞ the largest |x_i|, and another number p is (Σ|x_i|^p)^(1/p). Of a
    matrix 1 is the largest sum of a column of |A|, and ∞ of a row.
    Problem: the index names no norm of what has this shape.
    """
    index = node.sub if isinstance(node, t.Scripted) else None
    shape = scope.sizes.shape(argument.shape)
    if len(shape) != 2:
        help_ = "write |…|" if not shape else "write it entry by entry"
        raise Problem("shape-mismatch", f"{scope.shown(shape)} has no norm", node.span, help=help_)
    if index is None or key(index) == "F" or (key(index) == "2" and ONE in shape):
        squares = Norm2(argument, span=node.span)
        if isinstance(power, Number) and power.value == TWO:
            return squares
        value: Term = Apply("sqrt", squares, span=node.span)
    elif shape[0] == ONE != shape[1]:
        message = f"it is not clear whether the norm {key(index)} of a row is meant as that of a column or of a matrix"
        raise Problem("ambiguous-notation", message, node.span, help="write it of the column")
    elif key(index) in ("1", r"\infty"):
        value = _sum_or_largest(argument, shape, key(index), node.span, scope)
    elif shape[1] == ONE:
        value = _of_order(argument, read(index), node.span, scope)
    else:
        message = f"the norm with the index {scope.written(index.span)} is not read of {scope.shown(shape)}"
        raise Problem("not-understood", message, node.span)
    return value if power is None else algebra.power(value, power, node.span, scope)


def magnitude(term: Term, span: Span) -> Term:
    """Return |term| entry by entry, √(x²)."""
    square = Multiply(term, term, span=span) if not term.shape else Hadamard(term, term, shape=term.shape, span=span)
    return Apply("sqrt", square, shape=term.shape, span=span)


def _sum_or_largest(argument: Term, shape: Shape, named: str, span: Span, scope: Scope) -> Term:
    """Return the norm 1 or ∞: of a column the sum or the largest of |x|; of a matrix the largest sum of |A|."""
    sizes = magnitude(argument, span)
    if shape[1] == ONE:
        return structured.total(sizes, span, scope) if named == "1" else Greatest(sizes, span=span)
    if named == "1":
        sizes = algebra.transpose(sizes, span, scope)
    return Greatest(structured.row_sums(sizes, span, scope), span=span)


def _of_order(x: Term, order: Term, span: Span, scope: Scope) -> Term:
    """Return (Σ_i |x_i|^p)^(1/p)."""
    if order.shape or (isinstance(order, Number) and order.value < 1):
        raise Problem("not-understood", "the order of a norm is a number from 1 on", order.span)
    letter, i = structured.index(x.shape[0], span, scope)
    one = Entry(magnitude(x, span), (i, Index((), ONE)), span=span)
    body = algebra.power(one, order, span, scope)
    total = Sum(letter, Index((), ONE), Index((), x.shape[0]), body, span=span)
    return algebra.power(total, Divide(Number(Fraction(1), span=span), order, span=span), span, scope)
