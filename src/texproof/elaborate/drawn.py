"""The matrix products of a claim with the sizes of their factors, to be drawn to scale."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from ..model.size import Shape
from .claim import Obligation
from .letters import free_letters
from .shown import Block, Pattern, Product
from .term import NOWHERE, Derivative, Multiply, Negative, Term, Transpose, children, walk

MOST_FACTORS = 6
MOST_CELLS = 30  # of a pattern, in a row or a column
MOST_PRODUCTS = 2  # of one obligation


def products(obligation: Obligation, text: str, dims: Sequence[str], fixed: Mapping[str, int]) -> tuple[Product, ...]:
    """Return the outermost products of matrices in an obligation, each once; at sizes 2, 3, 4, … in the model's order.

    `text` is the formula's TeX, in which the obligation stands.
    """
    if obligation.right is None or obligation.kind == "comparison":
        return ()
    sides = (obligation.left, obligation.right)
    numbers = _numbers(obligation, dims, fixed)
    found: dict[tuple[Block, ...], Product] = {}
    for side, other in zip(sides, reversed(sides), strict=True):
        for term in _outermost(side):
            factors = _factors(term)
            known = all(_is_known(factor.shape, numbers) for factor in factors)
            if len(factors) > MOST_FACTORS or not known or not _are_written(factors):
                continue
            blocks = tuple(_block(factor, factor.shape, text, numbers) for factor in factors)
            shape = (factors[0].shape[0], factors[-1].shape[1])
            result = _block(other if side is term else None, shape, text, numbers)
            met = {x for f in factors for size in f.shape for x in size.letters}
            found.setdefault(blocks, Product(blocks, result, {x: n for x, n in numbers.items() if x in met}))
    return tuple(found.values())[:MOST_PRODUCTS]


def patterns(
    obligation: Obligation,
    text: str,
    dims: Sequence[str],
    fixed: Mapping[str, int],
    cells: Callable[[Derivative, Mapping[str, int]], tuple[str, ...]],
) -> tuple[Pattern, ...]:
    """Return the derivatives of matrices by matrices in an obligation, each once. `cells` says which entries are 0."""
    numbers = _numbers(obligation, dims, fixed)
    found: dict[str, Pattern] = {}
    for term in (part for side in (obligation.left, obligation.right) if side is not None for part in walk(side)):
        if not isinstance(term, Derivative) or len(term.shape) != 4 or term.span == NOWHERE or free_letters(term):
            continue
        of, by = term.shape[:2], term.shape[2:]
        tex = text[term.span.start : term.span.end]
        if tex in found or not (_is_known(of, numbers) and _is_known(by, numbers)):
            continue
        outer, inner = _block(None, of, text, numbers), _block(None, by, text, numbers)
        if max(outer.height * inner.height, outer.width * inner.width) > MOST_CELLS:
            continue
        rows = cells(term, numbers)
        if rows:
            met = {x for size in term.shape for x in size.letters}
            found[tex] = Pattern(tex, outer, inner, rows, {x: n for x, n in numbers.items() if x in met})
    return tuple(found.values())


def _numbers(obligation: Obligation, dims: Sequence[str], fixed: Mapping[str, int]) -> dict[str, int]:
    letters = [letter for letter in dict.fromkeys([*dims, *obligation.letters]) if letter not in fixed]
    return {**fixed, **{letter: number for number, letter in enumerate(letters, 2)}}


def _outermost(term: Term) -> Iterator[Term]:
    """Yield the products of two matrices or more that stand in no other product, in reading order."""
    waiting = [term]
    while waiting:
        here = waiting.pop()
        if len(_factors(here)) > 1:
            yield here
        else:
            waiting += reversed(children(here))


def _factors(term: Term) -> list[Term]:
    """Return the matrices that a product is of, (AB)C and A(BC) alike; a number stays with what it is taken times."""
    if isinstance(term, Multiply) and term.left.shape and term.right.shape:
        return [*_factors(term.left), *_factors(term.right)]
    return [term]


def _are_written(factors: Sequence[Term]) -> bool:
    """Whether each factor has a place of its own: what notation stands for is not written."""
    return all(f.span != NOWHERE for f in factors) and all(a.span.end <= b.span.start for a, b in pairwise(factors))


def _is_known(shape: Shape, numbers: Mapping[str, int]) -> bool:
    return len(shape) == 2 and all(letter in numbers for size in shape for letter in size.letters)


def _block(term: Term | None, shape: Shape, text: str, numbers: Mapping[str, int]) -> Block:
    rows, columns = shape
    tex = "" if term is None or term.span == NOWHERE else text[term.span.start : term.span.end]
    sizes = rows.value(numbers), columns.value(numbers)
    return Block(tex, str(rows), str(columns), *sizes, turned=_is_turned(term))


def _is_turned(term: Term | None) -> bool:
    """Whether a matrix is a transpose, taken times a number perhaps."""
    if isinstance(term, Negative):
        return _is_turned(term.argument)
    if isinstance(term, Multiply) and not (term.left.shape and term.right.shape):
        return _is_turned(term.left) or _is_turned(term.right)
    return isinstance(term, Transpose)
