"""Debian's Chromium, driven by Playwright, on the built site; whatever it asks another host for is caught."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

from ..chromium import launched


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page as one visitor sees it, and what went wrong while it was shown."""

    page: Page
    outside: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def visit(browser: Browser, host: str) -> Iterator[Callable[..., Visit]]:
    """A function that opens a page of the site: visit("bias/", width=380, dark=True, scripts=False)."""
    contexts = []

    def open_page(path: str, *, width: int = 1400, dark: bool = False, scripts: bool = True) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        visited = Visit(context.new_page())

        def judge(route: Route) -> None:
            url = route.request.url
            visited.asked.append(url)
            if f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" == host or urlsplit(url).scheme in (
                "data",
                "blob",
            ):
                route.continue_()
            else:
                visited.outside.append(url)
                route.abort()

        def complain(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                visited.complaints.append(f"{message.type}: {message.text}")

        context.route("**/*", judge)
        visited.page.on("console", complain)
        visited.page.on("pageerror", lambda error: visited.complaints.append(f"exception: {error}"))
        visited.page.on("response", lambda r: visited.missing.append(r.url) if r.status >= 400 else None)
        visited.page.goto(f"{host}/{path}", wait_until="load")
        return visited

    yield open_page
    for context in contexts:
        context.close()
