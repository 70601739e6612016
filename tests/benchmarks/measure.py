"""What a program took: seconds on the clock, and the most memory that it and all its children held at once."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

INTERVAL = 0.1  # seconds between two looks at the memory; each look takes the machine some milliseconds
MIB = 2**20


@dataclass(frozen=True)
class Run:
    """One run of a program: wall-clock seconds, peak memory of its processes together in MiB, output.

    `processor` are the seconds that it computed for, without children that nobody waited for.
    """

    seconds: float
    processor: float
    memory: float
    output: str


def _held(root: psutil.Process) -> int:
    """Return the bytes that a process and its descendants hold, what they share counted once."""
    total = 0
    for process in [root, *root.children(recursive=True)]:
        try:
            total += process.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total


def _computed() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured(name: str, *arguments: str, folder: Path) -> Run:
    """Run a program of this environment in a folder and return what it took.

    Raises: RuntimeError with its output where it fails.
    """
    program = Path(sys.executable).parent / name
    before = _computed()
    started = time.perf_counter()
    process = subprocess.Popen(
        [program, *arguments],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    peak, done = 0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(INTERVAL):
            try:
                peak = max(peak, _held(psutil.Process(process.pid)))
            except psutil.NoSuchProcess:
                return

    watcher = threading.Thread(target=watch)
    watcher.start()
    output, errors = process.communicate()
    seconds = time.perf_counter() - started
    done.set()
    watcher.join()
    if process.returncode:
        raise RuntimeError(f"{name} {' '.join(arguments)} ended with {process.returncode}\n{output}\n{errors}")
    return Run(seconds, _computed() - before, peak / MIB, output)
