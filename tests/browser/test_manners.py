"""A page's manners: on paper, on narrow windows, with less motion, while fonts arrive, and where nothing is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route

from .conftest import Visit
from .pages import ADDRESSES, OPEN_ALL

SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""
WIDE = """() => [...document.querySelectorAll(".texproof-display")]
  .filter(box => box.scrollWidth > box.clientWidth + 1).length"""
SHADED = """() => [...document.querySelectorAll(".texproof-display")].every(box =>
  getComputedStyle(box).backgroundAttachment === "local, local, scroll, scroll")"""

PRESSABLE = """() => [...document.querySelectorAll("details.texproof-mark[open] > summary")].filter(mark =>
  getComputedStyle(mark).borderTopColor !== "rgba(0, 0, 0, 0)" || getComputedStyle(mark, "::after").display !== "none"
).length"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_paper_shows_formulas_with_their_verdicts_and_nothing_to_press(dark: bool, visit: Callable[..., Visit]) -> None:
    page = visit("product/", dark=dark).page
    page.emulate_media(media="print")
    marks = page.locator("details.texproof-mark > summary")
    assert marks.count() > 20
    assert all(mark.is_visible() for mark in marks.all()[:5])
    assert "proved" in marks.first.inner_text()
    page.evaluate(OPEN_ALL)  # as the theme does before it prints
    assert page.locator(".texproof-evidence:visible").count() == 0
    assert page.evaluate(PRESSABLE) == 0
    for pressed in (".md-header", ".md-sidebar", ".md-footer", ".texproof-copy", ".texproof-panel"):
        assert page.locator(f"{pressed}:visible").count() == 0, pressed
    ink = page.evaluate("() => getComputedStyle(document.querySelector('.katex')).color.match(/\\d+/g).map(Number)")
    assert max(ink) < 100


def test_a_filter_is_not_printed(visit: Callable[..., Visit]) -> None:
    page = visit("ledger/layers/").page
    assert page.locator(".texproof-filters").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".texproof-filters").is_visible()


def test_what_scrolls_on_a_narrow_window_says_so(visit: Callable[..., Visit]) -> None:
    page = visit("reference/derivatives/trace/", width=380).page
    assert page.evaluate(WIDE) > 0
    assert page.evaluate(SHADED)


def test_less_motion_is_none(visit: Callable[..., Visit]) -> None:
    page = visit("").page
    moving = """() => [...document.querySelectorAll("*")].filter(element => {
      const style = getComputedStyle(element);
      return parseFloat(style.transitionDuration) > 0 || parseFloat(style.animationDuration) > 0;
    }).length"""
    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) > 0


@pytest.mark.parametrize(
    "address", ["", "product/", "layers/softmax/", "conventions/", "ledger/layers/", "formulas/by-sign/"]
)
def test_nothing_moves_when_fonts_arrive(address: str, visit: Callable[..., Visit], host: str) -> None:
    page = visit("404.html").page

    def late(route: Route) -> None:
        page.wait_for_timeout(500)
        route.continue_()

    page.context.route("**/*.woff2", late)
    page.goto(f"{host}/{address}", wait_until="networkidle")
    assert page.evaluate("() => document.fonts.size") > 0
    assert page.evaluate(SHIFT) < 0.02


def test_who_finds_nothing_is_led_on(visit: Callable[..., Visit]) -> None:
    page = visit("404.html").page
    links = page.locator(".md-content a").evaluate_all("links => links.map(link => new URL(link.href).pathname)")
    assert {link.lstrip("/") for link in links} <= set(ADDRESSES)
    assert {"/ledger/", "/formulas/by-kind/", "/"} <= set(links)


def test_previous_and_next_keep_to_their_path(visit: Callable[..., Visit]) -> None:
    def along(address: str, link: str) -> list[str]:
        passed = [address]
        page = visit(address).page
        while page.locator(link).count():
            assert len(passed) < len(ADDRESSES)
            page.goto(page.locator(link).evaluate("link => link.href"))
            passed.append(page.url.split("/", 3)[3])
        return passed

    learning = along("", ".md-footer__link--next")
    assert learning[1] == "product/"
    assert not [page for page in learning if page.startswith(("reference/", "checks/", "errata/"))]
    assert along(learning[-1], ".md-footer__link--prev") == learning[::-1]
    looking_up = along("reference/", ".md-footer__link--next")
    assert not [page for page in looking_up if page.startswith("layers/")]
    assert len(looking_up) > 20
    assert "Looking up" in visit("reference/derivatives/trace/").page.locator(".md-footer__link--next").inner_text()


def test_the_symbols_of_a_page_stand_beside_it(visit: Callable[..., Visit]) -> None:
    page = visit("product/").page
    symbols = page.locator(".md-sidebar--secondary .texproof-page-symbols")
    assert symbols.is_visible()
    assert page.locator(".texproof-page-symbols").count() == 1
    assert "m×k" in symbols.inner_text()
    target = symbols.get_by_role("link").first.get_attribute("href")
    assert page.locator(str(target)).count() == 1
