"""`make mutate`: spoil the engine's own code by one edit at a time, at random, and count what the tests see.

Each survivor is listed with its place and its edit. The status is 1 where fewer are killed than --at-least says.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from .mutants import PARTS, Mutant, Source, sampled, sources
from .share import summary
from .trial import Bench, Outcome, Record

# Quick tests that judge in their own process; the last of a row are asked only where they reach what is spoiled.
JUDGES = (
    "tests/elaborate",
    "tests/check",
    "tests/derivations",
    "tests/mutation/test_operators.py",
    "tests/mutation/test_vacuity.py",
    "tests/build/test_sealed.py",
    "tests/build/test_keys.py",
    "tests/engine/whole.py",
)
SLOWEST = 1.0  # seconds of a test that may judge


def drawn(sample: int, parts: Sequence[str], seed: int) -> dict[str, list[Mutant]]:
    """Return mutants of each part, as many of each as its share of all edits asks for, and one at least."""
    files = {part: sources(part) for part in parts}
    sizes = {part: sum(map(len, found)) for part, found in files.items()}
    whole = sum(sizes.values())
    chance = random.Random(seed)
    return {part: sampled(files[part], max(1, round(sample * sizes[part] / whole)), chance) for part in parts}


def named(names: Sequence[str]) -> dict[str, list[Mutant]]:
    """Return the mutants of some names, by their part."""
    found: dict[str, list[Mutant]] = {}
    files: dict[str, tuple[str, Source]] = {file.path: (part, file) for part in PARTS for file in sources(part)}
    for name in names:
        path, _, number = name.rpartition("#")
        part, file = files[path]
        mutant = file.mutant(int(number))
        if mutant is not None:
            found.setdefault(part, []).append(mutant)
    return found


def main() -> int:
    """Print the survivors and the shares; return the exit status."""
    parser = argparse.ArgumentParser(prog="tests.engine", description=__doc__)
    parser.add_argument("--sample", type=int, default=200, help="how many mutants")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    parser.add_argument("--part", choices=PARTS, action="append", help="only this part of the engine")
    parser.add_argument("--at-least", type=float, default=90.0, help="per cent that have to be killed")
    parser.add_argument("--record", type=Path, help="a file that keeps what the tests do, for the next call")
    parser.add_argument("mutants", nargs="*", help="only these, by name")
    arguments = parser.parse_args()
    mutants = named(arguments.mutants) or drawn(arguments.sample, arguments.part or list(PARTS), arguments.seed)
    print(f"seed {arguments.seed}; {sum(map(len, mutants.values()))} mutants", flush=True)
    with tempfile.TemporaryDirectory(prefix="texproof-mutants-") as scratch:
        bench = Bench(Path(scratch), JUDGES)
        record = _record(bench, arguments.record)
        judges = sum(seconds <= SLOWEST for seconds in record.seconds.values())
        print(f"{judges} tests judge, those of at most {SLOWEST:g} s", flush=True)
        for test in record.failing:
            print(f"fails without an edit, so that it cannot judge: {test}", flush=True)
        outcomes = {part: [_told(bench, mutant, record) for mutant in found] for part, found in mutants.items()}
    for part, found in outcomes.items():
        print(summary(part, sum(outcome.killed for outcome in found), len(found)))
    every = [outcome for found in outcomes.values() for outcome in found]
    killed = sum(outcome.killed for outcome in every)
    print(summary("all", killed, len(every)))
    return 0 if 100 * killed >= arguments.at_least * len(every) else 1


def _record(bench: Bench, path: Path | None) -> Record:
    if path is not None and path.exists():
        return Record(**json.loads(path.read_text(encoding="utf-8")))
    record = bench.record()
    if path is not None:
        path.write_text(json.dumps(asdict(record)), encoding="utf-8")
    return record


def _told(bench: Bench, mutant: Mutant, record: Record) -> Outcome:
    outcome = bench.tried(mutant, record.reaching(mutant, SLOWEST), record)
    place = f"{mutant.path}:{mutant.line}"
    print(f"{outcome.fate:<8} {outcome.seconds:>5.1f} s {place} {outcome.by}", flush=True)
    if not outcome.killed:
        print(f"  {mutant.name}, looked at by {outcome.tests} tests\n{mutant.diff}", flush=True)
    return outcome


if __name__ == "__main__":
    sys.exit(main())
