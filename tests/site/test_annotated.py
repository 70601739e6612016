"""The parts of a typeset formula are marked on it, and nothing else of it changes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html as parser

from texproof.elaborate.shown import Part
from texproof.surfaces.annotated import counted, without_parts
from texproof.surfaces.typeset import TypesetError

from .pages import typesetter

GRADIENT = r"\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial A}"


def parts(tex: str, *pieces: str) -> tuple[Part, ...]:
    """Return a part for each piece, each behind the one before or within it."""
    found, at = [], 0
    for piece in pieces:
        at = tex.index(piece, at)
        found.append(Part(at, at + len(piece), f"this is {piece.replace('|', '')}"))
    return tuple(found)


def marked(tex: str, *pieces: str, display: bool = True) -> dict[str, str]:
    """Return the letters that are seen of each part, by its words."""
    html = typesetter().html(tex, display, parts(tex, *pieces))
    assert without_parts(html) == typesetter().html(tex, display)
    tree = parser.fragment_fromstring(html)
    whole: Any = next(e for e in tree.iter() if e.get("data-parts"))
    words = whole.get("data-parts").split("|")
    seen: dict[int, str] = {}

    def walk(element: Any, number: int) -> None:
        number = int(element.get("data-part", number))
        seen[number] = seen.get(number, "") + (element.text or "")
        for child in element:
            walk(child, number)
            seen[number] += child.tail or ""

    walk(whole, -1)
    inner: dict[int, list[int]] = {}
    for number, word in enumerate(words):
        inner.setdefault(int(word.partition("@")[2] or -1), []).append(number)

    def letters(number: int) -> str:
        return seen.get(number, "") + "".join(map(letters, inner.get(number, ())))

    return {word.partition("@")[0]: re.sub("[\u200b\xa0]", "", letters(number)) for number, word in enumerate(words)}


@pytest.mark.parametrize("display", [True, False])
def test_parts_are_marked_where_they_stand(display: bool) -> None:
    found = marked(GRADIENT, r"\frac{\partial L}{\partial W}", "L", "W", r"Z^\top", "Z", display=display)
    assert {word: "".join(sorted(letters)) for word, letters in found.items()} == {
        r"this is \frac{\partial L}{\partial W}": "LW∂∂",
        "this is L": "L",
        "this is W": "W",
        r"this is Z^\top": "Z⊤",
        "this is Z": "Z",
    }


@pytest.mark.parametrize(
    ("tex", "piece", "letters"),
    [
        ("W_{ij} + x", "W_{ij}", "Wij"),
        ("W_{ij} + x", "W", "W"),
        ("x + y - z", "x + y", "x+y"),
        ("e^x", "x", "x"),
        (r"\frac12 x", "x", "x"),
        (r"\sqrt{x y}", r"\sqrt{x y}", "xy"),
        (r"\left( \frac{a}{b} \right) c", r"\left( \frac{a}{b} \right)", "(ba)"),
        (r"\begin{bmatrix} p & q \\ r & s \end{bmatrix}", "q", "q"),
        (r"\underbrace{a b}_{c}", "a b", "ab"),
        (r"\hat{x} y", r"\hat{x}", "x^"),
        (r"\begin{aligned} p &= q + \\ &\quad c \end{aligned}", "p", "p"),
    ],
)
def test_every_kind_of_part_finds_its_elements(tex: str, piece: str, letters: str) -> None:
    assert marked(tex, piece) == {f"this is {piece}": letters}


def test_a_part_that_cannot_be_wrapped_leaves_the_others() -> None:
    tex = r"\begin{bmatrix} p & q \end{bmatrix} y"
    assert marked(tex, "p & q", "y") == {"this is y": "y"}


def test_the_judged_tex_is_what_the_mathml_carries() -> None:
    html = typesetter().html(GRADIENT, True, parts(GRADIENT, "L", "W"))
    assert r"htmlData" not in html
    assert parser.fragment_fromstring(html).findtext(".//annotation") == GRADIENT


@pytest.mark.parametrize("tex", [r"\htmlData{part=7}{x}", r"\htmlId{x}{x}", r"\href{#x}{x}"])
def test_a_page_is_not_trusted_with_attributes_of_its_own(tex: str) -> None:
    with pytest.raises(TypesetError):
        typesetter().html(tex, True, (Part(len(tex) - 2, len(tex) - 1, "x"),))


def test_words_are_given_once_for_a_page() -> None:
    html, words = counted('<i data-parts="A: 2×2|B@0"></i><i data-parts="B|A: 2×2@0"></i>')
    assert (html, words) == ('<i data-parts="0|1@0"></i><i data-parts="1|0@0"></i>', "A: 2×2|B")
