"""`pytest --texproof`: each formula is a test, a page is judged once, a failure shows what the command shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ..program import run
from .test_cli import GOOD, SNIPPET, WRONG

# Loaded by name, and nothing else by itself: so it makes no difference whether this environment was made anew since
# the entry point came.
PLUGIN = ("-p", "texproof.surfaces.pytest_plugin")
ALONE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "CI": ""}
UNCHECKED = GOOD + '\nRoughly, $Z = W${.unchecked reason="said roughly"}.\n'
# Notes each page that is judged, in whichever process.
COUNTING = """
from texproof.build.judge import Judge

judge = Judge.judge


def counted(self, paths):
    with open("judged", "a") as file:
        file.write(" ".join(sorted(path.name for path in paths)) + "\\n")
    return judge(self, paths)


Judge.judge = counted
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("docs/sub", "snippets", "notes"):
        (tmp_path / folder).mkdir(parents=True)
    for path, text in {
        "mkdocs.yml": "site_name: x\n",
        "pytest.ini": "[pytest]\n",
        "conftest.py": COUNTING,
        "README.md": "It costs $5 or $x$.\n",
        "snippets/matmul.py": SNIPPET,
        "docs/good.md": GOOD,
        "docs/sub/wrong.md": WRONG.replace("gradient", "other"),
    }.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def outcome(project: Path, *arguments: str) -> tuple[dict[str, str], str]:
    """Run pytest; return what became of each test by its name, and all that was printed."""
    done = run("pytest", *PLUGIN, "-vv", "-rA", *arguments, cwd=project, env=ALONE)
    assert "INTERNALERROR" not in done.stdout + done.stderr
    listed = re.findall(r"^(PASSED|FAILED|ERROR) (docs\S+|notes\S+|README\S+)", done.stdout, re.MULTILINE)
    return {name: kind.lower() for kind, name in listed}, done.stdout + done.stderr


def judged(project: Path) -> Sequence[str]:
    return (project / "judged").read_text().splitlines()


ALL = {
    "docs/good.md::page": "passed",
    "docs/good.md::6:5": "passed",
    "docs/good.md::8:1:gradient": "passed",
    "docs/sub/wrong.md::page": "passed",
    "docs/sub/wrong.md::6:5": "passed",
    "docs/sub/wrong.md::8:1:other": "failed",
}


def test_nothing_of_it_happens_unless_asked_for(project: Path) -> None:
    found, said = outcome(project)
    assert found == {}
    assert "no tests ran" in said


def test_each_formula_is_a_test_and_all_pages_are_judged_once(project: Path) -> None:
    found, _ = outcome(project, "--texproof", "docs")
    assert found == ALL
    assert judged(project) == ["docs good.md wrong.md"]


def test_a_failure_shows_what_the_command_shows(project: Path) -> None:
    _, said = outcome(project, "--texproof", "docs")
    assert "error[refuted]: the two sides are not equal\n --> docs/sub/wrong.md:9:33\n" in said
    line = WRONG.splitlines()[8]
    marked = line[32:].partition(" \\label")[0]
    assert f"9 | {line.replace('gradient', 'other')}\n  | {' ' * 32}{'^' * len(marked)}\n" in said
    assert "  = given: matmul (line 3): Z m×k, W k×n, A m×n, L a number\n" in said
    assert "  = help: " in said
    assert "Traceback" not in said
    assert "pytest_pages.py" not in said


def test_workers_judge_once_between_them(project: Path) -> None:
    pytest.importorskip("xdist")
    found, _ = outcome(project, "-p", "xdist", "-n", "3", "--texproof", "docs")
    assert found == ALL
    assert len(judged(project)) == 1
    (project / "docs" / "sub" / "wrong.md").write_text(GOOD.replace("gradient", "other"), encoding="utf-8")
    found, _ = outcome(project, "-p", "xdist", "-n", "2", "--texproof", "docs")
    assert set(found.values()) == {"passed"}, "what one run found is not the next one's"
    assert len(judged(project)) == 2


def test_settings_ask_for_the_folder_of_pages_and_for_no_other(project: Path) -> None:
    (project / "pytest.ini").write_text("[pytest]\ntexproof = true\n", encoding="utf-8")
    (project / "notes" / "note.md").write_text(GOOD, encoding="utf-8")
    assert outcome(project)[0] == ALL
    assert outcome(project, "notes")[0] == {}
    assert set(outcome(project, "--texproof", "notes")[0]) == {f"notes/note.md::{n}" for n in ("page", "6:5")} | {
        "notes/note.md::8:1:gradient"
    }
    assert set(outcome(project, "--texproof", "README.md")[0]) == {"README.md::page", "README.md::1:16"}


def test_one_test_can_be_chosen_and_only_its_page_is_judged(project: Path) -> None:
    found, _ = outcome(project, "--texproof", "docs", "-k", "gradient")
    assert found == {"docs/good.md::8:1:gradient": "passed"}
    found, _ = outcome(project, "--texproof", "docs/sub/wrong.md::8:1:other")
    assert found == {"docs/sub/wrong.md::8:1:other": "failed"}
    assert judged(project) == ["good.md", "wrong.md"]


def test_what_is_wrong_outside_of_formulas_fails_the_page(project: Path) -> None:
    (project / "docs" / "good.md").write_text(GOOD + "\nSee \\eqref{nowhere}. $A = Z W\n", encoding="utf-8")
    found, said = outcome(project, "--texproof", "docs/good.md")
    assert found["docs/good.md::page"] == "failed"
    assert found["docs/good.md::8:1:gradient"] == "passed"
    assert "error[unclosed-formula]" in said


def test_a_label_that_is_on_no_page_is_found_where_all_pages_are_tested(project: Path) -> None:
    (project / "docs" / "good.md").write_text(
        GOOD + "\nBy $\\eqref{other}$ and $\\eqref{nowhere}$.\n", encoding="utf-8"
    )
    found, said = outcome(project, "--texproof", "docs")
    assert [n for n, kind in found.items() if kind == "failed"] == [
        "docs/good.md::12:24",
        "docs/sub/wrong.md::8:1:other",
    ]
    assert "error[unknown-label]" in said
    assert set(outcome(project, "--texproof", "docs/good.md")[0].values()) == {"passed"}


def test_what_is_left_out_is_skipped_with_its_reason(project: Path) -> None:
    (project / "docs" / "good.md").write_text(UNCHECKED, encoding="utf-8")
    _, said = outcome(project, "--texproof", "docs/good.md")
    assert "docs/good.md::12:10 SKIPPED (unchecked: said roughly)" in said
    assert re.search(r"^SKIPPED \[1\] docs/good\.md:12: unchecked: said roughly", said, re.MULTILINE)


def test_pages_that_cannot_be_judged_say_why(project: Path) -> None:
    (project / "snippets" / "matmul.py").unlink()
    (project / "snippets").rmdir()
    found, said = outcome(project, "--texproof", "docs/good.md")
    assert set(found.values()) == {"error"}
    assert "texproof: the snippets folder snippets does not exist" in said
    assert len(judged(project)) == 1


def test_a_notebook_is_a_page_and_a_page_that_is_no_text_fails(project: Path) -> None:
    import json

    cell = {"cell_type": "markdown", "metadata": {}, "source": GOOD.splitlines(keepends=True)}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (project / "docs" / "book.ipynb").write_text(json.dumps(notebook, indent=1), encoding="utf-8")
    (project / "docs" / "bytes.md").write_bytes(b"\xff\xfe$x$")
    found, said = outcome(project, "--texproof", "docs/book.ipynb", "docs/bytes.md")
    assert len([n for n, kind in found.items() if n.startswith("docs/book") and kind == "passed"]) == 3
    assert found["docs/bytes.md::page"] == "failed"
    assert "error[unreadable-document]" in said


def test_the_places_collected_are_those_judged(report: dict[str, Any]) -> None:
    """On this project's own pages, notebooks among them: collecting reads a page as judging does."""
    done = run("pytest", *PLUGIN, "--texproof", "--collect-only", "-q", "docs", env=ALONE)
    collected = re.findall(r"^(docs/\S+)::(\d+:\d+)(?=:|$)", done.stdout, re.MULTILINE)
    places = [(formula["page"], f"{formula['line']}:{formula['column']}") for formula in report["formulas"]]
    assert len(places) > 1000
    assert sorted(collected) == sorted(places)
