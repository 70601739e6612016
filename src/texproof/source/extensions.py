"""The Markdown extensions that decide what is a formula, and which of them a site renders with."""

from __future__ import annotations

from typing import Any

from .settings import PLUGIN, entries, read

# Those known, with the settings that matter; others change only what stands within a run of text.
KNOWN: dict[str, dict[str, Any]] = {
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "fenced_code": {},
    "footnotes": {},
    "md_in_html": {},
    "tables": {},
    "pymdownx.blocks.admonition": {},
    "pymdownx.blocks.caption": {},
    "pymdownx.blocks.definition": {},
    "pymdownx.blocks.details": {},
    "pymdownx.blocks.html": {},
    "pymdownx.blocks.tab": {"alternate_style": True},
    "pymdownx.details": {},
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {"alternate_style": True},
}
EVERY = tuple(name for name in KNOWN if name != "fenced_code")  # superfences takes its place
_OF_MKDOCS = ("tables", "fenced_code")
_TYPESETS = "pymdownx.arithmatex"
_EXTRA = ("attr_list", "def_list", "footnotes", "md_in_html", "tables")
_BUNDLES = {"extra": (*_EXTRA, "fenced_code"), "pymdownx.extra": (*_EXTRA, "pymdownx.superfences")}


def extensions_of(settings: str) -> tuple[str, ...]:
    """Return the known extensions that a `mkdocs.yml` with this text renders with, in the order of their names.

    All of them, but for those that another one replaces, where it says nothing of formulas.
    """
    said = read(settings)
    names = [name.removeprefix("markdown.extensions.") for name in entries(said.get("markdown_extensions"))]
    # The plugin brings what typesets with it.
    if _TYPESETS not in names and PLUGIN not in entries(said.get("plugins")):
        return EVERY
    found = {*_OF_MKDOCS, *names}
    for bundle, contents in _BUNDLES.items():
        if bundle in found:
            found |= set(contents)
    if "pymdownx.superfences" in found:
        found.discard("fenced_code")
    return tuple(sorted(found & set(KNOWN)))
