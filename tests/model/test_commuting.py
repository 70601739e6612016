"""Points that satisfy AB = BA, with the hypotheses of each matrix."""

from __future__ import annotations

import numpy as np
import pytest

from texproof.model import hypotheses as h
from texproof.model.commuting import drawn
from texproof.model.declare import Matrix
from texproof.model.dim import SnippetError, dims
from texproof.model.hypotheses import commuting_with

N = dims("n")
PAIRS = [
    ((), ()),
    ((), (h.small,)),
    ((h.idempotent,), (h.idempotent,)),
    ((h.involutory,), (h.idempotent,)),
    ((h.symmetric,), (h.positive_definite,)),
    ((h.positive_definite,), (h.involutory,)),
]


@pytest.mark.parametrize("size", [1, 2, 3, 5])
@pytest.mark.parametrize(("first", "second"), PAIRS, ids=str)
def test_products_are_the_same_both_ways(first, second, size):
    rng = np.random.default_rng(3)
    other = Matrix[N, N, commuting_with("A", "A"), *second]
    apart = False
    for _ in range(10):
        a = drawn("A", Matrix[N, N, *first], {}, {"n": size}, rng)
        b = drawn("B", other, {"A": a}, {"n": size}, rng)
        assert np.allclose(a @ b, b @ a, rtol=0, atol=1e-12 * max(1, np.abs(a).max() * np.abs(b).max()))
        if h.idempotent in second:
            assert np.allclose(b @ b, b, rtol=0, atol=1e-9)
        apart = apart or not np.allclose(b, b[0, 0] * np.eye(size))
    assert apart or size == 1


def test_what_has_no_point_says_so():
    tied = Matrix[N, N, commuting_with("A", "A")]
    with pytest.raises(SnippetError, match="commutes with A, which is not sampled"):
        drawn("B", tied, {}, {"n": 2}, np.random.default_rng(1))
    turned = np.array([[0.0, -1.0], [1.0, 0.0]])
    with pytest.raises(SnippetError, match="complex eigenvalues"):
        drawn(
            "B",
            Matrix[N, N, commuting_with("A", "A"), h.idempotent],
            {"A": turned},
            {"n": 2},
            np.random.default_rng(1),
        )
