"""What is too large is refused from its tree, before anything is evaluated."""

from __future__ import annotations

import time

import pytest

from .formulas import meaning, only, vocabulary, wrong


@pytest.mark.parametrize(
    "tex",
    [
        r"\sum_{i=1}^{100000000} \alpha = 1",
        r"\sum_{i=1}^{1000} \sum_{j=1}^{1000} \alpha = 1",
        "I_{1000000} = I_{1000000}",
        "I_{m^8} = I_{m^8}",
        " \\otimes ".join(["I_2"] * 12) + " = 0",
        r"\mathbf{1}_{10000000} = 0",
        "x_{13} = x_{13}",
        "x_{1000000} = x_{1000000}",
        "x_{n-20} = 0",
        r"\alpha^{41} = 1",
    ],
)
def test_it_is_refused_at_once(tex: str) -> None:
    names = vocabulary("arrays")
    start = time.perf_counter()
    claim = meaning(tex, names)
    assert {d.code for d in claim.diagnostics} == {"too-large"}
    assert not claim.obligations
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("tex", ["x_{12} = x_{12}", r"\sum_{i=1}^{100} \alpha = 100 \alpha", r"\alpha^{40} = 1"])
def test_what_is_just_within_it_is_read(tex: str) -> None:
    assert wrong(tex, vocabulary("arrays")) == []


def test_sizes_that_the_given_fixes_reach_as_far_as_they_say() -> None:
    names = vocabulary("arrays", sizes={"n": 20})
    assert wrong("x_{20} = x_{20}", names) == []
    assert wrong("x_{21} = x_{21}", names)[0].code == "index-range"


def test_an_entry_beyond_every_size_is_not_answered_with_a_size_that_a_given_may_not_have() -> None:
    assert "given" not in only("x_{13} = x_{13}", vocabulary("arrays")).help
