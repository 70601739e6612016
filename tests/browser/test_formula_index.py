"""The lists of formulas on the built site: all that have a name and hold, found without scripts, light enough."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from .conftest import Visit
from .pages import TOO_WIDE

PAGES = ["formulas/by-kind/", "formulas/by-shape/", "formulas/by-sign/"]
WHOLE = PAGES[:2]  # what has no operator on its left is under no sign
NAMES = '() => [...document.querySelectorAll(".texproof-entries a")].map(a => a.href)'


@pytest.mark.parametrize("address", WHOLE)
def test_every_formula_with_a_name_is_listed(address: str, visit: Callable[..., Visit], report: dict[str, Any]) -> None:
    listed = {unquote(urlsplit(link).fragment) for link in visit(address, scripts=False).page.evaluate(NAMES)}
    holds = {"proved", "definition"}
    wanted = {f["id"] for f in report["formulas"] if f["id"] and f["verdict"] in holds and f["role"] != "mention"}
    assert len(wanted) > 500
    assert listed == wanted


@pytest.mark.parametrize("address", PAGES)
def test_a_list_is_light(address: str, site: Path) -> None:
    assert (site / address / "index.html").stat().st_size < 1_500_000


@pytest.mark.parametrize(
    ("address", "section", "name"),
    [
        ("formulas/by-shape/", "k×n", "weight gradient"),
        ("formulas/by-kind/", "log, logarithms", "log det"),
        ("formulas/by-sign/", "det, determinants", "log det"),
    ],
)
def test_a_section_is_one_link_away(address: str, section: str, name: str, visit: Callable[..., Visit]) -> None:
    page = visit(address, scripts=False).page
    page.get_by_role("navigation", name="Sections of this index").get_by_role("link", name=section).first.click()
    heading = page.locator(f'[id="{unquote(urlsplit(page.url).fragment)}"]')
    assert heading.inner_text().startswith(section)
    assert heading.evaluate("h => h.getBoundingClientRect().top") < 450
    assert page.get_by_role("link", name=name, exact=True).count() > 0


@pytest.mark.parametrize("address", PAGES)
def test_a_wide_formula_scrolls_in_its_list(address: str, visit: Callable[..., Visit]) -> None:
    page = visit(address, width=380).page
    assert page.evaluate(TOO_WIDE) == []
    scrolling = page.locator(".texproof-scroll").evaluate_all(
        "lists => lists.filter(l => l.scrollWidth > l.clientWidth + 1).map(l => l.tabIndex)"
    )
    assert scrolling
    assert set(scrolling) == {0}
