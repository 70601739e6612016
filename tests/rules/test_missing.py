"""What the page says has no rule has none: true claims that are proved at sizes and, so far, at no more."""

from __future__ import annotations

import re
from itertools import count

import pytest

from texproof.check.decide import decide

from ..small_sizes.traps import Setting
from .page import TEXT, obligations

NUMBERS = {"u": "Scalar[positive]", "v": "Scalar[positive]"}
DIAGONAL = {"D": "Matrix[n, n, diagonal]", "E": "Matrix[n, n, diagonal]"}

# For each thing that the list on the page names, a true claim that would need a rule for it.
MISSING = {
    "the determinant of a sum": (r"\det(I + x x^\top) = 1 + x^\top x", {"x": "Vector[n]"}),
    "of a multiple": (r"\det(-D)^2 = \det(D)^2", DIAGONAL),
    "of a Kronecker product": (r"\det(I_2 \otimes D) = \det(D)^2", DIAGONAL),
    "the logarithm of a product": (r"\log(u v) = \log(u) + \log(v)", NUMBERS),
    "the root of a product": (r"\sqrt{u v} = \sqrt{u} \sqrt{v}", NUMBERS),
    "or of a square": (r"\sqrt{u^2} = u", NUMBERS),
    "sin and cos of a sum": (r"\sin(u + v) = \sin(u) \cos(v) + \cos(u) \sin(v)", NUMBERS),
    "the sum of their squares": (r"\sin(u)^2 + \cos(u)^2 = 1", NUMBERS),
}


def listed() -> list[str]:
    """Return what the last section of the page says has no rule, word by word between commas and "and"."""
    items = re.findall(r"^- (.+?)[,.]$", TEXT[TEXT.index("## What has no rule") :], re.M)
    return [part for item in items for part in re.split(r", and |, | and (?=of a K)| (?=or of)", item)]


def test_the_list_on_the_page_is_the_one_that_is_tried() -> None:
    assert listed() == list(MISSING)


@pytest.mark.parametrize("what", MISSING)
def test_it_is_proved_at_sizes_only(what: str) -> None:
    formula, symbols = MISSING[what]
    model, (obligation,) = obligations(formula, Setting(formula, symbols).snippet)
    ticks = count()
    found = decide(obligation, model, {}, 1, lambda: float(next(ticks)))
    assert found.verdict == "proved"
    assert not found.every_size
    assert found.proof.reason
