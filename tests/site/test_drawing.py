"""A product is drawn to scale, and read aloud too."""

from __future__ import annotations

import re
from typing import Any

from lxml import html as parser

from texproof.elaborate.shown import Block, Pattern, Product
from texproof.surfaces.drawing import pattern, product

Z, W, A = Block(r"Z^\top", "k", "m", 30, 20, True), Block("W", "m", "n", 20, 40), Block("", "k", "n", 30, 40)


def drawn(*factors: Block, result: Block = A) -> Any:
    html = product(Product(factors, result, {"k": 30, "m": 20, "n": 40}), lambda tex: f"<i>{tex}</i>")
    return parser.fragment_fromstring(html)


def test_blocks_are_to_scale() -> None:
    rects = [(int(r.get("height")), int(r.get("width"))) for r in drawn(Z, W).iter("rect")]
    scale = rects[1][1] / 40
    assert rects == [(round(h * scale), round(w * scale)) for h, w in ((30, 20), (20, 40), (30, 40))]


def test_sizes_that_meet_have_one_colour_and_one_kind_of_line() -> None:
    svgs = list(drawn(Z, W, W).iter("svg"))
    met = [[(e.get("class"), e.tag) for e in svg.iter("path", "text") if "meets" in e.get("class", "")] for svg in svgs]
    assert met[0] == [("texproof-meets-1", "path"), ("texproof-meets-1", "text")]
    assert {kind for kind, _ in met[1]} == {"texproof-meets-1", "texproof-meets-2"}
    assert {kind for kind, _ in met[2]} == {"texproof-meets-2"}
    assert met[3] == []


def test_each_block_says_its_sizes_and_that_it_is_turned() -> None:
    said = [svg.get("aria-label") for svg in drawn(Z, W).iter("svg")]
    assert said == ["k by m, turned", "m by n, its m rows meet the columns before", "k by n"]


def test_what_is_turned_has_upright_stripes() -> None:
    small = Block("Z", "k", "m", 3, 2, True), Block("W", "m", "n", 2, 4), Block("", "k", "n", 3, 4)
    stripes = [e.get("d") for e in drawn(*small[:2], result=small[2]).iter("path") if "stripes" in e.get("class", "")]
    assert [bool(re.search(r" 0V", d)) for d in stripes] == [True, False, False]


def test_a_pattern_has_a_block_for_each_entry_and_says_how_many_are_filled() -> None:
    of, by = Block("", "m", "n", 2, 1), Block("", "k", "n", 1, 2)
    found = parser.fragment_fromstring(pattern(Pattern("D", of, by, ("10", "11"), {"m": 2}), str))
    paths = {path.get("class"): path.get("d") for path in found.iter("path")}
    assert paths["texproof-blocks"].count("M") == 2
    assert paths["texproof-filled"].count("M") == 3
    assert next(found.iter("svg")).get("aria-label") == "m by n blocks of k by n entries, 3 of 4 filled"
