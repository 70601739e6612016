"""The slope along all increments at once: by a complex step, by real differences, in 50 digits, and of itself."""

from __future__ import annotations

import pytest

from texproof.check.numpy_route import decide
from texproof.check.verdict import Answer
from texproof.elaborate import term as t

from .terms import SIZES, add, equal, inv, model, mul, num, sym, tr

MOVED = model(
    "X: Matrix[n, n, invertible], E: Matrix[n, n], x: Vector[n], e: Vector[n], alpha: Scalar, a: Scalar",
    "P = xp.linalg.svd(X)[1]\nreturn {'F': X @ X, 'q': x @ X @ x, 'i': xp.linalg.inv(X), 'n': xp.sum(P * P)}",
)
X, E = sym("X", "n", "n"), sym("E", "n", "n")
x, e, alpha, a = sym("x", "n", 1), sym("e", "n", 1), sym("alpha"), sym("a")
F, q, i, norm = sym("F", "n", "n"), sym("q"), sym("i", "n", "n"), sym("n")


def d(of: t.Term, *along: tuple[t.Term, t.Term]) -> t.Differential:
    return t.Differential(of, along, shape=of.shape)


BOTH = ((X, E), (x, e))
TRUE = {
    "product": equal(d(F, (X, E)), add(mul(E, X), mul(X, E))),
    "inverse": equal(d(i, (X, E)), t.Negative(mul(mul(i, E), i), shape=i.shape)),
    "all at once": equal(d(q, *BOTH), add(add(mul(tr(e), mul(X, x)), mul(tr(x), mul(E, x))), mul(tr(x), mul(X, e)))),
    "a number": equal(d(mul(alpha, X), (alpha, a), (X, E)), add(mul(a, X), mul(alpha, E))),
    "what does not move": equal(d(F, (x, e)), t.Zero(shape=F.shape)),
    "of itself": equal(d(d(F, (X, E)), (X, E)), mul(num(2), mul(E, E))),
    "without a complex step": equal(d(norm, (X, E)), mul(num(2), t.Inner(X, E))),
    "along what is computed": equal(d(F, (X, i)), mul(num(2), t.Identity(shape=F.shape))),
}
FALSE = {
    "a factor moved": equal(d(F, (X, E)), mul(num(2), mul(E, X))),
    "the sign": equal(d(i, (X, E)), mul(mul(i, E), i)),
    "one of two": equal(d(q, *BOTH), add(mul(tr(e), mul(X, x)), mul(tr(x), mul(X, e)))),
    "half of itself": equal(d(d(F, (X, E)), (X, E)), mul(E, E)),
    "without a complex step": equal(d(norm, (X, E)), t.Inner(X, E)),
}


@pytest.mark.parametrize("obligation", TRUE.values(), ids=TRUE)
def test_what_holds_is_accepted(obligation):
    result = decide(obligation, MOVED, SIZES, 3)
    assert result.answer is Answer.YES, result.reason
    assert result.residual is not None
    assert result.residual < 1e-9


@pytest.mark.parametrize("obligation", FALSE.values(), ids=FALSE)
def test_what_is_spoiled_is_refused(obligation):
    assert decide(obligation, MOVED, SIZES, 3).answer is Answer.NO


UNKNOWN = {
    "of what is computed": (equal(d(i, (F, E)), i), "not a free symbol"),
    "along nothing": (equal(d(F), t.Zero(shape=F.shape)), "along nothing"),
    "of another shape": (equal(d(F, (X, e)), F), "evaluation failed"),
}


@pytest.mark.parametrize(("obligation", "reason"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_no_differential_is_unknown(obligation, reason):
    result = decide(obligation, MOVED, SIZES, 3)
    assert result.answer is Answer.UNKNOWN
    assert reason in result.reason


def test_inverse_by_the_term_agrees_with_the_snippets() -> None:
    assert decide(equal(d(inv(X), (X, E)), d(i, (X, E))), MOVED, SIZES, 3).answer is Answer.YES
