"""What a site's `mkdocs.yml` says that decides what is judged, read without MkDocs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

PLUGIN = "texproof"


def read(text: str) -> Mapping[str, Any]:
    """Return the settings that a `mkdocs.yml` with this text holds; none where it cannot be read."""
    try:
        loaded = yaml.load(text, _Plain)  # noqa: S506 - a SafeLoader that makes nothing of tags
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def entries(listed: Any) -> Mapping[str, Any]:
    """Return what a list of plugins or extensions names, each with its options: MkDocs takes lists and mappings."""
    found: dict[str, Any] = {}
    for item in listed if isinstance(listed, list) else [listed]:
        if isinstance(item, dict):
            found |= {str(name): options for name, options in item.items()}
        elif item is not None:
            found[str(item)] = None
    return found


def folders_of(text: str, docs: str, snippets: str) -> tuple[str, str]:
    """Return the folders of pages and snippets that a `mkdocs.yml` with this text names, else those given."""
    settings = read(text)
    options = entries(settings.get("plugins")).get(PLUGIN)
    named = options if isinstance(options, dict) else {}
    return _folder(settings.get("docs_dir"), docs), _folder(named.get("snippets"), snippets)


def _folder(value: Any, usual: str) -> str:
    return value if isinstance(value, str) and value else usual


class _Plain(yaml.SafeLoader):
    """Reads a configuration for its names and texts: whatever has a tag is nothing."""


_Plain.add_multi_constructor("", lambda *_: None)
