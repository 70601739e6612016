"""The unit step, and with it maxima, absolute values and cases."""

from __future__ import annotations

from .field import Field
from .function_values import Step
from .polynomial import Poly, constant, fingerprint
from .quotient import tidy


def step(field: Field, p: Poly) -> Poly:
    """Return 1 where p > 0 and 0 where p < 0; at p = 0 it is 0, and nothing is claimed about its derivative."""
    p = tidy(field, p)
    number = constant(p)
    if number is not None:
        return field.ring.one if number > 0 else field.ring.zero
    if field.positive(p):
        return field.ring.one
    if field.positive(-p):
        return field.ring.zero
    turned = p.LC < 0
    q = p.quo_ground(p.LC)
    key = ("step", fingerprint(q))

    def make() -> Step:
        value = step(field, field.expand(q)) if field.is_soft(q) else None
        return Step(key=key, argument=q, value=value, related=True, independent=False)

    h = field.atom(key, make)
    return field.subtract(field.ring.one, h) if turned else h


def larger(field: Field, p: Poly, q: Poly) -> Poly:
    """Return max(p, q)."""
    apart = field.subtract(p, q)
    return field.add(q, field.multiply(step(field, apart), apart))


def smaller(field: Field, p: Poly, q: Poly) -> Poly:
    """Return min(p, q)."""
    return -larger(field, -p, -q)
