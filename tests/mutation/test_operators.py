"""Each mutation operator by what it makes of a formula, under the models that the tests of elaborate/ share."""

from __future__ import annotations

import pytest

from texproof.diagnostic import Span
from texproof.mutation.mutant import OPERATORS, spliced
from texproof.mutation.mutants import mutants
from texproof.parse.reader import read
from texproof.parse.tree import Node

from ..elaborate.formulas import meaning, vocabulary


def made(tex: str, model: str) -> dict[str, list[str]]:
    """Return the formulas that each operator makes of one, blanks taken out."""
    tree = tree_of(tex)
    found: dict[str, list[str]] = {}
    for mutant in mutants(tree, vocabulary(model), tex):
        found.setdefault(mutant.operator, []).append(mutant.applied(tex).replace(" ", ""))
    return found


@pytest.mark.parametrize(
    ("operator", "model", "tex", "expected"),
    [
        ("sign", "arrays", "A - B = A", ["-A-B=A", "A+B=A", "A-B=-A"]),
        ("constant", "arrays", "2 A = A", ["3A=A"]),
        ("constant", "square", "u^2 = u", ["u^3=u"]),
        ("constant", "square", "u^9 = u", ["u^{10}=u"]),
        ("transpose-drop", "arrays", r"A^\top = C", ["A=C"]),
        ("transpose-add", "arrays", "A = B", [r"A^{\top}=B", r"A=B^{\top}"]),
        (
            "conjugate-exchange",
            "complexes",
            r"A^H x^* = A^\top",
            [r"A^{\top}x^*=A^\top", r"A^{*}x^*=A^\top", r"A^Hx^{H}=A^\top", r"A^Hx^{\top}=A^\top",
             r"A^Hx^*=A^{H}", r"A^Hx^*=A^{*}"],
        ),
        ("conjugate-drop", "complexes", r"\frac{\partial (A^H)}{\partial z^*} = 0",
         [r"\frac{\partial(A)}{\partialz^*}=0", r"\frac{\partial(A^H)}{\partialz}=0"]),
        ("inverse-drop", "square", "X^{-1} = Y", ["X=Y"]),
        ("factor-exchange", "arrays", "A C = B", ["CA=B"]),
        ("factor-drop", "arrays", "A C = B", ["C=B", "A=B"]),
        ("product-kind", "arrays", r"A \odot B = A", ["AB=A"]),
        ("product-kind", "arrays", "A C = B", [r"A\odotC=B"]),
        ("product-kind", "arrays", r"A \oslash B = A", [r"A\odotB=A"]),
        ("relation-turn", "arrays", "[A > 0] = B", ["[A<0]=B"]),
        ("relation-turn", "square", r"\mathbf{1}_{u \le t} = 1", [r"\mathbf{1}_{u\get}=1"]),
        ("extremum", "square", r"\max(u, t) = u", [r"\min(u,t)=u"]),
        (
            "case-exchange",
            "square",
            r"\begin{cases} u & u > 0 \\ t & \text{else} \end{cases} = u",
            [r"\begin{cases}t&u>0\\u&\text{else}\end{cases}=u"],
        ),
        ("term-drop", "arrays", "A - B = A", ["-B=A", "A=A"]),
        ("symbol-same-shape", "arrays", "A = A", ["B=A", "A=B"]),
        ("symbol-other-shape", "named", "x' = 0", [r"W^{(1)}=0", "X_{c}=0"]),
        ("prime-drop", "network", r"\sigma'(z_1) = b_1", [r"\sigma(z_1)=b_1"]),
        ("index-swap", "matmul", "z_{ij} = w_{ij}", ["z_{ji}=w_{ij}", "z_{ij}=w_{ji}"]),
        ("index-swap", "matmul", "z_{1,2} = w_{12}", ["z_{2,1}=w_{12}", "z_{1,2}=w_{21}"]),
        ("index-shift", "matmul", "z_{1i} = Z", ["z_{2,i}=Z", "z_{1,i+1}=Z"]),
        ("index-exchange", "matmul", "z_{ij} = 0", ["z_{jj}=0", "z_{ii}=0"]),
        ("index-drop", "matmul", "z_{ij} = 0", ["z_{j}=0", "z_{i}=0"]),
        (
            "sum-bound",
            "matmul",
            r"\sum_{i=1}^{m} z_{i1} = 0",
            [
                r"\sum_{i=2}^{m}z_{i1}=0",
                r"\sum_{i=1}^{m-1}z_{i1}=0",
                r"\sum_{i=1}^{k}z_{i1}=0",
                r"\sum_{i=1}^{n}z_{i1}=0",
            ],
        ),
        (
            "size-exchange",
            "arrays",
            r"A \in \mathbb{R}^{m \times n}",
            [r"A\in\mathbb{R}^{n\timesn}", r"A\in\mathbb{R}^{m\timesm}"],
        ),
    ],
)  # fmt: skip
def test_what_an_operator_makes(operator: str, model: str, tex: str, expected: list[str]) -> None:
    assert made(tex, model)[operator] == expected


def test_another_variable_below_the_sign_of_a_derivative() -> None:
    assert r"\frac{\partialL}{\partialZ}=W" in made(r"\frac{\partial L}{\partial W} = W", "matmul")["variable"]


def test_all_edits_in_a_label_count_as_edits_of_the_label() -> None:
    found = made(r"\underbrace{Z}_{W^\top} = Z", "matmul")
    assert r"\underbrace{Z}_{W}=Z" in found["label"]
    assert r"\underbrace{Z}_{Z^\top}=Z" in found["label"]
    assert "transpose-drop" not in found


def test_a_corner_of_an_ellipsis_gets_another_bound() -> None:
    tex = r"Z = \begin{bmatrix} z_{11} & \cdots & z_{1k} \\ \vdots & & \vdots \\ z_{m1} & \cdots & z_{mk} \end{bmatrix}"
    found = made(tex, "matmul")["ellipsis-bound"]
    assert tex.replace("z_{1k}", "z_{1n}").replace(" ", "") in found


def test_what_takes_an_argument_keeps_it() -> None:
    found = made(r"\operatorname{tr}(Z W) = 0", "matmul")
    assert found["factor-exchange"] == [r"\operatorname{tr}(WZ)=0"]
    assert found["factor-drop"] == [r"\operatorname{tr}(W)=0", r"\operatorname{tr}(Z)=0"]


@pytest.mark.parametrize(
    ("tex", "span", "new", "expected"),
    [
        ("xA", (0, 1), r"\alpha", r"\alpha A"),
        (r"\partial\alpha", (8, 14), "W", r"\partial W"),
        (r"\alpha B", (7, 8), "2", r"\alpha 2"),
    ],
)
def test_letters_do_not_join_the_name_of_a_macro(tex: str, span: tuple[int, int], new: str, expected: str) -> None:
    assert spliced(tex, Span(*span), new) == expected


def tree_of(tex: str) -> Node:
    tree = read(tex).tree
    assert tree is not None
    return tree


FORMULAS = [
    ("matmul", r"\frac{\partial L}{\partial w_{ij}} = \sum_{p=1}^{m} z_{pi} \frac{\partial L}{\partial a_{pj}}"),
    ("matmul", r"\underbrace{Z^\top}_{k \times m} \frac{\partial L}{\partial A} = \frac{\partial L}{\partial W}"),
    ("arrays", r"\operatorname{tr}(A C) = \langle A^\top, C \rangle_F - 2\alpha"),
    ("arrays", r"\begin{aligned} A &= B + A \\ x^\top x &= \sum_j x_j^2 \end{aligned}"),
    ("square", r"(X Y)^{-1} = Y^{-1} X^{-1}"),
    ("network", r"\frac{\partial L}{\partial z_1} = W_2^\top \frac{\partial L}{\partial y} \odot \sigma'(z_1)"),
]


@pytest.mark.parametrize(("model", "tex"), FORMULAS)
def test_a_mutant_is_read_as_another_formula_and_once(model: str, tex: str) -> None:
    tree, names = tree_of(tex), vocabulary(model)
    assert not meaning(tex, names).diagnostics
    found = list(mutants(tree, names, tex))
    texts = [mutant.applied(tex) for mutant in found]
    assert len(set(texts)) == len(texts) > 10
    for mutant, text in zip(found, texts, strict=True):
        assert mutant.operator in OPERATORS
        assert tex[mutant.span.start : mutant.span.end] == mutant.old
        spoiled = read(text).tree
        assert spoiled is not None, text
        assert spoiled != tree, text
