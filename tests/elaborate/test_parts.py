"""What the symbols and subterms of a formula are, where they stand in it."""

from __future__ import annotations

import pytest

from texproof.build.stages import judge
from texproof.build.work import Work
from texproof.diagnostic import Span
from texproof.elaborate.shown import Part, moved

SNIPPET = """
from texproof import Matrix, Vector, dims, model, unknown

m, k, n = dims("m k n")


@model
def matmul(xp, Z: Matrix[m, k], W: Matrix[k, n], X: Matrix[n, n, invertible], x_hat: Vector[n]):
    A = Z @ W
    L = unknown(A)
    return {"A": A, "L": L}
""".replace("unknown\n", "invertible, unknown\n", 1)


def told(tex: str) -> dict[str, str]:
    judged = judge(Work("judge", (tex,), "snippets/matmul.py", SNIPPET, "matmul"))
    return {tex[part.start : part.end].strip(): part.words for part in judged.parts}


@pytest.mark.parametrize(
    ("tex", "part", "words"),
    [
        ("W", "W", "W: k×n"),
        ("A = Z W", "A", "A: m×n, computed"),
        ("A = Z W", "Z W", "product: m×n"),
        ("X", "X", "X: n×n, invertible"),
        (r"\hat{x}", r"\hat{x}", "x hat: n×1"),
        (r"Z^\top", r"Z^\top", "transpose of Z: k×m"),
        (r"Z^\top", "Z", "Z: m×k"),
        (r"X^{-1}", r"X^{-1}", "inverse of X: n×n"),
        (r"\frac{\partial L}{\partial W}", r"\frac{\partial L}{\partial W}", "derivative of L by W: k×n"),
        (r"\frac{\partial A}{\partial W}", r"\frac{\partial A}{\partial W}", "derivative of A by W: m×n×k×n"),
        (
            r"\frac{\partial a_{ij}}{\partial w_{rs}}",
            r"\frac{\partial a_{ij}}{\partial w_{rs}}",
            "derivative of an entry of A by an entry of W: a number",
        ),
        (r"w_{ij}", r"w_{ij}", "entry of W: a number"),
        (r"X I", "I", "identity matrix: n×n"),
        (r"\operatorname{tr}(X X)", "X X", "product: n×n"),
        (r"\operatorname{tr}(X X)", r"\operatorname{tr}(X X)", "trace: a number"),
    ],
)
def test_a_part_says_what_it_is_and_its_shape(tex: str, part: str, words: str) -> None:
    assert told(tex)[part] == words


def test_parts_of_what_does_not_fit_are_told_all_the_same() -> None:
    found = told("A = W Z")
    assert (found["W"], found["Z"]) == ("W: k×n", "Z: m×k")
    assert "W Z" not in found


def test_numbers_and_brackets_are_not_told() -> None:
    assert set(told("2 (A + A)")) == {"2 (A + A)", "A + A", "A"}


def test_places_follow_where_a_label_is_left_out() -> None:
    parts = (Part(0, 20, "all"), Part(2, 3, "before"), Part(4, 8, "cut through"), Part(15, 16, "behind"))
    assert moved(parts, Span(5, 12)) == (Part(0, 13, "all"), Part(2, 3, "before"), Part(8, 9, "behind"))
