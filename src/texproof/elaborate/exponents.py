r"""Exponents that are whole numbers by what they are made of: sizes, indices and numbers, as in X^{k-1-r}."""

from __future__ import annotations

import math
from fractions import Fraction

from ..model.size import Size
from ..parse import tree as t
from . import indices
from .problem import Problem
from .scope import Scope
from .sizes import grows, never_negative
from .term import Divide, Factorial, Index, IndexNumber, Multiply, Number, Term
from .vocabulary import key

LARGEST_FACTORIAL = 50
LARGEST_CHOICE = 20
ONE = Index((), Size.of(1))


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
    _from_zero(low, f"the exponent {scope.written(node.span)}", "a matrix has whole powers from 0 here", node, scope)
    return IndexNumber(found, span=node.span)


def _from_zero(low: Size, what: str, help_: str, node: t.Node, scope: Scope) -> None:
    """Leave out the sizes at which a least value is negative. Problem: those are not only the small ones."""
    if never_negative(low):
        return
    if not grows(low) or any(letter.startswith("?") for letter in low.letters):
        message = f"nothing here keeps {what} from being negative"
        raise Problem("not-understood", message, node.span, help=help_)
    scope.at_least.append((low, 0))


def factorial(node: t.Factorial, scope: Scope) -> Number | Factorial:
    """Return n! of a whole number that is written, a number, or of sizes and indices.

    Problem: it is neither, or nothing keeps it from being negative.
    """
    body = node.body.body if isinstance(node.body, t.Group) else node.body
    if isinstance(body, t.Numeral) and "." not in body.text:
        if int(body.text) > LARGEST_FACTORIAL:
            raise Problem("too-large", f"a factorial beyond {LARGEST_FACTORIAL}! is not evaluated", node.span)
        return Number(Fraction(math.factorial(int(body.text))), span=node.span)
    counted = whole(body, True, scope)
    if counted is None:
        message = f"{scope.written(node.span)} is a factorial of what is not made of whole numbers"
        raise Problem("not-understood", message, node.span)
    return Factorial(counted.index, span=node.span)


def binomial(node: t.Binomial, scope: Scope) -> Term:
    """Return n! / (k! (n − k)!) of whole numbers; below with a written k, n (n − 1) ⋯ (n − k + 1) / k!, for every n.

    Problem: they are not made of numbers, sizes and indices, or nothing keeps k between 0 and n.
    """
    upper, lower = (_counted(part, scope) for part in (node.upper, node.lower))
    fixed = lower.offset.constant if not lower.letters else None
    span = node.span
    if fixed is not None:
        if fixed > LARGEST_CHOICE:
            raise Problem("too-large", f"a choice of more than {LARGEST_CHOICE} is not evaluated", span)
        product: Term = Number(Fraction(1, math.factorial(int(fixed))), span=span)
        for step in range(int(fixed)):
            product = Multiply(product, IndexNumber(indices.plus(upper, ONE, -step), span=span), span=span)
        return product
    rest = indices.plus(upper, lower, -1)
    low = scope.sizes.resolve(lowest(rest, scope).offset)
    words = scope.written(node.span)
    _from_zero(low, f"what {words} leaves", "the lower number of a binomial is at most the upper one", node, scope)
    below = Multiply(Factorial(lower, span=span), Factorial(rest, span=span), span=span)
    return Divide(Factorial(upper, span=span), below, span=span)


def _counted(part: t.Node, scope: Scope) -> Index:
    if isinstance(part, t.Numeral) and part.text.isdigit():
        return Index((), Size.of(int(part.text)))
    found = whole(part, True, scope)
    if found is None:
        message = f"{scope.written(part.span)} is not a written whole number, a size or an index"
        raise Problem("not-understood", message, part.span)
    return found.index


def of_root(degree: t.Node, scope: Scope) -> Divide:
    """Return the exponent 1/n of a root with a degree n that is written, a whole number from 2."""
    if not isinstance(degree, t.Numeral) or "." in degree.text or int(degree.text) < 2:
        message = f"the degree {scope.written(degree.span)} of a root is not a whole number from 2"
        raise Problem("not-understood", message, degree.span, help="write a power: x^{1/p}")
    one, number = (Number(Fraction(value), span=degree.span) for value in (1, int(degree.text)))
    return Divide(one, number, span=degree.span)


def _counts(letter: t.Letter, scope: Scope) -> bool:
    """Whether a letter is a size, or an index of this formula."""
    spelled = key(letter)
    if spelled in scope.vocabulary.letters:
        return True
    if letter.name in scope.reals:
        return False
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
