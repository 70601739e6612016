"""What a claim costs where there are many, and what a second process saves: run by `make scale`.

A round judges every page of the site and every entry of the inventory from the files on, each distinct formula
once: nothing is kept, and each round has new processes, so that none has seen any formula before. Rounds go on
until as many claims are judged as were asked for; with a record they may be spread over several runs. What they cost
includes the formulas that state nothing, the models' descriptions, the search for what a wrong formula was meant to
be, and the reports. Beside other work only the seconds of processors mean anything.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from texproof.build.answer import Answer
from texproof.build.crew import Crew
from texproof.build.judge import Judge
from texproof.build.project import Project
from texproof.build.work import Work

from ..entry import written
from ..inventory.models import FILES, entries
from .__main__ import ROOT, Line

MILLION = 1_000_000


@dataclass(frozen=True)
class Round:
    """What one round took: seconds on the clock and of processors; what was asked, and the claims among it."""

    seconds: float
    processor: float
    asked: Counter[str]
    claims: int


class Counting:
    """A crew that counts what it is asked to do, and which of the formulas are claims."""

    def __init__(self, size: int) -> None:
        self.crew = Crew(size)
        self.asked: Counter[str] = Counter()
        self.claims = 0

    def run(self, works: Sequence[Work], done: Callable[[int], None] = lambda _: None) -> list[Answer]:
        answers = self.crew.run(works, done)
        for work, answer in zip(works, answers, strict=True):
            self.asked[work.ask] += 1
            self.claims += answer.data.get("judged", {}).get("role") == "claim"
        return answers


def one_round(projects: Sequence[Project], processes: int) -> Round:
    """Judge all pages of all projects anew."""
    began, used = time.perf_counter(), _computed()
    counting = Counting(processes)
    with counting.crew:
        for project in projects:
            with Judge(project, cold=True, crew=counting) as judge:
                judge.judge()
    return Round(time.perf_counter() - began, _computed() - used, counting.asked, counting.claims)


def _computed() -> float:
    """Return the seconds of processors that this process took, and all that were waited for."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def speed_up(projects: Sequence[Project], times: int) -> list[Line]:
    """Judge with one process and with two, in turn, so that both meet the same machine."""
    pairs = []
    for number in range(times):
        pairs.append((one_round(projects, 1), one_round(projects, 2)))
        one, two = pairs[-1]
        print(f"  pair {number + 1}: one process {one.seconds:.1f} s, two {two.seconds:.1f} s", flush=True)
    ratios = sorted(one.seconds / two.seconds for one, two in pairs)
    return [
        Line(f"one process, a round (median of {times})", median(one.seconds for one, _ in pairs), "s"),
        Line(f"two processes, a round (median of {times})", median(two.seconds for _, two in pairs), "s"),
        Line("speed-up of two over one, median", median(ratios), ""),
        Line("speed-up of two over one, least", ratios[0], ""),
    ]


def recorded(record: Path | None) -> list[Round]:
    """Return the rounds of earlier runs, none where there is no record of them."""
    lines = record.read_text(encoding="utf-8").splitlines() if record is not None and record.exists() else []
    return [Round(**{**data, "asked": Counter(data["asked"])}) for data in map(json.loads, lines)]


def many(projects: Sequence[Project], claims: int, processes: int, record: Path | None = None) -> list[Line]:
    """Judge rounds until there are as many claims, those of the record among them, and return what one costs."""
    rounds = recorded(record)
    while sum(one.claims for one in rounds) < claims:
        rounds.append(one_round(projects, processes))
        print(f"  round {len(rounds)}: {rounds[-1].claims} claims in {rounds[-1].seconds:.1f} s", flush=True)
        if record is not None:
            with record.open("a", encoding="utf-8") as kept:
                kept.write(json.dumps(rounds[-1].__dict__ | {"asked": dict(rounds[-1].asked)}) + "\n")
    judged, seconds = sum(one.claims for one in rounds), sum(one.seconds for one in rounds)
    half = max(1, len(rounds) // 2)
    lines = [
        Line("rounds", len(rounds), ""),
        Line("claims judged", judged, ""),
        Line("formulas judged, claims among them", sum(one.asked["judge"] for one in rounds), ""),
        Line(f"all of it, {processes} processes", seconds, "s"),
        Line("a claim, on the clock", 1000 * seconds / judged, "ms"),
        Line("a claim, of processors", 1000 * sum(one.processor for one in rounds) / judged, "ms"),
        *(
            Line(f"a claim, on the clock, {name} half of the rounds", 1000 * _each(part), "ms")
            for name, part in (("first", rounds[:half]), ("second", rounds[half:]))
            if part
        ),
        Line("a million claims at this rate", MILLION * seconds / judged / 3600, "h"),
        Line("a million claims, of processors", MILLION * sum(one.processor for one in rounds) / judged / 3600, "h"),
    ]
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*lines, Line("peak memory of the process that asks", own, "MiB")]


def _each(rounds: Sequence[Round]) -> float:
    return sum(one.seconds for one in rounds) / sum(one.claims for one in rounds)


def main() -> int:
    """Print all lines and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scale", description=__doc__.partition("\n")[0])
    parser.add_argument("--claims", type=int, default=2000, help="judge rounds until there are as many (default: 2000)")
    parser.add_argument("--processes", type=int, default=2, help="how many judge these at once (default: 2)")
    parser.add_argument(
        "--pairs", type=int, default=3, help="rounds with one process and with two, 0 for none (default: 3)"
    )
    parser.add_argument("--record", type=Path, help="a file that keeps each round, from which a later run goes on")
    asked = parser.parse_args()
    busy = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {busy:.1f} processes at work before this began")
    with tempfile.TemporaryDirectory(prefix="texproof-scale-") as scratch:
        projects = [Project(ROOT, ROOT / "docs", ROOT / "snippets", None)]
        projects += [written(entries(file), Path(scratch) / file) for file in FILES]
        if asked.pairs:
            print(*speed_up(projects, asked.pairs), sep="\n", flush=True)
        print(*many(projects, asked.claims, asked.processes, asked.record), sep="\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
