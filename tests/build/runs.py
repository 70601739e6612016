"""Runs of `texproof check` over a project of some of the cases, and what they say without the seconds they took."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ..cases import pages as cases
from ..program import run

VERDICTS = ("proved", "refuted", "ill-shaped", "malformed", "undecided", "mention", "definition")
# A clock's reading is the one thing in a report that may differ between two runs.
_SECONDS = re.compile(r'^( *"seconds": )[-+.0-9e]+(,?)$', re.MULTILINE)


def timeless(text: str) -> str:
    """Return the JSON of a run with 0 for each number of seconds."""
    text, found = _SECONDS.subn(r"\g<1>0\g<2>", text)
    assert found > 0
    assert json.loads(text)["formulas"]
    return text


def said(folder: Path, env: dict[str, str], *options: str) -> str:
    """Return the JSON of a cold run over a project in which something is wrong, without seconds."""
    command = ["check", "--format", "json", "--no-cache", *options, folder / "docs"]
    checked = run("texproof", *command, cwd=folder, env=env)
    assert checked.returncode == 1, checked.stderr
    return timeless(checked.stdout)


def project(folder: Path, pages: dict[str, str], snippets: dict[str, str]) -> Path:
    """Write a project into a new folder."""
    for part, files in (("docs", pages), ("snippets", snippets)):
        (folder / part).mkdir(parents=True)
        for name, text in files.items():
            (folder / part / name).write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    return folder


def of_cases(folder: Path) -> Path:
    """Write some of the cases into a new folder: every eighth, and two in which each verdict is given."""
    every = cases.every_case()
    giving = [[case for case in every if any(_gives(line, verdict) for line in case.expect)] for verdict in VERDICTS]
    chosen = dict.fromkeys([*every[::8], *(case for found in giving for case in found[:2])])
    pages = {f"{number:03}.md": case.page for number, case in enumerate(chosen)}
    snippets = {path.name: path.read_text(encoding="utf-8") for path in (cases.HERE / "snippets").glob("*.py")}
    return project(folder, pages, snippets)


def _gives(line: str, verdict: str) -> bool:
    """Whether an expectation, `LINE:COLUMN verdict` or `LINE:COLUMN verdict: message`, is of this verdict."""
    return line.partition(" ")[2].partition(":")[0] == verdict
