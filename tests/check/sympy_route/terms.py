"""Terms by hand, with the shapes that the page's reader would give them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from texproof.check.sympy_route import decide
from texproof.check.verdict import RouteResult
from texproof.elaborate import term as t
from texproof.elaborate.claim import Obligation, Range
from texproof.model.declare import Model
from texproof.model.size import Shape, Size

ONE = Size.of(1)
LETTERS = ("i", "j", "k", "l", "p", "q", "r", "s", "t", "u")


def shape(*sizes: int | str | Size) -> Shape:
    return tuple(Size.of(s) for s in sizes)


def symbol(name: str, *sizes: int | str | Size) -> t.Symbol:
    """A number, or with one size a column, or with two a matrix."""
    return t.Symbol(name=name, shape=shape(*sizes, 1) if len(sizes) == 1 else shape(*sizes))


def number(value: int | Fraction) -> t.Number:
    return t.Number(value=Fraction(value))


def index(value: int | str | Size) -> t.Index:
    """An index: a number, an index letter of LETTERS, or a size ("m" is the last one)."""
    if isinstance(value, str) and value in LETTERS:
        return t.Index(letters=((value, 1),))
    return t.Index(offset=Size.of(value))


def entry(array: t.Term, *at: int | str | Size) -> t.Entry:
    return t.Entry(array=array, index=tuple(index(a) for a in at))


def row(array: t.Term, at: int | str) -> t.Slice:
    return t.Slice(array=array, index=(index(at), None), shape=(ONE, array.shape[1]))


def column(array: t.Term, at: int | str) -> t.Slice:
    return t.Slice(array=array, index=(None, index(at)), shape=(array.shape[0], ONE))


def add(*terms: t.Term) -> t.Add:
    return t.Add(terms=terms, shape=terms[0].shape)


def minus(term: t.Term) -> t.Negative:
    return t.Negative(argument=term, shape=term.shape)


def times(*factors: t.Term) -> t.Term:
    """The product from the left: numbers scale, matrices multiply, a 1×1 product is a number."""
    left = factors[0]
    for right in factors[1:]:
        if not left.shape or not right.shape:
            left = t.Multiply(left=left, right=right, shape=left.shape or right.shape)
            continue
        assert left.shape[1] == right.shape[0]
        product = (left.shape[0], right.shape[1])
        left = t.Multiply(left=left, right=right, shape=() if product == (ONE, ONE) else product)
    return left


def over(numerator: t.Term, denominator: t.Term) -> t.Divide:
    return t.Divide(numerator=numerator, denominator=denominator, shape=numerator.shape)


def power(base: t.Term, exponent: t.Term | int | Fraction) -> t.Power:
    raised = exponent if isinstance(exponent, t.Term) else number(exponent)
    return t.Power(base=base, exponent=raised, shape=base.shape)


def transpose(term: t.Term) -> t.Transpose:
    return t.Transpose(argument=term, shape=term.shape[::-1])


def inverse(term: t.Term) -> t.Inverse:
    return t.Inverse(argument=term, shape=term.shape)


def hadamard(left: t.Term, right: t.Term) -> t.Hadamard:
    return t.Hadamard(left=left, right=right, shape=left.shape)


def kronecker(left: t.Term, right: t.Term) -> t.Kronecker:
    sizes = zip(left.shape, right.shape, strict=True)
    return t.Kronecker(left=left, right=right, shape=tuple(a * b for a, b in sizes))


def trace(term: t.Term) -> t.Trace:
    return t.Trace(argument=term)


def det(term: t.Term) -> t.Determinant:
    return t.Determinant(argument=term)


def vec(term: t.Term) -> t.Vec:
    return t.Vec(argument=term, shape=(term.shape[0] * term.shape[1], ONE))


def inner(left: t.Term, right: t.Term) -> t.Inner:
    return t.Inner(left=left, right=right)


def norm2(term: t.Term) -> t.Norm2:
    return t.Norm2(argument=term)


def apply(function: str, term: t.Term, order: int = 0) -> t.Apply:
    return t.Apply(function=function, argument=term, order=order, shape=term.shape)


def identity(n: int | str) -> t.Identity:
    return t.Identity(shape=shape(n, n))


def ones(n: int | str) -> t.Ones:
    return t.Ones(shape=shape(n, 1))


def zero(*sizes: int | str) -> t.Zero:
    return t.Zero(shape=shape(*sizes))


def unit(i: int | str, j: int | str, *sizes: int | str) -> t.Unit:
    return t.Unit(row=index(i), column=index(j), shape=shape(*sizes))


def delta(i: int | str, j: int | str) -> t.Delta:
    return t.Delta(left=index(i), right=index(j))


def total(letter: str, upper: int | str, body: t.Term, lower: int = 1) -> t.Sum:
    bottom, top = t.Index(offset=Size.of(lower)), t.Index(offset=Size.of(upper))
    return t.Sum(letter=letter, lower=bottom, upper=top, body=body, shape=body.shape)


def entries(i: str, j: str, body: t.Term, *sizes: int | str) -> t.Entries:
    return t.Entries(row=i, column=j, body=body, shape=shape(*sizes))


def blocks(*rows: tuple[t.Term, ...]) -> t.Blocks:
    height, width = Size(), Size()
    for cells in rows:
        height = height + (cells[0].shape[0] if cells[0].shape else 1)
    for cell in rows[0]:
        width = width + (cell.shape[1] if cell.shape else 1)
    return t.Blocks(rows=rows, shape=(height, width))


def d(of: t.Term, by: t.Term) -> t.Derivative:
    """∂of/∂by in the layout that the shapes ask for."""
    if not of.shape:
        return t.Derivative(of=of, by=by, layout="gradient", shape=by.shape)
    if not by.shape:
        return t.Derivative(of=of, by=by, layout="entrywise", shape=of.shape)
    if of.shape[1] == ONE and by.shape[1] == ONE:
        return t.Derivative(of=of, by=by, layout="jacobian", shape=(of.shape[0], by.shape[0]))
    return t.Derivative(of=of, by=by, layout="tensor", shape=of.shape + by.shape)


def obligation(left: t.Term, right: t.Term, **free: int | str) -> Obligation:
    """left = right for all values of the free letters: `i="m"` is i = 1, …, m."""
    ranges = tuple(Range(letter=letter, upper=Size.of(upper)) for letter, upper in free.items())
    return Obligation("equality", left, right, t.NOWHERE, t.NOWHERE, free=ranges)


def judged(model: Model, sizes: Mapping[str, int], left: t.Term, right: t.Term, **free: int | str) -> RouteResult:
    return decide(obligation(left, right, **free), model, sizes)


def answer(model: Model, sizes: Mapping[str, int], left: t.Term, right: t.Term, **free: int | str) -> str:
    """The route's answer as a word."""
    return judged(model, sizes, left, right, **free).answer.value
