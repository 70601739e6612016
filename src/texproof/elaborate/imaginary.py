"""Obligations without i: a term that holds i is L₀ + i L₁, and both parts of two sides must be equal.

What stands for i is a number with i² = −1 that no other symbol has anything to do with; L₀ and L₁ have rational
coefficients. For an equality the two sides become matrices in which L₀ and L₁ stand side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from ..model.size import Size
from . import term as t
from .claim import Obligation
from .term import Term, walk

ONE = Size.of(1)
_MOST_POWER = 8
Parts = tuple[Term, Term | None]  # L₀ and L₁, None for 0


class Inseparable(Exception):
    """What is made of i here is not read in parts; the message says what."""


def without_imaginary(obligation: Obligation) -> Obligation:
    """Return an obligation that says the same without i. Raises: Inseparable."""
    sides = [obligation.left] if obligation.right is None else [obligation.left, obligation.right]
    if not any(isinstance(part, t.ImaginaryUnit) for side in sides for part in walk(side)):
        return obligation
    if obligation.right is None:
        real, _ = parts(obligation.left)
        return replace(obligation, left=real)
    left, right = parts(obligation.left), parts(obligation.right)
    if left[1] is None and right[1] is None:
        return replace(obligation, left=left[0], right=right[0])
    return replace(obligation, left=_beside(left), right=_beside(right))


def _beside(both: Parts) -> Term:
    real, imaginary = both[0], both[1] if both[1] is not None else _zero(both[0])
    if not real.shape:
        return t.Blocks(((real, imaginary),), shape=(ONE, Size.of(2)), span=real.span)
    if len(real.shape) != 2:
        raise Inseparable("i with more than two indices")
    rows, columns = real.shape
    return t.Blocks(((real, imaginary),), shape=(rows, columns + columns), span=real.span)


def _zero(like: Term) -> Term:
    return t.Zero(shape=like.shape, span=like.span) if like.shape else t.Number(Fraction(0), span=like.span)


def parts(term: Term) -> Parts:
    """Return L₀ and L₁ of a term L₀ + i L₁, of its shape. Raises: Inseparable."""
    if not any(isinstance(part, t.ImaginaryUnit) for part in walk(term)):
        return term, None
    match term:
        case t.ImaginaryUnit():
            return t.Number(Fraction(0), span=term.span), t.Number(Fraction(1), span=term.span)
        case t.Add():
            return _sum([parts(one) for one in term.terms], term)
        case (
            t.Multiply(left=left, right=right)
            | t.Hadamard(left=left, right=right)
            | t.Kronecker(left=left, right=right)
        ):
            return _product(parts(left), parts(right), lambda a, b: replace(term, left=a, right=b))
        case t.Inner(left=left, right=right):
            return _product(parts(left), parts(right), lambda a, b: replace(term, left=a, right=b))
        case t.Divide():
            return _quotient(term)
        case t.Power():
            return _power(term)
        case t.Apply():
            return _applied(term)
        case t.Negative() | t.Transpose() | t.Trace() | t.Vec():
            return _each(parts(term.argument), lambda a: replace(term, argument=a))
        case t.Entry() | t.Slice():
            return _each(parts(term.array), lambda a: replace(term, array=a))
        case t.Sum() | t.Entries():
            return _each(parts(term.body), lambda a: replace(term, body=a))
        case t.Derivative() | t.Differential():
            return _each(parts(term.of), lambda a: replace(term, of=a))
        case t.Blocks():
            cells = [[parts(cell) for cell in row] for row in term.rows]
            real = tuple(tuple(cell[0] for cell in row) for row in cells)
            imaginary = tuple(tuple(_zero(c[0]) if c[1] is None else c[1] for c in row) for row in cells)
            return replace(term, rows=real), replace(term, rows=imaginary)
    raise Inseparable(f"i in {type(term).__name__}")


def _each(both: Parts, change: Callable[[Term], Term]) -> Parts:
    real, imaginary = both
    return change(real), None if imaginary is None else change(imaginary)


def _sum(each: list[Parts], term: t.Add) -> Parts:
    imaginary = tuple(one for _, one in each if one is not None)
    return replace(term, terms=tuple(one for one, _ in each)), replace(term, terms=imaginary) if imaginary else None


def _product(left: Parts, right: Parts, join: Callable[[Term, Term], Term]) -> Parts:
    """Return (a + ib)(c + id) = (ac − bd) + i (ad + bc)."""
    (a, b), (c, d) = left, right
    real, imaginary = join(a, c), [join(*pair) for pair in ((a, d), (b, c)) if None not in pair]
    if b is not None and d is not None:
        real = _plus(real, _minus(join(b, d)))
    return real, imaginary[0] if len(imaginary) == 1 else _plus(*imaginary)


def _plus(*terms: Term) -> Term:
    return t.Add(terms, shape=terms[0].shape, span=terms[0].span)


def _minus(term: Term) -> Term:
    return t.Negative(term, shape=term.shape, span=term.span)


def _times(a: Term, b: Term) -> Term:
    return t.Multiply(a, b, shape=b.shape, span=b.span)


def _quotient(term: t.Divide) -> Parts:
    """Return (a + ib)/(c + id) = (a + ib)(c − id)/(c² + d²)."""
    top, (c, d) = parts(term.numerator), parts(term.denominator)
    if d is None:
        return _each(top, lambda a: replace(term, numerator=a, denominator=c))
    square = _plus(_times(c, c), _times(d, d))
    both = _product((c, _minus(d)), top, _times)
    return _each(both, lambda a: replace(term, numerator=a, denominator=square))


def _power(term: t.Power) -> Parts:
    exponent = term.exponent
    whole = isinstance(exponent, t.Number) and exponent.value.denominator == 1
    if not whole or not isinstance(exponent, t.Number) or not 0 < exponent.value <= _MOST_POWER:
        raise Inseparable("a power of what holds i")
    base = found = parts(term.base)
    for _ in range(int(exponent.value) - 1):
        found = _product(found, base, lambda a, b: t.Multiply(a, b, shape=term.shape, span=term.span))
    return found


def _applied(term: t.Apply) -> Parts:
    """Return e^{a + ib} = e^a cos b + i e^a sin b."""
    real, imaginary = parts(term.argument)
    if term.function != "exp" or imaginary is None:
        raise Inseparable(f"{term.function} of what holds i")
    size = replace(term, argument=real)
    cosine, sine = (replace(term, function=name, argument=imaginary) for name in ("cos", "sin"))
    join = t.Hadamard if term.shape else t.Multiply
    return join(size, cosine, shape=term.shape, span=term.span), join(size, sine, shape=term.shape, span=term.span)
