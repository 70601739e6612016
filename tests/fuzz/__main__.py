"""`make fuzz`: look for text that makes the parser or the page reader raise, for a while.

Each target runs in a process of its own, from a corpus and a dictionary made at this moment. What is found
is printed as a line for tests/fuzz/test_found.py, and the status is then 1.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..program import ROOT
from .seeds import SEEDS, dictionary, words
from .targets import TARGETS, text_of

LONGEST = {"formula": 400, "page": 1500, "notebook": 2000}  # bytes; longer ones are slower, and no deeper
SECONDS_OF_ONE = 10
MEGABYTES = 1500
_STATUS = re.compile(r"#(?P<runs>\d+)\s+(?P<event>[A-Z]+)\s+cov: (?P<cov>\d+) ft: (?P<ft>\d+)")
_TRACE = re.compile(r"=== Uncaught Python exception: ===\n(.*?)\n\n==", re.DOTALL)
_RUNS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


@dataclass(frozen=True)
class Hunt:
    """What one target came to: how many texts it was fed, the coverage at the start and the end, what it found."""

    target: str
    runs: int
    started: int
    ended: int
    found: tuple[tuple[str, str], ...]  # kind of fault, text
    said: str

    @property
    def summary(self) -> str:
        growth = f"coverage {self.started} → {self.ended}"
        return f"fuzz: {self.target}: {self.runs} texts, {growth}, {len(self.found)} found"


def hunt(target: str, seconds: int, seed: int = 0, runs: int = -1) -> Hunt:
    """Run a target for so many seconds, or so many texts. RuntimeError: the fuzzer itself did not run."""
    longest = LONGEST.get(target, 400)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name)
        corpus, seeds = folder / "corpus", folder / "seeds"
        corpus.mkdir()
        seeds.mkdir()
        for number, text in enumerate(SEEDS[target]()):
            if len(text.encode()) <= longest:  # what is longer would be cut off somewhere
                (seeds / f"{number:04}").write_text(text, encoding="utf-8", newline="")
        (folder / "words").write_text(dictionary(words()), encoding="ascii")
        options = [
            f"-max_total_time={seconds}", f"-runs={runs}", f"-seed={seed}", f"-dict={folder / 'words'}",
            f"-artifact_prefix={folder}/found-", f"-timeout={SECONDS_OF_ONE}", f"-rss_limit_mb={MEGABYTES}",
            f"-max_len={longest}", "-print_final_stats=1",
            str(corpus), str(seeds),
        ]  # fmt: skip
        ran = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.explore", target, *options],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        said = ran.stdout.decode("utf-8", "replace")
        found = tuple((path.name.split("-")[1], text_of(path.read_bytes())) for path in sorted(folder.glob("found-*")))
    return _hunt(target, ran.returncode, said, found)


def _hunt(target: str, status: int, said: str, found: tuple[tuple[str, str], ...]) -> Hunt:
    events = list(_STATUS.finditer(said))
    first = next((e for e in events if e["event"] == "INITED"), None)
    runs = _RUNS.search(said)
    if not found and (status != 0 or first is None or runs is None):
        raise RuntimeError(f"the fuzzer did not run:\n{said[-3000:]}")
    covered = [int(event["cov"]) for event in events] or [0]
    started = int(first["cov"]) if first is not None else 0
    fed = int(runs[1]) if runs else max((int(event["runs"]) for event in events), default=0)
    return Hunt(target, fed, started, covered[-1], found, said)


def told(result: Hunt) -> str:
    """Return what a hunt found, with a line for each that makes a test of it."""
    lines = []
    for kind, text in result.found:
        size = f"{kind} on a text of {len(text)} characters"
        lines.append(f"fuzz: {result.target}: {size}; for FOUND in tests/fuzz/test_found.py:")
        lines.append(f"    ({result.target!r}, {text!r}),")
    traced = _TRACE.search(result.said)
    return "\n".join([*lines, traced[1] if traced else result.said[-2000:]])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for all targets together (60)")
    parser.add_argument("--runs", type=int, default=-1, help="texts for each target; -1 for as many as there is time")
    parser.add_argument("--seed", type=int, default=0, help="of the random choices; 0 for another each time")
    parser.add_argument("targets", nargs="*", default=list(TARGETS), help=f"of {', '.join(TARGETS)} (all)")
    asked = parser.parse_args()
    status = 0
    for target in asked.targets:
        result = hunt(target, max(1, asked.seconds // len(asked.targets)), asked.seed, asked.runs)
        print(result.summary, flush=True)
        if result.found:
            status = 1
            print(told(result), flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
