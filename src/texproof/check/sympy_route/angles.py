"""Sine, cosine and their hyperbolic kin, by addition theorems and by exponentials."""

from __future__ import annotations

from fractions import Fraction

from .field import Field
from .function_values import Cosine, Sine
from .functions import exponential, square_root
from .polynomial import Poly, fingerprint
from .quotient import divide, tidy

TRIG_LIMIT = 12  # multiples of an angle, and angles added, that the addition theorems are applied to
# cos² of the angles whose cosine is a square root of a rational number, in half turns from 0 to a quarter turn.
_SQUARES = {
    Fraction(0): Fraction(1),
    Fraction(1, 6): Fraction(3, 4),
    Fraction(1, 4): Fraction(1, 2),
    Fraction(1, 3): Fraction(1, 4),
    Fraction(1, 2): Fraction(0),
}


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
        exact = _exact(field, p.new({monomial: coefficient}))
        k = int(coefficient.numerator)
        turns = 1 if exact is not None or abs(k) > TRIG_LIMIT else abs(k)
        c1, s1 = exact or _angle(field, p.new({monomial: abs(coefficient)}).quo_ground(turns))
        if exact is None and k < 0:
            s1 = -s1
        for _ in range(turns):
            c, s = (
                field.subtract(field.multiply(c, c1), field.multiply(s, s1)),
                field.add(field.multiply(s, c1), field.multiply(c, s1)),
            )
    return c, s


def _exact(field: Field, angle: Poly) -> tuple[Poly, Poly] | None:
    """Return cos and sin of qπ where both are square roots of rational numbers, so for q = k/d, d in {1, 2, 3, 4, 6}.

    In digits sin π is a small number instead of zero, which no other term could tell from one that is not zero.
    """
    number = field.number(("pi",))
    if number is None or field.up(angle).monoms() != field.ring.gens[number].monoms():
        return None
    coefficient = angle.coeffs()[0]
    halves = Fraction(int(coefficient.numerator), int(coefficient.denominator)) % 2
    folded = min(halves, 2 - halves)  # cos x = cos(2π − x)
    cosine_square = _SQUARES.get(min(folded, 1 - folded))
    if cosine_square is None:
        return None
    c, s = (square_root(field, field.rational(square)) for square in (cosine_square, 1 - cosine_square))
    return (-c if folded > Fraction(1, 2) else c), (-s if halves > 1 else s)


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
