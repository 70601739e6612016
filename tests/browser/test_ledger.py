"""The ledger's filters, by keyboard: they hide what was not asked for; without scripts all is listed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from .conftest import Visit
from .pages import ADDRESSES

LEDGERS = [address for address in ADDRESSES if address.startswith("ledger/")]
PARTS = [address for address in LEDGERS if address != "ledger/"]
ROWS = '() => [...document.querySelectorAll("tr[data-verdict]")].filter(row => row.checkVisibility()).length'


def shown(page: Page, attribute: str) -> set[str | None]:
    """Return the values of an attribute on the rows that are seen."""
    rows = page.locator("tr[data-verdict]:visible")
    return set(rows.evaluate_all("(rows, name) => rows.map(row => row.getAttribute(name))", attribute))


def choose(page: Page, name: str, steps: int = 1) -> str:
    """Choose another option by the keyboard alone; return its value."""
    select = page.locator(f"select[name={name}]")
    select.focus()
    for _ in range(steps):
        page.keyboard.press("ArrowDown")
    return select.input_value()


@pytest.mark.parametrize("address", LEDGERS)
def test_without_scripts_all_is_listed_and_no_filter_is_shown(address: str, visit: Callable[..., Visit]) -> None:
    page = visit(address, scripts=False).page
    assert not page.locator("form.texproof-filters").is_visible()
    assert page.locator("tr[data-verdict]:visible").count() == page.locator("tr[data-verdict]").count() > 100


def test_what_is_stated_stands_under_the_headings_of_its_page(visit: Callable[..., Visit]) -> None:
    page = visit("ledger/first-pages/").page
    link = page.locator("section[data-page='docs/bias.md'] caption a").last
    title = link.inner_text()
    link.press("Enter")
    page.wait_for_url("**/bias/#*")
    assert page.locator(":target").inner_text().startswith(title)


def test_a_filter_leaves_no_room_for_the_tables_that_it_hides(visit: Callable[..., Visit]) -> None:
    page = visit("ledger/rules/?sizes=some").page
    boxes = page.locator("section[data-page] > .texproof-scroll")
    empty = boxes.filter(has_not=page.locator("tr[data-verdict]:visible"))
    assert empty.count() > 0
    assert not any(empty.nth(number).is_visible() for number in range(empty.count()))


def test_all_that_is_stated_stands_in_the_ledger_and_all_formulas_in_its_parts(
    visit: Callable[..., Visit], report: dict[str, Any]
) -> None:
    count = "() => [...document.querySelectorAll('[data-verdict]')].map(r => Number(r.dataset.count || 1))"
    stated = [formula for formula in report["formulas"] if formula["verdict"] != "mention"]
    assert sum(visit("ledger/", scripts=False).page.evaluate(count)) == len(stated)
    assert sum(sum(visit(part, scripts=False).page.evaluate(count)) for part in PARTS) == len(report["formulas"])


def test_each_filter_leaves_what_it_asks_for(visit: Callable[..., Visit]) -> None:
    page = visit("ledger/").page
    everything = page.evaluate(ROWS)
    for name, attribute in (("verdict", "data-verdict"), ("sizes", "data-sizes")):
        wanted = choose(page, name)
        assert wanted
        assert shown(page, attribute) == {wanted}
        assert 0 < page.evaluate(ROWS) < everything
        page.get_by_role("button", name="Show all").press("Enter")
        page.wait_for_function(f"() => {everything} === ({ROWS})()")
    needs = choose(page, "needs", 3)
    assert all(value and needs in value.split() for value in shown(page, "data-needs"))
    page.get_by_role("button", name="Show all").press("Enter")
    wanted = choose(page, "page", 2)
    sections = page.locator("section[data-page]:visible")
    assert [sections.nth(i).get_attribute("data-page") for i in range(sections.count())] == [wanted]


def test_filters_work_together_and_stand_in_the_address(visit: Callable[..., Visit], host: str) -> None:
    page = visit("ledger/layers/").page
    page.locator("select[name=verdict]").select_option("proved")
    page.locator("select[name=sizes]").select_option("some")
    assert shown(page, "data-verdict") == {"proved"}
    assert shown(page, "data-sizes") == {"some"}
    number = page.evaluate(ROWS)
    assert page.locator("output").inner_text().startswith(f"{number} of ")
    assert page.url == f"{host}/ledger/layers/?verdict=proved&sizes=some"
    page.reload()
    assert page.evaluate(ROWS) == number


def test_what_is_only_mentioned_can_be_asked_for(visit: Callable[..., Visit]) -> None:
    page = visit("ledger/layers/?verdict=mention").page
    assert page.evaluate(ROWS) == 0
    assert page.locator("li[data-verdict=mention]:visible").count() > 20
