"""Who types what they look for into the search box finds its page among the first three results."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from .conftest import Visit

SEARCHES = {
    "log det": "reference/derivatives/determinant/",
    "softmax jacobian": "layers/softmax/",
    "normalization jacobian": "layers/normalization/",
    "woodbury": "reference/identities/woodbury/",
    "kronecker vec": "reference/identities/kronecker/",
    "derivative of inverse": "reference/derivatives/inverse/",
    "attention backward": "layers/attention/",
    "cross-entropy gradient": "layers/softmax/",
    "quadratic form": "reference/derivatives/quadratic/",
    "cholesky": "reference/modes-implicit/",
}
LINK = ".md-search-result__item > a.md-search-result__link"


def results(page: Page, query: str) -> list[str]:
    """Return the addresses of the pages found, below the site's root and each once, best first."""
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill(query)
    page.locator(".md-search__input").press("End")  # one key is one search
    page.locator(".md-search-result__meta").filter(has_text="matching").wait_for()
    found = page.locator(LINK).evaluate_all("links => links.map(link => link.href)")
    return list(dict.fromkeys(urlsplit(link).path.lstrip("/") for link in found))


@pytest.mark.parametrize(("query", "address"), SEARCHES.items(), ids=SEARCHES)
def test_a_search_leads_to_the_page_that_is_meant(query: str, address: str, visit: Callable[..., Visit]) -> None:
    assert address in results(visit("").page, query)[:3]


def test_the_first_result_opens_at_what_was_looked_for(visit: Callable[..., Visit]) -> None:
    page = visit("").page
    results(page, "softmax jacobian")
    page.locator(LINK).first.click()
    page.wait_for_url("**/layers/softmax/**")
    assert page.locator("#softmax-jacobian").count() == 1


def test_nothing_is_found_where_there_is_nothing(visit: Callable[..., Visit]) -> None:
    page = visit("").page
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("zygohistomorphic")
    page.locator(".md-search-result__meta").filter(has_text="No matching").wait_for()
    assert page.locator(LINK).count() == 0
