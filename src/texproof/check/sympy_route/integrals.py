"""Integrals over an interval, exactly: of what is a sum of constants, powers of the letter, and exponentials of it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from ...elaborate import term as t
from . import functions
from .atoms import Reciprocal, Variable
from .field import Field
from .function_atoms import Moved
from .function_values import Exponential
from .polynomial import Poly, by_monomials, fingerprint, occurring, single_generator
from .quotient import divide, tidy
from .values import EvaluationError, Value
from .zero import is_zero

if TYPE_CHECKING:
    from .evaluation import Evaluator


def integral(evaluator: Evaluator, term: t.Integral, indices: Mapping[str, int]) -> Value:
    """Return ∫ body. Raises EvaluationError where the letter stands in what is no power and no exponential."""
    field = evaluator.field
    key = ("integral", term.letter)
    letter = field.atom(key, lambda: Variable(key=key, depends=1 << len(field.atoms), centre=Fraction(1, 2)))
    number = single_generator(letter)
    assert number is not None
    evaluator.reals[term.letter] = letter
    shape, entries = evaluator.value(term.body, {**indices, term.letter: 0})
    lower, upper = (evaluator.whole(bound, indices) for bound in (term.lower, term.upper))
    found = []
    for p in entries:
        hard = tidy(field, field.expand(p))
        value = _between(field, hard, number, lower, upper)
        depends = field.depends(p) & ~(1 << number)
        found.append(_kept(field, value, p, (lower, upper), depends) if evaluator.run.moving else value)
    return shape, found


def _kept(field: Field, value: Poly, integrand: Poly, bounds: tuple[int, int], depends: int) -> Poly:
    """Return an integral as an atom that moves with its integrand, but is not differentiated here."""
    key = ("integral of", fingerprint(integrand), bounds)
    return field.atom(key, lambda: Moved(key=key, value=field.expand(value), depends=depends))


def _between(field: Field, p: Poly, letter: int, lower: int, upper: int) -> Poly:
    moving = [i for i in occurring(p) if field.atoms[i].depends >> letter & 1]
    terms = []
    for monomial, rest in by_monomials(p, moving).items():
        degree, exponent = 0, field.ring.zero
        for i, e in monomial:
            if i == letter:
                degree = e
            else:
                exponent = field.add(exponent, field.multiply(field.rational(e), _logarithm_of(field, i)))
        terms.append(field.multiply(rest, _primitive(field, degree, exponent, letter, lower, upper)))
    return field.total(terms)


def _logarithm_of(field: Field, number: int) -> Poly:
    """Return u of an atom e^u or 1/e^u. Raises EvaluationError where it is another one."""
    atom = field.atoms[number]
    if isinstance(atom, Exponential):
        return field.up(atom.argument)
    inner = None
    if isinstance(atom, Reciprocal):
        inner = single_generator(field.up(atom.of))
    if inner is None or not isinstance(field.atoms[inner], Exponential):
        raise EvaluationError("an integral of what is no power and no exponential")
    return -_logarithm_of(field, inner)


def _primitive(field: Field, degree: int, exponent: Poly, letter: int, lower: int, upper: int) -> Poly:
    """Return ∫ s^degree e^(rate·s + rest) ds from lower to upper, `exponent` being rate·s + rest."""
    rate = field.derivative(exponent, letter)
    if field.depends(rate) >> letter & 1:
        raise EvaluationError("an integral of the exponential of what is not linear")
    rest = tidy(field, field.subtract(exponent, field.multiply(rate, field.generator(letter))))
    if is_zero(field, rate):
        power = Fraction(upper ** (degree + 1) - lower ** (degree + 1), degree + 1)
        return field.multiply(field.rational(power), functions.exponential(field, rest))
    if degree:
        raise EvaluationError("an integral of a power times an exponential")
    ends = [
        functions.exponential(field, field.add(rest, field.multiply(rate, field.rational(bound))))
        for bound in (upper, lower)
    ]
    return divide(field, field.subtract(*ends), rate)
