"""Sine and cosine at rational multiples of π are what they are, not a number that is small in many digits."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from texproof.check.sympy_route.angles import cosine, sine
from texproof.check.sympy_route.decide import vanishes
from texproof.check.sympy_route.field import Field
from texproof.check.sympy_route.functions import pi
from texproof.check.sympy_route.point import Point

TURNS = sorted({Fraction(k, d) for d in (1, 2, 3, 4, 6) for k in range(-30, 31)})


@pytest.mark.parametrize("turn", TURNS, ids=str)
def test_they_are_the_numbers_that_floating_point_gives(turn: Fraction) -> None:
    field = Field()
    angle = field.multiply(field.rational(turn), pi(field))
    for function, number in ((cosine, math.cos), (sine, math.sin)):
        value = function(field, angle)
        assert float(Point(field, 0).value(field.up(value))) == pytest.approx(number(math.pi * turn), abs=1e-12)


@pytest.mark.parametrize("whole", [1, -2, 3, 25, 100])
def test_the_sine_of_whole_multiples_is_zero(whole: int) -> None:
    field = Field()
    assert vanishes(field, sine(field, field.multiply(field.rational(Fraction(whole)), pi(field)))) == (True, "")


def test_other_multiples_obey_the_addition_theorems() -> None:
    field = Field()
    fifth = field.multiply(field.rational(Fraction(1, 5)), pi(field))
    twice = field.multiply(field.rational(Fraction(2)), fifth)
    c, s = cosine(field, fifth), sine(field, fifth)
    double = field.subtract(field.multiply(c, c), field.multiply(s, s))
    assert vanishes(field, field.subtract(cosine(field, twice), double))[0] is True
    assert vanishes(field, field.subtract(c, s))[0] is False
