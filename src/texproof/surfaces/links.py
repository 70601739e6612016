"""The links of a notebook's page: MkDocs turns paths of sources into addresses on Markdown pages only."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

PAGES = (".md", ".ipynb")


def led_to(link: str, source: str) -> tuple[str, str] | None:
    """Return the path and the anchor that a link in a source below docs/ leads to; None if it leaves the pages.

    "../product.md#sum" in "numerics/errors.ipynb" leads to "product.md" and "sum".
    """
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    return normpath(join(dirname(source), unquote(parts.path))), parts.fragment
