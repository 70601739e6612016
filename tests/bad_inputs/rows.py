"""Rows of the list whose inputs are formulas: one page for each row, all pages judged in one run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .project import END, HEAD, Found, Project


@dataclass(frozen=True)
class Bad:
    """One input: a formula's TeX, the verdict that it gets, the code of its first diagnostic ("" where it has none)."""

    tex: str
    verdict: str
    code: str = ""


@dataclass(frozen=True)
class Row:
    """A row of the list: its words, its inputs, and the given that they stand under."""

    words: str
    given: str
    inputs: tuple[Bad, ...]

    @property
    def page(self) -> str:
        """The row's page: each input a paragraph of its own, a formula that holds before and behind."""
        inputs = "\n\n".join(f"It says ${bad.tex}$ here." for bad in self.inputs)
        return f"{HEAD}/// given | letters.{self.given}\n///\n\n{inputs}{END}"


def refuted(*texs: str) -> tuple[Bad, ...]:
    return tuple(Bad(tex, "refuted", "refuted") for tex in texs)


def malformed(code: str, *texs: str) -> tuple[Bad, ...]:
    return tuple(Bad(tex, "malformed", code) for tex in texs)


def undecided(code: str, *texs: str) -> tuple[Bad, ...]:
    return tuple(Bad(tex, "undecided", code) for tex in texs)


def named(number: int) -> str:
    return f"row-{number:02}.md"


def judged(project: Project, snippet: str, rows: Mapping[int, Row]) -> Found:
    """Return what one run says of all rows; together they stay within twice the time of one."""
    project.snippet(snippet, "letters")
    for number, row in rows.items():
        project.page(row.page, named(number))
    return project.check(times=2)


def assert_refused(found: Found, project: Project, number: int, row: Row) -> None:
    """The row's page fails by itself; each input has its verdict, its code and a place within it; nothing is lost."""
    between = found.between(named(number))
    assert [bad.tex for bad in between] == [bad.tex for bad in row.inputs]
    for formula, bad in zip(between, row.inputs, strict=True):
        assert formula.verdict == bad.verdict, formula
        assert [code for _, code in formula.messages][:1] == ([bad.code] if bad.code else []), formula
        assert all(line - formula.line <= bad.tex.count("\n") for line, _ in formula.messages), formula
    assert not [place for place in found.beside if place[0] == f"docs/{named(number)}"]
    alone = project.check(f"docs/{named(number)}")
    assert alone.of(named(number)) == found.of(named(number))
