"""The one-way rule between the stages holds, and each contract that says so can fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ..program import ROOT, run

# contract, where the forbidden import is planted, the import
PLANTED = [
    ("stages", "diagnostic.py", "from .model import size as planted"),
    ("stages", "source/__init__.py", "from .. import surfaces as planted"),
    ("stages", "check/__init__.py", "from .. import build as planted"),
    ("routes", "check/sympy_route/__init__.py", "from .. import numpy_route as planted"),
    ("routes", "check/numpy_route/__init__.py", "from .. import sympy_route as planted"),
    ("sympy", "elaborate/__init__.py", "import sympy as planted"),
    ("sympy", "check/numpy_route/__init__.py", "import sympy as planted"),
    ("numpy", "check/sympy_route/__init__.py", "import numpy as planted"),
    ("lark", "elaborate/__init__.py", "import lark as planted"),
    ("mkdocs", "build/__init__.py", "import mkdocs as planted"),
    ("mkdocs", "surfaces/__init__.py", "import mkdocs.plugins as planted"),
    ("processes", "check/__init__.py", "import time as planted"),
    ("processes", "surfaces/__init__.py", "import subprocess as planted"),
]


def test_every_contract_is_kept() -> None:
    linted = run("lint-imports", "--no-cache")
    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize(("contract", "module", "line"), PLANTED, ids=lambda value: value.replace(" as planted", ""))
def test_a_forbidden_import_breaks_its_contract(contract: str, module: str, line: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    place = tmp_path / "src" / "texproof" / module
    place.write_text(f"{place.read_text()}\n{line}\n")

    linted = run(
        "lint-imports", "--no-cache", "--contract", contract, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path / "src")}
    )

    assert linted.returncode == 1, linted.stdout
    assert "0 kept, 1 broken" in linted.stdout


def test_the_command_starts_without_the_libraries_that_judge() -> None:
    heavy = ("numpy", "sympy", "mpmath", "lark", "markdown", "mkdocs")
    code = f"import sys, texproof.surfaces.cli; print(*[name for name in {heavy!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []
