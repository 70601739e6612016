"""What is read, written and read again is the same tree."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from texproof.parse.printer import write
from texproof.parse.reader import read

from ..properties.steady import STEADY
from .generated import FORMULAS


@settings(STEADY, max_examples=300)
@given(FORMULAS)
def test_what_is_written_reads_as_the_same_tree(tex: str) -> None:
    tree = read(tex).tree
    if tree is not None:
        assert read(write(tree)).tree == tree, write(tree)


def test_what_is_generated_is_mostly_read() -> None:
    seen = []

    @settings(STEADY, max_examples=100)
    @given(FORMULAS)
    def watch(tex: str) -> None:
        seen.append(read(tex).tree is not None)

    watch()
    assert sum(seen) > len(seen) / 3


@pytest.mark.parametrize(
    "tex",
    [
        r"{W^\top}_{ij}",
        r"{w_{ij}}^2",
        r"{\underbrace{A}_{B}}^2",
        r"\frac12 + \frac{1}{2}",
        r"f'(x)^2",
        r"= B",
        r"\begin{aligned} A &= B \\ &= C \\ D &= E \end{aligned}",
        r"A = B \\ C = D",
        r"x_{:,j}",
        r"<A, B>_F",
        r"i = 1, \dots, m",
        r"\text{for all } i",
        r"|x| |y| + \left| |x| - y \right|",
        r"\lvert x \rvert^2 + |-x|_1",
        r"e^{-|z|} [0 < x \le 1] \mathbb{1}_{[x > 0]}",
        r"X^{\odot -1} \oslash Y^{\odot (p - 1)}",
        r"\begin{cases} x, & \text{if } x > 0, \\ -x & \text{otherwise} \end{cases}",
        r"\begin{cases} x & x > 0 \\ 0 & x \le 0 \\ \end{cases}",
        r"\prod_{i=1}^{n} x_i \max_j y_j \min(a, b)",
        r"\begin{bmatrix} & 1 \\ 2 & \end{bmatrix}",
        r"\begin{vmatrix} a & b \\ c & d \end{vmatrix}^2",
        r"\exp\left\{ x + \{y\}^2 \right\} \lbrace z \rbrace",
        r"\tbinom{n}{k} \binom n2",
        r"\tanh^2 x \log_2 y \cosh'(z)",
    ],
)
def test_what_could_lose_its_braces_reads_as_the_same_tree(tex: str) -> None:
    tree = read(tex).tree
    assert tree is not None
    assert read(write(tree)).tree == tree, write(tree)
