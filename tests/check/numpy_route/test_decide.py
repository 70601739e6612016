"""What holds is a yes, what does not is a no with a counterexample that can be redone by hand."""

from __future__ import annotations

import ast

import numpy as np
import pytest

from texproof.check.numpy_route import decide
from texproof.check.verdict import Answer
from texproof.elaborate import term as t
from texproof.elaborate.claim import Obligation
from texproof.model.load import load
from texproof.model.size import Size

from .terms import (
    HERE,
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

MATMUL = model("Z: Matrix[m, k], W: Matrix[k, n]", "A = Z @ W\nL = unknown(A)\nreturn {'A': A, 'L': L}")
Z, W, A, L = sym("Z", "m", "k"), sym("W", "k", "n"), sym("A", "m", "n"), sym("L")
BIAS = model("Z: Matrix[m, k], W: Matrix[k, n], b: Vector[n]", "A = Z @ W + b\nL = unknown(A)\nreturn {'A': A, 'L': L}")
B = sym("b", "n", 1)
PRODUCT = model("X: Matrix[a, b], W: Matrix[b, c]", "Y = X @ W\nF = Y\nreturn {'Y': Y, 'F': F, 'h': unknown(Y)}")
X, V, Y, F = sym("X", "a", "b"), sym("W", "b", "c"), sym("Y", "a", "c"), sym("F", "a", "c")
ENTRYWISE = model(
    "Z: Matrix[m, n], sigma: Function", "A = sigma(Z)\nL = unknown(A)\nreturn {'A': A, 'L': L, 's': sigma(Z).sum()}"
)
SQUARE = model(
    "X: Matrix[n, n, invertible], S: Matrix[n, n, positive_definite], Q: Matrix[n, n, orthogonal], "
    "M: Matrix[n, n, symmetric], D: Matrix[n, n, diagonal], T: Matrix[n, n, lower_triangular], "
    "P: Matrix[n, n, positive], x: Vector[n], alpha: Scalar[positive]",
    "return {'f': x @ M @ x, 'g': x @ X @ x, 'y': X @ x, 'i': xp.linalg.inv(X), 'u': unknown(x), "
    "'ld': xp.linalg.slogdet(X)[1], 'N': xp.linalg.norm(x)}",
)
NN = ("n", "n")
SX, SM, SQ, SD, ST, SP, SS = (sym(name, *NN) for name in ("X", "M", "Q", "D", "T", "P", "S"))
x, y, alpha = sym("x", "n", 1), sym("y", "n", 1), sym("alpha")
I_N = t.Identity(shape=shape(*NN))


def ones(length):
    return t.Ones(shape=shape(length, 1))


def unit(row, column, *sizes):
    return t.Unit(ix(row), ix(column), shape=shape(*sizes))


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


def judged(case, seed=3, **options):
    it, obligation = case
    return decide(obligation, it, {letter: SIZES[letter] for letter in it.dims}, seed, **options)


@pytest.mark.parametrize("case", HOLDS.values(), ids=HOLDS)
def test_what_holds_is_a_yes(case):
    result = judged(case)
    assert result.answer is Answer.YES, result
    assert result.residual <= 1e-9
    assert result.points == 3
    assert result.counterexample is None


@pytest.mark.parametrize("case", FALSE.values(), ids=FALSE)
def test_what_is_false_is_a_no_with_a_counterexample(case):
    result = judged(case)
    assert result.answer is Answer.NO, result
    assert result.reason == "repeated in 50 digits"
    found = result.counterexample
    assert found.left != found.right
    assert dict(found.sizes) == {letter: SIZES[letter] for letter in case[0].dims}
    assert set(found.indices) == {r.letter for r in case[1].free}


@pytest.mark.parametrize("case", FALSE.values(), ids=FALSE)
def test_a_no_need_not_be_repeated_for_a_spoiled_twin(case):
    assert judged(case, repeat=False).answer is Answer.NO


@pytest.mark.parametrize("name", ["weight gradient", "inverse", "bias", "symmetric", "chain through a function"])
@pytest.mark.parametrize("sizes", [1, 2])
def test_at_equal_and_single_sizes_too(name, sizes):
    it, obligation = HOLDS[name]
    result = decide(obligation, it, dict.fromkeys(it.dims, sizes), 5)
    assert result.answer is Answer.YES, result


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


def test_a_counterexample_names_only_what_the_formula_is_about():
    found = judged((SQUARE, equal(mul(SX, x), x))).counterexample
    assert set(found.values) == {"X", "x"}
    found = judged(FALSE["function without its derivative"]).counterexample
    assert found.values["sigma"].startswith("t ↦ ")


def test_a_counterexample_gives_as_many_digits_as_tell_the_sides_apart():
    found = judged(FALSE["off by a millionth"]).counterexample
    assert found.left != found.right
    assert found.left[:4] == found.right[:4]


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
    "huge power": (SQUARE, equal(power(SX, num(10**9)), SX), "not a whole number from 0 to 64"),
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
    assert "ValueError" in result.reason


def test_points_where_a_side_has_no_value_are_passed_over():
    """The root of a number that may be negative is compared where it is not."""
    some = model("t: Scalar", "return {}")
    result = decide(equal(power(apply("sqrt", sym("t")), num(2)), sym("t")), some, {}, 2)
    assert (result.answer, result.points) == (Answer.YES, 3)


def shape_obligation(left, *expected):
    return Obligation("shape", left, None, HERE, HERE, expected=shape(*expected))


@pytest.mark.parametrize(
    ("left", "expected", "answer"),
    [
        (A, ("m", "n"), Answer.YES),
        (A, ("n", "m"), Answer.NO),
        (A, ("m", "n", 1), Answer.NO),
        (L, (), Answer.YES),
        (L, (1, 1), Answer.NO),
        (d(L, W), ("k", "n"), Answer.YES),
        (vec(A), ("m*n", 1), Answer.YES),
        (vec(A), ("m+n", 1), Answer.NO),
    ],
)
def test_shapes_are_those_of_the_arrays(left, expected, answer):
    result = decide(shape_obligation(left, *expected), MATMUL, {"m": 2, "k": 3, "n": 4}, 1)
    assert result.answer is answer
    assert (result.counterexample is not None) == (answer is Answer.NO)


def test_patterns_and_labels_are_equalities():
    for kind in ("label", "pattern"):
        for right, answer in ((A, Answer.YES), (mul(num(2), A), Answer.NO)):
            obligation = Obligation(kind, mul(Z, W), right, HERE, HERE)
            assert decide(obligation, MATMUL, {"m": 2, "k": 3, "n": 4}, 1).answer is answer


def test_a_tensor_of_one_axis_is_a_column():
    it = model("v: Tensor[n], w: Vector[n]", "return {'s': (v * w).sum()}")
    v, w = sym("v", "n", 1), sym("w", "n", 1)
    right = total("i", "n", mul(at(v, "i", 1), at(w, "i", 1)))
    assert decide(equal(sym("s"), right), it, {"n": 3}, 1).answer is Answer.YES
    assert decide(equal(d(sym("s"), v), w), it, {"n": 3}, 1).answer is Answer.YES


def test_without_a_model_numbers_are_decided():
    nothing = load("from texproof import model\n@model\ndef it(xp):\n    return {}\n", "s.py")["it"]
    assert decide(equal(total("i", 4, t.IndexNumber(ix("i"))), num(10)), nothing, {}, 1).answer is Answer.YES
    assert decide(equal(total("i", 4, t.IndexNumber(ix("i"))), num(11)), nothing, {}, 1).answer is Answer.NO


def test_only_a_symbol_or_a_part_of_one_can_be_varied():
    for by in (t.Norm2(Z), mul(num(1), L), add(Z, Z)):
        result = decide(equal(t.Derivative(L, by, "gradient", shape=by.shape), by), MATMUL, {"m": 2, "k": 3, "n": 4}, 1)
        assert result.answer is Answer.UNKNOWN
        assert "not a symbol or a part of one" in result.reason


def test_a_false_determinant_is_repeated_in_50_digits():
    result = judged((SQUARE, equal(t.Determinant(mul(SX, SM)), add(t.Determinant(SX), t.Determinant(SM)))))
    assert (result.answer, result.reason) == (Answer.NO, "repeated in 50 digits")
