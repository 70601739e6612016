"""The share of mutants that are killed, and how far a sample of them can be trusted."""

from __future__ import annotations

import math


def interval(killed: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """Return Wilson's interval for a share, by default that of 95 %.

    (p + z²/2n ± z √(p (1 − p)/n + z²/4n²)) / (1 + z²/n), with p = killed/n
    """
    p = killed / of
    middle, half = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    scale = 1 + z * z / of
    return (middle - half) / scale, (middle + half) / scale


def summary(name: str, killed: int, of: int) -> str:
    """Return a line: how many of how many are killed, their share, its interval."""
    if of == 0:
        return f"{name:<10} none tried"
    low, high = interval(killed, of)
    return f"{name:<10} {killed:>4} of {of:>4} killed  {killed / of:.1%}  (95 %: {low:.1%} to {high:.1%})"
