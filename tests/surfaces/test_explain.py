"""`texproof explain`: every code with its page, for a terminal, for a log, and from an installed package."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from texproof.diagnostic import CODES
from texproof.surfaces import explain
from texproof.surfaces.cli import main

from ..program import run


def explained(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["explain", *arguments])


def test_without_a_code_all_are_listed_with_one_line_each() -> None:
    result = explained()
    assert result.exit_code == 0
    listed = re.findall(r"^  ([a-z-]+) +(\S.*)$", result.output, re.MULTILINE)
    assert {code for code, _ in listed} == CODES
    assert dict(listed)["refuted"] == explain.checks()["refuted"].summary


@pytest.mark.parametrize("code", sorted(explain.checks()))
def test_off_a_terminal_a_page_is_its_markdown_without_links(code: str) -> None:
    result = explained(code)
    assert result.exit_code == 0
    assert result.output.startswith(f"# {code}\n\n")
    prose = re.sub(r"^```.*?^```", "", result.output, flags=re.DOTALL | re.MULTILINE)
    assert not re.search(r"\]\(|title=", prose)
    for match in re.finditer(r'title="([^"]+)"', explain.checks()[code].page):
        assert f"`{match[1]}`:\n" in result.output


@pytest.mark.parametrize("code", sorted(explain.checks()))
def test_on_a_terminal_a_page_is_set_and_leads_nowhere(code: str) -> None:
    console = Console(force_terminal=True, width=90, color_system="standard")
    with console.capture() as capture:
        console.print(explain.page(explain.checks()[code]))
    text = capture.get()
    assert "\x1b[" in text
    assert "\x1b]8;" not in text
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert code in plain
    assert "```" not in plain
    assert max(map(len, plain.splitlines())) <= 90


def test_the_spelling_may_be_in_capitals() -> None:
    assert explained("Refuted").output == explained("refuted").output


@pytest.mark.parametrize(
    ("wrong", "near"), [("refuded", "refuted"), ("shape", "shape-mismatch"), ("unknown-makro", "unknown-macro")]
)
def test_an_unknown_code_is_answered_with_those_near_it(wrong: str, near: str) -> None:
    result = explained(wrong)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"there is no code '{wrong}'; near it: " in result.stderr
    assert near in result.stderr


def test_a_code_like_no_other_is_answered_with_the_list() -> None:
    result = explained("\x1b[31m42")
    assert result.exit_code == 2
    assert "`texproof explain` lists all" in result.stderr
    assert "\x1b" not in result.stderr


def test_the_address_is_the_one_that_the_package_names(monkeypatch: pytest.MonkeyPatch) -> None:
    class Metadata:
        def get_all(self, name: str) -> list[str]:
            assert name == "Project-URL"
            return ["Source, https://a.example/", "Documentation, https://b.example"]

    monkeypatch.setattr(explain, "metadata", lambda _: Metadata())
    assert explain.documentation.__wrapped__() == "https://b.example"
    monkeypatch.setattr(explain, "documentation", explain.documentation.__wrapped__)
    assert explain.checks()["refuted"].address == "https://b.example/checks/refuted/"

    def missing(_: str) -> None:
        raise PackageNotFoundError

    monkeypatch.setattr(explain, "metadata", missing)
    assert explain.checks()["refuted"].address == ""


def test_an_installed_package_has_the_pages(tmp_path: Path) -> None:
    built = run("hatchling", "build", "--target", "wheel", "--directory", tmp_path)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    program = "import texproof; print(texproof.__file__); from texproof.surfaces.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "explain", "refuted"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
        check=False,
    )
    where, _, page = done.stdout.partition("\n")
    assert where.startswith(str(tmp_path)), done.stderr
    assert page == explained("refuted").output
