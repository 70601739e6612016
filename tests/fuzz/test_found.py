"""What `make fuzz` found once, and what it starts from: none of it raises again."""

from __future__ import annotations

import pytest

from .seeds import SEEDS
from .targets import TARGETS

# Lines as `make fuzz` prints them.
FOUND: list[tuple[str, str]] = [
    ("formula", " x_{i+1} - x_{i+1} =+1 "),
    ("formula", r"(A \\ B)"),
    ("formula", r" \frac{v}0 \\= 1 "),
    ("formula", "A = {:}"),
]


@pytest.mark.parametrize(("target", "text"), FOUND)
def test_what_was_found_once_is_mended(target: str, text: str) -> None:
    TARGETS[target](text)


@pytest.mark.parametrize("target", TARGETS)
def test_what_the_fuzzer_starts_from_does_not_raise(target: str) -> None:
    for text in SEEDS[target]():
        TARGETS[target](text)
