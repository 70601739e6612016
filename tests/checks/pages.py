"""The pages of docs/checks as tests: their examples are run, each file under the name that its fence has.

The files of an example stand in fences with a title, what is said of them in a `console` fence whose
first line is the command. The fences under "How to mend it" take the place of files of the example.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from texproof.build.crew import Crew
from texproof.build.judge import Judge
from texproof.build.project import Project
from texproof.report.report import Report
from texproof.surfaces import text

from ..program import ROOT
from ..site.project import make

FOLDER = ROOT / "docs" / "checks"
SECTIONS = ("Why it is an error", "An example", "How to mend it")
CHECK = "$ texproof check --format line"
BUILD = "$ mkdocs build"
_FENCE = re.compile(
    r'^(?P<fence>`{3,})(?P<language>\w+)(?: title="(?P<title>[^"\n]+)")?\n(?P<text>.*?)^(?P=fence)$', re.S | re.M
)


@dataclass(frozen=True)
class Page:
    """A code's page: its title, its first paragraph, its sections by their headings."""

    code: str
    title: str
    meaning: str
    sections: Mapping[str, str]

    @property
    def example(self) -> Mapping[str, str]:
        return _files(self.sections["An example"])

    @property
    def mended(self) -> Mapping[str, str]:
        return {**self.example, **_files(self.sections["How to mend it"])}

    @property
    def console(self) -> tuple[str, tuple[str, ...]]:
        """The example's command, and what it says."""
        (said,) = (m["text"] for m in _FENCE.finditer(self.sections["An example"]) if m["language"] == "console")
        command, *lines = said.splitlines()
        return command, tuple(lines)


def _files(section: str) -> Mapping[str, str]:
    return {match["title"]: match["text"] for match in _FENCE.finditer(section) if match["title"]}


def page_of(code: str) -> Page:
    """Return the page of a code. ValueError: a heading that no page has, or one that is missing."""
    source = (FOLDER / f"{code}.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)\n", source, flags=re.MULTILINE)
    title, _, meaning = parts[0].partition("\n")
    if tuple(parts[1::2]) != SECTIONS or not meaning.strip():
        raise ValueError(f"{code}.md has a title, a paragraph and the headings {', '.join(SECTIONS)}")
    return Page(code, title, meaning.strip(), dict(zip(parts[1::2], parts[2::2], strict=True)))


def codes_with_a_page() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.md") if path.stem != "index")


def judged(files: Mapping[str, str], folder: Path, crew: Crew) -> Report:
    """Return the report of a project with these files and no others."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    with Judge(Project(folder, folder / "docs", folder / "snippets", None), crew=crew) as judge:
        return judge.judge()


def said(report: Report) -> tuple[str, ...]:
    """Return what `texproof check --format line` prints of a report, but for the count of the verdicts."""
    return tuple(text.one_line_each(report))[:-1]


def built(files: Mapping[str, str], folder: Path) -> bool:
    """Build the site of a project with these files, and return whether that succeeded."""
    project = make(folder)
    for page in (folder / "docs").iterdir():
        page.unlink()
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return project.build()


def rewritten(page: Page, lines: tuple[str, ...]) -> None:
    """Write what is said of a page's example into it."""
    path = FOLDER / f"{page.code}.md"
    command, before = page.console
    old, new = ("\n".join([command, *found, ""]) for found in (before, lines))
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
