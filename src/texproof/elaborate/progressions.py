r"""Sums with an ellipsis: I + X + X^2 + \cdots + X^{n-1}, I - A + A^2 - \cdots, x_1 + x_2 + \cdots + x_n.

The written terms say how exponents, or indices, grow. The numbers before the powers follow one of a few laws, and the
written terms must leave a single one: I + X + \cdots could be a geometric series or that of the exponential.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import factorial

from ..diagnostic import Span
from ..model.size import Size
from ..parse import tree as t
from . import indices
from .counting import difference, spelled_out
from .monomials import Monomial, monomial, whole_number
from .problem import Problem
from .scope import ONE, Read, Running, Scope
from .sums import ENDLESS
from .term import (
    Divide,
    Factorial,
    Index,
    IndexNumber,
    Multiply,
    Negative,
    Number,
    Power,
    Series,
    Sum,
    Term,
)

NOTHING = Index((), Size())


@dataclass(frozen=True, slots=True)
class Law:
    """How the numbers before x^e depend on the exponent e: 1, 1/e, 1/e!, e, or e + 1, times a constant."""

    value: Callable[[int], Fraction]
    start: int  # the least exponent that it has a value at
    times: Callable[[Index], IndexNumber] | None = None  # what x^e is times, at an exponent with sizes in it
    over: Callable[[Index], Term] | None = None  # what it is over


LAWS = (
    Law(lambda e: Fraction(1), 0),
    Law(lambda e: Fraction(1, e), 1, over=IndexNumber),
    Law(lambda e: Fraction(1, factorial(e)), 0, over=Factorial),
    Law(Fraction, 1, times=IndexNumber),
    Law(lambda e: Fraction(e + 1), 0, times=lambda e: IndexNumber(indices.plus(e, Index((), ONE), 1))),
)
MINUS_ONE = Number(Fraction(-1))


def has_dots(node: t.Sum) -> bool:
    """Whether an ellipsis stands among the terms of a sum."""
    return any(isinstance(part, t.Dots) for part in node.terms)


def progression(node: t.Sum, scope: Scope, read: Read) -> Term:
    """Return what a sum with an ellipsis is. Problem: its terms do not determine it."""
    at = next(i for i, part in enumerate(node.terms) if isinstance(part, t.Dots))
    if at == 0:
        raise _problem("an ellipsis in a sum stands behind its first terms", node)
    if len(node.terms) > at + 2 or any(isinstance(part, t.Dots) for part in node.terms[at + 1 :]):
        raise _problem(
            "behind an ellipsis in a sum stands its last term, and no more", node, "write brackets around it"
        )
    counted = _counted(node, at, scope, read)
    return counted if counted is not None else _Powers(node, at, scope, read).term()


def _problem(message: str, node: t.Node, help_: str = "") -> Problem:
    return Problem("ellipsis-pattern", message, node.span, help=help_)


def _counted(node: t.Sum, at: int, scope: Scope, read: Read) -> Term | None:
    """Return Σ over the index in which the first and the last term differ, or None where they differ in none."""
    if at + 1 == len(node.terms) or set(node.signs) != {"+"}:
        return None
    written = [spelled_out(part, scope) for part in node.terms if not isinstance(part, t.Dots)]
    changes = difference(written[0], written[-1])
    if not changes:
        return None
    first, last = (indices.index(side, scope) for side in changes[0][1:])
    template = written[0]
    for path, a, b in changes:
        if (indices.index(a, scope), indices.index(b, scope)) != (first, last):
            raise _problem("two indices count differently in one sum", b)
        template = t.placed(template, path, t.Letter(r"\termindex", span=b.span))
    for count, part in enumerate(written[1:-1], 1):
        found = difference(written[0], part)
        if found is None or [path for path, *_ in found] != [path for path, *_ in changes]:
            raise _problem("this term is not of the pattern that the first and the last one make", part)
        for _, _, b in found:
            if indices.index(b, scope) != indices.plus(first, Index((), Size.of(count)), 1):
                raise _problem("by the first and the last term, another index stands here", b)
    if first.letters != last.letters:
        raise _problem("the first and the last index differ by more than sizes", node)
    name = _running(ONE, last.offset - first.offset + 1, node.span, scope)
    scope.holes[r"\termindex"] = indices.plus(Index(first.letters, first.offset - 1), Index(((name, 1),)), 1)
    try:
        body = read(template, scope)
    finally:
        del scope.holes[r"\termindex"]
    upper = Index((), last.offset - first.offset + 1)
    return Sum(name, Index((), ONE), upper, body, shape=body.shape, span=node.span)


def _running(lower: Size, upper: Size, span: Span, scope: Scope) -> str:
    name = f"#{len(scope.every) + 1}"
    scope.every[name] = Running(name, lower, upper, True, span, "in a sum with an ellipsis")
    return name


class _Powers:
    """A sum of growing powers while it is read."""

    def __init__(self, node: t.Sum, at: int, scope: Scope, read: Read) -> None:
        self.node, self.scope = node, scope
        signed = [
            (read(part, scope), sign)
            for part, sign in zip(node.terms, node.signs, strict=True)
            if not isinstance(part, t.Dots)
        ]
        terms = [term if sign == "+" else Negative(term, shape=term.shape, span=term.span) for term, sign in signed]
        for term in terms[1:]:
            scope.same_shape(terms[0], term, term.span, "the first term is {}; this one is {}")
        found = [monomial(term) for term in terms]
        self.first, self.last = found[:at], found[at] if at < len(found) else None
        self.shape = next((term.shape for term in terms if term.shape), ())
        self.sign_of_dots = node.signs[at]
        if at < 2:
            raise self._ambiguous("one term before an ellipsis does not say how a sum goes on")
        self.bases = dict.fromkeys(base for one in self.first for base in one.powers)

    def _ambiguous(self, message: str) -> Problem:
        help_ = "write one term more, or the sum with Σ"
        return Problem("ellipsis-pattern", message, self.node.span, help=help_)

    def term(self) -> Term:
        steps = {base: self._step(base) for base in self.bases}
        lead = next((base for base, step in steps.items() if step > 0), None)
        if lead is None or any(one.under for one in self.first):
            raise self._ambiguous("what changes from term to term is no exponent and no index")
        exponents = [whole_number(one.exponent(lead)) for one in self.first]
        if any(e is None for e in exponents):
            raise self._ambiguous("the first exponents are no numbers")
        known = [e for e in exponents if e is not None]
        self.alternating = self._signs()
        law, constant = self._law(known)
        upper = self._count(steps, lead, law, constant)
        name = _running(Size(), ENDLESS if upper is None else upper.offset, self.node.span, self.scope)
        body = self._body(name, steps, lead, law, constant)
        if upper is None:
            return Series(name, NOTHING, body, shape=body.shape, span=self.node.span)
        return Sum(name, NOTHING, upper, body, shape=body.shape, span=self.node.span)

    def _step(self, base: Term) -> int:
        """Return by how much the exponent of a base grows from term to term."""
        found = [one.exponent(base) for one in self.first]
        steps = {indices.plus(b, a, -1) for a, b in pairwise(found)}
        step = whole_number(steps.pop()) if len(steps) == 1 else None
        if step is None or step < 0:
            raise self._ambiguous(f"the exponents of {self.scope.written(base.span)} do not grow by equal steps")
        return step

    def _signs(self) -> bool:
        """Return whether the signs take turns."""
        signs = [one.number > 0 for one in self.first]
        alternating = signs[0] != signs[1]
        turned = [signs[0] != (alternating and i % 2 == 1) for i in range(len(signs))]
        wanted = signs[0] != (alternating and len(signs) % 2 == 1)
        if turned != signs or (self.sign_of_dots == "+") != wanted:
            raise self._ambiguous("the signs before the ellipsis are of no one pattern")
        return alternating

    def _law(self, exponents: list[int]) -> tuple[Law, Fraction]:
        """Return the only law that the written numbers follow, and its constant."""
        numbers = [abs(one.number) for one in self.first]
        fitting = []
        for law in LAWS:
            if exponents[0] < law.start:
                continue
            constant = numbers[0] / law.value(exponents[0])
            if all(constant * law.value(e) == c for e, c in zip(exponents, numbers, strict=True)):
                fitting.append((law, constant))
        if len(fitting) > 1:
            raise self._ambiguous("more than one series begins with these terms")
        if not fitting:
            raise self._ambiguous("the numbers before the powers follow no law that is read here")
        return fitting[0]

    def _count(self, steps: dict[Term, int], lead: Term, law: Law, constant: Fraction) -> Index | None:
        """Return the number of the last term, counted from 0, or None where there is no last one."""
        last = self.last
        if last is None:
            return None
        exponent = last.exponent(lead)
        number = _divided(indices.plus(exponent, self.first[0].exponent(lead), -1), steps[lead])
        if number is None:
            raise self._ambiguous("the last term does not follow from the first ones")
        times, over = self._factors(law, exponent)
        powers = {base: indices.plus(self.first[0].exponent(base), number, step) for base, step in steps.items()}
        if times is not None:
            powers[times] = indices.plus(powers.get(times, NOTHING), Index((), ONE), 1)
        odd = [base for base in powers.keys() | last.powers.keys() if last.exponent(base) != powers.get(base, NOTHING)]
        if not all(isinstance(base, Number | IndexNumber) for base in odd):
            raise self._ambiguous("the last term does not follow from the first ones")
        whole = whole_number(exponent)
        expected = constant if whole is None else constant * law.value(whole)
        if abs(last.number) != expected or last.under != over or any(base != MINUS_ONE for base in odd):
            raise self._ambiguous("the number before the last term does not follow from the first ones")
        self._end(last, number)
        return number

    def _factors(self, law: Law, exponent: Index) -> tuple[IndexNumber | None, Term | None]:
        """Return what a term is times and over by a law, at an exponent that is not a number yet."""
        if whole_number(exponent) is not None:
            return None, None
        return law.times and law.times(exponent), law.over and law.over(exponent)

    def _end(self, last: Monomial, number: Index) -> None:
        """Problem: the sign of the last term, powers of −1 in it counted, is not what the first ones say."""
        turns = indices.plus(last.exponent(MINUS_ONE), self.first[0].exponent(MINUS_ONE), -1)
        if self.alternating:
            turns = indices.plus(turns, number, -1)
        count = whole_number(turns)
        if count is None:
            raise Problem(
                "ellipsis-pattern",
                "the sign of the last term depends on how many there are",
                self.node.span,
                help="write it as a power of −1: 1 - t + \\cdots + (-1)^n t^n",
            )
        if (last.number > 0) != ((self.first[0].number > 0) == (count % 2 == 0)):
            raise self._ambiguous("the sign of the last term does not follow from the first ones")

    def _body(self, name: str, steps: dict[Term, int], lead: Term, law: Law, constant: Fraction) -> Term:
        span, k = self.node.span, Index(((name, 1),))
        body: Term = Number(constant if self.first[0].number > 0 else -constant, span=span)
        if self.alternating:
            minus = replace(MINUS_ONE, span=span)
            body = Multiply(body, Power(minus, IndexNumber(k, span=span), span=span), span=span)
        exponents = {base: indices.plus(self.first[0].exponent(base), k, step) for base, step in steps.items()}
        if law.times is not None:
            body = Multiply(body, replace(law.times(exponents[lead]), span=span), span=span)
        if law.over is not None:
            body = Divide(body, replace(law.over(exponents[lead]), span=span), span=span)
        # Numbers first, and the matrix behind them.
        for base in sorted(exponents, key=lambda base: bool(base.shape)):
            power = Power(base, IndexNumber(exponents[base], span=span), shape=base.shape, span=span)
            body = Multiply(body, power, shape=base.shape or body.shape, span=span)
        return body


def _divided(index: Index, step: int) -> Index | None:
    """Return index / step where all of it is whole."""
    if index.letters:
        return None
    if step == 1:
        return index
    parts = [Fraction(c) / step for _, c in index.offset.terms]
    return Index((), index.offset * Fraction(1, step)) if all(c.denominator == 1 for c in parts) else None
