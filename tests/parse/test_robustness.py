"""Arbitrary text never raises: it has a tree, or a diagnostic whose place lies within it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from texproof.parse import tree as t
from texproof.parse.reader import read

from ..properties.steady import STEADY

PIECES = st.sampled_from(
    r"""A B w z L i j m n 1 2 12 0.5 + - = := < > & \\ , ; . : ' _ ^ { } ( ) [ ] \left( \right) \left[ \right]
    \frac \tfrac \sqrt \partial \nabla \sum \times \cdot \odot \otimes / \mathbf \boldsymbol \hat \bar \overline
    \underbrace \overbrace \begin{bmatrix} \end{bmatrix} \begin{aligned} \end{aligned} \cdots \vdots \ddots ...
    \quad \, \text{and} \label{a} \eqref{a} \in \le \to \mathbb{R} \operatorname{tr} \log \langle \rangle \top T
    \alpha \Sigma % \phantom \limits ~""".split()
)


def within(tex: str) -> None:
    reading = read(tex)
    assert (reading.tree is None) == bool(reading.diagnostics)
    for diagnostic in reading.diagnostics:
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(tex)
    if reading.tree is not None:
        for node in t.walk(reading.tree):
            assert 0 <= node.span.start <= node.span.end <= len(tex)


@settings(STEADY)
@given(st.text(max_size=40))
def test_any_text(tex: str) -> None:
    within(tex)


@settings(STEADY, max_examples=600)
@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " "]))
def test_any_row_of_known_signs(pieces: list[str], gap: str) -> None:
    within(gap.join(pieces))


@settings(STEADY)
@given(st.text(alphabet="\\{}[]()_^&%$#~'\"abT12.,:;= \n", max_size=60))
def test_any_row_of_the_signs_that_tex_gives_a_meaning(tex: str) -> None:
    within(tex)
