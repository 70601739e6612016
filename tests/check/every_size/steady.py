"""How often the properties are tried: a few times in each run, as often as wished with TEXPROOF_EXAMPLES=20."""

from __future__ import annotations

import os

from hypothesis import settings

from ...properties.steady import STEADY

TIMES = int(os.environ.get("TEXPROOF_EXAMPLES", "1"))


def tried(examples: int) -> settings:
    """Return settings for a number of examples; with TEXPROOF_EXAMPLES for that many times it, of new ones."""
    if TIMES == 1:
        return settings(STEADY, max_examples=examples)
    return settings(STEADY, max_examples=examples * TIMES, derandomize=False)
