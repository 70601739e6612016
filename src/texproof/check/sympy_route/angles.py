"""Sine, cosine and their hyperbolic kin, by addition theorems and by exponentials."""

from __future__ import annotations

from .field import Field
from .function_values import Cosine, Sine
from .functions import exponential
from .polynomial import Poly, fingerprint
from .quotient import divide, tidy

TRIG_LIMIT = 12  # multiples of an angle, and angles added, that the addition theorems are applied to


def cosine(field: Field, p: Poly) -> Poly:
    return _cosine_and_sine(field, p)[0]


def sine(field: Field, p: Poly) -> Poly:
    return _cosine_and_sine(field, p)[1]


def tangent(field: Field, p: Poly) -> Poly:
    c, s = _cosine_and_sine(field, p)
    return divide(field, s, c)


def _cosine_and_sine(field: Field, p: Poly) -> tuple[Poly, Poly]:
    """Return cos p and sin p in those of the angles m/d, for p = Σ c m and c = k/d, by the addition theorems."""
    c, s = field.ring.one, field.ring.zero
    p = tidy(field, p)
    if len(p) > TRIG_LIMIT:
        return _angle(field, p)
    for monomial, coefficient in p.items():
        k = int(coefficient.numerator)
        turns = 1 if abs(k) > TRIG_LIMIT else abs(k)
        base = p.new({monomial: abs(coefficient)}).quo_ground(turns)
        c1, s1 = _angle(field, base)
        if k < 0:
            s1 = -s1
        for _ in range(turns):
            c, s = (
                field.subtract(field.multiply(c, c1), field.multiply(s, s1)),
                field.add(field.multiply(s, c1), field.multiply(c, s1)),
            )
    return c, s


def _angle(field: Field, angle: Poly) -> tuple[Poly, Poly]:
    mark = fingerprint(angle)
    depends = field.depends(angle)

    def make_cosine() -> Cosine:
        value = cosine(field, field.expand(angle)) if field.is_soft(angle) else None
        return Cosine(
            key=("cos", mark), argument=angle, sine=sine, value=value, depends=depends, independent=False
        )  # fmt: skip

    c = field.atom(("cos", mark), make_cosine)
    number = field.numbers["cos", mark]

    def make_sine() -> Sine:
        value = sine(field, field.expand(angle)) if field.is_soft(angle) else None
        return Sine(
            key=("sin", mark), argument=angle, cosine=number, value=value, depends=depends, related=True,
            independent=False,
        )  # fmt: skip

    s = field.atom(("sin", mark), make_sine)
    return field.up(c), s


def hyperbolic_tangent(field: Field, p: Poly) -> Poly:
    """Return tanh p = (e − 1)/(e + 1), e = exp(2p): with it come tanh' = 1 − tanh² and every kin of the logistic."""
    e = exponential(field, p.mul_ground(2))
    one = field.ring.one
    return divide(field, field.subtract(e, one), field.add(e, one))


def hyperbolic_cosine(field: Field, p: Poly) -> Poly:
    return field.add(exponential(field, p), exponential(field, -p)).quo_ground(2)


def hyperbolic_sine(field: Field, p: Poly) -> Poly:
    return field.subtract(exponential(field, p), exponential(field, -p)).quo_ground(2)
