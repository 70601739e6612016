"""A matrix with an ellipsis is written out at sizes that a reader chooses; without scripts at those given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from .conftest import Visit

PAGE = "product/"


def opened(page: Page) -> Any:
    around = page.locator("details.texproof-mark:has(.texproof-unfolded)").first
    around.locator("summary").first.press("Enter")
    found = around.locator(".texproof-unfolded")
    found.wait_for()
    return found


def seen(found: Any) -> int:
    return int(found.locator("mtd:visible").count())


def test_sizes_are_chosen_by_keyboard(visit: Callable[..., Visit]) -> None:
    found = opened(visit(PAGE).page)
    fields = found.locator("input")
    assert {field.get_attribute("name") for field in fields.all()} == {"m", "k", "n"}
    assert [field.input_value() for field in fields.all()] == ["2", "3", "4"]
    assert seen(found) == 2 * 4 + 2 * 3 + 3 * 4
    fields.nth(0).press("ArrowUp")
    assert seen(found) == 3 * 4 + 3 * 3 + 3 * 4
    fields.nth(1).fill("1")
    fields.nth(2).fill("1")
    assert seen(found) == 3 + 3 + 1
    fields.nth(2).fill("9")  # more than there is
    assert seen(found) == 3 + 3 + 1


def test_without_scripts_it_is_written_out_at_its_first_sizes(visit: Callable[..., Visit]) -> None:
    found = opened(visit(PAGE, scripts=False).page)
    assert found.locator("input").count() == 0
    assert seen(found) == 2 * 4 + 2 * 3 + 3 * 4
    assert "m = 2" in found.locator("p").inner_text()
