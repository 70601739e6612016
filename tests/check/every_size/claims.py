"""Claims as pages would state them, true and false, over one snippet: laws with terms drawn for their letters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

SNIPPET = '''"""Symbols with and without hypotheses, and what is computed from them."""

from texproof import (
    Function, Matrix, Scalar, Vector, diagonal, dims, invertible, model, orthogonal, symmetric, unknown,
)

m, n = dims("m n")


@model
def claims(
    xp, X: Matrix[n, n, invertible], Y: Matrix[n, n, invertible], S: Matrix[n, n, symmetric, invertible],
    Q: Matrix[n, n, orthogonal], D: Matrix[n, n, diagonal, invertible], A: Matrix[m, n], B: Matrix[m, n],
    x: Vector[n], y: Vector[n], u: Vector[m], alpha: Scalar, beta: Scalar, sigma: Function,
):
    C = A @ X
    L = unknown(C)
    w = X @ x
    r = xp.sum(w * w)
    return {"C": C, "L": L, "w": w, "r": r}
'''
# Terms by their shapes; each stands on its own in a product.
LEAVES: Mapping[str, Sequence[str]] = {
    "nn": ["X", "Y", "S", "Q", "D", "I_n", "X", "Y"],
    "gl": ["X", "Y", "S", "Q", "D"],
    "mn": ["A", "B", "C"],
    "nm": [r"A^\top", r"B^\top"],
    "mm": ["I_m", r"(A B^\top)", r"(A X A^\top)"],
    "n1": ["x", "y", "w"],
    "m1": ["u", "(A x)"],
    "1": [r"\alpha", r"\beta", r"(2 \beta)", "(x^\\top y)", r"\operatorname{tr}(X)"],
}
COMPOUND: Mapping[str, Sequence[str]] = {
    "nn": [
        "({nn} {nn})", "({nn} + {nn})", r"({nn})^\top", "({nm} {mn})", r"({nn} \odot {nn})", r"\sigma({nn})",
        "X^{{-1}}",
        r"({n1} {n1}^\top)", "({1} {nn})", r"\frac{{\partial r}}{{\partial X}}", "S^{{-1}}",
        "({nn} - {nn})", "({nn})^2",
    ],
    "gl": ["({gl} {gl})", r"({gl})^\top", "({gl})^{{-1}}"],
    "mn": [
        "({mn} {nn})", "({mn} + {mn})", r"({mn} \odot {mn})", r"\sigma({mn})", r"\frac{{\partial L}}{{\partial C}}",
        r"\frac{{\partial L}}{{\partial A}}", r"({m1} {n1}^\top)",
    ],
    "nm": [r"({mn})^\top", "({nn} {nm})"],
    "mm": ["({mn} {nm})", r"({mm})^\top", "({mm} + {mm})"],
    "n1": ["({nn} {n1})", "({n1} + {n1})", r"\sigma({n1})", "({1} {n1})", r"({n1} \odot {n1})", "({nm} {m1})"],
    "m1": ["({mn} {n1})", "({m1} + {m1})", r"\sigma({m1})"],
    "1": [
        r"\operatorname{{tr}}({nn})", r"({n1}^\top {n1})", "({1} {1})", "({1} + {1})",
        r"\operatorname{{tr}}({mn} {nm})", r"\det({nn})", "r",
        r"\exp({1})", r"\frac{{1}}{{1 + {n1}^\top D D {n1} }}", r"(\sum_{{k=1}}^n x_k y_k)",
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Law:
    """A relation with terms of given shapes for P, R, T (matrices), p, q (columns) and c (a number)."""

    tex: str
    letters: Mapping[str, str]


def _law(tex: str, **letters: str) -> Law:
    return Law(tex, letters)


SQUARE = {"P": "nn", "R": "nn"}
THREE = {**SQUARE, "T": "nn"}
TRUE = [
    _law(r"({P} {R})^\top = {R}^\top {P}^\top", P="mn", R="nn"),
    _law(r"({P} {R}) {T} = {P} ({R} {T})", P="mn", R="nn", T="nn"),
    _law(r"\operatorname{tr}({P} {R}) = \operatorname{tr}({R} {P})", P="mn", R="nm"),
    _law(r"\operatorname{tr}({P} {R} {T}) = \operatorname{tr}({T} {P} {R})", **THREE),
    _law(r"\operatorname{tr}({P}^\top) = \operatorname{tr}({P})", P="nn"),
    _law(r"{P} ({R} + {T}) = {P} {R} + {P} {T}", P="mn", R="nn", T="nn"),
    _law(r"({P} + {R})^2 = {P}^2 + {P} {R} + {R} {P} + {R}^2", **SQUARE),
    _law(r"\operatorname{vec}({P} {R} {T}) = ({T}^\top \otimes {P}) \operatorname{vec}({R})", P="mn", R="nn", T="nn"),
    _law(r"({P} \otimes {R})^\top = {P}^\top \otimes {R}^\top", P="mn", R="nn"),
    _law(r"({P} \otimes {R}) ({T} \otimes {U}) = ({P} {T}) \otimes ({R} {U})", P="mn", R="nn", T="nn", U="n1"),
    _law(r"({P} X)^{-1} X = X^{-1} {P}^{-1} X", P="gl"),
    _law(r"(X Y)^{-1} {P} = Y^{-1} X^{-1} {P}", P="n1"),
    _law(r"X^{-1} X {p} = {p}", p="n1"),
    _law(r"Q^\top Q {p} = {p}", p="n1"),
    _law(r"(Q {p})^\top Q {p} = {p}^\top {p}", p="n1"),
    _law(r"{p}^\top S {q} = {q}^\top S {p}", p="n1", q="n1"),
    _law(r"(S^{-1})^\top {P} = S^{-1} {P}", P="nn"),
    _law(r"{P} \odot {R} = {R} \odot {P}", P="mn", R="mn"),
    _law(r"\sigma({P})^\top = \sigma({P}^\top)", P="mn"),
    _law(r"\sum_{i=1}^m \sum_{j=1}^n [{P}]_{ij}^2 = \operatorname{tr}({P}^\top {P})", P="mn"),
    _law(r"{p}^\top {P} {q} = \sum_{i=1}^n \sum_{j=1}^n [{p}]_i [{P}]_{ij} [{q}]_j", P="nn", p="n1", q="n1"),
    _law(r"\frac{\partial ({p}^\top x)}{\partial y} = \frac{\partial (x^\top {p})}{\partial y}", p="n1"),
    _law(r"\nabla_X \operatorname{tr}({P} {R}) = \nabla_X \operatorname{tr}({R} {P})", **SQUARE),
    _law(r"\frac{\partial L}{\partial X} = A^\top \frac{\partial L}{\partial C}"),
    _law(r"\frac{\partial L}{\partial A} {P} = \frac{\partial L}{\partial C} X^\top {P}", P="nn"),
    _law(r"\frac{\partial \det(X)}{\partial X} {P} = \det(X) (X^{-1})^\top {P}", P="nn"),
    _law(r"\exp({c} + {d}) = \exp({c}) \exp({d})", c="1", d="1"),
    _law(r"\det({P} {R}) = \det({P}) \det({R})", **SQUARE),
    _law(r"D {P} D = (D \mathbf{1} \mathbf{1}^\top D) \odot {P}", P="nn"),
]  # fmt: skip
FALSE = [
    _law(r"{P} {R} = {R} {P}", **SQUARE),
    _law(r"({P} {R})^\top = {P}^\top {R}^\top", **SQUARE),
    _law(r"\operatorname{tr}({P} {R} {T}) = \operatorname{tr}({P} {T} {R})", **THREE),
    _law(r"\operatorname{tr}({P} {R}) = \operatorname{tr}({P}) \operatorname{tr}({R})", **SQUARE),
    _law(r"\operatorname{tr}({P} {P}^\top) = \operatorname{tr}({P} {P})", P="nn"),
    _law(r"({P} + {R})^2 = {P}^2 + 2 {P} {R} + {R}^2", **SQUARE),
    _law(r"({P} + {R}) ({P} - {R}) = {P}^2 - {R}^2", **SQUARE),
    _law(r"\operatorname{vec}({P} {R} {T}) = ({P}^\top \otimes {T}) \operatorname{vec}({R})", **THREE),
    _law(r"{P} \otimes {R} = {R} \otimes {P}", **SQUARE),
    _law(r"({P} \otimes {R})^\top = {R}^\top \otimes {P}^\top", **SQUARE),
    _law(r"X^{-1} {P} = {P} X^{-1}", P="nn"),
    _law(r"X^{-1} X^\top {p} = {p}", p="n1"),
    _law(r"Q Q {p} = {p}", p="n1"),
    _law(r"(X {p})^\top X {p} = {p}^\top {p}", p="n1"),
    _law(r"{p}^\top X {q} = {q}^\top X {p}", p="n1", q="n1"),
    _law(r"{P} \odot ({R} {T}) = ({P} \odot {R}) {T}", **THREE),
    _law(r"\sigma({P} {R}) = \sigma({P}) \sigma({R})", **SQUARE),
    _law(r"\sigma({P})^\top = \sigma({P})", P="nn"),
    _law(r"\sigma({P} + {R}) = \sigma({P}) + \sigma({R})", P="mn", R="mn"),
    _law(r"({p} + {q})^\top ({p} + {q}) = {p}^\top {p} + {q}^\top {q}", p="n1", q="n1"),
    _law(r"\det({P} + {R}) = \det({P}) + \det({R})", **SQUARE),
    _law(r"\det(2 {P}) = 2 \det({P})", P="nn"),
    _law(r"\frac{\partial L}{\partial X} = A^\top \frac{\partial L}{\partial C} X"),
    _law(r"\frac{\partial L}{\partial A} {P} = \frac{\partial L}{\partial C} X {P}", P="nn"),
    _law(r"\frac{\partial \det(X)}{\partial X} {P} = \det(X) X^{-1} {P}", P="nn"),
    _law(r"\frac{\partial \operatorname{tr}(X {P})}{\partial X} = {P}", P="nn"),
    _law(r"D {P} = {P} D", P="nn"),
    _law(r"S X {p} = X S {p}", p="n1"),
    _law(r"\exp({c} {d}) = \exp({c}) \exp({d})", c="1", d="1"),
    _law(r"({P} + {R})^{-1} = {P}^{-1} + {R}^{-1}", P="gl", R="gl"),
]  # fmt: skip
HOLE = re.compile(r"\{(nn|gl|mn|nm|mm|n1|m1|1)\}")


def term(draw: DrawFn, shape: str, depth: int) -> str:
    """Draw a term of a shape that stands on its own in a product."""
    if depth <= 0 or draw(st.integers(0, 2)) == 0:
        return draw(st.sampled_from(LEAVES[shape]))
    pattern = draw(st.sampled_from(COMPOUND[shape]))
    # What is drawn replaces its own hole only: TeX's braces are doubled in the patterns.
    marked = HOLE.sub(lambda found: f"\0{found[1]}\0", pattern.replace("{{", "\1").replace("}}", "\2"))
    filled = re.sub("\0(.*?)\0", lambda found: term(draw, found[1], depth - 1), marked)
    return filled.replace("\1", "{").replace("\2", "}")


@st.composite
def claims(draw: DrawFn, laws: Sequence[Law], depth: int = 1) -> str:
    """Draw a law with terms for its letters."""
    law = draw(st.sampled_from(laws))
    text = law.tex
    for letter, shape in law.letters.items():
        text = text.replace(f"{{{letter}}}", f"({term(draw, shape, depth)})")
    return text


TWINS = {"X": "Y", "Y": "X", "A": "B", "B": "A", "x": "y", "y": "x", "Q": "X", "S": "X", "D": "S", r"\alpha": r"\beta"}
NAMES = re.compile(r"\\[A-Za-z]+|[A-Za-z]")


@st.composite
def mutants(draw: DrawFn, depth: int = 1) -> str:
    """Draw a true law in which one symbol, on one side, is another of its shape."""
    text = draw(claims(TRUE, depth))
    places = [found for found in NAMES.finditer(text) if found[0] in TWINS]
    if not places:
        return draw(claims(FALSE, depth))
    found = draw(st.sampled_from(places))
    return text[: found.start()] + TWINS[found[0]] + text[found.end() :]
