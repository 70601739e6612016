"""Atoms that are values of functions: roots, exponentials, logarithms, sines, steps, function parameters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .atoms import Atom, Evaluate, OutsideDomain, lowered, pseudo_random
from .field import Field
from .polynomial import Poly, by_powers

STEP_DIGITS = 40  # of 60: what is smaller is 0


@dataclass(slots=True, kw_only=True, eq=False)
class Root(Atom):
    """s = q^(1/degree), real, with s^degree = q and D s = s D q / (degree · q)."""

    of: Poly
    degree: int
    reciprocal: Callable[[Field, Poly], Poly]

    def derivative(self, field: Field, variable: int) -> Poly:
        inner = field.multiply(field.derivative(self.of, variable), field.rational(Fraction(1, self.degree)))
        return field.multiply(inner, field.multiply(field.generator(self.number), self.reciprocal(field, self.of)))

    def settle(self, field: Field, p: Poly) -> Poly:
        return lowered(field, p, self.number, self.degree, self.of)

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        inside = evaluate(self.of)
        if inside < 0:
            raise OutsideDomain
        return context.root(inside, self.degree)


@dataclass(slots=True, kw_only=True, eq=False)
class Exponential(Atom):
    """exp(argument), with D exp(u) = exp(u) D u."""

    argument: Poly

    def derivative(self, field: Field, variable: int) -> Poly:
        return field.multiply(field.generator(self.number), field.derivative(self.argument, variable))

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        return context.exp(evaluate(self.argument))


@dataclass(slots=True, kw_only=True, eq=False)
class Logarithm(Atom):
    """log(argument), with D log(u) = D u / u; equal to log |u| where that is the element `same`."""

    argument: Poly
    reciprocal: Callable[[Field, Poly], Poly]
    same: Poly | None = None

    def derivative(self, field: Field, variable: int) -> Poly:
        return field.multiply(self.reciprocal(field, self.argument), field.derivative(self.argument, variable))

    def settle(self, field: Field, p: Poly) -> Poly:
        assert self.same is not None
        return lowered(field, p, self.number, 1, self.same)

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        inside = evaluate(self.argument)
        if inside <= 0:
            raise OutsideDomain
        return context.log(inside)


@dataclass(slots=True, kw_only=True, eq=False)
class LogarithmOfMagnitude(Logarithm):
    """log |argument|, with D log |u| = D u / u; equal to log u where that is the element `same`, and has a value."""

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        inside = evaluate(self.argument)
        if inside == 0:
            raise OutsideDomain
        return context.log(abs(inside))


@dataclass(slots=True, kw_only=True, eq=False)
class Cosine(Atom):
    """cos(argument), with D cos(u) = −sin(u) D u."""

    argument: Poly
    sine: Callable[[Field, Poly], Poly]

    def derivative(self, field: Field, variable: int) -> Poly:
        return -field.multiply(self.sine(field, self.argument), field.derivative(self.argument, variable))

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        return context.cos(evaluate(self.argument))


@dataclass(slots=True, kw_only=True, eq=False)
class Sine(Atom):
    """sin(argument), with sin² = 1 − cos² and D sin(u) = cos(u) D u; `cosine` is the number of cos(u)."""

    argument: Poly
    cosine: int

    def derivative(self, field: Field, variable: int) -> Poly:
        return field.multiply(field.generator(self.cosine), field.derivative(self.argument, variable))

    def settle(self, field: Field, p: Poly) -> Poly:
        c = field.generator(self.cosine)
        return lowered(field, p, self.number, 2, field.ring.one - c * c)

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        return context.sin(evaluate(self.argument))


@dataclass(slots=True, kw_only=True, eq=False)
class Erf(Atom):
    """erf(argument), with D erf(u) = 2/√π exp(−u²) D u."""

    argument: Poly
    density: Callable[[Field, Poly], Poly]

    def derivative(self, field: Field, variable: int) -> Poly:
        return field.multiply(self.density(field, self.argument), field.derivative(self.argument, variable))

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        return context.erf(evaluate(self.argument))


@dataclass(slots=True, kw_only=True, eq=False)
class Pi(Atom):
    """The number π."""

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        return +context.pi


@dataclass(slots=True, kw_only=True, eq=False)
class Step(Atom):
    """h = 1 where the argument is positive, 0 where it is negative, with h² = h and D h = 0.

    A `generic` argument is 0 nowhere but at kinks; another may be 0 on a whole piece, and h is 0 there.
    """

    argument: Poly
    generic: bool = True

    def settle(self, field: Field, p: Poly) -> Poly:
        parts = by_powers(p, self.number)
        switched = field.multiply(field.generator(self.number), field.total([q for e, q in parts.items() if e]))
        return field.add(parts.get(0, field.ring.zero), switched)

    def norm(self, field: Field, p: Poly) -> Poly:
        """Return p with h = 0 times p with h = 1."""
        parts = by_powers(p, self.number)
        return field.multiply(parts.get(0, field.ring.zero), field.total(list(parts.values())))

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        inside = evaluate(self.argument)
        if abs(inside) < context.mpf(10) ** -STEP_DIGITS:  # 0, but for rounding
            if self.generic:
                raise OutsideDomain
            return context.mpf(0)
        return context.mpf(1 if inside > 0 else 0)


@dataclass(slots=True, kw_only=True, eq=False)
class Applied(Atom):
    """σ^(order)(argument) of a function parameter σ, with D σ^(k)(u) = σ^(k+1)(u) D u."""

    name: str
    order: int
    argument: Poly
    apply: Callable[[Field, str, int, Poly], Poly]

    def derivative(self, field: Field, variable: int) -> Poly:
        outer = self.apply(field, self.name, self.order + 1, self.argument)
        return field.multiply(outer, field.derivative(self.argument, variable))

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        # Values and derivatives at one point are free; equal points must get equal values.
        point = context.nstr(evaluate(self.argument), 30)
        drawn = pseudo_random((self.name, self.order, point), trial) * 2
        if self.positive:
            drawn += 3
        return context.mpf(drawn.numerator) / drawn.denominator
