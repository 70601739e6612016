"""Functions of a number that have a name, and their derivatives: what each stands for, by terms that there are already.

Each is a definition: sinh(x) is (e^x − e^(−x))/2, softplus(x) is log(1 + e^x). So no route and no proof has to learn
them. Of an array they are taken entry by entry.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from .entrywise import applied, number, plus, power, quotient, relu, sign, step, times
from .term import Apply, Divide, Negative, Pi, Term

Function = Callable[[Term], Term]


def sigmoid(x: Term) -> Term:
    return quotient(number(1, x.span), plus(number(1, x.span), applied("exp", Negative(x, shape=x.shape, span=x.span))))


def softplus(x: Term) -> Term:
    return applied("log", plus(number(1, x.span), applied("exp", x)))


def gelu(x: Term) -> Term:
    """Return x Φ(x) with Φ(x) = (1 + erf(x/√2))/2, the normal law's distribution function."""
    root = Apply("sqrt", number(2, x.span), span=x.span)
    half = number(Fraction(1, 2), x.span)
    law = times(half, plus(number(1, x.span), applied("erf", Divide(x, root, shape=x.shape, span=x.span))))
    return times(x, law)


def silu(x: Term) -> Term:
    return times(x, sigmoid(x))


def _halved(x: Term, sign: int) -> Term:
    """Return (e^x ± e^(−x))/2."""
    both = plus(applied("exp", x), applied("exp", Negative(x, shape=x.shape, span=x.span)), sign)
    return times(number(Fraction(1, 2), x.span), both)


def cosh(x: Term) -> Term:
    return _halved(x, 1)


def sinh(x: Term) -> Term:
    return _halved(x, -1)


def _over(above: Function, below: Function) -> Function:
    return lambda x: quotient(above(x), below(x))


def _squared(x: Term) -> Term:
    return power(x, number(2, x.span))


def _grown(x: Term, sign: int) -> Term:
    """Return log(x + √(x² ± 1)), the inverse of sinh or cosh."""
    root = applied("sqrt", plus(_squared(x), number(sign, x.span)))
    return applied("log", plus(x, root))


def artanh(x: Term) -> Term:
    """Return ½ log((1 + x)/(1 − x))."""
    one = number(1, x.span)
    return times(number(Fraction(1, 2), x.span), applied("log", quotient(plus(one, x), plus(one, x, -1))))


_SIN, _COS, _ONE = partial(applied, "sin"), partial(applied, "cos"), lambda x: number(1, x.span)
# Functions of a number that others define; of a square matrix they would be two things, as tanh is.
MADE: dict[str, Function] = {
    "tan": _over(_SIN, _COS),
    "cot": _over(_COS, _SIN),
    "sec": _over(_ONE, _COS),
    "csc": _over(_ONE, _SIN),
    "sinh": sinh,
    "cosh": cosh,
    "coth": _over(cosh, sinh),
    "sech": _over(_ONE, cosh),
    "csch": _over(_ONE, sinh),
    **dict.fromkeys(("arsinh", "arcsinh", "asinh"), partial(_grown, sign=1)),
    **dict.fromkeys(("arcosh", "arccosh", "acosh"), partial(_grown, sign=-1)),
    **dict.fromkeys(("artanh", "arctanh", "atanh"), artanh),
}
NETS: dict[str, Function] = {
    "ReLU": relu,
    "relu": relu,
    "GELU": gelu,
    "gelu": gelu,
    "sign": sign,
    "sgn": sign,
    "sigmoid": sigmoid,
    "softplus": softplus,
    **dict.fromkeys(("SiLU", "silu", "swish"), silu),
    "erf": lambda x: applied("erf", x),
}


ENTRYWISE = frozenset({"exp", "log", "sin", "cos", "tanh", "sqrt"})
NUMERIC = ENTRYWISE | MADE.keys() | NETS.keys()


def _one_less_square(function: Function, x: Term) -> Term:
    """Return 1 − f(x)²."""
    return plus(number(1, x.span), _squared(function(x)), -1)


def _bell(x: Term) -> Term:
    """Return 2/√π exp(−x²)."""
    factor = Divide(number(2, x.span), Apply("sqrt", Pi(span=x.span), span=x.span), span=x.span)
    return times(factor, applied("exp", Negative(_squared(x), shape=x.shape, span=x.span)))


def _logistic_slope(x: Term) -> Term:
    return times(sigmoid(x), plus(number(1, x.span), sigmoid(x), -1))


_TAN, _COT = MADE["tan"], MADE["cot"]
# f'(x) of the functions that have a name. That each is the derivative is what the tests have proved.
SLOPES: dict[str, Function] = {
    "exp": partial(applied, "exp"),
    "log": _over(_ONE, lambda x: x),
    "sqrt": lambda x: quotient(number(Fraction(1, 2), x.span), applied("sqrt", x)),
    "sin": _COS,
    "cos": lambda x: Negative(_SIN(x), shape=x.shape, span=x.span),
    "tanh": partial(_one_less_square, partial(applied, "tanh")),
    "tan": lambda x: plus(number(1, x.span), _squared(_TAN(x))),
    "cot": lambda x: Negative(plus(number(1, x.span), _squared(_COT(x))), shape=x.shape, span=x.span),
    "sinh": cosh,
    "cosh": sinh,
    "coth": partial(_one_less_square, MADE["coth"]),
    "sigmoid": _logistic_slope,
    "softplus": sigmoid,
    "erf": _bell,
    **dict.fromkeys(("ReLU", "relu"), step),
}
