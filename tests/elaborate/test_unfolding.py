"""Matrices with an ellipsis written out: what stands there is what the ellipsis said, and is proved again."""

from __future__ import annotations

from itertools import product

import pytest

from texproof.build.judge import Judge
from texproof.build.project import Project
from texproof.build.stages import judge
from texproof.build.work import Work
from texproof.elaborate.shown import Unfolding
from texproof.report.judged import Judged

from ..controls.checkers import InThisProcess
from ..program import ROOT

SNIPPET = """
from texproof import Matrix, Scalar, Vector, diagonal, dims, model, unknown

m, k, n = dims("m k n")


@model(latex={"D": r"\\\\Lambda"})
def matmul(xp, Z: Matrix[m, k], W: Matrix[k, n], X: Matrix[m, n + 1], V: Matrix[m, 3], d: Vector[n], c: Scalar):
    A = Z @ W
    L = unknown(A)
    return {"A": A, "L": L}
"""


def read(tex: str, **sizes: int) -> Judged:
    return judge(Work("judge", (tex,), "snippets/matmul.py", SNIPPET, "matmul", sizes))


def written_out(tex: str, **held: int) -> Unfolding:
    found = read(tex, **held)
    assert found.verdict in ("proved", "mention"), found.diagnostics
    assert found.unfolding is not None
    return found.unfolding


def body(tex: str) -> str:
    return tex.partition(r"\begin{bmatrix}")[2].partition(r"\end{bmatrix}")[0].strip()


MATRIX = r"\begin{bmatrix} z_{11} & \cdots & z_{1k} \\ \vdots & & \vdots \\ z_{m1} & \cdots & z_{mk} \end{bmatrix}"
EVERY = [
    (rf"Z = {MATRIX}", {"m": 2, "k": 3}, r"z_{11} & z_{12} & z_{13} \\ z_{21} & z_{22} & z_{23}"),
    (
        (
            r"A = \begin{bmatrix} \sum_{p=1}^{k} z_{1,p} w_{p,1} & \cdots & \sum_{p=1}^{k} z_{1,p} w_{p,n} \\"
            r"\vdots & \ddots & \vdots \\ \sum_{p=1}^{k} z_{m,p} w_{p,1} & \cdots & \sum_{p=1}^{k} z_{m,p} w_{p,n}"
            r" \end{bmatrix}"
        ),
        {"m": 1, "n": 2},
        r"\sum_{p=1}^{k} z_{1,p} w_{p,1} & \sum_{p=1}^{k} z_{1,p} w_{p,2}",
    ),
    (r"d = \begin{bmatrix} d_1 \\ \vdots \\ d_n \end{bmatrix}", {"n": 3}, r"d_1 \\ d_2 \\ d_3"),
    (r"d^\top = \begin{bmatrix} d_1 & d_2 & \cdots & d_n \end{bmatrix}", {"n": 4}, r"d_1 & d_2 & d_3 & d_4"),
    (
        (
            r"\operatorname{diag}(d) = \begin{bmatrix} d_1 & \cdots & 0 \\ \vdots & \ddots & \vdots \\ 0 & \cdots & d_n"
            r" \end{bmatrix}"
        ),
        {"n": 3},
        r"d_1 & 0 & 0 \\ 0 & d_2 & 0 \\ 0 & 0 & d_3",
    ),
    (
        (
            r"X = \begin{bmatrix} x_{1,1} & \cdots & x_{1,n+1} \\ \vdots & & \vdots \\ x_{m,1} & \cdots & x_{m,n+1}"
            r" \end{bmatrix}"
        ),
        {"m": 1, "n": 1},
        r"x_{1,1} & x_{1,2}",
    ),
    (
        (
            r"V = \begin{bmatrix} v_{1,1} & v_{1,2} & v_{1,3} \\ \vdots & \vdots & \vdots \\ v_{m,1} & v_{m,2} &"
            r" v_{m,3}"
            r" \end{bmatrix}"
        ),
        {"m": 2},
        r"v_{1,1} & v_{1,2} & v_{1,3} \\ v_{2,1} & v_{2,2} & v_{2,3}",
    ),
]


@pytest.mark.parametrize(("tex", "sizes", "cells"), EVERY)
def test_the_cells_follow_the_pattern(tex: str, sizes: dict[str, int], cells: str) -> None:
    assert body(written_out(tex).tex(sizes)) == cells


@pytest.mark.parametrize(("tex", "sizes", "cells"), EVERY)
def test_what_is_written_out_is_proved_at_its_sizes(tex: str, sizes: dict[str, int], cells: str) -> None:
    found = written_out(tex)
    for numbers in product((2, 3, 4), repeat=len(sizes)):
        here = dict(zip(found.sizes, numbers, strict=True))
        assert read(found.tex(here), **here).verdict == read(tex).verdict, here


def test_sizes_begin_at_two_in_the_models_order_and_those_of_the_given_are_numbers() -> None:
    tex = rf"Z = {MATRIX}"
    assert written_out(tex).sizes == {"m": 2, "k": 3}
    held = written_out(tex, k=2)
    assert held.sizes == {"m": 2}
    assert body(held.tex({"m": 1})) == "z_{11} & z_{12}"


@pytest.mark.parametrize(
    "tex", [r"Z = Z", r"A = Z W", r"\begin{bmatrix} c & c \\ c & c \end{bmatrix} = c \mathbf{1} \mathbf{1}^\top"]
)
def test_what_has_no_ellipsis_is_not_written_out(tex: str) -> None:
    assert read(tex).unfolding is None


def test_what_is_too_large_for_one_digit_is_not_written_out() -> None:
    assert read(rf"Z = {MATRIX}", k=10).unfolding is None


def test_formulas_of_the_site_are_proved_again_when_they_are_written_out() -> None:
    project = Project(ROOT, ROOT / "docs", ROOT / "snippets", None)
    pages = [ROOT / "docs" / name for name in ("product.md", "conventions.md", "errata.md")]
    with Judge(project, cold=True, crew=InThisProcess()) as judging:
        report = judging.judge(pages)
    found = [f for f in report.formulas if f.unfolding is not None and f.verdict != "refuted-erratum"]
    assert len(found) > 4
    for formula in found:
        name, _, model = formula.given.partition(".")
        source = (ROOT / f"snippets/{name}.py").read_text(encoding="utf-8")
        assert formula.unfolding is not None
        tex = formula.unfolding.tex(formula.unfolding.sizes)
        again = judge(Work("judge", (tex,), f"snippets/{name}.py", source, model or name, formula.unfolding.sizes))
        assert again.verdict == formula.verdict, (tex, again.diagnostics)
