"""The tutorial *Use it on your own pages*, done as it says, from an empty folder and with nothing of this environment.

What this changes of the page is what the page tells its reader to: where the repository is, and at which commit.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from ..program import ROOT, run
from .page import Commands, File, steps

PAGE = ROOT / "docs" / "use-it.md"
ADDRESS, COMMIT = "https://github.com/OWNER/texproof", "COMMIT"
SECONDS = 300
PINNED = re.compile(r"^([A-Za-z0-9].*) \\$", re.MULTILINE)
# What a reader's terminal does not have: the ways in which this environment finds its own texproof.
OURS = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "TEXPROOF_COLD", "SITE_URL")


class Reader:
    """A reader at a terminal: does what the page says, one thing after the other."""

    def __init__(self, folder: Path) -> None:
        self.project, self.checkout = folder / "notes", folder / "texproof"
        self.project.mkdir()
        self.commit = _checkout(self.checkout)
        self._kept = folder / "environment"
        self._env = _environment(folder, self.checkout)

    def write(self, file: File) -> None:
        path = self.project / file.path
        assert path.resolve().is_relative_to(self.project.resolve())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text.replace(f"rev: {COMMIT}", f"rev: {self.commit}"), encoding="utf-8")

    def run(self, commands: Commands) -> tuple[int, str]:
        """Run commands; return the last one's status and what was printed. What they export stays for the next."""
        where = {"": self.project, "in the checkout": self.checkout}[commands.where]
        script = f"trap 'env -0 > {self._kept}' EXIT\n{commands.script}"
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
            cwd=where,
            env=self._env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=SECONDS,
        )
        self._env = dict(entry.split("=", 1) for entry in self._kept.read_text().split("\0") if "=" in entry)
        return done.returncode, done.stdout


def _checkout(folder: Path) -> str:
    """Make a repository of what this one holds, changes and all; return its commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file() and not (ROOT / name).is_symlink():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "All"]):
        who = ["-c", "user.name=A reader", "-c", "user.email=reader@localhost"]
        subprocess.run(["git", *who, *command], cwd=folder, check=True)
    found = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=True)
    return found.stdout.strip()


def _environment(folder: Path, checkout: Path) -> dict[str, str]:
    """Return the variables of a terminal in which nothing of this environment is found but Python and pip."""
    programs = folder / "programs"
    programs.mkdir()
    (programs / "python3").symlink_to(getattr(sys, "_base_executable", sys.executable))
    (programs / "pip").write_text(f'#!/bin/sh\nexec {sys.executable} -m pip "$@"\n')
    (programs / "pip").chmod(0o755)
    versions = folder / "versions.txt"
    versions.write_text("\n".join(PINNED.findall((ROOT / "requirements.lock").read_text())) + "\n")
    own = Path(sys.executable).parent
    path = [entry for entry in os.environ["PATH"].split(os.pathsep) if Path(entry) != own]
    gone = {name for name in os.environ if name in OURS or name.startswith(("PYTEST_", "COV_"))}
    return {name: value for name, value in os.environ.items() if name not in gone} | {
        "PATH": os.pathsep.join([str(programs), *path]),
        # The versions that all tests run with, so that a release of somebody's tonight breaks nothing here.
        "PIP_CONSTRAINT": str(versions),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PRE_COMMIT_HOME": str(folder / "pre-commit"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{checkout.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": ADDRESS,
        "NO_MKDOCS_2_WARNING": "1",
        "COLUMNS": "120",
        "CI": "",
    }


@pytest.mark.slow
@pytest.mark.xdist_group("tutorial")
def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    done = list(steps(PAGE))
    assert sum(isinstance(step, Commands) for step in done) >= 8
    for step in done:
        if isinstance(step, File):
            reader.write(step)
            continue
        status, output = reader.run(step)
        said = f"{PAGE.name}:{step.line}:\n{textwrap.indent(step.script, '    ')}\n{output}"
        assert status == step.status, said
        missing = step.missing(output)
        assert missing is None, f"not printed, or not there: {missing}\n{said}"
    site = reader.project / "site"
    html = (site / "index.html").read_text(encoding="utf-8")
    assert html.count("∎") >= 2
    assert (site / "assets" / "texproof.css").is_file()
    assert not (site / "slip").exists(), "a build that failed published something"
    installed = next((reader.project / ".venv").glob("lib/python*/site-packages/texproof"))
    assert (installed / "surfaces" / "checks" / "refuted.md").is_file()
    wrong = Commands(0, "pre-commit validate-manifest ../texproof/.pre-commit-hooks.yaml")
    assert reader.run(wrong) == (0, ""), "pre-commit itself reads the hook's file"


@pytest.fixture(scope="module")
def written() -> Mapping[str, str]:
    """The files that the page shows, by their paths."""
    return {step.path: step.text for step in steps(PAGE) if isinstance(step, File)}


def test_the_workflow_uses_the_action_as_it_is(written: Mapping[str, str]) -> None:
    workflow: dict[str, Any] = yaml.safe_load(written[".github/workflows/formulas.yml"])
    action: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
    assert workflow["permissions"] == {"contents": "read"}
    *before, ours = workflow["jobs"]["formulas"]["steps"]
    assert ours["uses"] == f"{ADDRESS.removeprefix('https://github.com/')}@{COMMIT}"
    assert set(ours["with"]) <= set(action["inputs"])
    for step in before:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"])
        assert step["with"]["persist-credentials"] is False


def test_the_hook_is_one_that_there_is(written: Mapping[str, str]) -> None:
    (repository,) = yaml.safe_load(written[".pre-commit-config.yaml"])["repos"]
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert (repository["repo"], repository["rev"]) == (ADDRESS, COMMIT)
    assert {hook["id"] for hook in repository["hooks"]} <= {hook["id"] for hook in hooks}


def test_the_options_are_those_of_the_plugin() -> None:
    from texproof.surfaces.mkdocs_plugin import TexproofConfig

    table = dict(re.findall(r"^\| `(\w+)` \| .* \| `(\S+)` \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    options = {name: option.default for name, option in TexproofConfig._schema}
    assert table == {name: str(default).lower() for name, default in options.items()}


@pytest.mark.parametrize("text", ["```text\nnothing to do\n```\n", '```text title="exit status 0"\nlost\n```\n'])
def test_a_block_that_no_reader_could_act_upon_is_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "page.md").write_text(text)
    with pytest.raises(ValueError, match=r"page\.md:1"):
        list(steps(tmp_path / "page.md"))


def test_what_is_shown_must_be_printed_in_order() -> None:
    shown = Commands(1, "", printed=["one", "two… end"])
    assert shown.missing("zero\none\ntwo, the end\n") is None
    assert shown.missing("two, the end\none\n") == "two… end"
    assert shown.missing("one more\n") == "one"


def test_the_page_is_listed() -> None:
    assert "use-it.md" in (ROOT / "mkdocs.yml").read_text()
    assert run("texproof", "check", "docs/use-it.md").returncode == 0
