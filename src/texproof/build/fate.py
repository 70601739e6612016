"""What is said of a formula's neighbours, as plain data; here nothing is computed, and no library loaded."""

from __future__ import annotations

from dataclasses import dataclass

from ..mutation.mutant import Mutant


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a mutant: its verdict, and the code, the reason or nothing.

    `true`: it was accepted, and it is accepted too at larger sizes, at which it had not been decided, or, where
    these cannot be decided, it is proved for every size.
    """

    verdict: str
    why: str = ""
    true: bool = False


@dataclass(frozen=True, slots=True)
class Spoils:
    """All that one edit makes of a formula: its mutants, and the hypotheses on what it speaks of (symbol, name)."""

    mutants: tuple[Mutant, ...] = ()
    hypotheses: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Mended:
    """The edits that mend a formula, the likeliest first."""

    mutants: tuple[Mutant, ...] = ()
