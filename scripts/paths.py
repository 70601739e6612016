"""A hook of MkDocs: "previous" and "next" follow a path of one purpose, and say which.

`extra: paths:` in mkdocs.yml names each path with the sections of the navigation that it leads through. Pages of no
path lead through their own section, so that nobody is taken from the last lesson into the index of errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Return the navigation with the pages linked along their paths; the theme finds a path's name in `page.path`."""
    tops = {str(item.title): item for item in nav.items if not item.is_page}
    paths: dict[str, list[str]] = config.extra.get("paths", {})
    if unknown := [title for titles in paths.values() for title in titles if title not in tops]:
        raise PluginError(f"mkdocs.yml: extra: paths: the navigation has no section {unknown[0]!r}")
    taken = {title for titles in paths.values() for title in titles}
    for name, titles in [*paths.items(), *((title, [title]) for title in tops if title not in taken)]:
        _link(name, [page for title in titles for page in _pages(tops[title].children)])
    for home in (item for item in nav.items if item.is_page):
        home.path = home.previous_page = home.next_page = None
        if paths:
            home.path, titles = next(iter(paths.items()))
            home.next_page = next(_pages(tops[titles[0]].children))
            home.next_page.previous_page = home
    return nav


def _pages(items: Iterable[Any]) -> Iterator[Page]:
    for item in items:
        if item.is_page:
            yield item
        elif item.children:
            yield from _pages(item.children)


def _link(name: str, pages: list[Page]) -> None:
    for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        page.previous_page, page.next_page = before, after
        page.path = name
