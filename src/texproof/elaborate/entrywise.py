"""Operations entry by entry, of cases and of softmax, said by terms that there are already.

Each is a definition: softmax(z) is exp(z) over its sum, max(a, b) is b + [a > b] (a − b). So no route and no proof has
to learn them. An operator on pairs of entries is a matrix of entries; its letters count how deep such matrices stand
in one another, which makes equal terms of equal formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from itertools import pairwise

from ..diagnostic import Span
from ..model.size import Shape, Size
from .problem import Problem
from .scope import Scope
from .term import (
    Add,
    Apply,
    Delta,
    Divide,
    Entries,
    Entry,
    Hadamard,
    Index,
    IndexNumber,
    Multiply,
    Negative,
    Number,
    Ones,
    Power,
    Sum,
    Term,
    Transpose,
    walk,
)

ONE = Size.of(1)
FIRST = Index((), ONE)
Operation = Callable[[Term, Term], Term]


def number(value: int | Fraction, span: Span) -> Term:
    return Number(Fraction(value), span=span)


def filled(value: Term, shape: Shape) -> Term:
    """Return the array that has a number at every entry."""
    if not shape:
        return value
    ones: Term = Ones(shape=(shape[0], ONE), span=value.span)
    if shape[1] != ONE:
        row = Transpose(Ones(shape=(shape[1], ONE), span=value.span), shape=(ONE, shape[1]), span=value.span)
        ones = Multiply(ones, row, shape=shape, span=value.span)
    return Multiply(value, ones, shape=shape, span=value.span)


def times(left: Term, right: Term) -> Term:
    """Return the product entry by entry of two terms of one shape, or of a number and an array."""
    shape, span = left.shape or right.shape, left.span | right.span
    if left.shape and right.shape:
        return Hadamard(left, right, shape=shape, span=span)
    return Multiply(left, right, shape=shape, span=span)


def plus(left: Term, right: Term, sign: int = 1) -> Term:
    """Return left ± right of one shape, or of a number and an array: the number is added at every entry."""
    shape, span = left.shape or right.shape, left.span | right.span
    left, right = (side if side.shape else filled(side, shape) for side in (left, right))
    return Add((left, right if sign > 0 else Negative(right, shape=shape, span=right.span)), shape=shape, span=span)


def applied(function: str, argument: Term) -> Term:
    return Apply(function, argument, shape=argument.shape, span=argument.span)


def paired(left: Term, right: Term, operation: Operation) -> Term:
    """Return the array whose entries are an operation's on the entries of two terms; a number is itself everywhere."""
    shape, span = left.shape or right.shape, left.span | right.span
    if not shape:
        return operation(left, right)
    row, column = _letters(left, right)
    at = (Index(((row, 1),)), Index(((column, 1),)))
    entries = [Entry(side, at, span=side.span) if side.shape else side for side in (left, right)]
    return Entries(row, column, operation(*entries), shape=shape, span=span)


def each(argument: Term, function: Callable[[Term], Term]) -> Term:
    """Return the array whose entries are a function's of an argument's entries."""
    return paired(argument, argument, lambda entry, _: function(entry))


def _letters(*terms: Term) -> tuple[str, str]:
    rows = (part.row for term in terms for part in walk(term) if isinstance(part, Entries))
    depth = 1 + max((int(row[4:]) for row in rows if row.startswith("row@")), default=0)
    return f"row@{depth}", f"column@{depth}"


def quotient(left: Term, right: Term) -> Term:
    """Return left ⊘ right, entry by entry."""
    return paired(left, right, lambda a, b: Divide(a, b, span=a.span | b.span))


def power(base: Term, exponent: Term) -> Term:
    """Return base with every entry raised to a number."""
    return paired(base, exponent, lambda a, b: Power(a, b, span=a.span | b.span))


# Steps and what is made of them. Where a step stands on its kink it is 0; nothing is claimed there.


def step(argument: Term) -> Term:
    """Return [argument > 0]."""
    return applied("step", argument)


def complement(indicator: Term) -> Term:
    return plus(number(1, indicator.span), indicator, -1)


def sign(x: Term) -> Term:
    return plus(step(x), step(Negative(x, shape=x.shape, span=x.span)), -1)


def absolute(x: Term) -> Term:
    return times(sign(x), x)


def relu(x: Term) -> Term:
    return times(step(x), x)


def maximum(a: Term, b: Term) -> Term:
    return plus(b, relu(plus(a, b, -1)))


def minimum(a: Term, b: Term) -> Term:
    return plus(a, relu(plus(a, b, -1)), -1)


def compared(relation: str, left: Term, right: Term) -> Term | None:
    """Return the indicator of a relation, 1 where it holds and else 0; None where the relation has none."""
    match relation:
        case "<" | r"\lt":
            return step(plus(right, left, -1))
        case ">" | r"\gt":
            return step(plus(left, right, -1))
        case r"\le" | r"\leq" | r"\leqslant":
            return complement(step(plus(left, right, -1)))
        case r"\ge" | r"\geq" | r"\geqslant":
            return complement(step(plus(right, left, -1)))
        case "=":
            if isinstance(left, IndexNumber) and isinstance(right, IndexNumber):
                return Delta(left.index, right.index, span=left.span | right.span)
            return times(complement(step(plus(left, right, -1))), complement(step(plus(right, left, -1))))
        case r"\ne" | r"\neq":
            equal = compared("=", left, right)
            return None if equal is None else complement(equal)
    return None


# Softmax and what belongs to it: of a column or row over all its entries, of a matrix over those of each row or column


def _total(grown: Term, upper: Size, at: Callable[[Index], tuple[Index, Index]]) -> Term:
    """Return Σ_k of the entries at(k): a sum of exponentials, which the side conditions know to be positive."""
    depth = 1 + sum(isinstance(part, Sum) and part.letter.startswith("term@") for part in walk(grown))
    letter = f"term@{depth}"
    return Sum(
        letter, FIRST, Index((), upper), Entry(grown, at(Index(((letter, 1),))), span=grown.span), span=grown.span
    )


def _whole_total(grown: Term) -> Term:
    if grown.shape[1] == ONE:
        return _total(grown, grown.shape[0], lambda k: (k, FIRST))
    return _total(grown, grown.shape[1], lambda k: (FIRST, k))


def _line_total(grown: Term, along: str, i: Index, j: Index) -> Term:
    if along == "rows":
        return _total(grown, grown.shape[1], lambda k: (i, k))
    return _total(grown, grown.shape[0], lambda k: (k, j))


def softmax(x: Term, along: str = "") -> Term:
    """Return exp(x) over its sum: the whole one, or that of each row or column ("rows", "columns")."""
    grown = applied("exp", x)
    if not along:
        return Divide(grown, _whole_total(grown), shape=x.shape, span=x.span)
    row, column = _letters(grown)
    i, j = Index(((row, 1),)), Index(((column, 1),))
    below = _line_total(grown, along, i, j)
    body = Divide(Entry(grown, (i, j), span=x.span), below, span=x.span)
    return Entries(row, column, body, shape=x.shape, span=x.span)


def logsumexp(x: Term, along: str = "") -> Term:
    """Return the logarithm of the sum of exp(x): a number, a column for the rows, a row for the columns."""
    grown = applied("exp", x)
    if not along:
        return applied("log", _whole_total(grown))
    row, column = _letters(grown)
    i, j = Index(((row, 1),)), Index(((column, 1),))
    shape = (x.shape[0], ONE) if along == "rows" else (ONE, x.shape[1])
    return Entries(row, column, applied("log", _line_total(grown, along, i, j)), shape=shape, span=x.span)


ALONG = {
    **dict.fromkeys(("rows", "row"), "rows"),
    **dict.fromkeys(("columns", "column", "cols", "col"), "columns"),
}
SOFT: dict[str, Callable[[Term, str], Term]] = {"softmax": softmax, "logsumexp": logsumexp, "LSE": logsumexp}


def soft(name: str, argument: Term, along: str, span: Span, scope: Scope) -> Term:
    """Return softmax or logsumexp of a column or a row, or along the rows or columns of a matrix.

    Problem: the argument is a number, or a matrix without a word on how.
    """
    shape = scope.sizes.shape(argument.shape)
    if len(shape) != 2:
        raise Problem("shape-mismatch", f"{name} is of a column; this is {scope.shown(shape)}", span)
    if not along and ONE not in shape:
        raise Problem(
            "ambiguous-notation",
            f"it is not clear whether {name} goes along the rows or the columns",
            span,
            help=rf"write \operatorname{{{name}}}_{{\text{{rows}}}}",
        )
    return SOFT[name](argument, along)


# What a formula says with them


def spread(terms: Sequence[Term], what: str, scope: Scope) -> None:
    """Take numbers beside arrays for numbers at every entry. Problem: two arrays differ in shape, or have no rows."""
    arrays = [term for term in terms if term.shape]
    for left, right in pairwise(arrays):
        scope.same_shape(left, right, left.span | right.span, what)
    strange = next((term for term in arrays if len(term.shape) > 2), None)
    if strange is not None:
        raise Problem("shape-mismatch", f"{scope.shown(strange.shape)} is no array of rows and columns", strange.span)


def relation(sides: Sequence[Term], signs: Sequence[str], span: Span, scope: Scope) -> Term:
    """Return the indicator of a chain of relations, 1 where all of them hold and else 0."""
    spread(sides, "{} and {} cannot be compared", scope)
    for left, right in pairwise(sides):
        letters = [_lone_letter(side) for side in (left, right)]
        if letters[0] and letters[1]:
            scope.compared.append((letters[0], letters[1]))
    found = []
    for (left, right), one in zip(pairwise(sides), signs, strict=True):
        indicator = compared(one, left, right)
        if indicator is None:
            raise Problem("not-understood", f"{one} is not a relation between numbers", span)
        found.append(indicator)
    return reduce(times, found)


def _lone_letter(term: Term) -> str:
    """Return the letter of a number that is an index by itself, "" of any other."""
    if isinstance(term, IndexNumber) and len(term.index.letters) == 1 and not term.index.offset.terms:
        return term.index.letters[0][0]
    return ""


def extremum(name: str, arguments: Sequence[Term], scope: Scope) -> Term:
    """Return the largest or the smallest of several terms, entry by entry."""
    spread(arguments, f"{{}} and {{}} have no {name}", scope)
    return reduce(maximum if name == "max" else minimum, arguments)


def by_cases(values: Sequence[Term], conditions: Sequence[Term], scope: Scope) -> Term:
    """Return the first value whose condition holds, the last one where none does."""
    spread([*values, *conditions], "{} and {} are values of one symbol", scope)
    total = values[-1]
    for value, holds in zip(reversed(values[:-1]), reversed(conditions), strict=True):
        total = plus(times(holds, value), times(complement(holds), total))
    return total
