"""Shapes of computed symbols are polynomials in the model's sizes; dependencies come from the tape."""

from __future__ import annotations

import pytest

from texproof.model.dim import SnippetError
from texproof.model.load import load
from texproof.model.signature import fitted, signature
from texproof.model.size import Size, shape_text

HEAD = "from texproof import Function, Matrix, Scalar, Vector, dims, invertible, model, positive, unknown\n"


def of(parameters, body, letters="m k n"):
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    text = f"{HEAD}{', '.join(letters.split())} = dims('{letters}')\n@model\ndef it(xp, {parameters}):\n{lines}"
    return signature(load(text, "snippets/it.py")["it"])


@pytest.mark.parametrize(
    ("expression", "shape"),
    [
        ("Z @ W", "m×n"),
        ("(Z @ W).T", "n×m"),
        ("(Z @ W).sum()", "a number"),
        ("(Z @ W).sum(axis=0)", "n×1"),
        ("(Z @ W).sum(axis=0, keepdims=True)", "1×n"),
        ("xp.kron(Z, W)", "(k·m)×(k·n)"),
        ("xp.ravel(W)", "(k·n)×1"),
        ("xp.kron(Z, W)[0]", "(k·n)×1"),
        ("xp.diff(Z @ W, axis=0)", "(m - 1)×n"),
        ("xp.vstack([Z @ W, W])", "(k + m)×n"),
        ("xp.vstack([Z @ W, W, W[:1]])", "(k + m + 1)×n"),
        ("xp.vstack([Z, Z])", "(2·m)×k"),
        ("xp.convolve(Z[0], W[0], mode='full')", "(k + n - 1)×1"),
        ("xp.multiply.outer(Z, W)", "m×k×k×n"),
        ("xp.kron(Z[0], xp.kron(Z[:, 0], W[0]))", "(k·m·n)×1"),
        ("xp.outer(Z[0], Z[0]).ravel()", "(k·k)×1"),
        ("xp.concatenate([(Z @ W).ravel(), W[0]])", "(m·n + n)×1"),
        ("xp.eye(3)", "3×3"),
        ("unknown(Z, shape=(n, m))", "n×m"),
        ("m", "a number"),
    ],
)
def test_the_length_of_each_axis_is_found(expression, shape):
    found = of("Z: Matrix[m, k], W: Matrix[k, n]", f"return {{'A': {expression}}}")
    assert shape_text(found.shapes["A"]) == shape
    assert found.computed == ("A",)


def test_free_symbols_have_their_declared_shapes_and_functions_none():
    found = of("b: Vector[n], c: Scalar, sigma: Function, Z: Matrix[m, 1]", "return {'s': sigma(b)}")
    assert {name: shape_text(shape) for name, shape in found.shapes.items()} == {
        "b": "n×1",
        "c": "a number",
        "Z": "m×1",
        "s": "n×1",
    }
    assert found.functions == {"sigma"}


def test_each_computed_symbol_says_what_it_depends_on():
    body = """A = Z @ W
B = A + 1
C = xp.eye(m)
L = unknown(B)
return {"A": A, "F": A, "B": B, "C": C, "L": L, "Zt": Z.T, "shape": A.shape[0] * 1.0, "zeros": xp.zeros_like(A)}"""
    found = of("Z: Matrix[m, k], W: Matrix[k, n]", body)
    assert found.depends == {
        "A": {"Z", "W", "F"},
        "F": {"Z", "W", "A"},
        "B": {"Z", "W", "A", "F"},
        "C": set(),
        "L": {"Z", "W", "A", "F", "B"},
        "Zt": {"Z"},
        "shape": set(),
        "zeros": set(),
    }
    assert found.computed == ("A", "F", "B", "C", "L", "Zt", "shape", "zeros")


def test_a_model_without_sizes_works():
    text = HEAD + "@model\ndef it(xp, X: Matrix[2, 3], a: Scalar):\n    return {'Y': a * X, 's': X.sum()}\n"
    found = signature(load(text, "s.py")["it"])
    assert shape_text(found.shapes["Y"]) == "2×3"
    assert found.shapes["s"] == ()


def test_a_model_that_only_declares_works():
    assert of("Z: Matrix[m, k]", "return {}").computed == ()


def test_the_points_satisfy_the_hypotheses():
    found = of("X: Matrix[n, n, invertible], b: Vector[n, positive]", "return {'y': xp.linalg.inv(X) @ xp.log(b)}")
    assert shape_text(found.shapes["y"]) == "n×1"


def test_a_body_may_need_its_sizes_in_some_order():
    body = "assert n >= int(k)\nreturn {'y': xp.convolve(x, w, mode='valid')}"
    body = "return {'y': xp.stack([x[i : i + int(k)] @ w for i in range(n - k + 1)])}"
    assert shape_text(of("x: Vector[n], w: Vector[k]", body).shapes["y"]) == "(-k + n + 1)×1"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("return {'y': x[numpy.tril_indices(int(n))[0]]}", "NameError"),
        ("return {'y': xp.diag(x)[xp.tril_indices(int(n))]}", "axis 1 of y is no polynomial with whole coefficients"),
        ("return {'y': x[::2]}", "axis 1 of y is no polynomial"),
        ("return {'y': x if n < 10 else x.sum()}", "another number of axes"),
        ("return {'y': x} if n < 6 else {}", "another number of axes"),
        ("return {'y': x[:, 5]}", "IndexError"),
    ],
)
def test_a_length_that_is_no_polynomial_is_refused(body, words):
    with pytest.raises(SnippetError, match=words):
        of("x: Vector[n]", body.replace("n <", "int(n) <"))


def test_the_simplest_polynomial_is_taken():
    sizes = [{"m": 3, "n": 5}, {"m": 7, "n": 4}, {"m": 2, "n": 11}, {"m": 9, "n": 6}]
    assert fitted(sizes, [6, 6, 6, 6]) == Size.of(6)
    assert fitted(sizes, [5, 4, 11, 6]) == Size.of("n")
    assert fitted(sizes, [17, 30, 24, 56]) == Size.of("m") * Size.of("n") + 2
    assert fitted(sizes, [1, 2, 4, 8]) is None


@pytest.mark.parametrize(
    ("line", "shapes"),
    [
        ("Z @ W", "matmul of m×k and n×k"),
        ("Z * W.T", "multiply of m×k and k×n"),
        ("Z + np.ones(17)", "add of m×k and 17"),
    ],
)
def test_shapes_that_do_not_fit_are_said_in_the_letters_of_the_snippet(line: str, shapes: str):
    source = (
        "import numpy as np\nfrom texproof import Matrix, dims, model\nm, k, n = dims('m k n')\n"
        f"@model\ndef one(xp, Z: Matrix[m, k], W: Matrix[n, k]):\n    return {{'A': {line}}}\n"
    )
    with pytest.raises(SnippetError) as error:
        signature(load(source, "snippets/one.py")["one"])
    assert str(error.value).startswith(f"{shapes}: these shapes do not fit (tried at m = ")
    assert error.value.line == 6
