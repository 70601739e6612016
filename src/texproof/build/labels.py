"""Labels over all pages of a run: which formula refers to none that there is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..report.report import FormulaReport, Message

_REFERENCE = re.compile(r"\\eqref\s*\{([^{}]*)\}")


def unknown_labels(formulas: Iterable[FormulaReport]) -> Mapping[tuple[str, int, int], list[Message]]:
    r"""Return messages for each formula with an \eqref to a label of no formula, by its page, line and column."""
    listed = list(formulas)
    known = {formula.id for formula in listed if formula.id}
    found: dict[tuple[str, int, int], list[Message]] = {}
    for formula in listed:
        for slug in _REFERENCE.findall(formula.tex):
            if slug.strip() not in known:
                found.setdefault((formula.page, formula.line, formula.column), []).append(
                    Message(
                        "unknown-label",
                        f"no formula has the label {slug.strip()!r}",
                        formula.line,
                        formula.column,
                        formula.end_line,
                        formula.end_column,
                        help=r"write \label{…} into the formula that is meant",
                    )
                )
    return found
