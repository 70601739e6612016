"""What other repositories take from this one: the hook for pre-commit and the action for GitHub."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

from texproof.surfaces.cli import check

from ..program import ROOT
from ..surfaces.test_cli import GOOD, SNIPPET, WRONG

BIN = Path(sys.executable).parent
FLAG = re.compile(r"(?<!\S)--[a-z-]+")
FLAGS = {name for parameter in check.params for name in parameter.opts}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that holds, as another repository has it."""
    folder = tmp_path / "other"
    for path, text in {
        "mkdocs.yml": "site_name: x\n",
        "snippets/matmul.py": SNIPPET,
        "docs/good.md": GOOD,
        "more pages/page.md": GOOD.replace("gradient", "more"),
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def hook() -> dict[str, Any]:
    (found,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    return dict(found)


def as_precommit_runs(hook: dict[str, Any], project: Path) -> subprocess.CompletedProcess[str]:
    """Run a hook as pre-commit does: its entry, from the repository's top, here without the names of files."""
    assert hook["language"] == "python"
    assert hook["pass_filenames"] is False
    env = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    entry = shlex.split(hook["entry"])
    return subprocess.run(entry, cwd=project, env=env, capture_output=True, text=True, check=False)


def test_the_hook_runs_a_program_of_the_package(hook: dict[str, Any]) -> None:
    program, command = shlex.split(hook["entry"])
    assert program in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    assert command == check.name


@pytest.mark.parametrize(
    ("path", "runs"),
    [
        ("docs/a.md", True),
        ("book.ipynb", True),
        ("snippets/a.py", True),
        ("site/snippets/a.py", True),
        ("mkdocs.yml", True),
        ("src/a.py", False),
        ("docs/a.md.txt", False),
        ("my_snippets/a.py", False),
    ],
)
def test_the_hook_runs_for_what_decides_verdicts(hook: dict[str, Any], path: str, runs: bool) -> None:
    assert bool(re.search(hook["files"], path)) is runs


def test_a_changed_snippet_makes_the_hook_judge_the_pages_under_it(hook: dict[str, Any], project: Path) -> None:
    assert as_precommit_runs(hook, project).returncode == 0
    (project / "snippets" / "matmul.py").write_text(SNIPPET.replace("Z @ W", "-(Z @ W)"), encoding="utf-8")
    done = as_precommit_runs(hook, project)
    assert done.returncode == 1
    assert "docs/good.md:9:" in done.stdout


@pytest.fixture(scope="module")
def action() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "action.yml").read_text()))


def scripts(action: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for step in action["runs"]["steps"] if "run" in step]


def test_the_action_takes_its_inputs_as_data_and_others_at_a_commit(action: dict[str, Any]) -> None:
    steps = action["runs"]["steps"]
    assert action["runs"]["using"] == "composite"
    text = yaml.safe_dump([step.get("env", {}) for step in steps] + [step.get("with", {}) for step in steps])
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(action["inputs"])
    for step in steps:
        assert "${{" not in step.get("run", ""), "what a caller writes would be part of the script"
        assert ("shell" in step) == ("run" in step)
        if "uses" in step:
            assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"])
    assert not re.search(r"secrets|token|cache", (ROOT / "action.yml").read_text().replace("no secret", ""))


def test_the_action_asks_for_what_the_command_has(action: dict[str, Any]) -> None:
    _, judge = scripts(action)
    command, _, rest = judge["run"].partition(f'texproof" {check.name} ')
    assert command
    flags = FLAG.findall(rest.replace("{", " ").replace("+", " "))
    assert "--format" in flags
    assert set(flags) <= FLAGS
    pythons = Requirement(f"python{tomllib.loads((ROOT / 'pyproject.toml').read_text())['project']['requires-python']}")
    assert pythons.specifier.contains(action["inputs"]["python-version"]["default"])


def test_the_action_installs_the_versions_of_the_lock(action: dict[str, Any], tmp_path: Path) -> None:
    """Its script, with a pip that only says what it was given."""
    script = scripts(action)[0]["run"]
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "python").write_text(
        '#!/bin/sh\nmkdir -p "$3/bin"\nprintf \'#!/bin/sh\\nprintf "%%s\\\\n" "$@"\\n\' > "$3/bin/pip"\n'
        'chmod +x "$3/bin/pip"\n'
    )
    (programs / "python").chmod(0o755)
    done = bash(script, tmp_path, {"PATH": f"{programs}:{os.environ['PATH']}", "RUNNER_TEMP": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    *_, flag, versions, package = done.stdout.splitlines()
    assert (flag, package) == ("--constraint", str(ROOT))
    constraints = [Requirement(line) for line in Path(versions).read_text().splitlines()]
    locked = re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    assert [constraint.name for constraint in constraints] == locked


def bash(script: str, cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a script as GitHub runs a step whose shell is bash."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=cwd,
        env=os.environ | {"GITHUB_ACTION_PATH": str(ROOT)} | env,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("paths", "snippets", "status", "summary"),
    [
        ("", "", 0, "2 formulas on 1 page"),
        ("docs\nmore pages\n", "snippets", 0, "4 formulas on 2 pages"),
        ("wrong", "", 1, "2 formulas on 1 page"),
        ("$(touch planted)", "", 2, ""),
        ("--help", "", 2, ""),
        ("", "; touch planted", 2, ""),
    ],
    ids=["all", "two, one with a blank", "wrong", "a command", "a flag", "a command for a folder"],
)
def test_the_action_judges_what_it_is_given(
    action: dict[str, Any], project: Path, tmp_path: Path, paths: str, snippets: str, status: int, summary: str
) -> None:
    (project / "wrong").mkdir()
    (project / "wrong" / "page.md").write_text(WRONG, encoding="utf-8")
    programs = tmp_path / "texproof" / "bin"
    programs.mkdir(parents=True)
    (programs / "texproof").symlink_to(BIN / "texproof")
    script = scripts(action)[1]["run"]
    done = bash(script, project, {"RUNNER_TEMP": str(tmp_path), "PATHS": paths, "SNIPPETS": snippets})
    assert done.returncode == status, done.stdout + done.stderr
    assert summary in done.stdout
    assert ("::error file=wrong/page.md,line=9," in done.stdout) is (status == 1)
    assert not list(project.rglob("planted"))
