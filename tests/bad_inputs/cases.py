"""Rows of the list whose inputs are pages or snippets: what stands there, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .project import END, HEAD, Found, Project


@dataclass(frozen=True)
class Case:
    """One input of a row.

    `text` stands between two formulas that hold. `verdicts` are those of the formulas in it, in order, `beside`
    what is wrong beside formulas: the line of `text` (from 1) and the code. `snippet` is `snippets/bad.py`, `front`
    what stands above everything, on lines of its own.
    """

    row: int
    words: str
    text: str
    verdicts: tuple[str, ...] = ()
    beside: tuple[tuple[int, str], ...] = ()
    snippet: str = ""
    front: str = ""

    def __str__(self) -> str:
        return f"{self.row}: {self.words}"

    @property
    def page(self) -> str:
        return f"{self.front}{HEAD}{self.text.replace('| bad', f'| {self.slug}.bad')}{END}"

    @property
    def slug(self) -> str:
        return f"row_{self.row}_{''.join(c if c.isascii() and c.isalnum() else '_' for c in self.words)}"[:60]

    @property
    def name(self) -> str:
        return f"{self.slug}.md"


def judged(project: Project, cases: Mapping[str, Case], address: str = "", runs: int = 1) -> Found:
    """Return what is said of all cases, in one run or a few, each of which stays within the limits.

    `address` stands where a page says ADDRESS.
    """
    for case in cases.values():
        project.page(case.page.replace("ADDRESS", address), case.name)
        if case.snippet:
            project.snippet(case.snippet, case.slug)
    paths = [f"docs/{case.name}" for case in cases.values()]
    found = [project.check(*paths[first::runs]) for first in range(runs)]
    return Found(
        found[-1].outcome,
        sum((f.formulas for f in found), ()),
        sum((f.beside for f in found), ()),
        "".join(f.said for f in found),
    )


def listed(*cases: Case) -> dict[str, Case]:
    found = {str(case): case for case in cases}
    assert len(found) == len(cases) == len({case.name for case in cases})
    return found


def assert_said(found: Found, case: Case) -> None:
    """Each formula has its verdict, all that is wrong beside them its place, and nothing is lost."""
    between = found.between(case.name)
    assert tuple(formula.verdict for formula in between) == case.verdicts, between
    above = case.front.count("\n") + HEAD.count("\n")
    beside = tuple((line - above, code) for page, line, code in found.beside if page == f"docs/{case.name}")
    assert beside == case.beside


def assert_fails_alone(project: Project, found: Found, cases: Mapping[str, Case], row: int) -> None:
    """The pages of a row judged by themselves fail the command, and say the same."""
    names = [case.name for case in cases.values() if case.row == row]
    alone = project.check(*(f"docs/{name}" for name in names))
    assert [alone.of(name) for name in names] == [found.of(name) for name in names]
