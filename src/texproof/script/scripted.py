"""What the script of a claim is written from: plain data, found while the claim is judged and kept with its verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Scripted:
    """One claim as Python source over an array namespace `xp` and the values `at` of its symbols.

    `letters` are the size letters; `exact` are the numbers for SymPy, `floats` those for NumPy. `free` are pairs of a
    free symbol and the expression that makes its value, `functions` the functions that are free. `indices` are pairs
    of a free index and its upper bound. `order` counts the derivatives that stand in one another. `plain` are pairs
    of a library and the sides in it alone, to be pasted.
    """

    left: str
    right: str
    model: str = ""  # the name of its snippet's function; "" where the claim is about no snippet
    letters: tuple[str, ...] = ()
    exact: Mapping[str, int] = field(default_factory=dict)
    floats: Mapping[str, int] = field(default_factory=dict)
    free: tuple[tuple[str, str], ...] = ()
    functions: tuple[str, ...] = ()
    indices: tuple[tuple[str, str], ...] = ()
    order: int = 0
    is_complex: bool = False
    plain: tuple[tuple[str, str], ...] = ()
