"""What is refused: each formula of refusals/*.txt with its code, its place, its message, notes and help, word for word.

A section starts with `given` and a model, then definitions of the page. What is said of a formula stands below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from .fixtures import Entry, entries
from .formulas import meaning, vocabulary

HERE = Path(__file__).parent / "refusals"


EVERY = [one for path in sorted(HERE.glob("*.txt")) for one in entries(path.read_text(encoding="utf-8"))]


def said(tex: str, model: str, after: Sequence[str] = ()) -> Iterator[str]:
    """Yield the lines of what is said of a formula."""
    for found in meaning(tex, vocabulary(model, after=after)).diagnostics:
        yield f"{found.code} at {tex[found.span.start : found.span.end]}: {found.message}"
        yield from (f"note: {note}" for note in found.notes)
        if found.help:
            yield f"help: {found.help}"


@pytest.mark.parametrize("refusal", EVERY, ids=[f"{one.given.partition(';')[0]}: {one.tex}" for one in EVERY])
def test_it_is_said_where_it_is_wrong_and_what_to_write(refusal: Entry) -> None:
    model, *after = refusal.given.split("; ")
    assert tuple(said(refusal.tex, model, after)) == refusal.below


def test_a_formula_of_which_nothing_is_said_is_no_refusal() -> None:
    with pytest.raises(ValueError, match="nothing stands below x = x"):
        list(entries("given arrays\n\nx = x"))
