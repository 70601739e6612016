"""Steps: what is proved piece by piece, and what has no side on a whole piece."""

from __future__ import annotations

import pytest

from texproof.elaborate import entrywise
from texproof.elaborate.term import Term

from . import models
from .terms import add, answer, apply, d, minus, number, over, power, symbol, times

a, b, x, y = (symbol(name) for name in "abxy")
NO_SIZES: dict[str, int] = {}


def exp(u: Term) -> Term:
    return apply("exp", u)


def log(u: Term) -> Term:
    return apply("log", u)


step, absolute, maximum, minimum = entrywise.step, entrywise.absolute, entrywise.maximum, entrywise.minimum
one = number(1)
TRUE = {
    "a step is one or zero": (times(step(x), step(x)), step(x)),
    "both sides together": (add(step(x), step(minus(x))), one),
    "a step of what is positive": (step(a), one),
    "the absolute value of a product": (times(absolute(x), absolute(y)), absolute(times(x, y))),
    "the square of an absolute value": (power(absolute(x), 2), power(x, 2)),
    "max and min": (add(maximum(x, y), minimum(x, y)), add(x, y)),
    "max of three": (maximum(maximum(x, y), a), maximum(x, maximum(y, a))),
    "a step in a logarithm": (
        add(maximum(x, number(0)), log(add(one, exp(minus(absolute(x)))))),
        log(add(one, exp(x))),
    ),
    "a step in an exponential": (exp(absolute(x)), exp(maximum(x, minus(x)))),
    "a step in a reciprocal": (over(one, add(one, absolute(x))), over(one, add(one, maximum(x, minus(x))))),
    "the derivative of an absolute value": (d(absolute(x), x), entrywise.sign(x)),
    "the derivative of the largest": (d(maximum(x, y), x), step(add(x, minus(y)))),
    "erf is odd": (apply("erf", minus(x)), minus(apply("erf", x))),
}
FALSE = {
    "a step is its argument": (step(x), x),
    "max is the first": (maximum(x, y), x),
    "the absolute value is the number": (absolute(x), x),
    # x − max(x, y) is 0 where x > y: it is on neither side of 0 there
    "larger than the largest": (step(add(x, minus(maximum(x, y)))), step(add(x, minus(y)))),
    "below the largest or above it": (
        add(step(add(x, minus(maximum(x, y)))), step(add(maximum(x, y), minus(x)))),
        one,
    ),
    "a step in a logarithm": (
        add(maximum(x, number(0)), log(add(one, exp(absolute(x))))),
        log(add(one, exp(x))),
    ),
    "the derivative of an absolute value": (d(absolute(x), x), one),
    "the derivative of erf": (d(apply("erf", x), x), exp(minus(power(x, 2)))),
}


@pytest.mark.parametrize("name", TRUE)
def test_what_holds_away_from_kinks_is_proved(name: str) -> None:
    left, right = TRUE[name]
    assert answer(models.positives, NO_SIZES, left, right) == "yes"


@pytest.mark.parametrize("name", FALSE)
def test_what_fails_on_a_piece_is_refuted(name: str) -> None:
    left, right = FALSE[name]
    assert answer(models.positives, NO_SIZES, left, right) == "no"
