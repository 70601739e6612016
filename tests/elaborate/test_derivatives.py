"""∂: how the partial derivatives are arranged, and what may stand below it."""

from __future__ import annotations

import pytest

from texproof.elaborate.term import Derivative
from texproof.model.size import shape_text

from .formulas import Wrong, only, term, vocabulary, wrong

LAYOUTS = [
    ("network", r"\frac{\partial L}{\partial c}", "gradient", "a number"),
    ("network", r"\frac{\partial L}{\partial W_1}", "gradient", "h×n"),
    ("network", r"\frac{\partial L}{\partial x}", "gradient", "n×1"),
    ("network", r"\frac{\partial L}{\partial (W_1)_{ij}}", "gradient", "a number"),
    ("matmul", r"\frac{\partial L}{\partial w_{1,2}}", "gradient", "a number"),
    ("matmul", r"\frac{\partial L}{\partial W_{:,j}}", "gradient", "k×1"),
    ("matmul", r"\frac{\partial L}{\partial W_{i,:}}", "gradient", "1×n"),
    ("matmul", r"\frac{\partial L}{\partial \operatorname{vec}(W)}", "gradient", "(k·n)×1"),
    ("matmul", r"\frac{\partial a_{ij}}{\partial W}", "gradient", "k×n"),
    ("matmul", r"\frac{\partial A}{\partial w_{ij}}", "entrywise", "m×n"),
    ("network", r"\frac{\partial x}{\partial c}", "entrywise", "n×1"),
    ("network", r"\frac{\partial y}{\partial x}", "jacobian", "m×n"),
    ("matmul", r"\frac{\partial A_{:,1}}{\partial W_{:,1}}", "jacobian", "m×k"),
    ("matmul", r"\frac{\partial \operatorname{vec}(A)}{\partial \operatorname{vec}(W)}", "jacobian", "(m·n)×(k·n)"),
    ("matmul", r"\frac{\partial A}{\partial W}", "tensor", "m×n×k×n"),
    ("network", r"\frac{\partial y}{\partial W_1}", "tensor", "m×1×h×n"),
    ("network", r"\nabla_{W_1} L", "gradient", "h×n"),
    ("network", r"\frac{\partial}{\partial x}(x^\top x)", "gradient", "n×1"),
    ("network", r"\frac{\partial^2 L}{\partial x^2}", "jacobian", "n×n"),
    ("network", r"\frac{\partial^2 L}{\partial x_i \partial x_j}", "gradient", "a number"),
    ("network", r"\frac{\partial^2 L}{\partial c^2}", "gradient", "a number"),
    ("network", r"\frac{\partial}{\partial x_i} \frac{\partial L}{\partial x_j}", "gradient", "a number"),
]


@pytest.mark.parametrize(("model", "tex", "layout", "shape"), LAYOUTS, ids=[tex for _, tex, *_ in LAYOUTS])
def test_the_shapes_of_both_decide_the_arrangement(model: str, tex: str, layout: str, shape: str) -> None:
    found = term(tex, vocabulary(model))
    assert isinstance(found, Derivative)
    assert (found.layout, shape_text(found.shape)) == (layout, shape)


ROWS = [
    (r"\frac{\partial L}{\partial x^\top}", "1×n"),
    (r"\frac{\partial y^\top}{\partial x}", "n×m"),
    (r"\frac{\partial^2 L}{\partial x\,\partial b_1^\top}", "n×h"),
    (r"\frac{\partial^2 L}{\partial b_1\,\partial x^\top}", "h×n"),
]


@pytest.mark.parametrize(("tex", "shape"), ROWS, ids=[tex for tex, _ in ROWS])
def test_a_row_above_or_below_turns_the_arrangement(tex: str, shape: str) -> None:
    assert shape_text(term(tex, vocabulary("network")).shape) == shape


SAME = [
    (r"\frac{\partial y}{\partial x^\top}", r"\frac{\partial y}{\partial x}"),
    (r"\nabla_x^2 L", r"\frac{\partial^2 L}{\partial x^2}"),
    (r"\nabla_x L^\top", r"(\nabla_x L)^\top"),
    (r"\nabla L(x)", r"\nabla_x L"),
    (r"\frac{dL}{dx}", r"\frac{\partial L}{\partial x}"),
    (r"\frac{\mathrm{d}^2 L}{\mathrm{d}c^2}", r"\frac{\partial^2 L}{\partial c^2}"),
    (r"L(z_1) \nabla_x L", r"L \nabla_x L"),
]


@pytest.mark.parametrize(("one", "other"), SAME, ids=[tex for tex, _ in SAME])
def test_two_ways_to_write_one_derivative(one: str, other: str) -> None:
    names = vocabulary("network")
    assert term(one, names) == term(other, names)


def test_the_variable_written_last_is_taken_first() -> None:
    names = vocabulary("network")
    mixed = term(r"\frac{\partial^2 L}{\partial x_i \partial c}", names)
    assert mixed == term(r"\frac{\partial}{\partial x_i} \frac{\partial L}{\partial c}", names)


REFUSED = [
    ("network", r"\frac{\partial L}{x}", "x", "missing-partial"),
    ("network", r"\frac{L}{\partial x}", "L", "missing-partial"),
    ("network", r"\frac{\partial L + c}{\partial x}", r"\partial L + c", "missing-partial"),
    ("network", r"\frac{\partial}{\partial x}", r"\frac{\partial}{\partial x}", "not-understood"),
    ("network", r"\frac{\partial L}{\partial}", r"\partial", "not-understood"),
    ("network", r"\frac{\partial^2 L}{\partial x}", r"\frac{\partial^2 L}{\partial x}", "not-understood"),
    (
        "network",
        r"\frac{\partial L}{\partial x \partial c}",
        r"\frac{\partial L}{\partial x \partial c}",
        "not-understood",
    ),
    ("network", r"\frac{\partial L}{\partial W_1^\top}", r"W_1^\top", "not-a-variable"),
    ("network", r"\frac{\partial W_1}{\partial x^\top}", r"\frac{\partial W_1}{\partial x^\top}", "shape-mismatch"),
    ("network", r"\nabla^3_x L", r"\nabla^3_x", "not-understood"),
    ("network", r"\nabla_{W_1}^2 L", r"\nabla_{W_1}^2", "shape-mismatch"),
    ("network", r"D_x L", r"D_x", "not-understood"),
    ("network", r"\frac{\partial L}{\partial (2x)}", "(2x)", "not-a-variable"),
    ("network", r"\frac{\partial L}{\partial x^2}", "x", "shape-mismatch"),
    ("network", r"\frac{\partial L}{\partial c^2}", "c^2", "not-a-variable"),
    ("network", r"\frac{\partial L}{\partial 2}", "2", "not-a-variable"),
    ("network", r"\frac{\partial L}{\partial n}", "n", "not-a-variable"),
    ("matmul", r"\frac{\partial L}{\partial (Z W)}", "(Z W)", "not-a-variable"),
    ("matmul", r"\frac{\partial L}{\partial (Z W)_{ij}}", "(Z W)_{ij}", "not-a-variable"),
    ("matmul", r"\frac{\partial L}{\partial w}", "w", "undeclared-symbol"),
    ("matmul", r"\frac{\partial L}{\partial w_{n,1}}", "n", "index-range"),
    ("square", r"\frac{\partial u}{\partial S}", "S", "not-a-variable"),
    ("square", r"\frac{\partial u}{\partial S_{ij}}", "S_{ij}", "not-a-variable"),
    ("network", r"\frac{\partial L}{\partial \sigma}", r"\sigma", "not-understood"),
    ("network", r"\nabla L", r"\nabla", "not-understood"),
    ("network", r"\nabla_x y", "y", "shape-mismatch"),
    ("network", r"\nabla^2 L", r"\nabla^2", "not-understood"),
    ("network", r"\frac{\partial \times L}{\partial x}", r"\partial \times L", "syntax"),
]


@pytest.mark.parametrize(("model", "tex", "place", "code"), REFUSED, ids=[tex for _, tex, *_ in REFUSED])
def test_what_cannot_be_a_derivative_is_refused(model: str, tex: str, place: str, code: str) -> None:
    assert wrong(tex, vocabulary(model)) == [Wrong(code, place)]


def test_a_missing_partial_is_written_in_the_help() -> None:
    assert only(r"\frac{\partial L}{a_{1,1}}", vocabulary("matmul")).help == r"write \partial a_{1,1}"


def test_a_four_index_derivative_equals_no_matrix_and_multiplies_none() -> None:
    names = vocabulary("matmul")
    assert wrong(r"\frac{\partial A}{\partial W} = Z^\top", names) == [Wrong("shape-mismatch", r"Z^\top")]
    [found] = wrong(r"\frac{\partial L}{\partial A} \frac{\partial A}{\partial W}", names)
    assert found.code == "shape-mismatch"
    assert term(r"\left[\frac{\partial A}{\partial W}\right]_{ijpq}", names).shape == ()
