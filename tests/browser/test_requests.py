"""A page asks no other host for anything, misses nothing of its own, and complains of nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Visit
from .pages import ADDRESSES


@pytest.mark.parametrize("address", [*ADDRESSES, "404.html"])
def test_a_page_needs_only_its_own_host(address: str, visit: Callable[..., Visit]) -> None:
    visited = visit(address)
    visited.page.mouse.wheel(0, 100_000)
    visited.page.wait_for_load_state("networkidle")
    assert visited.outside == []
    assert visited.missing == []
    assert visited.complaints == []


def test_searching_needs_only_its_own_host(visit: Callable[..., Visit]) -> None:
    visited = visit("")
    field = visited.page.locator("input[name=query]")
    field.focus()
    field.press_sequentially("gradient", delay=50)
    visited.page.locator(".md-search-result__item").first.wait_for()
    assert visited.outside == []
    assert visited.complaints == []


def test_a_request_to_another_host_is_caught(visit: Callable[..., Visit]) -> None:
    visited = visit("")
    visited.page.evaluate("() => fetch('http://127.0.0.1:9/').catch(() => null)")
    assert visited.outside == ["http://127.0.0.1:9/"]
