"""Rows of factors: juxtaposition by type, written signs, how far Σ, ∂, ∇ and functions reach, and application."""

from __future__ import annotations

import pytest

from .formulas import Wrong, meaning, term, vocabulary, wrong

SAME = [
    # a product of matrices, however it is written
    ("matmul", r"Z W", r"Z \times W"),
    ("matmul", r"Z W", r"Z \cdot W"),
    ("matmul", r"Z W", r"(Z) \, [W]"),
    ("matmul", r"Z W", r"{Z}{W}"),
    ("arrays", r"A C A", r"(A C) A"),
    ("arrays", r"A \odot A C A", r"A \odot (A C A)"),
    ("arrays", r"2 A \odot B", r"(2 A) \odot B"),
    ("arrays", r"-A B^\top", r"-(A B^\top)"),
    ("arrays", r"-\alpha^2", r"-(\alpha^2)"),
    ("arrays", r"A / 2", r"\frac{A}{2}"),
    ("arrays", r"A \odot B / 2", r"(A \odot B) / 2"),
    ("arrays", r"\frac12 A", r"\frac{1}{2} A"),
    ("arrays", r"\tfrac{1}{2} A", r"\dfrac12 A"),
    # how far a function reaches
    ("square", r"\log t + u", r"\log(t) + u"),
    ("square", r"\det X \det Y", r"\det(X) \det(Y)"),
    ("square", r"tr(X Y)", r"\operatorname{tr}(X Y)"),
    ("square", r"\mathrm{tr}(X) \, X", r"(tr(X)) X"),
    ("square", r"tr(X) tr(X)", r"(tr(X)) (tr(X))"),
    ("square", r"\log \det X", r"\log(\det(X))"),
    ("square", r"\log \sum_{i=1}^n \exp(x_i) u", r"\log(\sum_{i=1}^n (\exp(x_i) u))"),
    # how far a derivative reaches
    ("network", r"\frac{\partial}{\partial W_1} L", r"\frac{\partial L}{\partial W_1}"),
    ("network", r"\frac{\partial}{\partial W_1} (c L)", r"\frac{\partial c L}{\partial W_1}"),
    ("network", r"\frac{\partial}{\partial x} x^\top x", r"\frac{\partial (x^\top x)}{\partial x}"),
    ("network", r"2 \frac{\partial}{\partial x} [x^\top x]", r"2 \left(\frac{\partial x^\top x}{\partial x}\right)"),
    ("network", r"\frac{\partial}{\partial x_j} \sum_i x_i^2", r"\frac{\partial \sum_i x_i^2}{\partial x_j}"),
    ("network", r"\partial L / \partial x", r"\frac{\partial L}{\partial x}"),
    ("network", r"x^\top \partial L / \partial x", r"x^\top (\partial L / \partial x)"),
    ("network", r"\partial L / \partial x \cdot c", r"\frac{\partial L}{\partial x} c"),
    ("network", r"\nabla_{W_1} L", r"\frac{\partial L}{\partial W_1}"),
    ("network", r"\nabla_{b_1} L x^\top", r"(\nabla_{b_1} L) x^\top"),
    ("network", r"c \nabla_x \sum_i x_i^2", r"c \nabla_x (\sum_i x_i^2)"),
    ("network", r"\nabla_x L(x)", r"\nabla_x L"),
    # application
    ("network", r"L(W_1)", "L"),
    ("network", r"L(W_1, x)", "L"),
    ("network", r"z_1(x)", "z_1"),
    ("network", r"z_1(x)_i", "(z_1)_i"),
    ("network", r"L(L + 1)", r"L \cdot (L + 1)"),
    ("network", r"\sigma(z_1)", r"\sigma\left[z_1\right]"),
]


@pytest.mark.parametrize(("model", "tex", "other"), SAME, ids=[tex for _, tex, _ in SAME])
def test_two_ways_to_write_one_product(model: str, tex: str, other: str) -> None:
    names = vocabulary(model)
    assert term(tex, names) == term(other, names)


REFUSED = [
    # shapes
    ("matmul", "W Z", "W Z", "shape-mismatch"),
    ("matmul", r"Z^\top W", r"Z^\top W", "shape-mismatch"),
    ("arrays", "x x", "x x", "shape-mismatch"),
    ("arrays", r"x \cdot x", r"x \cdot x", "shape-mismatch"),
    ("arrays", r"A \odot C", r"A \odot C", "shape-mismatch"),
    ("arrays", r"A \odot \alpha", r"A \odot \alpha", "shape-mismatch"),
    ("arrays", r"\alpha \otimes A", r"\alpha \otimes A", "shape-mismatch"),
    ("arrays", "A + C", "A + C", "shape-mismatch"),
    ("arrays", "A + 1", "A + 1", "shape-mismatch"),
    ("arrays", "A - x", "A - x", "shape-mismatch"),
    ("arrays", r"\frac{x}{y}", "y", "shape-mismatch"),
    ("arrays", r"S / S", "S", "shape-mismatch"),
    ("arrays", r"\operatorname{tr}(A)", "(A)", "shape-mismatch"),
    ("arrays", r"\det A", "A", "shape-mismatch"),
    ("arrays", r"\sqrt{A C}", r"\sqrt{A C}", "ambiguous-notation"),
    ("arrays", r"\langle A, C \rangle_F", r"\langle A, C \rangle", "shape-mismatch"),
    ("arrays", r"\langle x, y \rangle", r"\langle x, y \rangle", "shape-mismatch"),
    ("arrays", r"\nabla_x x", "x", "shape-mismatch"),
    # what comes first?
    ("arrays", "x 2", "2", "ambiguous-notation"),
    ("arrays", "2 3", "3", "ambiguous-notation"),
    ("arrays", "1/2 x", "x", "ambiguous-notation"),
    ("square", "1/2 t^{-1}", "t^{-1}", "ambiguous-notation"),
    ("arrays", r"1/2 \sum_i x_i", r"\sum_i x_i", "ambiguous-notation"),
    ("arrays", r"S \odot S \times S", "S", "ambiguous-notation"),
    ("arrays", r"\alpha / 2 / 2", "2", "ambiguous-notation"),
    ("arrays", r"\operatorname{tr} A C", "C", "ambiguous-notation"),
    ("square", r"\log t u", "u", "ambiguous-notation"),
    ("square", r"\log t \cdot u", r"\log", "ambiguous-notation"),
    ("square", r"\log t / 2", r"\log", "ambiguous-notation"),
    ("square", r"\tanh(X)", r"\tanh(X)", "ambiguous-notation"),
    ("network", r"\nabla_{W_1} L L", r"\nabla_{W_1} L", "ambiguous-notation"),
    ("network", r"\nabla_{W_1} 2 \cdot L", r"\nabla_{W_1} 2", "ambiguous-notation"),
    ("network", r"\nabla_x \frac12 \sum_i x_i^2", r"\nabla_x \frac12", "ambiguous-notation"),
    ("network", r"\frac{\partial}{\partial x} (L) c", "c", "ambiguous-notation"),
    ("network", r"\frac{\partial}{\partial x} L \cdot c", r"\frac{\partial}{\partial x}", "ambiguous-notation"),
    ("network", r"\partial L / \partial x c", "x c", "not-a-variable"),
    # a product or a value?
    ("network", "L(c)", "(c)", "ambiguous-notation"),
    ("network", "L(2)", "(2)", "ambiguous-notation"),
    ("network", "L(n)", "(n)", "ambiguous-notation"),
    ("network", r"L(2 W_1)", "(2 W_1)", "ambiguous-notation"),
    ("network", r"L(x, c)", "c", "not-understood"),
    ("network", r"L(x, x)", "(x, x)", "not-understood"),
    ("arrays", r"A - A = 0 = C - C", "C - C", "shape-mismatch"),
    ("arrays", r"A - A = 0 = 0_{n \times m}", r"0_{n \times m}", "shape-mismatch"),
    ("network", r"x \nabla_x", r"\nabla_x", "not-understood"),
    ("network", r"\sigma z_1", r"\sigma", "not-understood"),
    ("network", r"\sigma'", r"\sigma'", "not-understood"),
    ("network", r"\sigma^{-1}(z_1)", r"\sigma", "not-understood"),
    ("network", r"\sigma(z_1, x)", "(z_1, x)", "not-understood"),
    ("network", r"z_1'(x)", "z_1'", "not-understood"),
    ("network", r"\log", r"\log", "not-understood"),
    ("network", r"\operatorname{bidiag}(x)", r"\operatorname{bidiag}(x)", "undeclared-symbol"),
]


@pytest.mark.parametrize(("model", "tex", "place", "code"), REFUSED, ids=[tex for _, tex, *_ in REFUSED])
def test_what_products_cannot_mean_is_refused(model: str, tex: str, place: str, code: str) -> None:
    assert wrong(tex, vocabulary(model)) == [Wrong(code, place)]


@pytest.mark.parametrize(
    ("tex", "message"),
    [
        ("W Z", "k×n times m×k has no product"),
        ("Z + W", "m×k plus k×n has no sum"),
        ("Z - W", "m×k minus k×n has no sum"),
        (r"Z \odot W", "m×k ⊙ k×n has no entrywise product"),
        ("Z = W", "the left side is m×k; the right side is k×n"),
        (r"\underbrace{Z}_{W}", "what it braces is m×k; the label is k×n"),
        (r"\underbrace{Z}_{k \times m}", "the label says k×m; what it braces is m×k"),
        (r"Z_{k \times m}", "the annotation says k×m; it is m×k"),
        (r"Z \in \mathbb{R}^{k \times m}", "Z is m×k, not k×m"),
        (r"\langle Z, W \rangle", "⟨m×k, k×n⟩ has no inner product"),
        (r"\operatorname{tr} Z", "m×k is not square and has no trace"),
        (r"Z^{-1}", "m×k is not square and has no inverse"),
        (r"L = Z", "the left side is a number; the right side is m×k"),
        (r"\frac{\partial A}{\partial W} = Z^\top", "the left side is m×n×k×n; the right side is k×m"),
        (r"\frac{L}{Z}", "m×k stands below a fraction line; only numbers divide"),
        (r"\begin{bmatrix} Z & W \end{bmatrix}", "this cell is k×n, of another height than its neighbours"),
    ],
)
def test_a_mismatch_names_both_shapes(tex: str, message: str) -> None:
    found = meaning(tex, vocabulary("matmul")).diagnostics
    assert [(d.code, d.message) for d in found] == [("shape-mismatch", message)]


@pytest.mark.parametrize(
    ("tex", "place"),
    [
        ("A, B = 0", "A, B = 0"),
        ("x_1, x_2 = 0", "x_1, x_2 = 0"),
        (r"A \text{ and } B = 0", r"A \text{ and } B = 0"),
        (r"x_1, \dots, x_n = 0", r"x_1, \dots, x_n = 0"),
        (r"G, H := A", "G, H := A"),
    ],
)
def test_a_list_before_an_equation_leaves_open_of_what_it_speaks(tex: str, place: str) -> None:
    assert wrong(tex, vocabulary("arrays"))[0] == Wrong("ambiguous-notation", place)


@pytest.mark.parametrize(
    "tex",
    [
        r"A, B \in \mathbb{R}^{m \times n}",
        r"A, B",
        r"x_1, \dots, x_n",
        r"x_i, \quad i = 1, \dots, n",
        r"A = A, B = B",
        r"A = A \text{ and } B = B",
        r"A \quad B = B",
        r"i, j = 1, \dots, n",
        r"A \text{ (a remark)}",
    ],
)
def test_other_lists_are_read(tex: str) -> None:
    assert wrong(tex, vocabulary("arrays")) == []


@pytest.mark.parametrize(
    ("tex", "place"),
    [
        (r"A \text{ is not } A", r"\text{ is not }"),
        (r"A = B \text{ unless } x = 0", r"\text{ unless }"),
        (r"\dots, x_1", r"\dots"),
        (r"i = 1, 3, \dots, n", r"\dots"),
        (r"A \ne B", r"\ne"),
        (r"A \approx B", r"\approx"),
        (r"A \to B", r"\to"),
        (r"\operatorname{tr}", r"\operatorname{tr}"),
        (r"A \in B", "B"),
        (r"A = B \in \mathbb{R}", r"A = B \in \mathbb{R}"),
    ],
)
def test_what_could_change_the_statement_is_refused(tex: str, place: str) -> None:
    assert Wrong("not-understood", place) in wrong(tex, vocabulary("arrays"))
