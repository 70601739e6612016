"""The Markdown extensions that decide what is a formula, and which of them a site renders with."""

from __future__ import annotations

from typing import Any

import yaml

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
    try:
        loaded = yaml.load(settings, _Names)  # noqa: S506 - a SafeLoader that makes nothing of tags
    except (yaml.YAMLError, ValueError, RecursionError):
        return EVERY
    listed = loaded.get("markdown_extensions") if isinstance(loaded, dict) else None
    names = [_name(item) for item in listed] if isinstance(listed, (list, dict)) else []
    if _TYPESETS not in names:
        return EVERY
    found = {*_OF_MKDOCS, *names}
    for bundle, contents in _BUNDLES.items():
        if bundle in found:
            found |= set(contents)
    if "pymdownx.superfences" in found:
        found.discard("fenced_code")
    return tuple(sorted(found & set(KNOWN)))


def _name(item: Any) -> str:
    name = next(iter(item), "") if isinstance(item, dict) else item
    return str(name).removeprefix("markdown.extensions.")


class _Names(yaml.SafeLoader):
    """Reads a configuration for its names: whatever has a tag is nothing."""


_Names.add_multi_constructor("", lambda *_: None)
