"""What has no value at any point, or cannot be evaluated at all, is unknown, with the reason."""

from __future__ import annotations

import pytest

from texproof.check.numpy_route import decide, route
from texproof.check.verdict import Answer
from texproof.elaborate import term as t

from .models import (
    MATMUL,
    SQUARE,
    SX,
    A,
    L,
    Z,
    alpha,
    judged,
    ones,
    x,
)
from .terms import (
    add,
    apply,
    at,
    equal,
    had,
    inv,
    ix,
    model,
    mul,
    neg,
    num,
    power,
    shape,
    sym,
    total,
    tr,
)

UNKNOWN = {
    "log of a negative number": (SQUARE, equal(apply("log", neg(alpha)), alpha), "log of a number outside its domain"),
    "division by zero": (SQUARE, equal(t.Divide(num(1), add(alpha, neg(alpha))), num(1)), "division by zero"),
    "root of a negative number": (SQUARE, equal(power(neg(alpha), num("1/2")), alpha), "a power that is not a real"),
    "singular matrix": (SQUARE, equal(inv(mul(x, tr(x))), SX), "inverse of a singular matrix"),
    "entry outside": (MATMUL, equal(at(Z, 3, 1), num(0)), "index 3 is outside 1 … 2"),
    "entry zero": (MATMUL, equal(at(Z, "i", ix("i", 1, 0)), at(Z, ix("i", 1, -1), 1), i="m"), "index 0 is outside"),
    "index past its array": (MATMUL, equal(at(Z, "i", "i"), num(0), i="n"), "outside 1 … 2"),
    "index without a range": (MATMUL, equal(at(Z, "i", 1), num(0)), "the index i has no range"),
    "no such symbol": (MATMUL, equal(sym("G", "m", "n"), A), "no array G"),
    "no such function": (MATMUL, equal(apply("phi", L), L), "no function phi"),
    "size without a number": (MATMUL, equal(t.Ones(shape=shape("q", 1)), t.Ones(shape=shape("q", 1))), "the size q"),
    "shapes that differ": (MATMUL, equal(A, ones("m")), "left side has shape 2×4, the right 2×1"),
    "broadcast in a sum": (MATMUL, equal(add(A, ones("m")), A), "2×4 and 2×1 do not fit"),
    "broadcast in an entrywise product": (MATMUL, equal(had(A, ones("m")), A), "2×4 and 2×1 do not fit"),
    "a number is no matrix": (MATMUL, equal(A, L), "left side has shape 2×4, the right a number"),
    "no product": (MATMUL, equal(t.Multiply(Z, Z, shape=Z.shape), Z), "2×3 times 2×3 has no product"),
    "huge power": (SQUARE, equal(power(SX, num(10**9)), SX), "not a whole number from 0 to 500"),
    "overflow": (SQUARE, equal(apply("exp", mul(num(10**9), alpha)), alpha), "exp of a number outside"),
    "too many sums": (
        SQUARE,
        equal(total("i", 999, total("j", 999, t.IndexNumber(ix("i")))), num(1)),
        "assignments of its index letters",
    ),
}


@pytest.mark.parametrize("case", UNKNOWN.values(), ids=UNKNOWN)
def test_what_has_no_value_is_unknown_with_its_reason(case):
    it, obligation, words = case
    result = judged((it, obligation))
    assert result.answer is Answer.UNKNOWN, result
    assert words in result.reason
    assert result.counterexample is None


def test_a_body_that_fails_is_unknown_with_its_reason():
    broken = model("Z: Matrix[m, k]", "return {'A': Z @ Z}")
    result = decide(equal(sym("Z", "m", "k"), sym("Z", "m", "k")), broken, {"m": 2, "k": 3}, 1)
    assert result.answer is Answer.UNKNOWN
    assert "matmul of m×k and m×k: these shapes do not fit" in result.reason


FAULTS = (ZeroDivisionError, ValueError, TypeError, IndexError, AttributeError, MemoryError, RecursionError)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_evaluation_is_unknown_with_its_name(fault, monkeypatch):
    def fails(*_):
        raise fault("of this kind")

    monkeypatch.setattr(route, "_decide_equality", fails)
    result = judged((MATMUL, equal(Z, Z)))
    assert (result.answer, result.reason) == (Answer.UNKNOWN, f"evaluation failed: {fault.__name__}: of this kind")


def test_points_where_a_side_has_no_value_are_passed_over():
    """The root of a number that may be negative is compared where it is not."""
    some = model("t: Scalar", "return {}")
    result = decide(equal(power(apply("sqrt", sym("t")), num(2)), sym("t")), some, {}, 2)
    assert (result.answer, result.points) == (Answer.YES, 3)


def test_only_a_symbol_or_a_part_of_one_can_be_varied():
    for by in (t.Norm2(Z), mul(num(1), L), add(Z, Z)):
        result = decide(equal(t.Derivative(L, by, "gradient", shape=by.shape), by), MATMUL, {"m": 2, "k": 3, "n": 4}, 1)
        assert result.answer is Answer.UNKNOWN
        assert "not a symbol or a part of one" in result.reason
