"""Render a page as the site does, and take the formulas out of the HTML: the second opinion on the scanner."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from html.parser import HTMLParser
from typing import Any

from markdown import Markdown
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

# What a site may have beside the extensions that decide what is a formula.
BESIDE = [
    "toc",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.highlight",
    "pymdownx.keys",
    "pymdownx.tasklist",
    "pymdownx.tilde",
]
CONFIGS: dict[str, dict[str, Any]] = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.blocks.tab": {"alternate_style": True},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
}


def _block(name: str) -> type[Block]:
    class Plain(Block):
        NAME = name
        ARGUMENT = None
        OPTIONS = {"sizes": ({}, dict), "expect": ("", str)}

        def on_create(self, parent: etree.Element) -> etree.Element:
            return etree.SubElement(parent, "div")

    return Plain


class _Ours(BlocksExtension):
    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:
        for name in ("given", "erratum", "unchecked"):
            block_mgr.register(_block(name), {})


class _Formulas(HTMLParser):
    """Collects the text of the elements of class arithmatex."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "arithmatex" in (dict(attrs).get("class") or "").split():
            self.tag = tag
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.tag:
            self.tag = ""

    def handle_data(self, data: str) -> None:
        if self.tag:
            self.found[-1] += data


def rendered(page: str, extensions: tuple[str, ...]) -> tuple[list[str], str]:
    """Return the TeX that stands in the page rendered with these extensions, in order, and the HTML."""
    html = Markdown(extensions=[*BESIDE, *extensions, _Ours()], extension_configs=CONFIGS).convert(page)
    parser = _Formulas()
    parser.feed(html)
    return [text[2:-2] for text in parser.found], html
