"""Building terms from terms, with their shapes checked: sums, products, powers, transposes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ..diagnostic import Span
from ..model.size import Shape, Size
from . import conjugation, entrywise, named
from .problem import Problem
from .scope import Scope
from .term import (
    Add,
    Apply,
    Determinant,
    Divide,
    Hadamard,
    IndexNumber,
    Inner,
    Inverse,
    Kronecker,
    Multiply,
    Negative,
    Norm2,
    Number,
    Power,
    Term,
    Trace,
    Transpose,
    Vec,
)

ONE = Size.of(1)
FOUR = "a derivative of an array by a matrix has more than two indices"


def _two(term: Term, what: str, scope: Scope) -> Shape:
    shape = scope.sizes.shape(term.shape)
    if len(shape) > 2:
        raise Problem(
            "shape-mismatch",
            f"{scope.shown(shape)} has no {what}",
            term.span,
            notes=(f"{FOUR}; products with it are sums over pairs of indices",),
            help="write it entry by entry",
        )
    return shape


def add(left: Term, right: Term, sign: str, scope: Scope) -> Term:
    """Return left + right or left − right. Shapes: both the same; a number is not added to an array."""
    span = left.span | right.span
    left, right = scope.same_shape(left, right, span, f"{{}} {'plus' if sign == '+' else 'minus'} {{}} has no sum")
    right = right if sign == "+" else Negative(right, shape=right.shape, span=right.span)
    terms = (*left.terms, right) if isinstance(left, Add) else (left, right)
    return Add(terms, shape=left.shape, span=span)


def added(terms: tuple[Term, ...], span: Span) -> Term:
    """Return the sum of terms that are known to have one shape."""
    return Add(terms, shape=terms[0].shape, span=span)


def multiply(left: Term, right: Term, scope: Scope) -> Term:
    """Return left · right: with a number a multiple, else the matrix product (m, k)(k, n) = (m, n); 1×1 is a number."""
    span = left.span | right.span
    first, second = _two(left, "product", scope), _two(right, "product", scope)
    if not first or not second:
        return Multiply(left, right, shape=first or second, span=span)
    if not scope.sizes.unify(first[1], second[0]):
        message = f"{scope.shown(first)} times {scope.shown(second)} has no product"
        raise Problem("shape-mismatch", message, span, notes=("the inner sizes differ",))
    shape = scope.sizes.shape((first[0], second[1]))
    return Multiply(left, right, shape=() if shape == (ONE, ONE) else shape, span=span)


def hadamard(left: Term, right: Term, scope: Scope) -> Term:
    """Return left ⊙ right, of one shape."""
    span = left.span | right.span
    left, right = scope.same_shape(left, right, span, "{} ⊙ {} has no entrywise product")
    return Hadamard(left, right, shape=left.shape, span=span)


def quotient(left: Term, right: Term, scope: Scope) -> Term:
    """Return left ⊘ right, of one shape."""
    left, right = scope.same_shape(left, right, left.span | right.span, "{} ⊘ {} has no entrywise quotient")
    entrywise.spread([left], "", scope)
    return entrywise.quotient(left, right)


def kronecker(left: Term, right: Term, scope: Scope) -> Term:
    """Return left ⊗ right: (m, n) and (p, q) give (mp, nq)."""
    first, second = _two(left, "Kronecker product", scope), _two(right, "Kronecker product", scope)
    if not first or not second:
        raise Problem("shape-mismatch", "a number has no Kronecker product", left.span | right.span)
    return Kronecker(left, right, shape=(first[0] * second[0], first[1] * second[1]), span=left.span | right.span)


def transpose(term: Term, span: Span, scope: Scope) -> Term:
    """Return termᵀ: (m, n) gives (n, m); a number is its own."""
    shape = _two(term, "transpose", scope)
    return Transpose(term, shape=(shape[1], shape[0]), span=span) if shape else term


def inverse(term: Term, span: Span, scope: Scope) -> Term:
    """Return term⁻¹: of a square matrix, or 1/term of a number."""
    if not _two(term, "inverse", scope):
        return Divide(Number(Fraction(1), span=span), term, span=span)
    square(term, "inverse", scope)
    return Inverse(term, shape=term.shape, span=span)


def square(term: Term, what: str, scope: Scope) -> None:
    """Problem: the matrix is not known to be square, which its trace, inverse or power needs."""
    shape = _two(term, what, scope)
    if not shape:
        raise Problem("shape-mismatch", f"a number has no {what}", term.span)
    if not scope.sizes.unify(shape[0], shape[1]):
        raise Problem("shape-mismatch", f"{scope.shown(shape)} is not square and has no {what}", term.span)


def power(base: Term, exponent: Term, span: Span, scope: Scope) -> Term:
    """Return base ^ exponent: a number to a number, a square matrix to a whole number."""
    if exponent.shape:
        raise Problem("shape-mismatch", "an exponent is a number", exponent.span)
    if base.shape:
        square(base, "power", scope)
        whole = isinstance(exponent, Number) and exponent.value.denominator == 1 and exponent.value >= 0
        if not whole and not isinstance(exponent, IndexNumber):
            raise Problem("not-understood", "a matrix has whole powers from 0 here", span)
    if isinstance(exponent, Number) and abs(exponent.value) > 40:
        raise Problem("too-large", "an exponent beyond 40 is not evaluated", exponent.span)
    return Power(base, exponent, shape=base.shape, span=span)


def divide(top: Term, bottom: Term, span: Span, scope: Scope) -> Term:
    """Return top / bottom, the latter a number."""
    if bottom.shape:
        message = f"{scope.shown(bottom.shape)} stands below a fraction line; only numbers divide"
        raise Problem(
            "shape-mismatch", message, bottom.span, help="write an inverse, ^{-1}, on its side of the product"
        )
    return Divide(top, bottom, shape=top.shape, span=span)


def inner(left: Term, right: Term, span: Span, scope: Scope) -> Term:
    """Return ⟨left, right⟩ = tr(leftᴴ right), of one shape: the conjugate is that of the left side."""
    left, right = scope.same_shape(left, right, span, "⟨{}, {}⟩ has no inner product")
    return Inner(conjugation.conjugate(left, scope.vocabulary), right, span=span)


def squared_norm(x: Term, span: Span, scope: Scope) -> Term:
    """Return ‖x‖², the sum of |x|² over the entries."""
    if not conjugation.is_complex(x, scope.vocabulary):
        return Norm2(x, span=span)
    return Inner(conjugation.conjugate(x, scope.vocabulary), x, span=span)


def absolute(x: Term, span: Span, scope: Scope) -> Term:
    """Return |x| entry by entry, of a complex number the root of x* x; shape of x."""
    if not conjugation.is_complex(x, scope.vocabulary):
        return replace(entrywise.absolute(x), span=span)
    square = entrywise.times(conjugation.conjugate(x, scope.vocabulary), x)
    return Apply("sqrt", square, shape=x.shape, span=span)


def apply_operator(name: str, argument: Term, span: Span, scope: Scope) -> Term:
    """Return tr, vec or det of an argument, or a named function of it entry by entry.

    A number is its own trace and determinant, as a 1×1 matrix is.
    """
    if name == "vec":
        shape = _two(argument, "vec", scope)
        if not shape:
            raise Problem("shape-mismatch", "a number has no vec", span)
        return Vec(argument, shape=(shape[0] * shape[1], ONE), span=span)
    if name in ("tr", "det"):
        if not argument.shape:
            return argument
        square(argument, "trace" if name == "tr" else "determinant", scope)
        return Trace(argument, span=span) if name == "tr" else Determinant(argument, span=span)
    if name in named.NETS:
        entrywise.spread([argument], "", scope)
        return replace(named.NETS[name](argument), span=span)
    if name in entrywise.SOFT:
        return replace(entrywise.soft(name, argument, "", span, scope), span=span)
    if name in named.NUMERIC:
        shape = scope.sizes.shape(argument.shape)
        if len(shape) == 2 and shape[0] == shape[1] != ONE:
            message = f"it is not clear whether {name} of a square matrix is meant entry by entry"
            raise Problem(
                "ambiguous-notation", message, span, help="write an entry of it, or a Function of the snippet"
            )
        if name in named.MADE:
            entrywise.spread([argument], "", scope)
            return replace(named.MADE[name](argument), span=span)
        return Apply(name, argument, shape=argument.shape, span=span)
    raise Problem("undeclared-symbol", f"the operator {name} is not known here", span)


OPERATORS = named.NUMERIC | {"tr", "vec", "det"} | entrywise.SOFT.keys()


def is_number(term: Term) -> bool:
    return isinstance(term, Number | IndexNumber) or not term.shape
