"""What is false is a no, in 50 digits too, with a counterexample that can be redone by hand."""

from __future__ import annotations

import ast

import numpy as np
import pytest

from texproof.check.verdict import Answer
from texproof.elaborate import term as t
from texproof.model.size import Size

from .models import (
    ENTRYWISE,
    I_N,
    MATMUL,
    NN,
    PRODUCT,
    SM,
    SQUARE,
    SX,
    A,
    L,
    V,
    W,
    X,
    Y,
    Z,
    judged,
    unit,
    x,
)
from .terms import (
    SIZES,
    add,
    apply,
    at,
    d,
    equal,
    had,
    inv,
    ix,
    kron,
    mul,
    neg,
    num,
    shape,
    sym,
    total,
    tr,
    vec,
)

TOLD_APART = "a random point tells the sides apart, in 50 digits too"

FALSE = {
    "lost transpose": (SQUARE, equal(d(sym("g"), x), mul(num(2), mul(SX, x)))),
    "wrong sign": (MATMUL, equal(d(L, W), neg(mul(tr(Z), d(L, A))))),
    "swapped index": (
        MATMUL,
        equal(d(L, at(W, 1, 2)), total("i", "m", mul(at(d(L, A), "i", 1), at(Z, "i", 2)))),
    ),
    "bound one short": (
        MATMUL,
        equal(at(A, "i", "j"), total("r", 2, mul(at(Z, "i", "r"), at(W, "r", "j"))), i="m", j="n"),
    ),
    "other delta": (
        PRODUCT,
        equal(
            d(at(Y, "i", "j"), at(V, "p", "q")),
            mul(at(X, "i", "p"), t.Delta(ix("j"), ix("p"))),
            i="a",
            j="c",
            p="b",
            q="c",
        ),
    ),
    "only one index wrong": (
        PRODUCT,
        equal(
            at(Y, "i", "j"), add(at(Y, "i", "j"), mul(t.Delta(ix("i"), ix(2)), t.Delta(ix("j"), ix(3)))), i="a", j="c"
        ),
    ),
    "kronecker the other way": (PRODUCT, equal(d(vec(Y), vec(V)), kron(X, t.Identity(shape=shape("c", "c"))))),
    "function without its derivative": (ENTRYWISE, equal(d(L, sym("Z", "m", "n")), d(L, A))),
    "derivative of a function one too high": (
        ENTRYWISE,
        equal(d(L, sym("Z", "m", "n")), had(d(L, A), apply("sigma", sym("Z", "m", "n"), 2))),
    ),
    "inverse without its sign": (
        SQUARE,
        equal(d(inv(SX), at(SX, "i", "j")), mul(mul(inv(SX), unit("i", "j", *NN)), inv(SX)), i="n", j="n"),
    ),
    "transposed unit matrix": (
        SQUARE,
        equal(d(inv(SX), at(SX, "i", "j")), neg(mul(mul(inv(SX), unit("j", "i", *NN)), inv(SX))), i="n", j="n"),
    ),
    "not symmetric": (SQUARE, equal(tr(SX), SX)),
    "not orthogonal": (SQUARE, equal(inv(SX), tr(SX))),
    "commuting": (SQUARE, equal(mul(SX, SM), mul(SM, SX))),
    "hessian with one transpose": (SQUARE, equal(d(d(sym("g"), x), x), mul(num(2), SX))),
    "off by a millionth": (MATMUL, equal(A, mul(num("1000001/1000000"), A))),
    "off by 3e-9": (MATMUL, equal(mul(num(10**6), A), mul(num(10**6), mul(num("1000000003/1000000000"), A)))),
    "size off by one": (SQUARE, equal(t.Trace(I_N), t.IndexNumber(t.Index((), Size.of("n") + 1)))),
}


@pytest.mark.parametrize("case", FALSE.values(), ids=FALSE)
def test_what_is_false_is_a_no_with_a_counterexample(case):
    result = judged(case)
    assert result.answer is Answer.NO, result
    assert result.reason == TOLD_APART
    found = result.counterexample
    assert found.left != found.right
    assert dict(found.sizes) == {letter: SIZES[letter] for letter in case[0].dims}
    assert set(found.indices) == {r.letter for r in case[1].free}


@pytest.mark.parametrize("case", FALSE.values(), ids=FALSE)
def test_a_no_need_not_be_repeated_for_a_spoiled_twin(case):
    assert judged(case, repeat=False).answer is Answer.NO


def test_a_false_determinant_is_repeated_in_50_digits():
    result = judged((SQUARE, equal(t.Determinant(mul(SX, SM)), add(t.Determinant(SX), t.Determinant(SM)))))
    assert (result.answer, result.reason) == (Answer.NO, TOLD_APART)


def test_the_answer_follows_from_the_seed():
    one, same, other = (judged(FALSE["commuting"], seed=seed) for seed in (1, 1, 2))
    assert one == same
    assert one.counterexample.values != other.counterexample.values


def test_a_counterexample_can_be_redone_by_hand():
    case = (MATMUL, equal(A, mul(Z, mul(num(2), W))))
    found = judged(case).counterexample
    values = {name: np.array(ast.literal_eval(text)) for name, text in found.values.items()}
    assert set(values) == {"Z", "W"}
    product, entry = values["Z"] @ values["W"], tuple(i - 1 for i in found.entry)
    assert float(found.left) == pytest.approx(product[entry], rel=1e-3)
    assert float(found.right) == pytest.approx(2 * product[entry], rel=1e-3)
    assert entry == np.unravel_index(np.argmax(np.abs(product)), product.shape)


def test_a_counterexample_gives_what_the_unknown_loss_gave():
    """Neither side could be redone without ∂L/∂A: it is the same for both, and no value of Z or W gives it."""
    found = judged(FALSE["wrong sign"]).counterexample
    values = {name: np.array(ast.literal_eval(text.replace("…", ""))) for name, text in found.values.items()}
    assert set(values) == {"Z", "W", "∂L/∂A"}
    entry = tuple(i - 1 for i in found.entry)
    slope = (values["Z"].T @ values["∂L/∂A"])[entry]
    assert (float(found.left), float(found.right)) == pytest.approx((slope, -slope), rel=1e-3)


def test_a_counterexample_gives_the_loss_itself_where_it_stands_bare():
    found = judged((MATMUL, equal(L, num(2)))).counterexample
    assert float(found.values["L"].replace("…", "")) == pytest.approx(float(found.left), rel=1e-3)
    assert "L" not in judged(FALSE["wrong sign"]).counterexample.values


def test_the_derivative_by_a_vector_is_shown_in_its_shape():
    found = judged((SQUARE, equal(d(sym("u"), x), x))).counterexample
    slopes, vector = (ast.literal_eval(found.values[name].replace("…", "")) for name in ("∂u/∂x", "x"))
    assert np.shape(slopes) == np.shape(vector) == (SIZES["n"],)


def test_a_spoiled_twin_gets_no_counterexample():
    assert judged(FALSE["wrong sign"], repeat=False).counterexample is None


def test_a_counterexample_names_only_what_the_formula_is_about():
    found = judged((SQUARE, equal(mul(SX, x), x))).counterexample
    assert set(found.values) == {"X", "x"}
    found = judged(FALSE["function without its derivative"]).counterexample
    assert found.values["sigma"].startswith("t ↦ ")


def test_a_counterexample_gives_as_many_digits_as_tell_the_sides_apart():
    found = judged(FALSE["off by a millionth"]).counterexample
    assert found.left != found.right
    assert found.left[:4] == found.right[:4]


def test_both_sides_are_shown_whole_where_they_are_small_matrices():
    def mixed(i, j):
        return mul(t.Delta(ix("i"), ix(i)), t.Delta(ix("j"), ix(j)))

    body = add(at(A, "i", "j"), mixed(1, 2))
    found = judged((MATMUL, equal(A, t.Entries("i", "j", body, shape=A.shape)))).counterexample
    left, right = found.whole
    apart = {(i, j) for i, row in enumerate(left) for j, cell in enumerate(row) if cell != right[i][j]}
    assert apart == {(0, 1)} == {tuple(i - 1 for i in found.entry)}
    assert (left[0][1], right[0][1]) == (found.left, found.right)
    assert np.shape(left) == np.shape(right) == (SIZES["m"], SIZES["n"])
    assert judged((MATMUL, equal(L, mul(num(2), L)))).counterexample.whole == ()
