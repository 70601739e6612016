"""Whatever can be read is given a meaning or diagnostics, with places within it; nothing raises."""

from __future__ import annotations

from hypothesis import assume, given, settings

from texproof.elaborate.elaborate import elaborate
from texproof.elaborate.problem import verdict_of
from texproof.parse.reader import read

from ..parse.generated import FORMULAS
from ..properties.steady import STEADY
from .formulas import vocabulary

GENERATED = vocabulary("generated")
WITHOUT = vocabulary("empty")


@settings(STEADY, max_examples=250)
@given(FORMULAS)
def test_any_formula_has_a_claim(tex: str) -> None:
    tree = read(tex).tree
    assume(tree is not None)
    assert tree is not None
    for names in (GENERATED, WITHOUT):
        claim = elaborate(tree, names, tex)
        assert claim.role in ("claim", "definition", "mention")
        for diagnostic in claim.diagnostics:
            assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(tex)
            assert diagnostic.message
            assert verdict_of(diagnostic.code) in ("malformed", "ill-shaped", "undecided")
        for obligation in claim.obligations:
            assert not claim.diagnostics
            assert 0 <= obligation.span.start < obligation.span.end <= len(tex)
            assert 0 <= obligation.mark.start < obligation.mark.end <= len(tex)
