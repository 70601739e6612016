"""Prints for how many formulas, spoiled at random, the repair offers one that proves: python -m tests.mutation."""

from __future__ import annotations

import argparse
import statistics

from .sampled import claims, repaired


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--formulas", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = []
    for one in repaired(claims(), asked.formulas, asked.seed):
        found.append(one)
        best = one.offered[0] if one.offered else None
        said = f"{best.new} for {best.old}" if best else "nothing"
        edit = f"{one.edit.new} for {one.edit.old}"
        print(f"{one.seconds:5.2f} s  {one.edit.operator}: {' '.join(edit.split())}  |  {' '.join(said.split())}")
    seconds = sorted(one.seconds for one in found)
    print(
        f"{sum(one.proves for one in found)} of {len(found)} mended; "
        f"processor time: median {statistics.median(seconds):.2f} s, longest {seconds[-1]:.2f} s"
    )


if __name__ == "__main__":
    main()
