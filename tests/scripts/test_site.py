"""Every claim of the site has a script, which passes with SymPy and NumPy alone and fails when the claim is spoiled."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from texproof.script.claim import KINDS

from .environment import PACKAGES, made, run

SHARES = 8


@pytest.fixture(scope="session")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a clean environment."""
    return made(tmp_path_factory.mktemp("clean") / "environment")


def test_the_environment_holds_nothing_else(python: Path) -> None:
    listed = "import importlib.metadata as m; print(*sorted({d.name.lower() for d in m.distributions()}))"
    said = subprocess.run([python, "-I", "-c", listed], capture_output=True, text=True, check=True).stdout
    assert said.split() == list(PACKAGES)
    found = subprocess.run([python, "-I", "-c", "import texproof"], capture_output=True, text=True, check=False)
    assert "No module named 'texproof'" in found.stderr


def test_each_proved_equation_has_a_script(site: Path, report: dict[str, Any]) -> None:
    proved = [
        obligation
        for formula in report["formulas"]
        if formula["verdict"] in ("proved", "definition", "mention") and not formula["diagnostics"]
        for obligation in formula["obligations"]
        if obligation["verdict"] == "proved" and obligation["kind"] in KINDS
    ]
    assert len(list((site / "scripts").rglob("*.py"))) == len(proved) > 1000


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_each_script_passes_and_fails_when_it_is_spoiled(site: Path, python: Path, share: int) -> None:
    rows = run(python, site / "scripts", share, SHARES)
    assert len(rows) > 100
    assert not [(row["path"], row["said"]) for row in rows if row["code"] != 0]
    assert not [(row["path"], row["spoiled_said"]) for row in rows if row["spoiled"] != 1]
    told = [row for row in rows if "proved, left - right is 0" in row["said"] or "agree to 40 digits" in row["said"]]
    assert len(told) == len(rows)
    assert all("checked, 3 random points" in row["said"] for row in rows)
