"""What a symbol or a subterm is, and its shape, is told by mouse and by keyboard; without scripts a card tells it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from .conftest import Visit
from .pages import ADDRESSES, FLAT, WITH_FORMULAS

GRADIENT = r"\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial A}"
TOLD = ".texproof-shape:not([hidden])"


def gradient(page: Page) -> Locator:
    """Return the formula of the gradient for the weights, and bring it into the window."""
    found = page.locator(".texproof-display").filter(has=page.locator("annotation", has_text=GRADIENT)).first
    found.scroll_into_view_if_needed()
    # What the pointer shows hides when the page is scrolled, and a page hears of its scroll in its next frame.
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return found


def point_at(page: Page, formula: Locator, number: int) -> None:
    """Move the pointer onto the first letter that belongs to a part and to none within it."""
    x, y = formula.evaluate(
        """(box, number) => {
          const texts = document.createTreeWalker(box.querySelector("[data-parts]"), NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const mark = texts.currentNode.parentElement.closest("[data-part]");
            if (!mark || Number(mark.dataset.part) !== number) continue;
            const range = document.createRange();
            range.selectNodeContents(texts.currentNode);
            const {x, y, width, height} = range.getBoundingClientRect();
            if (width > 2) return [x + width / 2, y + height / 2];
          }
        }""",
        number,
    )
    page.mouse.move(x, y)
    page.wait_for_timeout(100)


def parts(formula: Locator) -> list[str]:
    """Return the words for a formula's parts, in order."""
    told: list[str] = formula.evaluate(
        """box => {
          const words = box.closest("[data-shapes]").dataset.shapes.split("|");
          return box.querySelector("[data-parts]").dataset.parts.split("|").map(part => words[part.split("@")[0]]);
        }"""
    )
    return told


def test_the_pointer_tells_the_shape_of_a_symbol_and_of_what_it_stands_in(visit: Callable[..., Visit]) -> None:
    page = visit("product/").page
    formula = gradient(page)
    number = parts(formula).index("Z: 2×2")
    point_at(page, formula, number)
    assert page.locator(TOLD).inner_text().split("\n") == ["Z: 2×2", "in transpose of Z: 2×2"]
    page.mouse.move(5, 5)
    page.wait_for_timeout(400)
    assert page.locator(TOLD).count() == 0


def test_what_the_pointer_shows_hides_when_it_is_scrolled_away(visit: Callable[..., Visit]) -> None:
    page = visit("product/").page
    formula = gradient(page)
    point_at(page, formula, parts(formula).index("Z: 2×2"))
    page.evaluate("() => document.dispatchEvent(new Event('scroll'))")
    assert page.locator(TOLD).count() == 1
    page.mouse.wheel(0, 40)
    page.locator(TOLD).wait_for(state="detached")


def test_what_is_told_stands_beside_it_and_covers_it_not(visit: Callable[..., Visit]) -> None:
    page = visit("product/", width=380).page
    formula = gradient(page)
    for number in (number for number, words in enumerate(parts(formula)) if "product" not in words):
        point_at(page, formula, number)
        assert page.locator(TOLD).inner_text().split("\n")[0] == parts(formula)[number]
        tip, here = page.locator(TOLD).bounding_box(), page.locator(".texproof-here").bounding_box()
        assert tip is not None
        assert here is not None
        assert tip["y"] + tip["height"] <= here["y"] + 1 or tip["y"] >= here["y"] + here["height"] - 1
        assert tip["x"] >= 0
        assert tip["x"] + tip["width"] <= 380
    page.keyboard.press("Escape")
    assert page.locator(TOLD).count() == 0


def test_arrow_keys_tell_every_part_in_turn_and_aloud(visit: Callable[..., Visit]) -> None:
    page = visit("product/").page
    formula = gradient(page)
    expected = parts(formula)
    assert expected[:4] == ["derivative of L by W: 2×2", "L: a number, computed", "W: 2×2", "product: 2×2"]
    formula.focus()
    aloud = page.locator("[aria-live=polite].texproof-hidden")
    told = []
    for _ in expected:
        page.keyboard.press("ArrowRight")
        told.append(page.locator(TOLD).inner_text().split("\n")[0])
        assert aloud.inner_text() == told[-1]
    assert told == expected
    page.keyboard.press("Home")
    assert aloud.inner_text() == expected[0]
    page.keyboard.press("ArrowDown")
    assert aloud.inner_text() == expected[1]
    page.keyboard.press("ArrowUp")
    assert aloud.inner_text() == expected[0]
    page.keyboard.press("Tab")
    assert page.locator(TOLD).count() == 0


def test_the_first_formula_that_is_reached_by_keyboard_says_how(visit: Callable[..., Visit]) -> None:
    page = visit("product/").page
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.matches('.texproof-display')"):
            break
    assert page.locator(TOLD).inner_text() == "Arrow keys tell what the parts are."


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_while_a_shape_is_told(dark: bool, visit: Callable[..., Visit]) -> None:
    page = visit("product/", dark=dark).page
    gradient(page).focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(TOLD).is_visible()
    page.evaluate(FLAT)
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert not found.violations_count, found.generate_report()


@pytest.mark.parametrize("address", WITH_FORMULAS)
def test_every_part_has_words_and_every_mark_a_part(address: str, visit: Callable[..., Visit]) -> None:
    wrong = visit(address, scripts=False).page.evaluate(
        """() => [...document.querySelectorAll(".katex-html[data-parts]")].flatMap(formula => {
          const words = formula.closest("[data-shapes]").dataset.shapes.split("|");
          const parts = formula.dataset.parts.split("|").map(part => part.split("@").map(Number));
          const marks = [...formula.querySelectorAll("[data-part]")].map(mark => Number(mark.dataset.part));
          return [
            ...parts.filter(([word, around], at) => !words[word] || around >= at),
            ...marks.filter(mark => !(mark in parts)),
          ];
        })"""
    )
    assert wrong == []


def test_symbols_are_told_on_the_site(visit: Callable[..., Visit]) -> None:
    counts = [visit(a, scripts=False).page.locator(".katex-html[data-parts]").count() for a in ADDRESSES]
    assert sum(counts) >= 1000
