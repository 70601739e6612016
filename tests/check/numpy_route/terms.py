"""Short ways to write terms and obligations by hand, and the models that the tests of this folder share."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce

from texproof.diagnostic import Span
from texproof.elaborate import term as t
from texproof.elaborate.claim import Obligation, Range
from texproof.model.declare import Model
from texproof.model.load import load
from texproof.model.size import Shape, Size

HERE = Span(0, 1)
HEAD = """from texproof import *
import numpy
a, b, c, k, m, n = dims("a b c k m n")
"""
SIZES = {"a": 2, "b": 4, "c": 3, "k": 3, "m": 2, "n": 4}


def model(parameters: str, body: str) -> Model:
    """Return a model with the given parameters and body, its sizes being a, b, c, k, m, n."""
    lines = "".join(f"    {line}\n" for line in body.strip().split("\n"))
    return load(f"{HEAD}@model\ndef it(xp, {parameters}):\n{lines}", "snippets/it.py")["it"]


def size(text: int | str) -> Size:
    """Return a size from a number, a letter, or letters and numbers joined by + or *."""
    if isinstance(text, int) or text.isdigit():
        return Size.of(int(text))
    if "+" in text:
        return reduce(lambda x, y: x + size(y), text.split("+"), Size())
    return reduce(lambda x, y: x * size(y), text.split("*"), Size.of(1)) if "*" in text else Size.of(text)


def shape(*sizes: int | str) -> Shape:
    return tuple(size(s) for s in sizes)


def sym(name: str, *sizes: int | str) -> t.Symbol:
    return t.Symbol(name, shape=shape(*sizes))


def num(value: int | str) -> t.Number:
    return t.Number(Fraction(value))


def ix(letter: str | int, coefficient: int = 1, offset: int | str = 0) -> t.Index:
    """Return the index coefficient·letter + offset, or a number or size where `letter` is an int."""
    return (
        t.Index(((letter, coefficient),), Size.of(offset)) if isinstance(letter, str) else t.Index((), Size.of(letter))
    )


def at(array: t.Term, *letters: str | int | t.Index) -> t.Entry:
    return t.Entry(array, tuple(i if isinstance(i, t.Index) else ix(i) for i in letters))


def mul(left: t.Term, right: t.Term) -> t.Multiply:
    if not left.shape or not right.shape:
        return t.Multiply(left, right, shape=left.shape or right.shape)
    outer = (left.shape[0], right.shape[1])
    return t.Multiply(left, right, shape=() if outer == shape(1, 1) else outer)


def add(*terms: t.Term) -> t.Add:
    return t.Add(terms, shape=terms[0].shape)


def neg(term: t.Term) -> t.Negative:
    return t.Negative(term, shape=term.shape)


def tr(term: t.Term) -> t.Transpose:
    return t.Transpose(term, shape=term.shape[::-1])


def inv(term: t.Term) -> t.Inverse:
    return t.Inverse(term, shape=term.shape)


def vec(term: t.Term) -> t.Vec:
    return t.Vec(term, shape=(term.shape[0] * term.shape[1], Size.of(1)))


def had(left: t.Term, right: t.Term) -> t.Hadamard:
    return t.Hadamard(left, right, shape=left.shape)


def kron(left: t.Term, right: t.Term) -> t.Kronecker:
    return t.Kronecker(left, right, shape=tuple(p * q for p, q in zip(left.shape, right.shape, strict=True)))


def apply(function: str, argument: t.Term, order: int = 0) -> t.Apply:
    return t.Apply(function, argument, order, shape=argument.shape)


def power(base: t.Term, exponent: t.Term) -> t.Power:
    return t.Power(base, exponent, shape=base.shape)


def total(letter: str, upper: int | str, body: t.Term, lower: int | str = 1) -> t.Sum:
    return t.Sum(letter, t.Index((), size(lower)), t.Index((), size(upper)), body, shape=body.shape)


def d(of: t.Term, by: t.Term) -> t.Derivative:
    """Return ∂of/∂by, laid out as the page does by the shapes of both."""
    if not of.shape:
        return t.Derivative(of, by, "gradient", shape=by.shape)
    if not by.shape:
        return t.Derivative(of, by, "entrywise", shape=of.shape)
    if of.shape[1:] == by.shape[1:] == shape(1):
        return t.Derivative(of, by, "jacobian", shape=(of.shape[0], by.shape[0]))
    return t.Derivative(of, by, "tensor", shape=of.shape + by.shape)


def equal(left: t.Term, right: t.Term, **free: int | str) -> Obligation:
    ranges = tuple(Range(letter, size(upper)) for letter, upper in free.items())
    return Obligation("equality", left, right, HERE, HERE, free=ranges)
