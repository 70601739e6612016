"""What the build says of each entry's page: a verdict, and the first thing that keeps it from being proved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from texproof.report.report import FormulaReport, Message, PageReport

from .. import entry
from .models import Truth

# From the worst that can be said of a true entry to the best.
VERDICTS = ("conflict", "refuted", "ill-shaped", "malformed", "undecided", "supported", "proved")
READ = frozenset({"refuted", "undecided", "supported", "proved", "conflict"})
REFUSED = frozenset({"refuted", "ill-shaped", "malformed"})


@dataclass(frozen=True)
class Outcome:
    """An entry with the build's report of its page."""

    entry: Truth
    page: PageReport

    @property
    def claims(self) -> tuple[FormulaReport, ...]:
        """The reports of the formulas that are true, in order."""
        first = len(self.entry.definitions)
        return self.page.formulas[first : first + len(self.entry.formulas)]

    @property
    def printed(self) -> FormulaReport | None:
        """The report of the formula as it was misprinted, or None where there is none."""
        return self.page.formulas[-1] if self.entry.printed else None

    @property
    def verdict(self) -> str:
        """The worst verdict of the entry's claims; malformed where a definition or the page is."""
        if self.page.diagnostics or any(f.verdict != "definition" for f in self._definitions):
            return "malformed"
        return min((f.verdict if f.verdict in VERDICTS else "malformed" for f in self.claims), key=VERDICTS.index)

    @property
    def why(self) -> Message | None:
        """The first diagnostic of what is not proved; None where all is."""
        if self.verdict == "proved":
            return None
        if self.page.diagnostics:
            return self.page.diagnostics[0]
        failing = [f for f in self._definitions if f.verdict != "definition"]
        failing += sorted((f for f in self.claims if f.verdict != "proved"), key=_severity)
        return next((message for formula in failing for message in formula.diagnostics), None)

    @property
    def code(self) -> str:
        """The diagnostic's code, or the verdict where a formula has none."""
        return self.why.code if self.why is not None else self.verdict

    @property
    def at(self) -> str:
        """What the diagnostic marks on the page, cut to a few words."""
        if self.why is None or self.why.line != self.why.end_line:
            return ""
        line = self.page.text.splitlines()[self.why.line - 1]
        return line[self.why.column - 1 : self.why.end_column - 1]

    @property
    def misprint_passes(self) -> bool:
        """Whether the misprinted formula is not refused, where the page's snippet is one at all."""
        return self.printed is not None and not self.page.diagnostics and self.printed.verdict not in REFUSED

    @property
    def _definitions(self) -> tuple[FormulaReport, ...]:
        return self.page.formulas[: len(self.entry.definitions)]


def _severity(formula: FormulaReport) -> int:
    return VERDICTS.index(formula.verdict) if formula.verdict in VERDICTS else 0


def judged(entries: Sequence[Truth], folder: Path, crew: object = None) -> list[Outcome]:
    """Return the outcome of each entry, in order, judged by the build in a project of their own in `folder`."""
    return [Outcome(*found) for found in zip(entries, entry.judged(entries, folder, crew), strict=True)]
