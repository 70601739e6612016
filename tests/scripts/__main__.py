"""Runs every script of a built site, as it is and spoiled, and says how many there are and how long they take.

Usage: python -m tests.scripts [SITE]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from .environment import made, run_all

SLOWEST = 5


def main(site: Path) -> int:
    """Return 0 where every script of the site passes as it is and fails spoiled."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        rows = run_all(made(Path(folder)), site / "scripts", os.cpu_count() or 1)
    in_digits = [row for row in rows if "agree to 40 digits" in row["said"]]
    wrong = [row for row in rows if row["code"] != 0 or row["spoiled"] != 1]
    seconds = sum(row["seconds"] for row in rows)
    spoiled = sum(row["spoiled_seconds"] for row in rows)
    print(f"{len(rows)} scripts: {len(rows) - len(in_digits)} prove their claim, {len(in_digits)} compare in 40 digits")
    print(f"{seconds:.0f} s of processor time, spoiled {spoiled:.0f} s, {time.perf_counter() - start:.0f} s in all")
    for row in sorted(rows, key=lambda row: -row["seconds"])[:SLOWEST]:
        print(f"  {row['seconds']:.1f} s {row['path']}")
    for row in in_digits:
        print(f"in 40 digits: {row['path']}")
    for row in wrong:
        print(f"WRONG {row['path']}: {row['code']}, spoiled {row['spoiled']}\n{row['said']}\n{row['spoiled_said']}")
    return 1 if wrong or not rows else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "site")))
