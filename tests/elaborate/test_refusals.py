"""What is refused: each formula of refusals/*.txt with its code, its place, its message, notes and help, word for word.

A section starts with `given` and a model, then definitions of the page. What is said of a formula stands below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from .formulas import meaning, vocabulary

HERE = Path(__file__).parent / "refusals"


@dataclass(frozen=True)
class Refusal:
    """One formula under a model and definitions, and the lines that are said of it."""

    model: str
    after: tuple[str, ...]
    tex: str
    said: tuple[str, ...]


def refusals(text: str) -> Iterator[Refusal]:
    """Yield the refusals of a file. ValueError: a formula stands there without what is said of it."""
    model, after = "", ()
    for block in text.strip().split("\n\n"):
        first, *lines = block.split("\n")
        if first.startswith("given "):
            model, *definitions = first.removeprefix("given ").split("; ")
            after = tuple(definitions)
        elif first.startswith("#"):
            continue
        elif not lines or not all(line.startswith("    ") for line in lines):
            raise ValueError(f"nothing is said of {first}")
        else:
            yield Refusal(model, after, first, tuple(line.strip() for line in lines))


EVERY = [one for path in sorted(HERE.glob("*.txt")) for one in refusals(path.read_text(encoding="utf-8"))]


def said(tex: str, model: str, after: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the lines of what is said of a formula."""
    for found in meaning(tex, vocabulary(model, after=after)).diagnostics:
        yield f"{found.code} at {tex[found.span.start : found.span.end]}: {found.message}"
        yield from (f"note: {note}" for note in found.notes)
        if found.help:
            yield f"help: {found.help}"


@pytest.mark.parametrize("refusal", EVERY, ids=[f"{one.model}: {one.tex}" for one in EVERY])
def test_it_is_said_where_it_is_wrong_and_what_to_write(refusal: Refusal) -> None:
    assert tuple(said(refusal.tex, refusal.model, refusal.after)) == refusal.said


def test_a_formula_of_which_nothing_is_said_is_no_refusal() -> None:
    with pytest.raises(ValueError, match="nothing is said of x = x"):
        list(refusals("given arrays\n\nx = x"))
