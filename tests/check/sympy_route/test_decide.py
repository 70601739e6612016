"""Snippets that fail, values that do not exist, work that grows; and that order changes nothing."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from texproof import Matrix, dims, model, unknown
from texproof.check.sympy_route import decide
from texproof.check.verdict import Answer
from texproof.elaborate import term as t
from texproof.elaborate.claim import Obligation
from texproof.model.declare import Model
from texproof.model.dim import SnippetError
from texproof.model.size import Size

from . import models
from .terms import (
    add,
    apply,
    d,
    det,
    entry,
    hadamard,
    index,
    inverse,
    judged,
    minus,
    number,
    obligation,
    over,
    power,
    shape,
    symbol,
    times,
    trace,
    transpose,
    vec,
    zero,
)  # fmt: skip

m, k, n = dims("m k n")
X, A, B, L = symbol("X", "n", "n"), symbol("A", "n", "n"), symbol("B", "n", "n"), symbol("L")
N2 = {"n": 2}


def failing(body: Any) -> Model:
    return Model("failing", models.squares.parameters, body)


def raises(xp: Any, *arrays: Any) -> Mapping[str, Any]:
    raise RuntimeError("no such thing")


def leaves(xp: Any, *arrays: Any) -> Mapping[str, Any]:
    raise SystemExit(0)


class Odd(BaseException):
    """What `except Exception` does not catch."""


def raises_oddly(xp: Any, *arrays: Any) -> Mapping[str, Any]:
    raise Odd("out of line")


def returns_text(xp: Any, *arrays: Any) -> Mapping[str, Any]:
    return {"Y": "A"}


def returns_nothing(xp: Any, *arrays: Any) -> Any:
    return None


def compares(xp: Any, A: Any, *arrays: Any) -> Mapping[str, Any]:
    return {"Y": A if A[0, 0] > 0 else -A}


def divides_by_zero(xp: Any, A: Any, *arrays: Any) -> Mapping[str, Any]:
    return {"Y": A / (A - A)}


def loops_in_powers(xp: Any, A: Any, *arrays: Any) -> Mapping[str, Any]:
    for _ in range(50):
        A = A @ A
    return {"Y": A}


def changes_in_place(xp: Any, A: Any, *arrays: Any) -> Mapping[str, Any]:
    A[0, 0] = 1
    return {"Y": A}


def asks_for_what_is_not_offered(xp: Any, A: Any, *arrays: Any) -> Mapping[str, Any]:
    return {"Y": xp.linalg.eigvals(A)}


FAILURES = {
    "raises": (raises, "RuntimeError: no such thing"),
    "leaves": (leaves, "SystemExit"),
    "raises oddly": (raises_oddly, "Odd: out of line"),
    "returns text": (returns_text, "Y is not an array"),
    "returns nothing": (returns_nothing, "no dictionary"),
    "compares": (compares, "truth value"),
    "divides by zero": (divides_by_zero, "division by zero"),
    "loops": (loops_in_powers, "too large"),
    "changes in place": (changes_in_place, "in place"),
    "asks for more": (asks_for_what_is_not_offered, "xp.linalg.eigvals"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_snippet_that_fails_gives_unknown_with_the_reason(name: str) -> None:
    body, reason = FAILURES[name]
    result = judged(failing(body), N2, symbol("Y", "n", "n"), A)
    assert result.answer is Answer.UNKNOWN
    assert reason in result.reason


def test_a_failure_names_the_snippets_line_and_what_it_prints_stays_out_of_the_report(capsys: Any) -> None:
    def prints(xp: Any, *arrays: Any) -> Mapping[str, Any]:
        print("::error::")
        raise ValueError("here")

    result = judged(failing(prints), N2, A, A)
    assert f"in line {prints.__code__.co_firstlineno + 2}" in result.reason
    assert capsys.readouterr().out == ""


def test_a_line_that_the_error_names_goes_before_that_where_it_was_raised() -> None:
    def names_its_line(xp: Any, *arrays: Any) -> Mapping[str, Any]:
        raise SnippetError("it is strange", 777)

    result = judged(failing(names_its_line), N2, A, A)
    assert "the snippet could not be run exactly in line 777: it is strange" in result.reason


def test_terms_without_a_value_give_unknown_with_the_reason() -> None:
    for left, right, reason in (
        (symbol("Q", "n", "n"), A, "no array Q"),
        (entry(A, 3, 1), number(0), "does not lie in 1 … 2"),
        (entry(A, "i", 1), number(0), "index i has no range"),
        (apply("gamma", A), A, "gamma"),
        (d(trace(A), add(A, B)), A, "varied on its own"),
        (d(trace(A), symbol("Q", "n", "n")), A, "no symbol Q"),
        (inverse(add(A, minus(A))), A, "singular"),
        (power(A, symbol("s")), A, "power"),
        (times(A, A), vec(A), "shape"),
    ):
        result = judged(models.squares, N2, left, right)
        assert result.answer is Answer.UNKNOWN, reason
        assert reason in result.reason


TOO_LARGE = {
    "a sum to a high power": power(
        add(*(symbol(x) for x in "stst"), *(entry(A, i, j) for i in (1, 2) for j in (1, 2))), 60
    ),
    "a tower": power(number(9), power(number(9), number(9))),
    "a sum of 10¹² terms": t.Sum(
        letter="i",
        lower=index(1),
        upper=t.Index(offset=Size.of(10**12)),
        body=over(number(1), t.IndexNumber(index=index("i"))),
    ),
    "a matrix of 10¹⁰ entries": t.Identity(shape=shape(10**5, 10**5)),
    "a determinant of 12 rows": det(t.Kronecker(left=A, right=t.Identity(shape=shape(6, 6)), shape=shape(12, 12))),
    "products of sums": power(add(times(A, B), times(B, A)), 40),
}


@pytest.mark.parametrize("name", TOO_LARGE)
def test_what_explodes_is_refused_before_it_does(name: str) -> None:
    left = TOO_LARGE[name]
    result = judged(models.squares, N2, left, left)
    assert result.answer is Answer.UNKNOWN
    assert "too large" in result.reason or "more than" in result.reason or "power" in result.reason


def test_a_deep_term_is_unknown_and_no_traceback() -> None:
    deep: t.Term = symbol("s")
    for _ in range(5000):
        deep = minus(deep)
    assert judged(models.squares, N2, deep, symbol("s")).answer is Answer.UNKNOWN


def test_shapes() -> None:
    Z = symbol("Z", "m", "k")
    sizes = {"m": 2, "k": 3, "n": 4}

    def stated(left: t.Term, *expected: Any) -> str:
        claim = Obligation("shape", left, None, t.NOWHERE, t.NOWHERE, expected=shape(*expected))
        return decide(claim, models.matmul, sizes).answer.value

    assert stated(Z, "m", "k") == "yes"
    assert stated(Z, "k", "m") == "no"
    assert stated(L) == "yes"
    assert stated(L, 1, 1) == "yes"
    assert stated(times(Z, symbol("W", "k", "n")), "m", "n") == "yes"


def test_sizes_below_a_written_entry_decide_nothing() -> None:
    claim = replace(obligation(entry(A, 1, 1), entry(A, 1, 1)), at_least=((Size.of("n"), 3),))
    assert decide(claim, models.squares, N2).answer is Answer.UNKNOWN
    assert decide(claim, models.squares, {"n": 3}).answer is Answer.YES


def test_no_entry_to_compare_is_no_proof() -> None:
    claim = obligation(entry(A, "i", 1), number(0), i=0)
    assert decide(claim, models.squares, N2).answer is Answer.UNKNOWN


def test_the_order_of_obligations_changes_nothing() -> None:
    Z, W, a = (symbol(name, "n", "n") for name in "ZWA")
    claims = [
        obligation(d(L, W), times(transpose(Z), d(L, a))),
        obligation(d(L, W), times(transpose(Z), d(L, W))),
        obligation(inverse(a), hadamard(a, a)),
        obligation(times(inverse(a), a), t.Identity(shape=a.shape)),
        obligation(apply("exp", a), apply("exp", times(Z, W))),
        obligation(apply("log", det(a)), apply("log", det(times(Z, W)))),
        obligation(power(add(trace(a), number(1)), 4), number(1)),
        obligation(power(trace(a), 10**9), number(1)),
        obligation(a, zero("n", "n")),
    ]
    first = [decide(claim, models.matmul_square, N2) for claim in claims]
    for seed in range(3):
        order = list(range(len(claims)))
        random.Random(seed).shuffle(order)
        again = {i: decide(claims[i], models.matmul_square, N2) for i in order}
        assert [again[i] for i in range(len(claims))] == first


@model
def counter(xp: Any, A: Matrix[n, n]) -> dict[str, Any]:
    CALLS.append(1)
    return {"Y": A @ A if len(CALLS) % 2 else A @ A @ A, "L": unknown(A)}


CALLS: list[int] = []


def test_a_snippet_that_computes_something_else_each_time_is_found_out() -> None:
    result = judged(counter, N2, d(L, symbol("Y", "n", "n")), A)
    assert (result.answer, "again" in result.reason) == (Answer.UNKNOWN, True)
