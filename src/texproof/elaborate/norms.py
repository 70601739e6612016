"""Norms: which one an index names, and what it stands for in terms that every route knows."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ..diagnostic import Span
from ..model.size import Shape, Size
from ..parse import tree as t
from . import algebra, conjugation, spectral, structured
from .problem import Problem
from .scope import ONE, Scope
from .term import Apply, Divide, Entry, Fold, Index, Number, Sum, Term
from .vocabulary import key

TWO = Fraction(2)


def norm(argument: Term, node: t.Node, power: Term | None, read: Callable[[t.Node], Term], scope: Scope) -> Term:
    """Return ‖argument‖ with the index of its node, to a power.

    Without an index, and with F, it is the root of the sum of the squares of the entries; of a column the index 2
    says the same. Of a column 1 is Σ|x_i|, ∞ the largest |x_i|, and another number p is (Σ|x_i|^p)^(1/p). Of a
    matrix 1 is the largest sum of a column of |A|, ∞ of a row, 2 the largest singular value, and * the sum of them all.
    Problem: the index names no norm of what has this shape.
    """
    index = node.sub if isinstance(node, t.Scripted) else None
    shape = scope.sizes.shape(argument.shape)
    if len(shape) != 2:
        help_ = "write |…|" if not shape else "write it entry by entry"
        raise Problem("shape-mismatch", f"{scope.shown(shape)} has no norm", node.span, help=help_)
    if index is None or key(index) == "F" or (key(index) == "2" and ONE in shape):
        squares = algebra.squared_norm(argument, node.span, scope)
        if isinstance(power, Number) and power.value == TWO:
            return squares
        value: Term = Apply("sqrt", squares, span=node.span)
    elif shape[0] == ONE != shape[1]:
        message = f"it is not clear whether the norm {key(index)} of a row is meant as that of a column or of a matrix"
        raise Problem("ambiguous-notation", message, node.span, help="write it of the column")
    elif key(index) in ("1", r"\infty"):
        value = _sum_or_largest(argument, shape, key(index), node.span, scope)
    elif key(index) in ("2", "*"):
        values = spectral.singular_values(argument, node.span, scope)
        largest = Entry(values, (Index((), ONE), Index((), ONE)), span=node.span)
        value = largest if key(index) == "2" else structured.total(values, node.span, scope)
    elif shape[1] == ONE:
        value = _of_order(argument, read(index), node.span, scope)
    else:
        message = f"the norm with the index {scope.written(index.span)} is not read of {scope.shown(shape)}"
        raise Problem("not-understood", message, node.span)
    return value if power is None else algebra.power(value, power, node.span, scope)


def _sum_or_largest(argument: Term, shape: Shape, named: str, span: Span, scope: Scope) -> Term:
    """Return the norm 1 or ∞: of a column the sum or the largest of |x|; of a matrix the largest sum of |A|."""
    rows, columns = shape
    (row, i), (column, j) = structured.index(rows, span, scope), structured.index(columns, span, scope)
    if columns == ONE:
        over, size, body = row, rows, _size(argument, i, Index((), ONE), span, scope)
        if named == "1":
            return _sum(row, rows, body, span)
    elif named == "1":
        over, size, body = column, columns, _sum(row, rows, _size(argument, i, j, span, scope), span)
    else:
        over, size, body = row, rows, _sum(column, columns, _size(argument, i, j, span, scope), span)
    return Fold("maximum", over, Index((), ONE), Index((), size), body, span=span)


def _size(array: Term, row: Index, column: Index, span: Span, scope: Scope) -> Term:
    """Return |a| of an entry."""
    return algebra.absolute(Entry(array, (row, column), span=span), span, scope)


def _sum(letter: str, size: Size, body: Term, span: Span) -> Term:
    return Sum(letter, Index((), ONE), Index((), size), body, span=span)


def _of_order(x: Term, order: Term, span: Span, scope: Scope) -> Term:
    """Return (Σ_i |x_i|^p)^(1/p); an even power needs no |…|."""
    if order.shape or (isinstance(order, Number) and order.value < 1):
        raise Problem("not-understood", "the order of a norm is a number from 1 on", order.span)
    letter, i = structured.index(x.shape[0], span, scope)
    even = isinstance(order, Number) and order.value % 2 == 0 and not conjugation.is_complex(x, scope.vocabulary)
    first = Index((), ONE)
    one = Entry(x, (i, first), span=span) if even else _size(x, i, first, span, scope)
    total = _sum(letter, x.shape[0], algebra.power(one, order, span, scope), span)
    return algebra.power(total, Divide(Number(Fraction(1), span=span), order, span=span), span, scope)
