"""Rows of aligned, wide spaces, words, labels and punctuation: what of them separates, and what shows nothing."""

from __future__ import annotations

import pytest

from texproof.parse.reader import read
from texproof.parse.tree import Node


def tree(tex: str) -> Node:
    found = read(tex)
    assert found.tree is not None, found.diagnostics
    return found.tree


def rows(text: str, kind: str = "aligned") -> str:
    return rf"\begin{{{kind}}} {text} \end{{{kind}}}"


SAME = [
    # a row that starts with a relation sign goes on
    (rows(r"A &= B \\ &= C"), "A = B = C"),
    (rows(r"A &= B \\ = C"), "A = B = C"),
    (rows(r"A \\ &= B \\ &= C"), "A = B = C"),
    (rows(r"A &= \\ &\quad B"), "A = B"),
    (rows(r"A & = & B \\ & = & C"), "A = B = C"),
    # so does one that starts with an operator behind its mark
    (rows(r"A &= B \\ &+ C"), "A = B + C"),
    (rows(r"A &= B \\ &\qquad - C"), "A = B - C"),
    (rows(r"A &= B \\ &\times C"), r"A = B \times C"),
    (rows(r"A &= B + \\ & C"), "A = B + C"),
    # any other row is a statement of its own
    (rows(r"A &= B \\ C &= D"), r"A = B \\ C = D"),
    (rows(r"A &= B \\ - C &= D"), r"A = B \\ - C = D"),
    # as is every second column
    (rows(r"A &= B & C &= D"), r"A = B \quad C = D"),
    (rows(r"A &= B & C &= D \\ E &= F & G &= H"), r"A = B \quad C = D \\ E = F \quad G = H"),
    # words and punctuation at the end of a row
    (rows(r"A &= B, \\ C &= D."), r"A = B \\ C = D"),
    (rows(r"A &= B, & C &= D, \\ E &= F"), r"A = B, C = D \\ E = F"),
    (rows(r"A &= B && \text{(by definition)} \\ &= C"), r"A = B = C \quad \text{(by definition)}"),
    (
        rows(r"A &= B && \text{(one)} \\ &= C && \text{(two)} \\ D &= E"),
        r"A = B = C \quad \text{(one)} \quad \text{(two)} \\ D = E",
    ),
    (rows(r"A &= B \text{ and} \\ C &= D"), r"A = B \quad \text{and} \\ C = D"),
    # what they are called makes no difference
    (rows(r"A &= B \\ &= C", "align*"), "A = B = C"),
    (rows(r"A &= B \\ &= C", "split"), "A = B = C"),
    (rows(r"A = B \\ = C \\[4pt]", "gathered"), "A = B = C"),
    # marks and rows of a matrix inside are its own
    (
        rows(r"A &= \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} \\ &= B"),
        r"A = \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} = B",
    ),
    # what ends the sentence that a formula stands in
    ("A = B.", "A = B"),
    ("A = B,", "A = B"),
    (r"A = B, \quad", "A = B"),
    (r"A = B \; .", "A = B"),
    (rows(r"A &= B \\ &= C.") + ",", "A = B = C"),
    # labels
    (r"A = B \label{one}", "A = B"),
    (r"\label{one} A = B", "A = B"),
    (rows(r"A &= B \label{one} \\ &= C"), "A = B = C"),
    # wide spaces beside what separates already
    (r"A \quad = \quad B", "A = B"),
    (r"A, \quad B", "A, B"),
    (r"( \quad A \quad )", "(A)"),
    (r"\quad A \qquad", "A"),
    # thin ones
    (r"A\,B\;C\:D~E\ F\!G", "A B C D E F G"),
    (r"\displaystyle \sum\limits_{i} x_i", r"\sum_{i} x_i"),
    # words are statements of their own
    (r"A = B \text{ and } C = D", r"A = B \quad \text{and} \quad C = D"),
    (r"x_i \text{for all } i", r"x_i \quad \text{for all} \quad i"),
    (r"\text{so } A = B", r"\text{so} \quad A = B"),
]


@pytest.mark.parametrize(("tex", "plain"), SAME, ids=[tex for tex, _ in SAME])
def test_layout_shows_nothing_of_its_own(tex: str, plain: str) -> None:
    assert tree(tex) == tree(plain)


DIFFERENT = [
    (r"A \quad B", "A B"),
    (r"A \text{ and } B", "A B"),
    (rows(r"A &= B & C &= D"), "A = B C = D"),
    (rows(r"A &= B \\ - C &= D"), "A = B - C = D"),
]


@pytest.mark.parametrize(("tex", "other"), DIFFERENT)
def test_what_separates_is_not_dropped(tex: str, other: str) -> None:
    assert tree(tex) != tree(other)


def test_a_label_is_given_back() -> None:
    assert read(r"A = B \label{weight-gradient}").label == "weight-gradient"
    assert read("A = B").label == ""
