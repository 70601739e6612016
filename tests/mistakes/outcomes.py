"""What the build says of each entry's page, and whether that is as it should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from texproof.report.report import FormulaReport, PageReport

from .. import entry
from .models import Mistake

# A formula with one of these is not read yet: nothing is said of whether it holds.
NOTATION = frozenset(
    {"unknown-macro", "unknown-character", "syntax", "ambiguous-notation", "undeclared-symbol", "not-understood"}
)
REFUSED = frozenset({"refuted", "ill-shaped", "malformed"})


@dataclass(frozen=True)
class Outcome:
    """An entry with the build's reports of its two formulas, and of what stands on the page before them."""

    entry: Mistake
    page: PageReport

    @property
    def wrong(self) -> FormulaReport:
        return self.page.formulas[-2]

    @property
    def right(self) -> FormulaReport:
        return self.page.formulas[-1]

    @property
    def unread(self) -> tuple[str, ...]:
        """The codes of notation that is not read yet, in either formula or in what the page defines; () if none."""
        return _notation(*self.page.formulas)

    @property
    def problems(self) -> list[str]:
        """What is not as it should be.

        A formula that is not read is neither right nor wrong. Each of the others must be what it is said to be,
        whether the one beside it is read or not, and a wrong one that is proved is never excused.
        """
        found = [f"page: {message.message}" for message in self.page.diagnostics]
        found += [f"{f.tex}: {f.verdict}" for f in self._before if f.verdict != "definition" and not _notation(f)]
        if self.wrong.verdict not in REFUSED:
            found.append(f"the wrong formula is {self.wrong.verdict}, not refused")
        if self.right.verdict != "proved" and not _notation(*self._before, self.right):
            found.append(f"the right formula is {self.right.verdict}, not proved")
        return found

    @property
    def _before(self) -> tuple[FormulaReport, ...]:
        return self.page.formulas[:-2]


def _notation(*formulas: FormulaReport) -> tuple[str, ...]:
    found = {message.code for formula in formulas for message in formula.diagnostics}
    return tuple(sorted(found & NOTATION))


def judged(entries: Sequence[Mistake], folder: Path, crew: object = None) -> list[Outcome]:
    """Return the outcome of each entry, in order, judged by the build in a project of their own in `folder`."""
    return [Outcome(*found) for found in zip(entries, entry.judged(entries, folder, crew), strict=True)]


def read(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return those whose notation is read: both formulas are judged."""
    return [o for o in outcomes if not o.unread]
