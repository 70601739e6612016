"""The links of a notebook's page: MkDocs turns paths of sources into addresses on Markdown pages only."""

from __future__ import annotations

from collections.abc import Callable
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

SOURCES = (".md", ".ipynb")
_log = get_plugin_logger("texproof")


def addresses(page: Page, files: Files) -> Callable[[str], str]:
    """Return what makes of a link to a source, relative to the page's, its address on the site.

    A link to anything else stays. One to a source that does not exist is a warning, which a strict build
    fails on; whether the page has the anchor is left to MkDocs.
    """

    def address(link: str) -> str:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return link
        path = normpath(join(dirname(page.file.src_uri), unquote(parts.path)))
        file = files.get_file_from_path(path)
        if file is None:
            if path.endswith(SOURCES):
                _log.warning(f"{page.file.src_uri} links to {link}, but there is no {path} among the pages")
            return link
        if parts.fragment:
            anchors = page.links_to_anchors = page.links_to_anchors or {}
            anchors.setdefault(file, {}).setdefault(parts.fragment, link)
        relative = str(file.url_relative_to(page.file))
        return parts._replace(path=relative).geturl()

    return address
