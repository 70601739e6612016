"""Each function that a snippet may use gives the same slope by every way of taking one."""

from __future__ import annotations

import numpy as np
import pytest

from texproof.check.numpy_route import arithmetic, decide, digits
from texproof.check.numpy_route.arithmetic import BINARY64, COMPLEX, NoRule
from texproof.check.numpy_route.digits import DIGITS
from texproof.check.verdict import Answer
from texproof.elaborate import term as t
from texproof.model.forward import forward, point
from texproof.model.tape import State

from .terms import add, apply, at, d, equal, inv, model, mul, neg, num, power, shape, sym, total, tr

# X has entries of both signs, P of one, v and w are vectors; each expression uses one function more.
EXPRESSIONS = """
X + v ; X - v ; X * w ; X / P ; -X ; +X ; X @ v ; xp.square(X) ; X ** 2 ; X ** 3 ; P ** 0.5 ; P ** X ; 2.0 ** X
xp.sum(X, axis=0) ; X.mean() ; xp.prod(X) ; xp.cumsum(X) ; xp.cumprod(v) ; xp.add.reduce(X)
xp.multiply.reduce(v) ; xp.multiply.outer(v, w) ; xp.add.outer(v, w) ; xp.subtract.outer(v, w) ; xp.dot(X, P)
xp.inner(v, w) ; xp.outer(v, w) ; xp.tensordot(X, P, axes=([0], [1])) ; xp.einsum('ij,kj->ik', X, P)
xp.kron(X, P) ; xp.trace(X) ; X.T ; X.mT ; xp.reshape(X, (1, 9)) ; xp.ravel(X) ; xp.squeeze(X[:1])
xp.expand_dims(v, 0) ; xp.swapaxes(X, 0, 1) ; xp.moveaxis(X, 0, 1) ; xp.broadcast_to(v, (2, 3))
xp.concatenate([X, P]) ; xp.stack([v, w]) ; xp.vstack([v, w]) ; xp.hstack([v, w]) ; xp.dstack([v, w])
xp.column_stack([v, w]) ; xp.block([[X, P]]) ; xp.diag(v) ; xp.diagonal(X) ; xp.diagflat(v) ; xp.tril(X)
xp.triu(X) ; xp.tile(v, 2) ; xp.repeat(v, 2) ; xp.roll(v, 1) ; xp.flip(v) ; xp.fliplr(X) ; xp.flipud(X)
xp.rot90(X) ; xp.take(v, [2, 0]) ; xp.copy(X) ; xp.atleast_1d(v) ; xp.atleast_2d(v) ; xp.diff(v)
xp.split(v, 3)[1] ; xp.array_split(v, 2)[0] ; xp.append(v, w) ; xp.delete(v, 1) ; xp.insert(v, 1, 5.0)
xp.linalg.outer(v, w) ; xp.linalg.trace(X) ; xp.linalg.matmul(X, P) ; xp.linalg.diagonal(X)
xp.linalg.matrix_transpose(X) ; xp.linalg.tensordot(X, P) ; xp.linalg.multi_dot([X, P, v]) ; X[1, 2] ; X[0]
xp.reciprocal(P) ; xp.exp(X) ; xp.exp2(X) ; xp.expm1(X) ; xp.sin(X) ; xp.cos(X) ; xp.tan(X / 3) ; xp.sinh(X)
xp.cosh(X) ; xp.tanh(X) ; xp.arctan(X) ; xp.arcsinh(X) ; xp.linalg.inv(M) ; xp.linalg.det(M)
xp.linalg.solve(M, X) ; xp.linalg.solve(M, v) ; xp.linalg.matrix_power(M, 3) ; xp.linalg.matrix_power(M, -2)
xp.log(P) ; xp.log2(P) ; xp.log10(P) ; xp.log1p(P) ; xp.sqrt(P) ; xp.where(X > 0, X, 0.1 * X)
xp.where(X < P, X, P) ; xp.where((X >= 0) & (P <= 1), X, P) ; xp.where(~((X > 0) | (P > 1)), X, P)
xp.where(xp.logical_not(X > 0), X, P)
xp.where(xp.logical_and(X > 0, P != 1), X, xp.where(xp.logical_or(X > 0, P == 1), P, 2 * P)) ; xp.abs(X)
xp.fabs(X) ; xp.sign(X) * P ; xp.maximum(X, 0.0) ; xp.minimum(X, P) ; xp.clip(X, -0.7, 0.7)
xp.clip(X, -0.7, None) ; xp.linalg.norm(X) ; xp.linalg.norm(v) ; xp.linalg.norm(v, 2) ; xp.linalg.norm(X, 'fro')
xp.linalg.norm(X, axis=1) ; xp.var(X) ; xp.var(X, axis=0, ddof=1) ; xp.std(X, axis=1, keepdims=True)
xp.linalg.slogdet(M)[1] ; xp.logaddexp(X, P) ; xp.hypot(X, P) ; xp.vdot(X, P) ; xp.conjugate(X) * P ; xp.real(X)
xp.max(X) ; xp.min(X, axis=0) ; xp.amax(X) ; xp.amin(X) ; v[xp.argmax(v)] ; v[xp.argmin(v)] ; sigma(X)
unknown(X, v) ; unknown(X, shape=(2, 2)) ; xp.exp(X - X.max(axis=1, keepdims=True)) ; xp.real(X) @ v
xp.cross(v, w) ; xp.cbrt(P) ; xp.arcsin(X / 3) ; xp.arccos(X / 3) ; xp.arctanh(X / 3)
xp.arccosh(P + 1) ; xp.arctan2(X, P) ; xp.sort(v) ; xp.fmax(X, P) ; xp.fmin(X, P) ; xp.maximum.reduce(v)
xp.minimum.reduce(v) ; xp.erf(X) ; xp.linalg.pinv(M) ; xp.linalg.pinv(X[:, :2]) ; xp.linalg.pinv(X[:2])
""".replace("\n", ";").split(";")
EXPRESSIONS = [text.strip() for text in EXPRESSIONS if text.strip()]
# No form in 50 digits; no complex step, so that real differences take the slope.
ROUGH = {"xp.cross(v, w)"}
SLOW = ROUGH | {"xp.arcsin(X / 3)", "xp.arccos(X / 3)", "xp.arctanh(X / 3)", "xp.arccosh(P + 1)", "xp.arctan2(X, P)"}
SLOW |= {"xp.sort(v)", "xp.fmax(X, P)", "xp.fmin(X, P)", "xp.maximum.reduce(v)", "xp.minimum.reduce(v)", "xp.cbrt(P)"}
SLOW |= {"xp.linalg.pinv(M)", "xp.linalg.pinv(X[:, :2])", "xp.linalg.pinv(X[:2])"}
PARAMETERS = "sigma: Function, v: Vector[3], w: Vector[3]"
PARAMETERS += ", X: Matrix[3, 3], P: Matrix[3, 3, positive], M: Matrix[3, 3, invertible]"


def taped(expression):
    it = model(PARAMETERS, f"return {{'Y': {expression}}}")
    return forward(it, {}, point(it, {}, np.random.default_rng(8)), 8)


def slope(tape, name, arithmetic_, step, base=None):
    """Return ∂Y/∂(each entry of a symbol) by one step (complex) or a central difference."""
    base = base or State.recorded(tape)
    node, rows = tape.symbols[name], []
    for position in range(base.value(node).size):
        shift = np.zeros(base.value(node).shape, dtype=arithmetic_.dtype or np.result_type(type(step), float))
        shift.reshape(-1)[position] = step
        ahead = base.shifted(node, shift, arithmetic_.rule).value(tape.symbols["Y"])
        if arithmetic_ is COMPLEX:
            rows.append(np.imag(ahead) / step.imag)
        else:
            behind = base.shifted(node, -shift, arithmetic_.rule).value(tape.symbols["Y"])
            rows.append(np.asarray((ahead - behind) / (2 * step), dtype=float))
    return np.array(rows, dtype=float)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_every_way_of_taking_a_slope_agrees(expression):
    with np.errstate(all="ignore"):
        tape = taped(expression)
        moving = [name for name, node in tape.free.items() if node in tape.above(tape.symbols["Y"])]
        for name in moving:
            rough = slope(tape, name, BINARY64, 1e-6)
            with digits.precision(0):
                exact_state = State.computed(tape, DIGITS.rule, digits.exact, object, {})
                exact = rough if expression in ROUGH else slope(tape, name, DIGITS, digits.step(), exact_state)
                if expression not in ROUGH:
                    value = exact_state.value(tape.symbols["Y"]).astype(float)
                    assert np.allclose(value, tape.values[tape.symbols["Y"]], rtol=1e-13, atol=1e-13)
            assert np.allclose(rough, exact, rtol=1e-6, atol=1e-6)
            if expression in SLOW:
                with pytest.raises(NoRule):
                    slope(tape, name, COMPLEX, 1e-30j)
            else:
                stepped = slope(tape, name, COMPLEX, 1e-30j)
                assert np.allclose(stepped, exact, rtol=1e-12, atol=1e-12)


def test_every_function_of_the_lists_is_tried():
    used = set()
    for expression in EXPRESSIONS:
        used |= {step.function for step in taped(expression).steps if not isinstance(step.function, type(None))}
    listed = arithmetic.ALGEBRAIC | arithmetic._ANALYTIC | set(arithmetic._PIECEWISE)
    listed |= set(digits._ENTRYWISE) | set(digits._OTHER) | digits._BY_ORDER
    assert {getattr(f, "__name__", f) for f in listed - used} <= {"positive"}


N3 = ("X", 3, 3)
CORNERS = model(
    "X: Matrix[3, 3], D: Matrix[3, 3, diagonal], S: Matrix[3, 3, symmetric], x: Scalar, y: Scalar",
    "return {'R': xp.maximum(X, 0.0).sum(), 'A': abs(D).sum(), 'E': xp.linalg.eigvalsh(S + S.T).sum(), "
    "'P': xp.var(X, where=X > -9.0), 'Q': xp.linalg.eigvalsh(X @ X.T).sum(), 'N': xp.linalg.norm(X, 2)}",
)
X, D, S = sym("X", 3, 3), sym("D", 3, 3), sym("S", 3, 3)


def judged(obligation, seed=4):
    return decide(obligation, CORNERS, {}, seed)


def test_a_kink_away_from_the_point_does_no_harm():
    step = t.Divide(add(d(sym("R"), at(X, "i", "j")), num(0)), num(1))
    for seed in range(10):
        again = equal(mul(step, step), step, i=3, j=3)
        assert judged(again, seed).answer is Answer.YES


def test_at_a_kink_there_is_no_derivative():
    result = judged(equal(d(sym("A"), at(D, 1, 2)), num(0)))
    assert result.answer is Answer.UNKNOWN
    assert judged(equal(power(d(sym("A"), at(D, 1, 1)), num(2)), num(1))).answer is Answer.YES


def test_without_a_complex_step_real_differences_serve():
    """Σ of the eigenvalues of X Xᵀ is ‖X‖², whose gradient is 2X; there is no complex and no 50-digit form."""
    right = equal(d(sym("Q"), X), mul(num(2), X))
    wrong = equal(d(sym("Q"), X), X)
    assert judged(right).answer is Answer.YES
    result = judged(wrong)
    assert result.answer is Answer.NO
    assert "eigvalsh has no form in 50 digits" in result.reason


def test_arguments_that_a_form_does_not_take_leave_real_differences():
    """The variance of nine entries has the gradient 2 (X − mean)/9."""
    mean = t.Divide(t.Inner(X, t.Entries("i", "j", num(1), shape=X.shape)), num(9))
    centred = t.Entries("i", "j", add(at(X, "i", "j"), neg(mean)), shape=X.shape)
    assert judged(equal(d(sym("P"), X), mul(num("2/9"), centred))).answer is Answer.YES
    result = judged(equal(d(sym("P"), X), mul(num("1/9"), centred)))
    assert (result.answer, result.reason) == (
        Answer.NO,
        "a random point tells the sides apart; var has no form in 50 digits",
    )


def test_a_near_miss_that_cannot_be_repeated_is_unknown():
    near = mul(num("100000003/100000000"), t.Trace(mul(X, tr(X))))
    result = judged(equal(sym("Q"), near))
    assert result.answer is Answer.UNKNOWN
    assert "has no form in 50 digits" in result.reason


def test_what_only_rounding_separates_is_equal_in_50_digits():
    """(10¹⁰ x + y) − 10¹⁰ x loses ten digits of y in float64."""
    x, y, big = sym("x"), sym("y"), num(10**10)
    lost = add(add(mul(big, x), y), neg(mul(big, x)))
    result = judged(equal(lost, y))
    assert result.answer is Answer.YES
    assert "equal in 50 digits" in result.reason
    assert judged(equal(lost, mul(num("1000001/1000000"), y))).answer is Answer.NO


def test_a_no_in_fifty_digits_sees_a_difference_that_float64_cannot():
    """Off by 2e-9 of one number: near the float64 bound, plain in 50 digits."""
    result = judged(equal(apply("exp", sym("x")), add(apply("exp", sym("x")), num("1/100000000"))))
    assert result.answer is Answer.NO
    assert result.reason == "a random point tells the sides apart, in 50 digits too"


def test_large_values_do_not_overflow_the_comparison():
    huge = mul(num(10**200), X)
    assert judged(equal(huge, huge)).answer is Answer.YES
    assert judged(equal(huge, mul(num(2), huge))).answer is Answer.NO


def test_matrix_powers_may_differ_from_row_to_row():
    """Σ_{i=0}^{3} Xⁱ (I − X) = I − X⁴, the exponent being the index."""
    eye = t.Identity(shape=shape(3, 3))
    powers = t.Sum(
        "i", t.Index(), t.Index((), shape(3)[0]), power(X, t.IndexNumber(t.Index((("i", 1),)))), shape=X.shape
    )
    assert judged(equal(mul(powers, add(eye, neg(X))), add(eye, neg(power(X, num(4)))))).answer is Answer.YES
    assert judged(equal(mul(powers, add(eye, neg(X))), add(eye, neg(power(X, num(3)))))).answer is Answer.NO


def test_a_derivative_within_a_sum_uses_each_row():
    trace = total("i", 3, d(power(at(X, "i", "i"), num(2)), at(X, "i", "i")))
    assert judged(equal(trace, mul(num(2), t.Trace(X)))).answer is Answer.YES
    assert judged(equal(trace, t.Trace(X))).answer is Answer.NO


def test_an_inverse_of_a_number_is_its_reciprocal():
    x = sym("x")
    assert judged(equal(mul(inv(x), x), num(1))).answer is Answer.YES
