"""Verdicts and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Answer(StrEnum):
    """What one route says of one obligation."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


MOST_SHOWN = 6  # rows and columns of a side that is shown whole: what a reader can still compare by eye


def shown_whole(shape: tuple[int, ...]) -> bool:
    """Whether sides of a shape are small matrices, which a counterexample shows whole."""
    return len(shape) == 2 and max(shape) > 1 and max(shape) <= MOST_SHOWN


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Values for which the two sides differ: numbers in short decimals, by their names on the page.

    `entry` is the position (from 1) of the entry that differs most, () where the sides are numbers.
    `whole` are both sides, row by row, where they are small matrices: what is written alike in both is equal there.
    """

    sizes: Mapping[str, int]
    indices: Mapping[str, int]
    entry: tuple[int, ...]
    left: str
    right: str
    values: Mapping[str, str]
    whole: tuple[tuple[tuple[str, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class RouteResult:
    """A route's answer and its evidence.

    `sizes`: each assignment of size letters that was tried. `points`: how many random points
    (NumPy). `residual`: the largest norm of left - right over max(1, norm of right), dimensionless
    (NumPy). `reason`: why the answer is unknown, or how it was decided. `seconds`: filled in by the build.
    `without_value`: sizes at which no ordinary point gives both sides a value, None where that was not seen.
    """

    answer: Answer
    sizes: tuple[Mapping[str, int], ...] = ()
    points: int = 0
    residual: float | None = None
    reason: str = ""
    counterexample: Counterexample | None = None
    seconds: float = 0.0
    without_value: Mapping[str, int] | None = None


def without_value(verdict: str, routes: Mapping[str, RouteResult]) -> Mapping[str, int] | None:
    """Return the sizes at which no ordinary point gives both sides a value, where that is why nothing was decided."""
    found = (result.without_value for result in routes.values() if result.without_value is not None)
    return next(found, None) if verdict == "undecided" else None


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a claim is proved for every size, and if not why.

    `letters`: the size letters that the proof is for all values of. `least`: for those that do not start at 1
    the number from which on they are meant, since an entry of that number is written. `rules`: the names of
    the rules that it rests on. `networks`: how many the two sides have together before they are brought to
    their normal form. `seconds`: filled in by the build. `fault`: two ways to decide it disagreed.
    """

    holds: bool
    reason: str = ""
    letters: tuple[str, ...] = ()
    least: Mapping[str, int] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    networks: int = 0
    seconds: float = 0.0
    fault: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A side of a derivation's chain in TeX, and in words by which rule it equals the side before ("": the first).

    A symbol that the rule names stands in its TeX between dollar signs: definition of $A$.
    """

    tex: str
    rule: str = ""


VERDICTS = (
    "proved",
    "supported",
    "refuted",
    "ill-shaped",
    "malformed",
    "undecided",
    "conflict",
    "definition",
    "mention",
    "refuted-erratum",
    "unchecked",
)
PASSING = frozenset({"proved", "definition", "mention", "refuted-erratum", "unchecked"})
# From the worst: what a formula is called when its obligations differ.
SEVERITY = ("malformed", "ill-shaped", "conflict", "refuted", "undecided", "supported", "proved")
