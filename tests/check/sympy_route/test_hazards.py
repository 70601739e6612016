"""Where SymPy itself is silently wrong, or runs text as code, and this route must not be."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from texproof import Matrix, Scalar, dims, model
from texproof.check.sympy_route import decide
from texproof.check.sympy_route.field import Field
from texproof.check.sympy_route.namespace import Namespace
from texproof.check.sympy_route.point import Point
from texproof.check.sympy_route.polynomial import single_generator
from texproof.check.sympy_route.symbols import Symbols
from texproof.model.declare import Kind
from texproof.model.size import Size

from .terms import add, answer, apply, d, minus, number, obligation, over, power, symbol, times, trace, transpose

SOURCES = sorted(Path(decide.__code__.co_filename).parent.glob("*.py"))
SIZE = 2

Scalarly = Callable[[Any, Any, Any], Any]


def _matrix(choose: random.Random, depth: int) -> Scalarly:
    """A random matrix-valued function of X and A, both SIZE×SIZE."""
    if depth == 0:
        return choose.choice([lambda xp, X, A: X, lambda xp, X, A: A, lambda xp, X, A: xp.eye(SIZE)])
    left, right = _matrix(choose, depth - 1), _matrix(choose, depth - 1)
    return choose.choice(
        [
            lambda xp, X, A: left(xp, X, A) @ right(xp, X, A),
            lambda xp, X, A: left(xp, X, A) + 2 * right(xp, X, A),
            lambda xp, X, A: left(xp, X, A) * right(xp, X, A),
            lambda xp, X, A: left(xp, X, A).T - right(xp, X, A),
            lambda xp, X, A: xp.linalg.inv(left(xp, X, A) + 3 * xp.eye(SIZE)),
            lambda xp, X, A: xp.exp(left(xp, X, A) / 4),
            lambda xp, X, A: xp.tanh(left(xp, X, A)),
            lambda xp, X, A: xp.sin(left(xp, X, A)) / 2,
        ]
    )


def _scalar(choose: random.Random) -> Scalarly:
    inner = _matrix(choose, 2)
    return choose.choice(
        [
            lambda xp, X, A: xp.trace(inner(xp, X, A)),
            lambda xp, X, A: xp.linalg.det(inner(xp, X, A)) + 1,
            lambda xp, X, A: xp.sum(inner(xp, X, A) ** 2),
            lambda xp, X, A: xp.log(1 + xp.sum(xp.square(inner(xp, X, A)))),
            lambda xp, X, A: xp.sqrt(1 + xp.trace(inner(xp, X, A) @ inner(xp, X, A).T)),
        ]
    )


@pytest.mark.parametrize("seed", range(50))
def test_random_functions_of_a_matrix_are_differentiated_right(seed: int) -> None:
    """`MatrixExpr.diff` got 84 of 328 such functions right. Here: exact against NumPy's complex step."""
    function = _scalar(random.Random(seed))
    field = Field()
    xp = Namespace(field, {})
    symbols = Symbols(field, frozenset())
    kind = Kind("matrix", (Size.of(SIZE), Size.of(SIZE)))
    X, A = (xp.made(*symbols.entries(name, kind, {})) for name in "XA")
    (value,) = function(xp, X, A).entries
    variables = [single_generator(p) for p in X.entries]
    exact = [field.derivative(value, v) for v in variables if v is not None]
    point = Point(field, seed)
    found = np.array([float(point.value(p)) for p in exact]).reshape(SIZE, SIZE)
    at_x, at_a = (np.array([float(point.value(p)) for p in M.entries]).reshape(SIZE, SIZE) for M in (X, A))
    np.testing.assert_allclose(found, _complex_step(function, at_x, at_a), rtol=1e-10, atol=1e-12)


def _complex_step(function: Scalarly, X: Any, A: Any) -> Any:
    result = np.zeros_like(X)
    for at in np.ndindex(*X.shape):
        turned = X.astype(complex)
        turned[at] += 1e-30j
        result[at] = np.imag(np.asarray(function(np, turned, A)).item()) / 1e-30
    return result


n = dims("n")


@model
def odd_names(
    xp: Any, E: Matrix[n, n], S: Matrix[n, n], N: Matrix[n, n], Q: Matrix[n, n], beta: Scalar, pi: Scalar
) -> dict[str, Any]:  # fmt: skip
    return {}


def test_names_that_sympy_knows_are_symbols_like_others() -> None:
    E, N, Q = (symbol(name, "n", "n") for name in "ENQ")
    pi, beta = symbol("pi"), symbol("beta")
    two = {"n": 2}
    assert answer(odd_names, two, times(E, N), times(N, E)) == "no"
    assert answer(odd_names, two, times(N, N), minus(Q)) == "no"
    assert answer(odd_names, two, apply("sin", pi), number(0)) == "no"
    assert answer(odd_names, two, times(pi, beta), times(beta, pi)) == "yes"
    assert answer(odd_names, two, d(trace(times(transpose(E), E)), E), times(number(2), E)) == "yes"
    assert answer(odd_names, two, apply("log", apply("exp", beta)), beta) == "yes"


def test_hostile_names_are_only_names() -> None:
    hostile = '__import__("os").system("touch PWNED")'
    from texproof.model.declare import Model

    scalar = Model("hostile", {hostile: Kind("scalar"), "lambda": Kind("scalar")}, lambda xp, *_: {})
    left = times(symbol(hostile), symbol("lambda"))
    result = decide(obligation(left, times(symbol("lambda"), symbol(hostile))), scalar, {})
    assert result.answer == "yes"
    assert not Path("PWNED").exists()


def test_no_text_reaches_what_evaluates_text() -> None:
    banned = re.compile(r"\b(eval|exec|sympify|parse_expr|parse_latex|lambdify|simplify|nsimplify|MatrixSymbol|S\()\b")
    assert SOURCES
    for path in SOURCES:
        assert not banned.search(path.read_text(encoding="utf-8")), path.name


def test_the_derivative_of_an_absolute_value_is_its_sign() -> None:
    @model
    def absolute(xp: Any, x: Scalar) -> dict[str, Any]:
        return {"a": abs(x), "s": xp.sign(x)}

    a, s, x = symbol("a"), symbol("s"), symbol("x")
    assert answer(absolute, {}, d(a, x), s) == "yes"
    assert answer(absolute, {}, d(d(a, x), x), number(0)) == "yes"
    assert answer(absolute, {}, power(s, 2), number(1)) == "yes"
    assert answer(absolute, {}, s, number(1)) == "no"
    assert answer(absolute, {}, over(x, a), s) == "yes"
    assert answer(absolute, {}, over(x, add(a, x)), number(1)) == "unknown"  # |x| + x is 0 for every negative x
    assert answer(absolute, {}, times(a, s), x) == "yes"


def test_a_root_is_rationalised_for_either_sign() -> None:
    """`radsimp` can be wrong for negative arguments."""

    @model
    def signs(xp: Any, x: Scalar) -> dict[str, Any]:
        return {}

    x = symbol("x")
    root = apply("sqrt", add(power(x, 2), number(1)))
    left = over(number(1), add(root, minus(x)))
    assert answer(signs, {}, left, add(root, x)) == "yes"
    assert answer(signs, {}, left, add(root, minus(x))) == "no"
    assert answer(signs, {}, apply("sqrt", power(x, 2)), minus(x)) == "no"
