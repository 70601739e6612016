"""Kills many runs at random moments: `python -m tests.kills --kills 200`. Exit status 1 where one left a trace."""

from __future__ import annotations

import argparse
import random
import secrets
import sys
import tempfile
from collections import Counter
from pathlib import Path

from .kill import Kill, Killer
from .project import make


def main() -> int:
    """Print each kill and their counts; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    kills: list[Kill] = []
    with tempfile.TemporaryDirectory(prefix="texproof-kills-") as scratch:
        folder = Path(scratch)
        (folder / "project").mkdir()
        killer = Killer(make(folder / "project"), folder / "full", random.Random(arguments.seed))
        for number in range(arguments.kills):
            kill = killer.kill()
            kills.append(kill)
            place = f"{kill.command}: {kill.name} after {kill.after:.2f} of {kill.of:.2f} s"
            print(f"{number + 1:>4} {place}{'' if kill.hit else ' (it had ended)'} {kill.wrong or 'ok'}", flush=True)
    for (command, name), count in sorted(Counter((k.command, k.name) for k in kills).items()):
        print(f"{command:<6} {name:<8} {count:>4}")
    wrong = sum(1 for kill in kills if kill.wrong)
    print(f"{len(kills)} kills, {sum(k.hit for k in kills)} of runs at work; {wrong} left a trace")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
