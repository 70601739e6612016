"""axe finds nothing to mend on any page, light or dark, with all evidence open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .conftest import Visit
from .pages import ADDRESSES, CONTRAST, FLAT, OPEN_ALL, WITH_FORMULAS

BRIGHTNESS = """() => {
  const colour = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number);
  return (0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]) / 255;
}"""


def violations(page: Page) -> str:
    """Return axe's report of what it found, or "" where it found nothing."""
    page.evaluate(FLAT)
    # What is far from the window is laid out late: axe would take places of before for those of after.
    page.add_style_tag(content="* { content-visibility: visible !important; }")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    return found.generate_report() if found.violations_count else ""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing(address: str, dark: bool, visit: Callable[..., Visit]) -> None:
    page = visit(address, dark=dark).page
    brightness = page.evaluate(BRIGHTNESS)
    assert brightness < 0.3 if dark else brightness > 0.7
    page.evaluate(OPEN_ALL)
    assert violations(page) == ""


def test_axe_can_find_something(visit: Callable[..., Visit]) -> None:
    page = visit("").page
    page.evaluate("() => document.querySelector('.md-content').insertAdjacentHTML('beforeend', '<img src=\"x.png\">')")
    assert "image-alt" in violations(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("address", WITH_FORMULAS)
def test_formulas_are_legible(address: str, dark: bool, visit: Callable[..., Visit]) -> None:
    page = visit(address, dark=dark).page
    page.evaluate(OPEN_ALL)
    assert page.evaluate(CONTRAST) >= 4.5


def test_a_faint_formula_is_noticed(visit: Callable[..., Visit]) -> None:
    page = visit("").page
    assert page.evaluate(CONTRAST) >= 4.5
    page.evaluate("() => { document.querySelector('.katex-html').style.color = 'rgb(140, 140, 140)'; }")
    assert page.evaluate(CONTRAST) < 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_an_open_panel(dark: bool, visit: Callable[..., Visit]) -> None:
    for address in ADDRESSES:
        page = visit(address, dark=dark).page
        marks = page.locator("button.texproof-mark")
        if marks.count():
            marks.first.click()
            assert page.locator(".texproof-panel:popover-open").count() == 1
            assert violations(page) == ""
            return
    pytest.fail("no page has an inline formula with a mark")
