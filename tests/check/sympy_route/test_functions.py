"""exp, log, roots, trigonometric functions and powers: what their relations prove, and what they do not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from texproof.elaborate.term import Term

from . import models
from .terms import (
    add,
    answer,
    apply,
    d,
    delta,
    det,
    entry,
    hadamard,
    inverse,
    judged,
    minus,
    norm2,
    number,
    ones,
    over,
    power,
    symbol,
    times,
    transpose,
)  # fmt: skip

a, b, x, y = (symbol(name) for name in "abxy")
NO_SIZES: dict[str, int] = {}


def exp(u: Term) -> Term:
    return apply("exp", u)


def log(u: Term) -> Term:
    return apply("log", u)


def sqrt(u: Term) -> Term:
    return apply("sqrt", u)


def sin(u: Term) -> Term:
    return apply("sin", u)


def cos(u: Term) -> Term:
    return apply("cos", u)


def tanh(u: Term) -> Term:
    return apply("tanh", u)


def logistic(u: Term) -> Term:
    return over(number(1), add(number(1), exp(minus(u))))


TRUE = {
    "exp of a sum": (exp(add(x, y)), times(exp(x), exp(y))),
    "exp of a negative": (times(exp(x), exp(minus(x))), number(1)),
    "halves of an exponent": (power(exp(times(number(Fraction(1, 2)), x)), 2), exp(x)),
    "exp of log": (exp(log(a)), a),
    "log of exp": (log(exp(x)), x),
    "log of a product": (log(times(a, b)), add(log(a), log(b))),
    "log of a quotient": (log(over(a, b)), add(log(a), minus(log(b)))),
    "log of a power": (log(power(a, 3)), times(number(3), log(a))),
    "log of a number": (log(number(12)), add(times(number(2), log(number(2))), log(number(3)))),
    "log of a factored sum": (log(add(times(a, a), times(a, b))), add(log(a), log(add(a, b)))),
    "log of a square of a sum": (
        log(add(times(a, a), times(number(2), times(a, b)), times(b, b))),
        times(number(2), log(add(a, b))),
    ),
    "the derivative of log": (d(log(a), a), over(number(1), a)),
    "the square of a root": (power(sqrt(x), 2), x),
    "root of a square of a positive": (sqrt(times(a, a)), a),
    "root of a product": (sqrt(times(a, b)), times(sqrt(a), sqrt(b))),
    "root of a quotient": (sqrt(over(a, b)), over(sqrt(a), sqrt(b))),
    "root of 8": (sqrt(number(8)), times(number(2), sqrt(number(2)))),
    "root of 6": (sqrt(number(6)), times(sqrt(number(2)), sqrt(number(3)))),
    "1 over root 2": (over(number(1), sqrt(number(2))), over(sqrt(number(2)), number(2))),
    "rationalised": (over(number(1), add(sqrt(a), sqrt(b))), over(add(sqrt(a), minus(sqrt(b))), add(a, minus(b)))),
    "the derivative of a root": (d(sqrt(a), a), over(number(1), times(number(2), sqrt(a)))),
    "a power of 3/2": (power(a, Fraction(3, 2)), times(a, sqrt(a))),
    "a cube root": (power(power(a, Fraction(1, 3)), 3), a),
    "a power of a power": (power(power(a, x), 2), power(a, times(number(2), x))),
    "the derivative of a power": (d(power(a, x), a), over(times(x, power(a, x)), a)),
    "sine and cosine": (add(power(sin(x), 2), power(cos(x), 2)), number(1)),
    "the derivative of sine": (d(sin(x), x), cos(x)),
    "the second derivative of cosine": (d(d(cos(x), x), x), minus(cos(x))),
    "sine of a sum": (sin(add(x, y)), add(times(sin(x), cos(y)), times(cos(x), sin(y)))),
    "double angle": (cos(times(number(2), x)), add(times(number(2), power(cos(x), 2)), number(-1))),
    "sine is odd": (sin(minus(x)), minus(sin(x))),
    "the derivative of tanh": (d(tanh(x), x), add(number(1), minus(power(tanh(x), 2)))),
    "tanh by the logistic": (tanh(x), add(times(number(2), logistic(times(number(2), x))), number(-1))),
    "the derivative of the logistic": (
        d(logistic(x), x),
        times(logistic(x), add(number(1), minus(logistic(x)))),
    ),
    "softplus": (d(log(add(number(1), exp(x))), x), logistic(x)),
    "a quotient cancels": (over(times(x, y), times(y, y)), over(x, y)),
    "a difference of squares": (
        over(add(times(x, x), minus(times(y, y))), add(x, minus(y))),
        add(x, y),
    ),
    "nested fractions": (
        over(number(1), add(number(1), over(number(1), x))),
        over(x, add(x, number(1))),
    ),
    "exp of a quotient that cancels": (exp(over(times(x, y), y)), exp(x)),
}

FALSE = {
    "log of a sum": (log(add(a, b)), add(log(a), log(b))),
    "exp of a sum": (exp(add(x, y)), add(exp(x), exp(y))),
    "exp of a product": (exp(times(x, y)), times(exp(x), exp(y))),
    "root of a sum": (sqrt(add(a, b)), add(sqrt(a), sqrt(b))),
    "root of a square": (sqrt(times(x, x)), x),
    "sine of a double": (sin(times(number(2), x)), times(number(2), sin(x))),
    "the derivative of tanh": (d(tanh(x), x), add(number(1), minus(tanh(x)))),
    "GELU's tanh form is another function": (
        tanh(times(number(Fraction(4, 5)), add(x, times(number(Fraction(44715, 1000000)), power(x, 3))))),
        logistic(times(number(Fraction(1702, 1000)), x)),
    ),
    "a digit": (exp(number(1)), number(Fraction(2718281828, 1000000000))),
    "a root's digits": (sqrt(number(2)), number(Fraction(14142135623730951, 10**16))),
    "the logistic's sign": (d(logistic(x), x), times(logistic(x), add(logistic(x), number(-1)))),
    "a quotient": (over(add(x, y), y), x),
}


@pytest.mark.parametrize("name", TRUE)
def test_identities_are_proved(name: str) -> None:
    left, right = TRUE[name]
    result = judged(models.positives, NO_SIZES, left, right)
    assert result.answer == "yes", result.reason


@pytest.mark.parametrize("name", FALSE)
def test_what_is_no_identity_is_refused(name: str) -> None:
    left, right = FALSE[name]
    result = judged(models.positives, NO_SIZES, left, right)
    assert result.answer == "no", result.reason


def test_a_logarithm_is_split_over_positive_factors_and_squares_only() -> None:
    """log(x y) = log x + log y needs positive x and y. Wherever log x has a value, 2 log x is log x²."""
    x_squared = log(times(x, x))
    assert judged(models.positives, NO_SIZES, log(times(x, y)), add(log(x), log(y))).answer == "unknown"
    assert judged(models.positives, NO_SIZES, x_squared, times(number(2), log(x))).answer == "yes"
    assert judged(models.positives, NO_SIZES, times(number(2), log(x)), x_squared).answer == "yes"
    assert judged(models.positives, NO_SIZES, x_squared, times(number(2), log(minus(x)))).answer == "yes"
    assert judged(models.positives, NO_SIZES, x_squared, log(x)).answer == "no"


def test_half_the_logarithm_of_a_square_undoes_it_but_for_the_sign() -> None:
    half = exp(times(number(Fraction(1, 2)), log(times(x, x))))
    assert judged(models.positives, NO_SIZES, half, sqrt(times(x, x))).answer == "yes"
    assert judged(models.positives, NO_SIZES, half, x).answer == "no"


def test_a_logarithm_of_a_quotient_of_squares() -> None:
    one = number(1)
    p, q = add(times(x, x), one), add(times(y, y), one)
    twice = add(times(number(2), log(p)), times(number(-2), log(q)))
    assert judged(models.positives, NO_SIZES, log(over(power(p, 2), power(q, 2))), twice).answer == "yes"
    assert judged(models.positives, NO_SIZES, log(over(power(p, 2), power(q, 2))), log(over(p, q))).answer == "no"


def test_a_root_is_split_over_factors_that_have_one() -> None:
    """√(x y) = √x √y wherever both sides exist: neither is negative, and the squares are equal. √(x²) = x is not so."""
    assert judged(models.positives, NO_SIZES, sqrt(times(x, y)), times(sqrt(x), sqrt(y))).answer == "yes"
    assert judged(models.positives, NO_SIZES, sqrt(times(x, x)), x).answer != "yes"
    assert judged(models.positives, NO_SIZES, sqrt(times(x, y)), minus(times(sqrt(x), sqrt(y)))).answer != "yes"


# True, and beyond what the relations between these functions prove.
BEYOND = {
    "exp of a root of a square": (exp(sqrt(times(x, x))), exp(sqrt(power(add(x, times(number(2), minus(x))), 2)))),
    "exp of tanh": (exp(tanh(x)), exp(add(times(number(2), logistic(times(number(2), x))), number(-1)))),
}


@pytest.mark.parametrize("name", BEYOND)
def test_what_is_true_is_not_called_false_where_functions_are_tied(name: str) -> None:
    left, right = BEYOND[name]
    assert judged(models.positives, NO_SIZES, left, right).answer in ("yes", "unknown")
    assert judged(models.positives, NO_SIZES, left, times(number(2), right)).answer == "no"


UNDEFINED = {
    "a division by zero": over(x, number(0)),
    "a hidden division by zero": over(x, add(times(a, b), minus(times(b, a)))),
    "zero times what does not exist": times(number(0), over(x, add(x, minus(x)))),
    "a division by 1 − sin² − cos²": over(x, add(number(1), minus(power(sin(y), 2)), minus(power(cos(y), 2)))),
    "the logarithm of 0": log(number(0)),
    "the logarithm of −2": log(number(-2)),
    "the root of −2": sqrt(number(-2)),
    "0 to the 0": power(number(0), 0),
    "0 to the −1": power(number(0), -1),
}


@pytest.mark.parametrize("name", UNDEFINED)
def test_what_does_not_exist_is_not_decided(name: str) -> None:
    """SymPy makes x/x into 1 and 0**0 into 1 before one can look."""
    term = UNDEFINED[name]
    result = judged(models.positives, NO_SIZES, term, term)
    assert result.answer == "unknown"
    assert result.reason.startswith("undefined: ")


def test_softmax_and_its_jacobian() -> None:
    p, v = symbol("p", "n"), symbol("x", "n")
    for n in (2, 3):
        sizes = {"n": n}
        left = d(entry(p, "i", 1), entry(v, "j", 1))
        right = times(entry(p, "i", 1), add(delta("i", "j"), minus(entry(p, "j", 1))))
        assert answer(models.softmax, sizes, left, right, i="n", j="n") == "yes"
        wrong = times(entry(p, "i", 1), add(number(1), minus(entry(p, "j", 1))))
        assert answer(models.softmax, sizes, left, wrong, i="n", j="n") == "no"
        assert answer(models.softmax, sizes, d(symbol("ell"), v), p) == "yes"
        assert answer(models.softmax, sizes, times(transpose(ones("n")), p), number(1)) == "yes"


def test_log_det_of_a_positive_definite_matrix() -> None:
    P = symbol("P", "n", "n")
    for n in (1, 2, 3):
        assert answer(models.structured, {"n": n}, d(log(det(P)), P), inverse(P)) == "yes"
        assert answer(models.structured, {"n": n}, log(det(inverse(P))), minus(log(det(P)))) == "yes"
        assert answer(models.structured, {"n": n}, log(power(det(P), 2)), times(number(2), log(det(P)))) == "yes"
    assert answer(models.structured, {"n": 2}, log(det(P)), det(P)) == "no"


def test_a_normalised_vector() -> None:
    v = symbol("x", "n")
    length = sqrt(norm2(v))
    unit_length = over(v, length)
    assert answer(models.quadratic, {"n": 3}, norm2(unit_length), number(1)) == "yes"
    left = d(entry(unit_length, "i", 1), entry(v, "j", 1))
    projected = over(add(delta("i", "j"), minus(times(entry(unit_length, "i", 1), entry(unit_length, "j", 1)))), length)
    assert answer(models.quadratic, {"n": 3}, left, projected, i="n", j="n") == "yes"
    assert answer(models.quadratic, {"n": 3}, left, over(delta("i", "j"), length), i="n", j="n") == "no"


def test_entrywise_functions_of_matrices() -> None:
    A = symbol("A", "n", "n")
    assert (
        answer(models.squares, {"n": 2}, hadamard(exp(A), exp(minus(A))), times(ones("n"), transpose(ones("n"))))
        == "yes"
    )
    assert answer(models.squares, {"n": 2}, times(exp(A), exp(A)), exp(times(number(2), A))) == "no"
