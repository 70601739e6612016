"""The products of a claim as blocks: which factors, which sizes, what is turned."""

from __future__ import annotations

import pytest

from texproof.build.stages import judge
from texproof.build.work import Work
from texproof.elaborate.shown import Product

SNIPPET = """
from texproof import Matrix, Vector, dims, model, unknown

m, k, n = dims("m k n")


@model
def matmul(xp, Z: Matrix[m, k], W: Matrix[k, n], B: Matrix[n, n], x: Vector[n]):
    A = Z @ W
    L = unknown(A)
    return {"A": A, "L": L}
"""


def drawn(tex: str, **sizes: int) -> tuple[Product, ...]:
    judged = judge(Work("judge", (tex,), "snippets/matmul.py", SNIPPET, "matmul", sizes))
    assert not [d for d in judged.diagnostics if d.code not in ("refuted", "supported")], judged.diagnostics
    return tuple(product for obligation in judged.obligations for product in obligation.products)


def sizes(product: Product) -> list[tuple[str, str, str, int, int]]:
    return [(b.tex, b.rows, b.columns, b.height, b.width) for b in (*product.factors, product.result)]


def test_a_products_inner_sizes_meet() -> None:
    (found,) = drawn(r"\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial A}")
    assert sizes(found) == [
        (r"Z^\top", "k", "m", 3, 2),
        (r"\frac{\partial L}{\partial A}", "m", "n", 2, 4),
        (r"\frac{\partial L}{\partial W}", "k", "n", 3, 4),
    ]
    assert [block.turned for block in (*found.factors, found.result)] == [True, False, False]
    assert found.sizes == {"m": 2, "k": 3, "n": 4}


@pytest.mark.parametrize(
    ("tex", "factors", "result"),
    [
        ("A = Z W", ["Z", "W"], "A"),
        ("2A = 2Z W", ["2Z", "W"], "2A"),
        ("A + A = 2 (Z W)", ["Z", "W"], ""),
        ("A B = Z (W B)", ["A", "B"], "Z (W B)"),
        (r"x^\top B x = x^\top (B x)", [r"x^\top", "B", "x"], r"x^\top (B x)"),
        (r"(A B)^\top = B^\top A^\top", ["A", "B"], ""),
    ],
)
def test_factors_are_those_of_the_outermost_product(tex: str, factors: list[str], result: str) -> None:
    found = drawn(tex)[0]
    assert [block.tex for block in found.factors] == factors
    assert found.result.tex == result


def test_both_ways_to_bracket_give_one_row_of_factors() -> None:
    first, second = drawn("A B x = Z (W (B x))")
    assert [block.tex for block in first.factors] == ["A", "B", "x"]
    assert [block.tex for block in second.factors] == ["Z", "W", "B", "x"]


def test_numbers_that_a_given_fixes_are_drawn_as_they_are() -> None:
    (found,) = drawn("A = Z W", m=5, k=1, n=2)
    assert [(b.height, b.width) for b in found.factors] == [(5, 1), (1, 2)]


@pytest.mark.parametrize("tex", ["A = A", "2 L = L + L", r"\operatorname{tr}(B) = \operatorname{tr}(B^\top)"])
def test_what_multiplies_no_matrices_has_no_drawing(tex: str) -> None:
    assert drawn(tex) == ()


def test_a_four_index_derivative_has_the_pattern_of_its_blocks() -> None:
    tex = r"\frac{\partial A}{\partial W} = \frac{\partial (Z W)}{\partial W}"
    judged = judge(Work("judge", (tex,), "snippets/matmul.py", SNIPPET, "matmul"))
    first, second = judged.obligations[0].patterns
    assert (first.tex, second.tex) == (r"\frac{\partial A}{\partial W}", r"\frac{\partial (Z W)}{\partial W}")
    # ∂a_ij/∂w_rs = z_ir δ_js: in block (i, j) column j is filled, and nothing else.
    column = {j: "".join("1" if s == j else "0" for s in range(4)) for j in range(4)}
    assert first.cells == second.cells == ("".join(column[j] for j in range(4)),) * 6
    assert (first.of.rows, first.of.columns, first.by.rows, first.by.columns) == ("m", "n", "k", "n")


def test_a_derivative_by_an_entry_is_no_pattern() -> None:
    judged = judge(Work("judge", (r"\frac{\partial A}{\partial w_{ij}} = Z E_{ij}",), "x.py", SNIPPET, "matmul"))
    assert judged.verdict == "proved"
    assert judged.obligations[0].patterns == ()
