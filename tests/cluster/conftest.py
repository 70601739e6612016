"""A Dask cluster on this machine, started as Dask's documentation says: a scheduler, and workers of one thread each."""

from __future__ import annotations

import importlib.util
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

PATIENCE = 60.0  # seconds for a process to say that it is there


@contextmanager
def _dask(folder: Path, *arguments: str, says: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Run `dask` with its log in a folder; yield it and the address that it says it is at. On leaving it is ended."""
    log = folder / f"{arguments[0]}-{time.monotonic_ns()}.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    try:
        end = time.monotonic() + PATIENCE
        while not (found := re.search(says + r":\s+(tcp://\S+)", log.read_text())):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        yield process, found[1]
    finally:
        lose(process)


def lose(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started, as a machine does that loses its power."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler without workers."""
    if importlib.util.find_spec("distributed") is None:
        pytest.skip("`make cluster` installs Dask's distributed")
    folder = tmp_path_factory.mktemp("dask")
    with _dask(folder, "scheduler", "--host", "127.0.0.1", "--port", "0", says="Scheduler at") as (_, address):
        yield address


@contextmanager
def worker(scheduler: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker of one thread for a scheduler."""
    options = ("--nthreads", "1", "--local-directory", str(folder))
    with _dask(folder, "worker", scheduler, *options, says="Registered to") as (process, _):
        yield process
