"""What holds is a yes, at sizes that differ and at equal ones."""

from __future__ import annotations

import pytest

from texproof.check.numpy_route import decide
from texproof.check.verdict import Answer
from texproof.elaborate import term as t
from texproof.model.size import Size

from .models import (
    BIAS,
    ENTRYWISE,
    I_N,
    MATMUL,
    NN,
    PRODUCT,
    SD,
    SM,
    SP,
    SQ,
    SQUARE,
    SS,
    SX,
    A,
    B,
    F,
    L,
    V,
    W,
    X,
    Y,
    Z,
    alpha,
    judged,
    ones,
    unit,
    x,
)
from .terms import (
    add,
    apply,
    at,
    d,
    equal,
    had,
    inv,
    ix,
    kron,
    model,
    mul,
    neg,
    num,
    power,
    shape,
    sym,
    total,
    tr,
    vec,
)

HOLDS = {
    "weight gradient": (MATMUL, equal(d(L, W), mul(tr(Z), d(L, A)))),
    "input gradient": (MATMUL, equal(d(L, Z), mul(d(L, A), tr(W)))),
    "product by entries": (
        MATMUL,
        equal(at(A, "i", "j"), total("r", "k", mul(at(Z, "i", "r"), at(W, "r", "j"))), i="m", j="n"),
    ),
    "weight gradient by entries": (
        MATMUL,
        equal(d(L, at(W, "p", "q")), total("i", "m", mul(at(d(L, A), "i", "q"), at(Z, "i", "p"))), p="k", q="n"),
    ),
    "second derivative": (
        MATMUL,
        equal(d(d(L, W), at(A, "i", "j")), mul(tr(Z), d(d(L, A), at(A, "i", "j"))), i="m", j="n"),
    ),
    "third derivative": (
        MATMUL,
        equal(d(d(d(L, at(A, 1, 2)), at(A, 2, 2)), W), mul(tr(Z), d(d(d(L, at(A, 2, 2)), at(A, 1, 2)), A))),
    ),
    "bias": (BIAS, equal(d(L, B), mul(tr(d(L, A)), ones("m")))),
    "bias added to every row": (BIAS, equal(A, add(mul(Z, W), mul(ones("m"), tr(B))))),
    "four indices": (
        PRODUCT,
        equal(
            d(at(Y, "i", "j"), at(V, "p", "q")),
            mul(at(X, "i", "p"), t.Delta(ix("j"), ix("q"))),
            i="a",
            j="c",
            p="b",
            q="c",
        ),
    ),
    "four indices at once": (
        PRODUCT,
        equal(at(d(Y, V), "i", "j", "p", "q"), d(at(Y, "i", "j"), at(V, "p", "q")), i="a", j="c", p="b", q="c"),
    ),
    "unit matrix": (PRODUCT, equal(d(Y, at(V, "i", "j")), mul(X, unit("i", "j", "b", "c")), i="b", j="c")),
    "column": (
        PRODUCT,
        equal(
            d(t.Slice(Y, (None, ix("j")), shape=shape("a", 1)), at(V, "k", "j")),
            t.Slice(X, (None, ix("k")), shape=shape("a", 1)),
            j="c",
            k="b",
        ),
    ),
    "jacobian of a column for a column": (
        PRODUCT,
        equal(
            d(t.Slice(Y, (None, ix("j")), shape=shape("a", 1)), t.Slice(V, (None, ix("j")), shape=shape("b", 1))),
            X,
            j="c",
        ),
    ),
    "chain rule with two sums": (
        PRODUCT,
        equal(
            d(at(Y, "i", "j"), at(V, "p", "q")),
            total(
                "r", "a", total("s", "c", mul(d(at(Y, "i", "j"), at(F, "r", "s")), d(at(F, "r", "s"), at(V, "p", "q"))))
            ),
            i="a",
            j="c",
            p="b",
            q="c",
        ),
    ),
    "vec and Kronecker": (PRODUCT, equal(d(vec(Y), vec(V)), kron(t.Identity(shape=shape("c", "c")), X))),
    "matrix of its entries": (
        MATMUL,
        equal(A, t.Entries("i", "j", total("r", "k", mul(at(Z, "i", "r"), at(W, "r", "j"))), shape=A.shape)),
    ),
    "chain through a function": (
        ENTRYWISE,
        equal(d(L, sym("Z", "m", "n")), had(d(L, A), apply("sigma", sym("Z", "m", "n"), 1))),
    ),
    "second derivative of a function": (
        ENTRYWISE,
        equal(
            d(d(sym("s"), at(sym("Z", "m", "n"), 1, 2)), at(sym("Z", "m", "n"), 1, 2)),
            at(apply("sigma", sym("Z", "m", "n"), 2), 1, 2),
        ),
    ),
    "inverse": (SQUARE, equal(mul(inv(SX), SX), I_N)),
    "derivative of the inverse": (
        SQUARE,
        equal(
            d(inv(SX), at(SX, "i", "j")),
            neg(mul(mul(inv(SX), unit("i", "j", *NN)), inv(SX))),
            i="n",
            j="n",
        ),
    ),
    "quadratic form, symmetric": (SQUARE, equal(d(sym("f"), x), mul(num(2), mul(SM, x)))),
    "quadratic form": (SQUARE, equal(d(sym("g"), x), mul(add(SX, tr(SX)), x))),
    "hessian of a quadratic form": (SQUARE, equal(d(d(sym("g"), x), x), add(SX, tr(SX)))),
    "symmetric": (SQUARE, equal(tr(SM), SM)),
    "orthogonal": (SQUARE, equal(inv(SQ), tr(SQ))),
    "diagonal": (SQUARE, equal(at(SD, "i", "j"), mul(t.Delta(ix("i"), ix("j")), at(SD, "i", "i")), i="n", j="n")),
    "positive definite": (
        SQUARE,
        equal(power(power(mul(mul(tr(x), SS), x), num("1/2")), num(2)), mul(mul(tr(x), SS), x)),
    ),
    "positive": (SQUARE, equal(apply("exp", apply("log", SP)), SP)),
    "determinant": (
        SQUARE,
        equal(
            d(apply("log", power(t.Determinant(SX), num(2))), SX),
            mul(num(2), tr(inv(SX))),
        ),
    ),
    "log determinant of the snippet": (SQUARE, equal(d(sym("ld"), SX), tr(inv(SX)))),
    "norm": (SQUARE, equal(d(sym("N"), x), t.Divide(x, sym("N"), shape=x.shape))),
    "trace of a power": (SQUARE, equal(d(t.Trace(power(SX, num(3))), SX), mul(num(3), tr(power(SX, num(2)))))),
    "inner product": (SQUARE, equal(t.Inner(SX, SM), t.Trace(mul(tr(SX), SM)))),
    "sum of squares": (SQUARE, equal(t.Norm2(SX), t.Trace(mul(tr(SX), SX)))),
    "square root": (SQUARE, equal(power(alpha, num("1/2")), apply("sqrt", alpha))),
    "tanh": (
        SQUARE,
        equal(d(apply("tanh", alpha), alpha), add(num(1), neg(power(apply("tanh", alpha), num(2))))),
    ),
    "size as a number": (SQUARE, equal(t.Trace(I_N), t.IndexNumber(t.Index((), Size.of("n"))))),
    "index as a number": (
        SQUARE,
        equal(
            total("i", "n", t.IndexNumber(ix("i"))),
            t.Divide(mul(N1 := t.IndexNumber(t.Index((), Size.of("n"))), add(N1, num(1))), num(2)),
        ),
    ),
    "sum with moving bounds": (
        SQUARE,
        equal(
            total("i", "n", t.Sum("j", ix("i"), t.Index((), Size.of("n")), at(SX, "i", "j"))),
            total("j", "n", t.Sum("i", ix(1), ix("j"), at(SX, "i", "j"))),
        ),
    ),
    "empty sum": (SQUARE, equal(t.Sum("i", ix(2), ix(1), at(SX, "i", "i")), num(0))),
    "blocks": (
        MATMUL,
        equal(
            mul(
                t.Blocks(((Z, ones("m")),), shape=shape("m", "k+1")),
                t.Blocks(((W,), (t.Zero(shape=shape(1, "n")),)), shape=shape("k+1", "n")),
            ),
            A,
        ),
    ),
}


@pytest.mark.parametrize("case", HOLDS.values(), ids=HOLDS)
def test_what_holds_is_a_yes(case):
    result = judged(case)
    assert result.answer is Answer.YES, result
    assert result.residual <= 1e-9
    assert result.points == 3
    assert result.counterexample is None


@pytest.mark.parametrize("name", ["weight gradient", "inverse", "bias", "symmetric", "chain through a function"])
@pytest.mark.parametrize("sizes", [1, 2])
def test_at_equal_and_single_sizes_too(name, sizes):
    it, obligation = HOLDS[name]
    result = decide(obligation, it, dict.fromkeys(it.dims, sizes), 5)
    assert result.answer is Answer.YES, result


def test_a_tensor_of_one_axis_is_a_column():
    it = model("v: Tensor[n], w: Vector[n]", "return {'s': (v * w).sum()}")
    v, w = sym("v", "n", 1), sym("w", "n", 1)
    right = total("i", "n", mul(at(v, "i", 1), at(w, "i", 1)))
    assert decide(equal(sym("s"), right), it, {"n": 3}, 1).answer is Answer.YES
    assert decide(equal(d(sym("s"), v), w), it, {"n": 3}, 1).answer is Answer.YES
