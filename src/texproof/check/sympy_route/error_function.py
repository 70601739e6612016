"""The error function, from which the normal law's distribution function is made."""

from __future__ import annotations

from fractions import Fraction

from .field import Field
from .function_values import Erf
from .functions import exponential, pi, square_root
from .polynomial import Poly, fingerprint
from .quotient import divide, tidy


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
