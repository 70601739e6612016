"""All hazards, and what a build says of their pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from texproof.build.judge import Judge
from texproof.build.project import Project
from texproof.report.report import FormulaReport, PageReport

from .assumed import ASSUMED
from .derivatives import DERIVATIVES
from .endless import ENDLESS
from .hazard import Hazard
from .shapes import SHAPES
from .simplified import SIMPLIFIED
from .sums import SUMS
from .text import TEXT
from .zeros import ZEROS

KINDS = {
    "zeros": ZEROS,
    "derivatives": DERIVATIVES,
    "sums": SUMS,
    "simplified": SIMPLIFIED,
    "assumed": ASSUMED,
    "shapes": SHAPES,
    "text": TEXT,
    "endless": ENDLESS,
}
HAZARDS = [hazard for kind in KINDS.values() for hazard in kind]


def judged(hazards: Sequence[Hazard], folder: Path, crew: Any = None) -> list[PageReport]:
    """Return the report of each hazard's page, judged without a cache."""
    (folder / "docs").mkdir(parents=True)
    names = [f"{number:03}.md" for number in range(len(hazards))]
    for name, hazard in zip(names, hazards, strict=True):
        (folder / "docs" / name).write_text(hazard.page, encoding="utf-8")
    project = Project(folder, folder / "docs", Path(__file__).parent / "snippets", None)
    with Judge(project, crew=crew) as judge:
        pages = {Path(page.path).name: page for page in judge.judge().pages}
    return [pages[name] for name in names]


def right(page: PageReport) -> FormulaReport:
    return page.formulas[0]


def wrong(page: PageReport) -> FormulaReport:
    return page.formulas[1]


def failing(hazards: Sequence[Hazard], pages: Sequence[PageReport]) -> dict[str, set[str]]:
    """Return the names of the hazards whose right formula, and whose wrong one, get another verdict than they must."""
    both = list(zip(hazards, pages, strict=True))
    return {
        "right": {hazard.name for hazard, page in both if right(page).verdict != "proved"},
        "wrong": {hazard.name for hazard, page in both if wrong(page).verdict != hazard.verdict},
    }
