"""Text files of formulas: sections that say what is given, formulas, and indented below each what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A formula, the line of its section behind the word `given`, and the lines below it."""

    given: str
    tex: str
    below: tuple[str, ...]


def entries(text: str) -> Iterator[Entry]:
    """Yield the entries of a file. ValueError: a formula has nothing below it."""
    given = ""
    for block in text.strip().split("\n\n"):
        first, *lines = block.split("\n")
        if first.startswith("given "):
            given = first.removeprefix("given ")
        elif first.startswith("#"):
            continue
        elif not lines or not all(line.startswith("    ") for line in lines):
            raise ValueError(f"nothing stands below {first}")
        else:
            yield Entry(given, first, tuple(line.strip() for line in lines))
