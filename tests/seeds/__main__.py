"""`python -m tests.seeds --seeds 100 --claims 1000`: true claims under many seeds, with every false alarm by name.

Exit status 1 where a route refuses a true claim. It takes one process; `nice` leaves the machine to others.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict

from .judging import Tally, judge_exactly, judge_sampled
from .sources import every


def main() -> int:
    """Judge and print; return 1 after a false alarm."""
    parser = argparse.ArgumentParser(prog="python -m tests.seeds", description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=100, metavar="N", help="seeds 0 to N - 1")
    parser.add_argument("--claims", type=int, default=1000, metavar="N", help="as many as it takes are drawn at random")
    options = parser.parse_args()
    claims = every(options.claims)
    tallies: dict[str, Tally] = defaultdict(Tally)
    print(f"{len(claims)} claims; SymPy first, which needs no seed", file=sys.stderr, flush=True)
    for claim in claims:
        judge_exactly(claim, tallies[claim.source])
    for seed in range(options.seeds):
        for claim in claims:
            judge_sampled(claim, seed, tallies[claim.source])
        found = [alarm for tally in tallies.values() for alarm in tally.alarms]
        told = f"seed {seed}: {sum(alarm.false for alarm in found)} false alarms so far, {len(found)} of all kinds"
        print(told, *(f"\n   {alarm}" for alarm in found if alarm.seed == seed), file=sys.stderr, flush=True)
    return report(tallies, options.seeds)


def report(tallies: dict[str, Tally], seeds: int) -> int:
    """Print the counts of each source and of all; return 1 where there is a false alarm."""
    print(f"{'source':<12} claims  stated  SymPy yes/unknown/no   NumPy runs  by 50 digits  worst residual  seconds")
    for source, tally in tallies.items():
        exact = "/".join(str(tally.exact[answer]) for answer in ("yes", "unknown", "no"))
        print(
            f"{source:<12}{tally.claims:>7}{tally.obligations:>8}  {exact:>20}{tally.sampled:>13}"
            f"{tally.repeated:>14}{tally.residual:>16.1e}{tally.seconds:>9.0f}"
        )
    alarms = [alarm for tally in tallies.values() for alarm in tally.alarms]
    false = [alarm for alarm in alarms if alarm.false]
    worst = max(tallies.values(), key=lambda tally: tally.residual)
    print(f"{sum(t.claims for t in tallies.values())} claims under {seeds} seeds: {len(false)} false alarms")
    print(f"not decided: {len(alarms) - len(false)}")
    print(f"worst residual that passed: {worst.residual:.1e} of {worst.worst}")
    for alarm in sorted(alarms, key=lambda alarm: not alarm.false):
        print(f"   {'FALSE ALARM ' if alarm.false else ''}{alarm}")
    return 1 if false else 0


if __name__ == "__main__":
    sys.exit(main())
