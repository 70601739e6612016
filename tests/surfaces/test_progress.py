"""A run that takes a while says on a terminal how far it is; in a pipe and in the log of a CI it says nothing."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from texproof.surfaces import cli

# Reading it takes longer than nothing is shown for.
SLOW = """import time

from texproof import Scalar, model

time.sleep(1.5)


@model
def slow(xp, x: Scalar):
    return {}
"""
PAGE = "/// given | slow\n///\n\n$$ x + x = 2 x $$\n\n$$ x + x + x = 3 x $$\n"


def shown(folder: Path, *, terminal: bool, **environment: str) -> str:
    """Return what a run shows on standard error, which is a terminal or a pipe; standard output is as ever."""
    for part, name, text in (("docs", "page.md", PAGE), ("snippets", "slow.py", SLOW)):
        (folder / part).mkdir()
        (folder / part / name).write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    ours, theirs = pty.openpty() if terminal else os.pipe()
    done = subprocess.run(
        [Path(sys.executable).parent / "texproof", "check", "--no-cache", "--format", "json"],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "CI"} | {"TERM": "xterm"} | environment,
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=False,
        timeout=120,
    )
    os.close(theirs)
    found = b""
    while part_ := _read(ours):
        found += part_
    os.close(ours)
    assert done.returncode == 0
    assert json.loads(done.stdout)["summary"]["proved"] == 2
    return found.decode()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:  # what a terminal says where a pipe is at its end
        return b""


def test_a_terminal_shows_how_far_a_long_run_is(tmp_path: Path) -> None:
    found = shown(tmp_path, terminal=True)
    assert "judging" in found
    assert "2/2" in found


@pytest.mark.parametrize(
    ("terminal", "environment"),
    [(False, {}), (False, {"FORCE_COLOR": "1"}), (True, {"CI": "true"}), (True, {"TERM": "dumb"})],
    ids=["a pipe", "a pipe with colours", "the log of a CI", "a terminal that only writes on"],
)
def test_elsewhere_nothing_is_shown(terminal: bool, environment: dict[str, str], tmp_path: Path) -> None:
    assert shown(tmp_path, terminal=terminal, **environment) == ""


def test_what_ends_before_is_not_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for soon, expected in ((3600.0, False), (0.0, True)):
        monkeypatch.setattr(cli, "SOON", soon)
        with cli._progress() as progress:
            progress(1, 2)
        assert bool(capsys.readouterr().err) is expected
