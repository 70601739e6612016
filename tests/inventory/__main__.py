"""`python -m tests.inventory` judges every entry and counts: what is proved, and what keeps the rest from it."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from .. import entry
from .models import FILES, Truth, entries
from .open import settle
from .outcomes import READ, VERDICTS, Outcome, judged

_SNIPPET = re.compile(r"^snippets/\S+: | \(/.*\)$")
WIDTH = 150  # characters of a message in the table


def main() -> int:
    """Print the counts and what is open; return 1 where a true formula is refused or a misprint is not."""
    asked = _arguments()
    chosen = {file: _chosen(entries(file), asked.only) for file in asked.file or FILES}
    if asked.pages:
        for truth in (truth for truths in chosen.values() for truth in truths):
            print(entry.snippet(truth), entry.page(truth), sep="\n")
    with tempfile.TemporaryDirectory() as folder:
        outcomes = {file: judged(truths, Path(folder) / file) for file, truths in chosen.items() if truths}
    every = [outcome for found in outcomes.values() for outcome in found]
    if asked.only:
        for outcome in every:
            _print_formulas(outcome)
    else:
        _print_counts(outcomes)
        _print_open(every, failing=asked.failing)
    if asked.settle:
        settle(every)
    bad = [o for o in every if o.verdict in {"conflict", "refuted", "ill-shaped"} or o.misprint_passes]
    return 1 if bad else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.inventory", description=__doc__)
    parser.add_argument("--file", action="append", choices=FILES, help="entries of this file alone")
    parser.add_argument("--only", nargs="+", metavar="ID", help="these entries, with every formula and diagnostic")
    parser.add_argument("--failing", action="store_true", help="one line for each that is not proved, in order")
    parser.add_argument("--settle", action="store_true", help="write the list of what is open anew")
    parser.add_argument("--pages", action="store_true", help="print each snippet and page first")
    return parser.parse_args()


def _chosen(truths: Sequence[Truth], only: Sequence[str] | None) -> list[Truth]:
    return [truth for truth in truths if not only or truth.id in only]


def _print_formulas(outcome: Outcome) -> None:
    print(f"{outcome.entry.id}: {outcome.verdict}")
    for message in outcome.page.diagnostics:
        print(f"   page: {message.code}: {message.message}")
    for formula in outcome.page.formulas:
        print(f"   {formula.verdict}: {formula.tex}")
        for message in formula.diagnostics:
            print("      " + "\n         ".join([f"{message.code}: {message.message}", *message.notes, message.help]))


def _print_counts(outcomes: dict[str, list[Outcome]]) -> None:
    print(f"{'':12}{'entries':>8}" + "".join(f"{verdict:>11}" for verdict in reversed(VERDICTS)))
    total: Counter[str] = Counter()
    for file, found in outcomes.items():
        counts = Counter(outcome.verdict for outcome in found)
        total += counts
        _print_row(file, counts)
    _print_row("in all", total)
    number = total.total()
    print(f"read {sum(total[v] for v in READ) / number:.1%}, proved {total['proved'] / number:.1%}")
    every = [outcome for found in outcomes.values() for outcome in found]
    misprints = Counter(o.printed.verdict for o in every if o.printed is not None)
    print("misprints: " + ", ".join(f"{n} {verdict}" for verdict, n in misprints.most_common()))
    for outcome in every:
        if outcome.printed is not None and outcome.misprint_passes:
            print(f"   not refused: {outcome.entry.id}: {outcome.printed.verdict}")


def _print_row(name: str, counts: Counter[str]) -> None:
    print(f"{name:12}{counts.total():>8}" + "".join(f"{counts[verdict]:>11}" for verdict in reversed(VERDICTS)))


def _print_open(outcomes: Sequence[Outcome], *, failing: bool) -> None:
    still = [outcome for outcome in outcomes if outcome.verdict != "proved"]
    if failing:
        for outcome in still:
            print(f"{outcome.entry.id}: {outcome.verdict}: {_line(outcome)}")
        return
    groups: defaultdict[tuple[str, str], defaultdict[str, list[Outcome]]] = defaultdict(lambda: defaultdict(list))
    for outcome in still:
        groups[outcome.verdict, outcome.code][_line(outcome)].append(outcome)
    order = sorted(groups.items(), key=lambda group: -sum(map(len, group[1].values())))
    for (verdict, code), kinds in order:
        print(f"\n{sum(map(len, kinds.values()))} {verdict}: {code}")
        for line, found in sorted(kinds.items(), key=lambda kind: (-len(kind[1]), kind[0])):
            print(f"   {len(found)}: {line}: {' '.join(outcome.entry.id for outcome in found)}")


def _line(outcome: Outcome) -> str:
    if outcome.why is None:
        return "no diagnostic"
    message = _SNIPPET.sub("", " ".join(outcome.why.message.split()))[:WIDTH]
    mark = " ".join(outcome.at.split())
    if mark in message or outcome.page.diagnostics:
        return f"{outcome.code}: {message}"
    return f"{outcome.code}: {message} [{mark[:60]}]"


if __name__ == "__main__":
    sys.exit(main())
