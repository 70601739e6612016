"""A size has no entries: where its letter has a subscript, it names the entries of the capital's matrix."""

from __future__ import annotations

import pytest

from texproof.elaborate.elaborate import elaborate
from texproof.elaborate.vocabulary import Vocabulary
from texproof.model.load import load
from texproof.model.signature import signature
from texproof.parse.reader import read

HIDDEN = """
from texproof import Matrix, dims, model

n, h, c = dims("n h c")


@model
def hidden(xp, H: Matrix[n, h], V: Matrix[h, c]):
    Y = H @ V
    return {"Y": Y}
"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(signature(load(HIDDEN, "hidden.py")["hidden"]))


def test_the_entries_of_a_matrix_may_share_their_letter_with_a_size(vocabulary: Vocabulary) -> None:
    tex = r"y_{ij} = \sum_{k=1}^{h} h_{ik} v_{kj}"
    tree = read(tex).tree
    assert tree is not None
    claim = elaborate(tree, vocabulary, tex)
    assert not claim.diagnostics
    assert [(one.letter, str(one.upper)) for one in claim.obligations[0].free] == [("i", "n"), ("j", "c")]


def test_alone_the_letter_is_the_size(vocabulary: Vocabulary) -> None:
    tex = r"Y = h H V"
    tree = read(tex).tree
    assert tree is not None
    (obligation,) = elaborate(tree, vocabulary, tex).obligations
    assert obligation.letters == ("c", "h", "n")
