"""Nothing is wider than the window, at 380 and at 1400 pixels, with evidence closed and open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Visit
from .pages import ADDRESSES, OPEN_ALL, TOO_WIDE

WIDTH = "() => document.scrollingElement.scrollWidth"


@pytest.mark.parametrize("width", [380, 1400])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_overflows(address: str, width: int, visit: Callable[..., Visit]) -> None:
    page = visit(address, width=width).page
    assert page.evaluate(WIDTH) <= width
    assert page.evaluate(TOO_WIDE) == []
    page.evaluate(OPEN_ALL)
    assert page.evaluate(WIDTH) <= width
    assert page.evaluate(TOO_WIDE) == []


def test_what_is_too_wide_is_found(visit: Callable[..., Visit]) -> None:
    page = visit("", width=380).page
    page.evaluate(
        """() => document.querySelector(".md-content__inner").insertAdjacentHTML(
            "afterbegin", '<div style="width: 500px">wide</div>')"""
    )
    assert page.evaluate(TOO_WIDE) != []
