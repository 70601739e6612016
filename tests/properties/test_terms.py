"""What is well-typed is read with its shape, and printed and read again it is the same."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings

from texproof.elaborate.claim import Claim
from texproof.elaborate.elaborate import elaborate
from texproof.elaborate.vocabulary import Vocabulary
from texproof.model.load import load
from texproof.model.signature import signature
from texproof.parse.printer import write
from texproof.parse.reader import read

from .made import equal, parts
from .steady import STEADY
from .terms import SNIPPET, Term, braced, equality, tex


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(signature(load(SNIPPET, "snippets/terms.py")["terms"]))


def claim(text: str) -> Claim:
    tree = read(text).tree
    assert tree is not None, text
    return elaborate(tree, vocabulary(), text)


@settings(STEADY, max_examples=150)
@given(equal(3))
def test_what_is_well_typed_is_read_with_its_shape(pair: tuple[Term, Term]) -> None:
    text = equality(*pair)
    found = claim(text)
    assert found.diagnostics == (), text
    stated = [obligation for obligation in found.obligations if obligation.kind == "equality"]
    assert len(stated) == 1
    for side, term in zip((stated[0].left, stated[0].right), pair, strict=True):
        assert side is not None
        assert tuple(str(size) for size in side.shape) == term.shape, tex(term)


@settings(STEADY, max_examples=120)
@given(equal(3))
def test_what_is_printed_and_read_again_is_the_same(pair: tuple[Term, Term]) -> None:
    for text in (equality(*pair), braced(*pair)):
        tree = read(text).tree
        assert tree is not None, text
        printed = write(tree)
        again = read(printed).tree
        assert again == tree, printed
        assert write(again) == printed
        first, second = claim(text), claim(printed)
        assert len(first.obligations) == len(second.obligations) > 0
        for one, other in zip(first.obligations, second.obligations, strict=True):
            assert one.says_the_same(other), printed


def test_what_is_drawn_is_of_every_kind() -> None:
    seen = set()

    @settings(STEADY, max_examples=150)
    @given(equal(3))
    def watch(pair: tuple[Term, Term]) -> None:
        seen.update(part.kind for side in pair for part in parts(side))

    watch()
    assert seen == {
        "symbol", "number", "identity", "transposed", "product", "plus", "minus", "entrywise", "trace", "entry",
        "summed", "gradient", "partial", "written",
    }  # fmt: skip
