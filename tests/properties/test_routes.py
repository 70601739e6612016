"""Routes never contradict each other, nor the arithmetic that the terms were drawn with."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from hypothesis import assume, given, settings

from texproof.check import numpy_route, sympy_route
from texproof.check.decide import decide
from texproof.model.declare import Model
from texproof.model.load import load

from .made import SIZES, edited, equal, true
from .steady import STEADY
from .terms import (
    SNIPPET,
    Term,
    braced,
    entry,
    equality,
    gradient,
    number,
    point,
    product,
    summed,
    symbol,
    trace,
    value,
)
from .test_terms import claim


@cache
def model() -> Model:
    return load(SNIPPET, "snippets/terms.py")["terms"]


def verdicts(text: str) -> list[str]:
    """Return the verdicts of a formula's obligations."""
    found = claim(text)
    assert found.diagnostics == (), text
    return [decide(obligation, model(), {}, 1, lambda: 0.0).verdict for obligation in found.obligations]


def agrees(text: str, *, holds: bool) -> list[str]:
    """Assert that no route is wrong about a formula that is known to hold, or not to; return its verdicts."""
    found = verdicts(text)
    assert "conflict" not in found, text
    if holds:
        assert "refuted" not in found, text
    else:
        assert set(found) != {"proved"}, text
    return found


@settings(STEADY, max_examples=130)
@given(equal(2))
def test_what_is_equal_by_construction_is_never_refuted(pair: tuple[Term, Term]) -> None:
    assert true(*pair) is True, equality(*pair)
    agrees(equality(*pair), holds=True)
    agrees(braced(*pair), holds=True)


@settings(STEADY, max_examples=180)
@given(edited(2))
def test_what_is_false_after_an_edit_is_never_proved(pair: tuple[Term, Term]) -> None:
    holds = true(*pair)
    assume(holds is not None)
    agrees(equality(*pair), holds=bool(holds))


def test_nearly_all_of_it_is_decided() -> None:
    """Routes that never say anything would not contradict either."""
    seen: Counter[tuple[bool, str]] = Counter()

    @settings(STEADY, max_examples=150)
    @given(edited(2))
    def watch(pair: tuple[Term, Term]) -> None:
        holds = true(*pair)
        if holds is not None:
            found = agrees(equality(*pair), holds=holds)
            seen[holds, "refuted" if "refuted" in found else "proved" if set(found) == {"proved"} else "neither"] += 1

    watch()
    assert seen[True, "proved"] >= 20
    assert seen[False, "refuted"] >= 60
    assert seen[True, "neither"] + seen[False, "neither"] <= 0.02 * seen.total()


A, S, x, y = (symbol(name) for name in "ASxy")


@pytest.mark.parametrize(
    ("left", "right", "holds"),
    [
        (trace(S), summed("i", "n", entry("S", "i", "i")), True),
        (gradient(trace(product(S, S)), "S"), product(number(2), S), False),
        (product(S, x), x, False),
    ],
)
def test_the_arithmetic_itself(left: Term, right: Term, holds: bool) -> None:
    assert true(left, right) is holds


def test_a_term_is_worth_what_numpy_says() -> None:
    at, sizes = point(SIZES[0], 7), SIZES[0]
    assert value(product(product(Term("transposed", (y,), ("1", "m")), A), x), at, sizes) == pytest.approx(
        (at["y"].T @ at["A"] @ at["x"])[0, 0]
    )
    slope = value(gradient(trace(product(S, S)), "S"), at, sizes)
    assert slope == pytest.approx(2 * at["S"].T)


def test_a_route_that_says_yes_is_seen() -> None:
    """Spoiled once: with the answers of one route turned to yes, what is false is a conflict."""
    from texproof.check.decide import Routes
    from texproof.check.verdict import Answer, RouteResult

    def yes(*_: object) -> RouteResult:
        return RouteResult(Answer.YES, ({},))

    (obligation,) = claim(equality(product(S, x), x)).obligations
    for routes in (Routes(yes, numpy_route.decide), Routes(sympy_route.decide, yes)):
        assert decide(obligation, model(), {}, 1, lambda: 0.0, routes).verdict == "conflict"
