"""True claims under many seeds: what either route says that it should not, with the formula and the seed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from texproof.check import numpy_route, sympy_route
from texproof.check.samples import exact_sizes, sampled_sizes, size_letters
from texproof.check.verdict import Answer, RouteResult

from .sources import Claim, Stated


@dataclass(frozen=True)
class Alarm:
    """A route that does not say yes of a true claim. `seed` is None where it is SymPy, which has none."""

    claim: Claim
    seed: int | None
    answer: str
    reason: str

    @property
    def false(self) -> bool:
        """Whether it refuses what is true; else it only cannot decide it."""
        return self.answer != Answer.UNKNOWN

    def __str__(self) -> str:
        by = "SymPy" if self.seed is None else f"NumPy under seed {self.seed}"
        return f"{self.claim.source} {self.claim.place}: {by} says {self.answer}: {self.reason}\n      {self.claim.tex}"


@dataclass
class Tally:
    """What became of some claims."""

    claims: int = 0
    obligations: int = 0
    sampled: int = 0  # runs of the NumPy route: one obligation at one tuple of sizes under one seed
    repeated: int = 0  # those of them that 50 digits settled
    seconds: float = 0.0
    residual: float = 0.0
    worst: str = ""
    exact: Counter[str] = field(default_factory=Counter)
    alarms: list[Alarm] = field(default_factory=list)


def judge_exactly(claim: Claim, tally: Tally) -> None:
    """Ask SymPy what a claim states, at the sizes at which the build asks it; add it to a tally."""
    start = time.process_time()
    tally.claims += 1
    if claim.refused:
        tally.alarms.append(Alarm(claim, None, "refused", claim.refused))
    for stated in claim.stated:
        tally.obligations += 1
        _exact(claim, stated, tally)
    tally.seconds += time.process_time() - start


def judge_sampled(claim: Claim, seed: int, tally: Tally) -> None:
    """Ask NumPy under a seed, at the sizes at which the build asks it; add it to a tally."""
    start = time.process_time()
    for stated in claim.stated:
        _sampled(claim, stated, seed, tally)
    tally.seconds += time.process_time() - start


def _exact(claim: Claim, stated: Stated, tally: Tally) -> None:
    letters = size_letters(stated.obligation, stated.model.dims)
    rows = exact_sizes(letters, stated.fixed, stated.obligation)
    results = [sympy_route.decide(stated.obligation, stated.model, sizes) for sizes in rows]
    worst = _worst(results)
    tally.exact[str(worst.answer)] += 1
    if worst.answer is not Answer.YES:
        tally.alarms.append(Alarm(claim, None, str(worst.answer), worst.reason))


def _sampled(claim: Claim, stated: Stated, seed: int, tally: Tally) -> None:
    letters = size_letters(stated.obligation, stated.model.dims)
    for sizes in sampled_sizes(letters, stated.fixed, stated.obligation):
        result = numpy_route.decide(stated.obligation, stated.model, sizes, seed)
        tally.sampled += 1
        tally.repeated += "50 digits" in result.reason
        if result.answer is not Answer.YES:
            tally.alarms.append(Alarm(claim, seed, str(result.answer), f"at {sizes}: {result.reason}"))
        elif result.residual is not None and result.residual > tally.residual:
            tally.residual, tally.worst = result.residual, f"{claim.tex} under seed {seed} at {sizes}"


def _worst(results: Sequence[RouteResult]) -> RouteResult:
    return next((r for a in (Answer.NO, Answer.UNKNOWN) for r in results if r.answer is a), results[0])
