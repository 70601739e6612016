"""The blocks of a page in Markdown: each becomes a place in the HTML, filled when the page is rendered whole."""

from __future__ import annotations

from typing import Any, ClassVar
from xml.etree import ElementTree as ET

from markdown import Markdown
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_any


class _Place(Block):
    """A block that takes an argument and becomes a <div>. What its options mean is the engine's to judge."""

    ARGUMENT: bool | None = True

    def on_create(self, parent: ET.Element) -> ET.Element:
        attributes = {"class": f"texproof-{self.NAME}"}
        if self.argument:
            attributes["data-name"] = self.argument
        return ET.SubElement(parent, "div", attributes)


class Given(_Place):
    NAME = "given"
    OPTIONS: ClassVar[dict[str, list[Any]]] = {"sizes": [None, type_any]}


class Erratum(_Place):
    NAME = "erratum"
    OPTIONS: ClassVar[dict[str, list[Any]]] = {"expect": ["", type_any]}

    def on_create(self, parent: ET.Element) -> ET.Element:
        block = super().on_create(parent)
        block.set("id", str(self.argument).strip())
        return block


class Unchecked(_Place):
    NAME = "unchecked"


class TexproofExtension(BlocksExtension):
    """Python-Markdown extension with the blocks given, erratum and unchecked."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:
        for block in (Given, Erratum, Unchecked):
            block_mgr.register(block, self.getConfigs())


def makeExtension(**options: Any) -> TexproofExtension:
    """Return the extension, as Python-Markdown asks for it by the module's name."""
    return TexproofExtension(**options)
