"""Cases as pages: a heading is a test, a sentence its reason, a `page` block the input, an `expect` block the verdicts.

An expectation is `LINE:COLUMN verdict` where a formula passes (the place is where its TeX starts), and
`LINE:COLUMN verdict: message` for each thing that is wrong with it; `page` stands for a verdict where
it is wrong with no formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from texproof.build.judge import Judge
from texproof.build.project import Project
from texproof.report.report import FormulaReport, PageReport

HERE = Path(__file__).parent
_CASE = re.compile(
    r"^## (?P<title>[^\n]+)\n\n(?P<reason>[^\n`#][^\n]*)\n\n"
    r"```page\n(?P<page>.*?)^```\n\n```expect\n(?P<expect>.*?)^```\n",
    re.MULTILINE | re.DOTALL,
)
_FENCE = re.compile(r"^```", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One case: where it stands, its page, and what is expected of it."""

    file: str
    title: str
    page: str
    expect: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.file}: {self.title}"


def cases_of(path: Path) -> list[Case]:
    """Return the cases of a file. ValueError: a heading or a block of it is in none."""
    text = path.read_text(encoding="utf-8")
    found = [Case(path.stem, m["title"], m["page"], tuple(m["expect"].splitlines())) for m in _CASE.finditer(text)]
    if len(found) != len(re.findall(r"^## ", text, re.MULTILINE)) or len(_FENCE.findall(text)) != 4 * len(found):
        raise ValueError(f"{path.name}: a heading without its reason, page and expectations, or blocks without one")
    return found


def every_case() -> list[Case]:
    return [case for path in sorted(HERE.glob("*.md")) for case in cases_of(path)]


def judged(cases: Sequence[Case], folder: Path, crew: object = None) -> list[tuple[str, ...]]:
    """Return what the build says of each case, in the form of its expectations."""
    (folder / "docs").mkdir(parents=True)
    names = [f"{number:03}.md" for number in range(len(cases))]
    for name, case in zip(names, cases, strict=True):
        (folder / "docs" / name).write_text(case.page, encoding="utf-8")
    project = Project(folder, folder / "docs", HERE / "snippets", None)
    with Judge(project, crew=crew) as judge:  # type: ignore[arg-type]
        pages = {Path(page.path).name: page for page in judge.judge().pages}
    return [said(pages[name]) for name in names]


def said(page: PageReport) -> tuple[str, ...]:
    lines = [(m.line, m.column, f"page: {m.message}") for m in page.diagnostics]
    for formula in page.formulas:
        lines += _of(formula, page.text)
    return tuple(f"{line}:{column} {words}" for line, column, words in sorted(lines))


def _of(formula: FormulaReport, text: str) -> Iterable[tuple[int, int, str]]:
    if formula.diagnostics:
        return [(m.line, m.column, f"{formula.verdict}: {m.message}") for m in formula.diagnostics]
    before = text.splitlines(keepends=True)[: formula.line - 1]
    start = sum(map(len, before)) + formula.column - 1
    skipped = re.match(r"(\$\$?|\\[(\[])\s*", text[start:])
    assert skipped is not None
    start += skipped.end()
    line = text.count("\n", 0, start) + 1
    return [(line, start - text.rfind("\n", 0, start), formula.verdict)]


def rewritten(path: Path, found: dict[str, tuple[str, ...]]) -> None:
    """Write what the build says, by the cases' titles, into a file's expectations."""

    def change(match: re.Match[str]) -> str:
        whole, expect = match.group(0), "".join(f"{line}\n" for line in found[match["title"]])
        return whole[: match.start("expect") - match.start()] + expect + whole[match.end("expect") - match.start() :]

    path.write_text(_CASE.sub(change, path.read_text(encoding="utf-8")), encoding="utf-8")


def passing(line: str) -> bool:
    return ": " not in line and line.rpartition(" ")[2] in ("proved", "mention", "definition", "refuted-erratum")
