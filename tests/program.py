"""The programs of the environment that the tests run, as a person would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(
    name: str, *arguments: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None, timeout: float = 300
) -> subprocess.CompletedProcess[str]:
    """Run `texproof`, `mkdocs` or another program of this environment to its end; return status and output.

    `env` is added to the environment; `timeout` is in seconds. Raises: subprocess.TimeoutExpired.
    """
    program = Path(sys.executable).parent / name
    return subprocess.run(
        [program, *arguments],
        cwd=cwd,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | (env or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
    )
