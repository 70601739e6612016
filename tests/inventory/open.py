"""What is open: the entries that are not proved yet, each with what is said of it now, and why.

The list only shrinks: an entry that is proved must leave it, and none may become worse than it stands there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from .models import HERE
from .outcomes import VERDICTS, Outcome

PATH = HERE / "open.yaml"
HEAD = """\
# The entries of the inventory that are not proved yet: what is said of each, and why, in words.
# `python -m tests.inventory --settle` takes out what is proved and writes down what is new, keeping the reasons.
"""


@dataclass(frozen=True)
class Open:
    """What keeps an entry from being proved."""

    verdict: str
    reason: str


def listed(path: Path = PATH) -> dict[str, Open]:
    """Return the open entries by id, in order."""
    return {name: Open(**entry) for name, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items()}


def problem(outcome: Outcome, listed: Mapping[str, Open]) -> str:
    """Return what is not as the list says, or "" where all is: a true formula is proved, or open and no worse."""
    known = listed.get(outcome.entry.id)
    if known is None:
        return "" if outcome.verdict == "proved" else f"it is {outcome.verdict}, not proved: {reason(outcome)}"
    if outcome.verdict == "proved":
        return "it is proved now; take it off the list (python -m tests.inventory --settle)"
    if VERDICTS.index(outcome.verdict) < VERDICTS.index(known.verdict):
        return f"it is {outcome.verdict} now, which is worse than {known.verdict}: {reason(outcome)}"
    return ""


def reason(outcome: Outcome) -> str:
    """Return in words why an entry is not proved: its diagnostic's message, and what it is about."""
    if outcome.why is None:
        return "no diagnostic says why"
    message = " ".join(outcome.why.message.split())
    mark = " ".join(outcome.at.split())
    return message if mark in message or outcome.page.diagnostics else f"{message}: {mark}"


def settle(outcomes: Sequence[Outcome], path: Path = PATH) -> None:
    """Write the list anew for these outcomes: the entries of others stay, and so does a reason whose verdict does."""
    before = listed(path) if path.exists() else {}
    judged = {outcome.entry.id: outcome for outcome in outcomes}
    kept = {name: entry for name, entry in before.items() if name not in judged}
    for name, outcome in judged.items():
        if outcome.verdict != "proved":
            known = before.get(name)
            same = known is not None and known.verdict == outcome.verdict
            kept[name] = known if known is not None and same else Open(outcome.verdict, reason(outcome))
    text = yaml.safe_dump(
        {name: {"verdict": entry.verdict, "reason": entry.reason} for name, entry in sorted(kept.items())},
        sort_keys=False,
        allow_unicode=True,
        width=10_000,
    )
    path.write_text(HEAD + text, encoding="utf-8")
