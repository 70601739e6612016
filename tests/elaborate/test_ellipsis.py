"""Matrices written out and with dots: the corners give the pattern, every other entry has to fit it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from texproof.elaborate.claim import Obligation
from texproof.elaborate.term import Symbol, Term, children
from texproof.model.size import shape_text

from .formulas import Wrong, meaning, term, vocabulary, wrong


def matrix(rows: str) -> str:
    return rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}"


FULL = r"a_{11} & \cdots & a_{1n} \\ \vdots & \ddots & \vdots \\ a_{m1} & \cdots & a_{mn}"

SHAPES = [
    # both ways
    (FULL, "m×n"),
    (r"a_{1,1} & ... & a_{1,n} \\ \vdots & \ddots & \vdots \\ a_{m,1} & ... & a_{m,n}", "m×n"),
    (r"a_{11} & a_{12} & \dots & a_{1n} \\ \vdots & & & \vdots \\ a_{m1} & a_{m2} & \dots & a_{mn}", "m×n"),
    (r"a_{11} & & a_{1n} \\ \vdots & \ddots & \vdots \\ a_{m1} & & a_{mn}", "m×n"),
    (r"a_{11} & \cdots & a_{m1} \\ \vdots & \ddots & \vdots \\ a_{1n} & \cdots & a_{mn}", "n×m"),
    # one way
    (r"x_1 \\ \vdots \\ x_n", "n×1"),
    (r"x_1 & \cdots & x_n", "1×n"),
    (r"x_1 & x_2 & \cdots & x_n", "1×n"),
    (r"x_1 \\ x_2 \\ \vdots \\ x_{n-1} \\ x_n", "n×1"),
    (r"x_2 \\ \vdots \\ x_{n-1}", "(n - 2)×1"),
    (r"x_1 & y_1 \\ \vdots & \vdots \\ x_n & y_n", "n×2"),
    (r"A_{1,1} & \cdots & A_{1,n} \\ A_{2,1} & \cdots & A_{2,n}", "2×n"),
    # what counts is inside
    (r"\sum_j a_{1j} x_j \\ \vdots \\ \sum_j a_{mj} x_j", "m×1"),
    (r"(A x)_1 \\ \vdots \\ (A x)_m", "m×1"),
    (r"\frac{\partial \alpha}{\partial x_1} & \cdots & \frac{\partial \alpha}{\partial x_n}", "1×n"),
    (r"x_1 y_1 & \cdots & x_1 y_m \\ \vdots & \ddots & \vdots \\ x_n y_1 & \cdots & x_n y_m", "n×m"),
    # rows and columns of a matrix
    (r"A_{:,1} & \cdots & A_{:,n}", "m×n"),
    (r"A_{1,:} \\ \vdots \\ A_{m,:}", "m×n"),
    # diagonals
    (r"x_1 & \cdots & 0 \\ \vdots & \ddots & \vdots \\ 0 & \cdots & x_n", "n×n"),
    (
        r"x_1 & 0 & \cdots & 0 \\ 0 & x_2 & \cdots & 0 \\ \vdots & \vdots & \ddots & \vdots \\ 0 & 0 & \cdots & x_n",
        "n×n",
    ),
    # in full
    (r"1 & 2 \\ 3 & 4 \\ 5 & 6", "3×2"),
    (r"A & B", "m×(2·n)"),
    (r"A \\ B", "(2·m)×n"),
    (r"A & y \\ x^\top & 1", "(m + 1)×(n + 1)"),
]


@pytest.mark.parametrize(("rows", "shape"), SHAPES, ids=[rows for rows, _ in SHAPES])
def test_the_corners_say_how_large_it_is(rows: str, shape: str) -> None:
    assert shape_text(term(matrix(rows), vocabulary("arrays")).shape) == shape


def test_brackets_of_any_kind_are_one_matrix() -> None:
    names = vocabulary("arrays")
    for kind in ("pmatrix", "Bmatrix", "matrix"):
        other = rf"\begin{{{kind}}} 1 & 2 \end{{{kind}}}"
        assert term(other, names) == term(matrix("1 & 2"), names)


def patterns(tex: str) -> dict[str, Obligation]:
    claim = meaning(tex, vocabulary("arrays"))
    assert not claim.diagnostics
    return {tex[o.mark.start : o.mark.end]: o for o in claim.obligations if o.kind == "pattern"}


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        (FULL, []),
        (
            r"a_{11} & a_{12} & \dots & a_{1n} \\ \vdots & & \ddots & \vdots \\ a_{m1} & a_{m1} & \dots & a_{mn}",
            ["a_{m1}"],
        ),
        (r"x_1 \\ x_3 \\ \vdots \\ x_n", ["x_3"]),
        (r"x_1 \\ \vdots \\ x_{n-2} \\ x_n", ["x_{n-2}"]),
        (r"a_{11} & \cdots & a_{1n} \\ \vdots & \ddots & \vdots \\ a_{m1} & \cdots & a_{m1}", ["a_{m1}"]),
        (r"1 & 1 & \cdots & 0 \\ 0 & 1 & \cdots & 0 \\ \vdots & \vdots & \ddots & \vdots \\ 0 & 0 & \cdots & 1", ["1"]),
        (r"1 \\ 2 \\ \vdots \\ 1", ["2"]),
    ],
)
def test_an_entry_off_the_pattern_is_an_obligation_of_its_own_place(rows: str, places: list[str]) -> None:
    tex = matrix(rows)
    if rows.startswith("1"):
        tex = (r"\mathbf{1}_m = " if rows.startswith(r"1 \\") else "I_m = ") + tex
    assert list(patterns(tex)) == places


REFUSED = [
    (r"x_1 \\ \vdots", "ellipsis-pattern"),
    (r"\vdots \\ x_n", "ellipsis-pattern"),
    (r"\cdots", "ellipsis-pattern"),
    (r"x_1 \\ \vdots \\ x_i \\ \vdots \\ x_n", "ellipsis-pattern"),
    (r"x_1 \\ \vdots \\ y_m", "ellipsis-pattern"),
    (r"x_1 \\ \vdots \\ 2 x_n", "ellipsis-pattern"),
    (r"x_1 & \cdots & x_n \\ \vdots & \ddots & \vdots \\ x_n & \cdots & x_n", "ellipsis-pattern"),
    (r"\sum_{j=1}^1 x_j \\ \vdots \\ \sum_{j=1}^n x_j", "ellipsis-pattern"),
    (r"\underbrace{x_1}_{x_2} \\ \vdots \\ \underbrace{x_n}_{x_n}", "ellipsis-pattern"),
    (r"a_{11} & \cdots & a_{1n} \\ a_{21} & a_{22} & a_{2n} \\ a_{m1} & \cdots & a_{mn}", "ellipsis-pattern"),
    (r"1 & & \\ & \ddots & \\ & & 1", "syntax"),
    (r"1 & \\ 2 & 3", "syntax"),
    (r"a_{11} & \cdots & a_{n1} \\ \vdots & \ddots & \vdots \\ a_{1m} & \cdots & a_{nm}", "index-range"),
    (r"A & C", "shape-mismatch"),
    (r"A \\ C", "shape-mismatch"),
]


@pytest.mark.parametrize(("rows", "code"), REFUSED, ids=[rows for rows, _ in REFUSED])
def test_what_has_no_pattern_is_refused(rows: str, code: str) -> None:
    assert code in {d.code for d in wrong(matrix(rows), vocabulary("arrays"))}


BOUNDS = [
    (
        r"A = " + matrix(r"a_{11} & \cdots & a_{1m} \\ \vdots & \ddots & \vdots \\ a_{m1} & \cdots & a_{mm}"),
        "m×n",
        "m×m",
    ),
    ("x = " + matrix(r"x_1 \\ \vdots \\ x_{n-1}"), "n×1", "(n - 1)×1"),
    ("x = " + matrix(r"x_2 \\ \vdots \\ x_n"), "n×1", "(n - 1)×1"),
    ("x = " + matrix(r"x_1 & \cdots & x_n"), "n×1", "1×n"),
    (r"A^\top = " + matrix(FULL), "n×m", "m×n"),
]


@pytest.mark.parametrize(("tex", "left", "right"), BOUNDS)
def test_a_wrong_bound_gives_another_shape(tex: str, left: str, right: str) -> None:
    found = meaning(tex, vocabulary("arrays")).diagnostics
    assert f"the left side is {left}; the right side is {right}" in [d.message for d in found]


def test_a_fixed_size_is_no_size_letter_in_a_pattern() -> None:
    names = vocabulary("arrays", sizes={"m": 2, "n": 3})
    assert wrong("A = " + matrix(FULL), names) == []
    assert wrong("A = " + matrix(r"a_{11} & a_{12} & a_{13} \\ a_{21} & a_{22} & a_{23}"), names) == []
    assert wrong("A = " + matrix(r"a_{11} & a_{12} \\ a_{21} & a_{22}"), names)[0].code == "shape-mismatch"


def test_corners_of_a_definition_count_too() -> None:
    names = vocabulary("arrays", after=["G := 2 A"])
    rows = FULL.replace("a_", "g_")
    assert wrong("G = " + matrix(rows), names) == []


def test_a_matrix_too_wide_for_its_row_is_refused_at_its_cell() -> None:
    assert wrong(matrix("A & C"), vocabulary("arrays")) == [Wrong("shape-mismatch", "C")]


def parts(whole: Term) -> Iterator[Term]:
    yield whole
    for part in children(whole):
        yield from parts(part)


def test_a_symbol_with_two_numbers_is_no_entry_in_a_cell_either() -> None:
    row = term(matrix(r"u_{12} x_1 & \cdots & u_{12} x_n"), vocabulary("numbered"))
    names = {part.name for part in parts(row) if isinstance(part, Symbol)}
    assert names == {"u12", "x"}, "not U, whose entry U_{1,2} it is not"
