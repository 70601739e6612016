"""Each mark says its verdict and opens its evidence, by keyboard and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Visit
from .pages import ADDRESSES, WITH_FORMULAS
from .test_formulas import judged

MARKED = {"proved", "definition", "refuted-erratum"}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("address", WITH_FORMULAS)
def test_a_display_formulas_mark_opens_by_keyboard(address: str, scripts: bool, visit: Callable[..., Visit]) -> None:
    page = visit(address, scripts=scripts).page
    for mark in page.locator("details.texproof-mark").all()[:3]:
        summary, evidence = mark.locator("summary"), mark.locator(".texproof-evidence")
        stood_open = mark.evaluate("details => details.open")
        summary.focus()
        page.keyboard.press("Enter")
        assert mark.evaluate("details => details.open") is not stood_open
        if stood_open:
            page.keyboard.press("Enter")
        assert evidence.is_visible()
        assert len(evidence.inner_text()) > 20


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("address", WITH_FORMULAS)
def test_an_inline_formulas_mark_opens_by_keyboard(address: str, scripts: bool, visit: Callable[..., Visit]) -> None:
    page = visit(address, scripts=scripts).page
    for mark in page.locator("button.texproof-mark").all()[:3]:
        panel = page.locator(f"#{mark.get_attribute('popovertarget')}")
        assert not panel.is_visible()
        mark.focus()
        page.keyboard.press("Enter")
        assert panel.is_visible()
        assert len(panel.locator(".texproof-evidence").inner_text()) > 20
        page.keyboard.press("Escape")
        assert not panel.is_visible()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_claim_has_a_mark_with_its_verdict_in_words(
    address: str, visit: Callable[..., Visit], report: dict[str, Any]
) -> None:
    said = visit(address).page.evaluate(
        """() => [...document.querySelectorAll(".texproof-page .texproof-mark")]
            .filter(mark => !mark.closest(".texproof-panel"))
            .map(mark => (mark.querySelector("summary") || mark).textContent.trim())"""
    )
    expected = [formula["verdict"] for formula in judged(report, address) if formula["verdict"] in MARKED]
    words = {"proved": "proved", "definition": "defined", "refuted-erratum": "ref"}
    assert len(said) == len(expected)
    for mark, verdict in zip(said, expected, strict=True):
        assert words[verdict] in mark


def test_marks_of_both_kinds_are_on_the_site(visit: Callable[..., Visit]) -> None:
    counts = [
        {kind: page.locator(kind).count() for kind in ("details.texproof-mark", "button.texproof-mark")}
        for page in (visit(address, scripts=False).page for address in ADDRESSES)
    ]
    assert sum(count["details.texproof-mark"] for count in counts) >= 50
    assert sum(count["button.texproof-mark"] for count in counts) >= 5
