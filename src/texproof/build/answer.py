"""What a child says to its parent, read as what it may be: anything, since a snippet can reach the connection."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from ..report.judged import Described, Judged
from ..report.record import from_data
from .fate import Fate, Mended, Spoils
from .work import Work

OUT_OF_MEMORY = "ran out of memory"
_STRANGE = "it answered what is no answer"
_KINDS: dict[str, tuple[str, type[Any]]] = {
    "describe": ("described", Described),
    "judge": ("judged", Judged),
    "spoil": ("spoils", Spoils),
    "fate": ("fate", Fate),
    "mend": ("mended", Mended),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a unit of work: data, or why there is none."""

    data: dict[str, Any] = field(default_factory=dict)
    failed: str = ""
    snippet: bool = False  # whether it is the snippet that failed
    trace: str = ""
    last: bool = False  # whether the child that said it must not be asked again


def read(line: bytes, work: Work) -> Answer:
    """Return the answer that a line is to a unit of work; one that failed where it is none."""
    data = read_data(line)
    if data is None:
        return Answer(failed=_STRANGE, last=True)
    failed = data.get("failed")
    if failed is not None:
        of_snippet, trace = data.get("snippet") is True, str(data.get("trace", ""))
        return Answer({}, str(failed) or _STRANGE, of_snippet, trace, last="last" in data)
    if work.source and work.ask in _KINDS:
        name, kind = _KINDS[work.ask]
        try:
            from_data(kind, data.get(name))
        except (TypeError, ValueError):
            return Answer(failed=_STRANGE, last=True)
    return Answer(data, last="last" in data)


def read_data(line: bytes) -> dict[str, Any] | None:
    """Return the object that a line of JSON holds, or None."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
