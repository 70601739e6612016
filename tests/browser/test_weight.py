"""What a page makes a browser fetch is light: at most 150 KB compressed, with everything but fonts."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from .conftest import Visit
from .pages import ADDRESSES

MOST = 150_000  # bytes


@cache
def compressed(file: Path) -> int:
    """Return what a server sends of a file, as most of them compress it."""
    return len(gzip.compress(file.read_bytes(), 6))


def fetched(site: Path, visited: Visit) -> dict[str, int]:
    """Return the files that a page asked for but fonts, with their compressed sizes."""
    visited.page.wait_for_load_state("networkidle")
    asked = {urlsplit(address).path.lstrip("/") for address in visited.asked}
    files = {path: site / path / "index.html" if path.endswith("/") or not path else site / path for path in asked}
    return {path: compressed(file) for path, file in files.items() if file.suffix != ".woff2"}


@pytest.mark.parametrize("address", [*ADDRESSES, "404.html"])
def test_a_page_is_light(address: str, site: Path, visit: Callable[..., Visit]) -> None:
    weights = fetched(site, visit(address))
    assert len(weights) > 5
    assert address in weights
    assert sum(weights.values()) <= MOST, sorted(weights.items(), key=lambda pair: -pair[1])[:5]


def test_the_index_of_the_search_comes_when_somebody_searches(site: Path, visit: Callable[..., Visit]) -> None:
    visited = visit("")
    assert not any("search_index" in path for path in fetched(site, visited))
    visited.page.keyboard.press("/")
    visited.page.keyboard.type("gradient")
    visited.page.locator(".md-search-result__item").first.wait_for()
    assert any("search_index" in path for path in fetched(site, visited))
    assert sum(fetched(site, visited).values()) > MOST  # so that waiting is worth it
