"""What judging costs: run by `make bench` on a copy of the project, so that nothing is left behind in it.

Exit status 1 where a bound is exceeded.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from .measure import Run, measured

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("docs", "scripts", "snippets", "overrides", "mkdocs.yml", "package.json")
CACHE = ".texproof_cache"
PLUGIN = "  - texproof:\n"
UNJUDGED = "without-judging.yml"
ROUNDS = 5
COLD_ROUNDS = 3

COLD_SECONDS = 60.0
WARM_SECONDS = 2.0
COLD_MEMORY = 1024.0  # MiB
FORMULA = 30.0  # ms
PROOF = 20.0  # ms
SLOWEST = 20
RATIO = 1.2


@dataclass(frozen=True)
class Line:
    """One line of the result; `bound` is the most that `value` may be."""

    name: str
    value: float
    unit: str
    bound: float | None = None

    @property
    def holds(self) -> bool:
        return self.bound is None or self.value <= self.bound

    def __str__(self) -> str:
        number = f"{self.value:,.0f}" if self.unit == "MiB" or float(self.value).is_integer() else f"{self.value:,.2f}"
        said = "" if self.bound is None else f"  (at most {self.bound:g}{'' if self.holds else ': EXCEEDED'})"
        return f"{self.name:<52}{number:>10} {self.unit:<4}{said}".rstrip()


def copied(folder: Path) -> Path:
    """Copy what a build needs into a folder, with a second configuration that does not judge."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        elif source.exists():
            shutil.copy(source, folder)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    configuration = (folder / "mkdocs.yml").read_text()
    if PLUGIN not in configuration:
        raise RuntimeError(f"mkdocs.yml has no line {PLUGIN!r}")
    (folder / UNJUDGED).write_text(configuration.replace(PLUGIN, f"{PLUGIN}      judge: false\n"))
    return folder


def check(folder: Path) -> Run:
    return measured("texproof", "check", "--format", "json", folder=folder)


def build(folder: Path, *options: str) -> Run:
    return measured("mkdocs", "build", "--quiet", *options, folder=folder)


def coldly(run: Callable[[Path], Run], folder: Path) -> list[Run]:
    """Run several times, each without what was kept from the time before."""
    runs = []
    for _ in range(COLD_ROUNDS):
        shutil.rmtree(folder / CACHE, ignore_errors=True)
        runs.append(run(folder))
    return runs


def cold_lines(name: str, runs: Sequence[Run], bound: float | None = None) -> list[Line]:
    seconds = median(run.seconds for run in runs)
    return [
        Line(f"{name}, cold (median of {len(runs)})", seconds, "s", bound),
        Line(f"{name}, cold, peak memory", max(run.memory for run in runs), "MiB", COLD_MEMORY),
    ]


def route_seconds(report: dict[str, Any]) -> dict[str, list[float]]:
    """Return for each route the seconds that each formula took it, formulas that it had no part in left out."""
    seconds: dict[str, list[float]] = defaultdict(list)
    for formula in report["formulas"]:
        spent: dict[str, float] = defaultdict(float)
        for obligation in formula["obligations"]:
            for route, result in obligation["routes"].items():
                spent[route] += result["seconds"]
        for route, total in spent.items():
            seconds[route].append(total)
    return seconds


def judging(folder: Path) -> list[Line]:
    """Judge cold and again with nothing changed."""
    cold = coldly(check, folder)
    warm = [check(folder).seconds for _ in range(ROUNDS)]
    report = json.loads(cold[-1].output)
    lines = [
        Line("formulas", report["summary"]["formulas"], ""),
        Line("obligations", sum(len(formula["obligations"]) for formula in report["formulas"]), ""),
        *cold_lines("texproof check", cold, COLD_SECONDS),
        Line(f"texproof check, nothing changed (median of {ROUNDS})", median(warm), "s", WARM_SECONDS),
        *formula_lines(report),
    ]
    for route, spent in sorted(route_seconds(report).items()):
        mean = 1000 * sum(spent) / len(spent)
        lines.append(Line(f"{route}, a formula: mean of {len(spent)}", mean, "ms"))
        lines.append(Line(f"{route}, a formula: longest", 1000 * max(spent), "ms"))
    return lines + proof_lines(report)


def formula_lines(report: dict[str, Any]) -> list[Line]:
    """Return what a formula that states something takes both routes and the proof, and the slowest by their places."""
    spent = {
        f"  {formula['page']}:{formula['line']}:{formula['column']}": sum(
            o["proof"]["seconds"] + sum(result["seconds"] for result in o["routes"].values())
            for o in formula["obligations"]
        )
        for formula in report["formulas"]
        if formula["obligations"]
    }
    slowest = sorted(spent, key=lambda place: -spent[place])[:SLOWEST]
    return [
        Line(f"a formula that states something: median of {len(spent)}", 1000 * median(spent.values()), "ms", FORMULA),
        *(Line(place, 1000 * spent[place], "ms") for place in slowest),
    ]


def proof_lines(report: dict[str, Any]) -> list[Line]:
    """Return what the proofs for every size took, and how many of the claims that are proved have one."""
    proved = [formula for formula in report["formulas"] if formula["verdict"] == "proved"]
    spent = [sum(o["proof"]["seconds"] for o in formula["obligations"]) for formula in proved]
    every = sum(all(o["every_size"] for o in formula["obligations"]) for formula in proved)
    return [
        Line(f"every size, a claim: median of {len(spent)}", 1000 * median(spent), "ms", PROOF),
        Line("every size, a claim: longest", 1000 * max(spent), "ms"),
        Line("proved for every size, of those that are proved", 100 * every / len(proved), "%"),
    ]


def building(folder: Path) -> list[Line]:
    """Build cold, then with nothing changed and without judging in turn, so that both meet the same machine."""
    cold = coldly(build, folder)
    judged, unjudged = [], []
    for _ in range(ROUNDS):
        judged.append(build(folder))
        unjudged.append(build(folder, "--config-file", UNJUDGED, "--no-strict"))
    with_, without = (median(run.seconds for run in runs) for runs in (judged, unjudged))
    return [
        *cold_lines("mkdocs build", cold),
        Line(f"mkdocs build, nothing changed (median of {ROUNDS})", with_, "s"),
        Line(f"mkdocs build, without judging (median of {ROUNDS})", without, "s"),
        Line("ratio of these two", with_ / without, "", RATIO),
        Line("the same ratio in processor time", _processor(judged) / _processor(unjudged), ""),
    ]


def _processor(runs: Sequence[Run]) -> float:
    return median(run.processor for run in runs)


def main() -> int:
    """Print all lines and return the exit status."""
    busy = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {busy:.1f} processes at work before this began")
    held = True
    with tempfile.TemporaryDirectory(prefix="texproof-bench-") as scratch:
        folder = copied(Path(scratch))
        for part in (judging, building):
            lines = part(folder)
            print(*lines, sep="\n", flush=True)
            held = held and all(line.holds for line in lines)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
