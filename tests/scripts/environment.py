"""A clean environment for scripts: this Python with SymPy, NumPy and mpmath at their locked versions, nothing else."""

from __future__ import annotations

import json
import subprocess
import venv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

PACKAGES = ("mpmath", "numpy", "sympy")
RUNNER = Path(__file__).with_name("runner.py")


def made(folder: Path) -> Path:
    """Make an environment in a folder and return its Python.

    The packages are those of this environment, which holds the locked versions: nothing is fetched.
    """
    venv.create(folder, with_pip=False, symlinks=True)
    into = next(folder.glob("lib/python*/site-packages"))
    for name in PACKAGES:
        for entry in _top(name):
            (into / entry.name).symlink_to(entry)
    return folder / "bin" / "python"


def _top(name: str) -> Iterator[Path]:
    """Yield the folders and files of a package right below the one in which packages stand."""
    found = distribution(name)
    site = Path(str(found.locate_file("")))
    names = {file.parts[0] for file in found.files or () if file.parts[0] not in ("..", "__pycache__")}
    yield from (site / part for part in sorted(names))


def run(python: Path, folder: Path, share: int, shares: int) -> list[dict[str, Any]]:
    """Return what the runner says of a share of a folder's scripts."""
    command = [python, "-I", RUNNER, folder, str(share), str(shares)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def run_all(python: Path, folder: Path, processes: int) -> list[dict[str, Any]]:
    """Return what the runner says of all of a folder's scripts, in as many processes."""
    with ThreadPoolExecutor(processes) as pool:
        shares = pool.map(lambda share: run(python, folder, share, processes), range(processes))
        return [row for rows in shares for row in rows]
