"""The error function, from which the normal law's distribution function is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .atoms import Atom, Evaluate
from .field import Field
from .functions import exponential, pi, square_root
from .polynomial import Poly, fingerprint
from .quotient import divide, tidy


@dataclass(slots=True, kw_only=True, eq=False)
class Erf(Atom):
    """erf(argument), with D erf(u) = 2/√π exp(−u²) D u."""

    argument: Poly
    density: Callable[[Field, Poly], Poly]

    def derivative(self, field: Field, variable: int) -> Poly:
        return field.multiply(self.density(field, self.argument), field.derivative(self.argument, variable))

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        return context.erf(evaluate(self.argument))


def _density(field: Field, p: Poly) -> Poly:
    grown = exponential(field, -field.multiply(p, p))
    return divide(field, field.multiply(field.rational(Fraction(2)), grown), square_root(field, pi(field)))


def erf(field: Field, p: Poly) -> Poly:
    """Return erf(p); erf(−p) = −erf(p) is seen by the sign of the leading coefficient."""
    p = tidy(field, p)
    if not p:
        return p
    if p.LC < 0:
        return -erf(field, -p)
    key = ("erf", fingerprint(p))

    def make() -> Erf:
        value = erf(field, field.expand(p)) if field.is_soft(p) else None
        return Erf(
            key=key, argument=p, density=_density, value=value, depends=field.depends(p), independent=False,
            positive=field.positive(p),
        )  # fmt: skip

    return field.atom(key, make)
