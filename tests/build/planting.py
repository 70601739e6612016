"""Entries of a cache, changed and sealed with the real secret: what a broken machine could have left there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from texproof.build.cache import Cache


def plant(folder: Path, kind: str, change: Callable[[Any], Any]) -> int:
    """Change the values of a cache's entries of a kind; return how many were changed."""
    cache, changed = Cache(folder), 0
    for path in sorted((folder / kind).glob("*.json")):
        entry = json.loads(path.read_text(encoding="ascii"))
        value = change(entry["value"])
        changed += value != entry["value"]
        cache.put(kind, path.stem, entry["key"], value)
    return changed


def proved(value: Any) -> Any:
    """Return what an entry says, with every refutation taken for a proof."""
    if isinstance(value, dict):
        found = {name: proved(item) for name, item in value.items()}
        if found.get("verdict") == "proved" and "diagnostics" in found:
            found["diagnostics"] = []
        return found
    if isinstance(value, list):
        return [proved(item) for item in value]
    return {"refuted": "proved", "no": "yes"}.get(value, value) if isinstance(value, str) else value
