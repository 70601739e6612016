"""What a refused claim about differentials was perhaps meant to say: that some symbol does not vary."""

from __future__ import annotations

import pytest

from texproof.check.resting import resting
from texproof.elaborate.elaborate import elaborate
from texproof.elaborate.vocabulary import Vocabulary
from texproof.model.load import load
from texproof.model.signature import signature
from texproof.parse.reader import read

SNIPPET = """
from texproof import Matrix, Scalar, Vector, constant, dims, model

m, n, p = dims("m n p")

@model
def it(xp, X: Matrix[m, n], Y: Matrix[n, p], M: Matrix[n, n], x: Vector[n], alpha: Scalar, C: Matrix[m, n, constant]):
    return {}
"""
CASES = [
    (r"\mathrm{d}(XY) = (\mathrm{d}X)Y", ("Y",)),
    (r"\mathrm{d}(XY) = X\,\mathrm{d}Y", ("X",)),
    (r"\mathrm{d}(\alpha X) = \alpha\,\mathrm{d}X", ("alpha",)),
    (r"\mathrm{d}(\alpha x^\top M x) = \alpha x^\top(M + M^\top)\,\mathrm{d}x", ("M", "alpha")),
    (r"\mathrm{d}(XY) = -X\,\mathrm{d}Y", ()),
    (r"\mathrm{d}(M^2) = M\,\mathrm{d}M", ()),  # with M at rest nothing would move
    (r"\mathrm{d}(CY) = 2C\,\mathrm{d}Y", ()),
]


@pytest.mark.parametrize(("tex", "names"), CASES, ids=[tex for tex, _ in CASES])
def test_the_fewest_symbols_at_rest_with_which_it_holds(tex: str, names: tuple[str, ...]) -> None:
    model = load(SNIPPET, "snippets/it.py")["it"]
    tree = read(tex).tree
    assert tree is not None
    [obligation] = elaborate(tree, Vocabulary(signature(model)), tex).obligations
    assert resting(obligation, model, {}) == names
