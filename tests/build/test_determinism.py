"""The same pages give the same JSON, byte for byte but for the seconds that it took, whatever run it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ..cases import pages as cases
from ..program import run

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("determinism")]

# A clock's reading is the one thing in a report that may differ between two runs.
SECONDS = re.compile(r'^( *"seconds": )[-+.0-9e]+(,?)$', re.MULTILINE)
# The first run, and what is different in each of the others: the environment, and how many processes judge.
FIRST = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
OTHERS = {
    "again": (FIRST, 2),
    "another hash seed": (FIRST | {"PYTHONHASHSEED": "4711"}, 2),
    # A locale without any letters but ASCII's, which Python is kept from mending.
    "another locale": (FIRST | {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, 2),
    "one process": (FIRST, 1),
    "three processes": (FIRST, 3),
}
# A model with a number in it that could depend on the run: on the hash seed, the environment, where memory lies.
ODD = """from os import environ

from texproof import Scalar, model


@model
def odd(xp, x: Scalar):
    return {{"y": x * (2 + {} % 1000003)}}
"""


def said(folder: Path, env: dict[str, str], processes: int) -> str:
    """Return the JSON of a cold run over a project, with 0 for each number of seconds."""
    command = ["check", "--format", "json", "--no-cache", "--processes", str(processes), folder / "docs"]
    checked = run("texproof", *command, cwd=folder, env=env)
    assert checked.returncode == 1, checked.stderr
    text, found = SECONDS.subn(r"\g<1>0\g<2>", checked.stdout)
    assert found > 0
    assert json.loads(text)["formulas"]
    return text


@contextmanager
def _project(folder: Path, pages: dict[str, str], snippets: dict[str, str]) -> Iterator[Path]:
    for part, files in (("docs", pages), ("snippets", snippets)):
        (folder / part).mkdir(parents=True)
        for name, text in files.items():
            (folder / part / name).write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    yield folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Some of the cases: what holds stands in each beside what does not, or could not be decided."""
    every = cases.every_case()
    undecided = [case for case in every if any(" undecided" in line for line in case.expect)]
    chosen = [*every[::8], *undecided[:2]]
    pages = {f"{number:03}.md": case.page for number, case in enumerate(chosen)}
    snippets = {path.name: path.read_text(encoding="utf-8") for path in (cases.HERE / "snippets").glob("*.py")}
    with _project(tmp_path_factory.mktemp("determinism") / "project", pages, snippets) as folder:
        yield folder


@pytest.fixture(scope="module")
def first(project: Path) -> str:
    return said(project, FIRST, 2)


def test_every_kind_of_verdict_is_among_what_is_compared(first: str) -> None:
    summary = json.loads(first)["summary"]
    for verdict in ("proved", "refuted", "ill-shaped", "malformed", "undecided", "mention", "definition"):
        assert summary[verdict] > 0, verdict


@pytest.mark.parametrize("other", OTHERS)
def test_another_run_says_the_same(other: str, first: str, project: Path) -> None:
    assert said(project, *OTHERS[other]) == first


def odd(folder: Path, number: str, *environments: dict[str, str]) -> list[str]:
    """Return what is said under each environment of a claim that a model with such a number decides."""
    page = "/// given | odd\n///\n\n$$ y = x $$\n"
    with _project(folder, {"page.md": page}, {"odd.py": ODD.format(number)}) as project:
        return [said(project, FIRST | environment, 1) for environment in environments]


@pytest.mark.parametrize("number", ['hash("chance")', 'len(environ.get("ODD", ""))'])
def test_not_even_a_snippet_sees_the_hash_seed_or_the_environment(number: str, tmp_path: Path) -> None:
    first, other = odd(tmp_path / "project", number, {}, {"PYTHONHASHSEED": "4711", "ODD": "seen"})
    assert first == other


def test_a_difference_would_be_seen(tmp_path: Path) -> None:
    first, other = odd(tmp_path / "project", "(id(environ) // 64)", {}, {})
    assert first != other
