"""The score of a build for people: what became of the spoiled formulas, by operator, and each survivor by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.table import Table

from ..build.score import Score, Spoiled
from ..mutation.mutant import OPERATORS
from .plain import visible


def table(score: Score) -> Table:
    """Return a row for each operator: how many twins it made, and what became of them."""
    found = Counter((s.mutant.operator, s.kind) for s in score.spoiled)
    made = Table(box=None, pad_edge=False, header_style="bold")
    made.add_column("operator", no_wrap=True)
    for heading in ("twins", "equal", "false", "refused", "survivors", "share"):
        made.add_column(heading, justify="right")
    for operator in (*OPERATORS, ""):
        row = [sum(n for (name, kind), n in found.items() if operator in ("", name) and kind == k) for k in _KINDS]
        refused, true, survivors = row
        if not operator:
            made.add_section()
        if sum(row):
            figures = (sum(row), true, refused + survivors, refused, survivors)
            share = f"{100 * score.share(operator):.2f} %"
            made.add_row(operator or "all", *(f"{n:,}" for n in figures), share)
    return made


_KINDS = ("refused", "true", "survivor")


def summary(score: Score) -> str:
    """Return one line: 10,550 twins of 228 claims, 99.80 % of the false ones refused."""
    return (
        f"{len(score.spoiled):,} twins of {score.claims:,} claims, "
        f"{sum(s.kind == 'true' for s in score.spoiled):,} of them equal by algebra; "
        f"{100 * score.share():.2f} % of those that are false were refused"
    )


def named(score: Score, kind: str) -> Iterator[str]:
    """Yield a line for each twin of a kind: its place, its operator, the edit, the reason."""
    for spoiled in score.spoiled:
        if spoiled.kind == kind:
            yield visible(_line(spoiled))


def _line(spoiled: Spoiled) -> str:
    mutant, fate = spoiled.mutant, spoiled.fate
    edit = f"{_short(mutant.new)} for {_short(mutant.old)}" if mutant.new else f"without: {mutant.old}"
    why = f" ({fate.why})" if fate.why else ""
    return f"{spoiled.page}:{spoiled.line}:{spoiled.column}: {mutant.operator}: {edit}: {fate.verdict}{why}"


def _short(tex: str) -> str:
    text = " ".join(tex.split())
    return text if len(text) <= 80 else f"{text[:77]}..."
