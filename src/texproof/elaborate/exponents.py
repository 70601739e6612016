r"""Exponents that are whole numbers by what they are made of: sizes, indices and numbers, as in X^{k-1-r}."""

from __future__ import annotations

from ..parse import tree as t
from . import indices
from .problem import Problem
from .scope import Scope
from .sizes import grows, never_negative
from .term import Index, IndexNumber
from .vocabulary import key


def whole(node: t.Node, of_array: bool, scope: Scope) -> IndexNumber | None:
    """Return an exponent of sizes and indices as a linear expression in them; None where it is made of anything else.

    Of a matrix it must not be negative: sizes at which it would be are left out, where there are others.
    Problem: nothing keeps it from being negative.
    """
    letters = [part for part in t.walk(node) if isinstance(part, t.Letter)]
    if not letters or not all(_counts(letter, scope) for letter in letters):
        return None
    try:
        found = indices.index(node, scope)
    except Problem:
        return None
    low = scope.sizes.resolve(lowest(found, scope).offset)
    if never_negative(low):
        return IndexNumber(found, span=node.span)
    if not of_array:
        return None
    if not grows(low) or any(letter.startswith("?") for letter in low.letters):
        message = f"nothing here keeps the exponent {scope.written(node.span)} from being negative"
        raise Problem("not-understood", message, node.span, help="a matrix has whole powers from 0 here")
    scope.at_least.append((low, 0))
    return IndexNumber(found, span=node.span)


def _counts(letter: t.Letter, scope: Scope) -> bool:
    """Whether a letter is a size, or an index of this formula."""
    spelled = key(letter)
    if spelled in scope.vocabulary.letters:
        return True
    return not scope.vocabulary.knows(spelled) and (letter.name in scope.running or letter.name in scope.indices)


def lowest(index: Index, scope: Scope) -> Index:
    """Return the least value of an index expression, in sizes: n - 1 - r for r up to n - 1 is 0."""
    # A bound may hold the letters of sums around it, so the innermost letter goes first.
    for name, one in reversed(list(scope.every.items())):
        coefficient = dict(index.letters).get(name, 0)
        if coefficient:
            top = scope.tops.get(name, Index((), one.upper))
            bound = Index((), one.lower) if coefficient > 0 else top
            index = indices.plus(indices.plus(index, Index(((name, 1),)), -coefficient), bound, coefficient)
    return index
