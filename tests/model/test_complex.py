"""Complex symbols of a model: their values, their conjugates, and what a body may do with them."""

from __future__ import annotations

import numpy as np
import pytest

from texproof.model import hypotheses as h
from texproof.model.conjugates import conjugate_name
from texproof.model.declare import Function, Matrix, Model, Vector
from texproof.model.dim import SnippetError, dims
from texproof.model.forward import forward, point
from texproof.model.load import load
from texproof.model.sample import Smooth, draw
from texproof.model.signature import signature

M, N = dims("m n")
SIZES = {"m": 3, "n": 2}
HEAD = 'from texproof import *\nm, n = dims("m n")\n\n@model\n'
CHECKS = {
    h.complex_: lambda X: np.abs(X.imag).min() > 0 and np.abs(X.real).min() > 0,
    h.hermitian: lambda X: np.array_equal(X, X.conj().T),
    h.skew_hermitian: lambda X: np.array_equal(X, -X.conj().T),
    h.unitary: lambda X: np.allclose(X @ X.conj().T, np.eye(len(X)), rtol=0, atol=1e-13),
}


def made(parameters: str, *body: str) -> Model:
    lines = "".join(f"    {line}\n" for line in body)
    return load(f"{HEAD}def it(xp, {parameters}):\n{lines}", "snippets/it.py")["it"]


@pytest.mark.parametrize("size", [1, 2, 3, 5])
@pytest.mark.parametrize("hypothesis", CHECKS, ids=str)
def test_each_hypothesis_shapes_the_points(hypothesis: h.Hypothesis, size: int) -> None:
    rng = np.random.default_rng(5)
    for _ in range(10):
        value = draw(Matrix[N, N, hypothesis], {"n": size}, rng)
        assert value.shape == (size, size)
        assert value.dtype.kind == "c"
        assert CHECKS[hypothesis](value)
        if size > 1:
            assert np.abs(value - value.real).max() > 0.01
            assert np.abs(value - value.T).max() > 0.01


def test_parts_have_the_structure_of_the_whole() -> None:
    value = draw(Matrix[N, N, h.complex_, h.symmetric, h.invertible], {"n": 4}, np.random.default_rng(2))
    assert np.array_equal(value, value.T)
    assert not np.array_equal(value, value.conj().T)
    assert np.linalg.cond(value) < 200


@pytest.mark.parametrize(
    "pair",
    [(h.complex_, h.positive), (h.complex_, h.orthogonal), (h.hermitian, h.symmetric), (h.hermitian, h.skew_hermitian),
     (h.unitary, h.hermitian), (h.complex_, h.positive_definite), (h.complex_, h.mask)],
)  # fmt: skip
def test_what_is_not_combined_is_refused(pair: tuple[h.Hypothesis, h.Hypothesis]) -> None:
    with pytest.raises(SnippetError, match=r"not combined|contradict"):
        Matrix[(N, N, *pair)]


def test_pythons_own_word_says_it_too() -> None:
    assert Vector[N, complex] == Vector[N, h.complex_]


def test_a_complex_symbol_stands_beside_its_conjugate_and_a_tied_one_alone() -> None:
    model = made("X: Matrix[m, n, complex], S: Matrix[n, n, hermitian], r: Scalar", "return {}")
    assert list(model.parameters) == ["X", "X*", "S", "r"]
    values = point(model, SIZES, np.random.default_rng(1))
    assert np.array_equal(values["X*"], values["X"].conj())
    assert np.iscomplexobj(values["X"])
    assert not np.iscomplexobj(values["r"])


def test_a_real_model_is_what_it_was() -> None:
    model = made("X: Matrix[m, n]", "Y = X @ X.T", 'return {"Y": Y}')
    assert list(model.parameters) == ["X"]
    assert type(model.body).__name__ == "function"
    assert not forward(model, SIZES, point(model, SIZES, np.random.default_rng(1)), 1).is_complex


BODY = [
    ("X @ x", lambda X, x, S, U: X @ x),
    ("X.conj() @ x + 2", lambda X, x, S, U: X.conj() @ x + 2),
    ("x.conj() @ S @ x", lambda X, x, S, U: x.conj() @ S @ x),
    ("xp.conj(S) @ x - x", lambda X, x, S, U: S.conj() @ x - x),
    ("(X.conj().T @ X) * (X.T @ X)", lambda X, x, S, U: (X.conj().T @ X) * (X.T @ X)),
    ("xp.linalg.inv(X.conj().T @ X) @ x.conj()", lambda X, x, S, U: np.linalg.inv(X.conj().T @ X) @ x.conj()),
    ("xp.exp(x) * x[0].conj()", lambda X, x, S, U: np.exp(x) * x[0].conj()),
    ("U.conj() @ x", lambda X, x, S, U: U.conj() @ x),
    ("xp.stack([x, x.conj()])", lambda X, x, S, U: np.stack([x, x.conj()])),
    ("x.real * 3", lambda X, x, S, U: x.real * 3),
    ("1 / (x * x.conj())", lambda X, x, S, U: 1 / (x * x.conj())),
    ("xp.linalg.det(X.T @ X.conj()) ** 2", lambda X, x, S, U: np.linalg.det(X.T @ X.conj()) ** 2),
]


@pytest.mark.parametrize(("text", "native"), BODY, ids=[text for text, _ in BODY])
def test_a_body_gives_what_numpy_gives_and_its_conjugate(text, native) -> None:
    model = made(
        "X: Matrix[m, n, complex, full_column_rank], x: Vector[n, complex], S: Matrix[n, n, hermitian], "
        "U: Matrix[n, n, unitary]",
        f"y = {text}",
        'return {"y": y}',
    )
    values = point(model, SIZES, np.random.default_rng(3))
    tape = forward(model, SIZES, values, 3)
    expected = native(*(values[name] for name in ("X", "x", "S", "U")))
    for name, wanted in (("y", expected), (conjugate_name("y"), expected.conj())):
        assert np.allclose(tape.values[tape.symbols[name]], wanted, rtol=0, atol=1e-12)


def test_what_is_computed_from_real_symbols_has_no_conjugate() -> None:
    model = made("R: Matrix[n, n], z: Scalar[complex]", 'return {"P": R @ R, "q": z * R}')
    assert set(signature(model).computed) == {"P", "q", "q*"}


def test_an_unknown_function_is_real_and_moves_with_both_parts() -> None:
    model = made("x: Vector[n, complex], R: Matrix[n, n]", "L = unknown(x, R)", 'return {"L": L}')
    rng = np.random.default_rng(4)
    values = point(model, SIZES, rng)

    def loss(**changed):
        tape = forward(model, SIZES, values | changed, 4)
        return tape.values[tape.symbols["L"]]

    for step in (1e-3, 1e-3j):
        x = values["x"] + step
        assert abs(loss(x=x, **{"x*": x.conj()}) - loss()) > 1e-6
    assert abs(loss().imag) < 1e-12
    assert abs(loss(R=values["R"] + 1e-3) - loss()) > 1e-6


def test_a_complex_function_and_its_conjugate() -> None:
    f = Smooth("f", Function[h.complex_], np.random.default_rng(6))
    z = 0.7 - 0.4j
    assert f.conjugate()(z) == pytest.approx(np.conj(f(np.conj(z))))
    assert abs(f.conjugate()(z) - f(z)) > 0.01


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("y = xp.abs(x)", "abs of a complex array is not computed here"),
        ("y = xp.linalg.norm(x)", "norm of a complex array is not computed here"),
        ("y = xp.maximum(x, 0)", "maximum of a complex array"),
        ("y = x ** 0.5", "whole powers only"),
        ("y = 1j * x", "not with complex numbers"),
        ("y = h(x)", "declare it as Function\\[complex\\]"),
        ("y = lambda t: t * t", "does not return"),
    ],
)
def test_what_a_body_cannot_do_is_said_at_its_line(body: str, message: str) -> None:
    with pytest.raises(SnippetError, match=message) as caught:
        signature(made("x: Vector[n, complex], h: Function", body, 'return {"y": y}'))
    assert caught.value.line in (4, 6)  # of the model, or of the statement
