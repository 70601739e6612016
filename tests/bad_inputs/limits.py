"""A program run under limits on its whole tree of processes: its end, its output, and what it took."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

PROCESSOR = 10.0  # seconds that a run may compute for, on all its processors together
MEMORY = 1024.0  # MiB that its processes may hold at once
# A clock says little on a machine that is busy: it only ends what hangs.
CLOCK = 300.0
LARGEST_OUTPUT = 64.0  # MiB
_INTERVAL = 0.05
_MIB = 2**20


@dataclass(frozen=True)
class Outcome:
    """A program's end: exit status, output, seconds of processor time and MiB of its processes together.

    `status` is negative where the program was killed; `killed` then says by which limit, if by one of these.
    """

    status: int
    out: str
    err: str
    processor: float
    memory: float
    killed: str = ""


class _Watch:
    """Looks at a process and its descendants again and again, and kills them all where they pass a limit."""

    def __init__(self, pid: int) -> None:
        self.root = psutil.Process(pid)
        self.memory = 0.0
        self.killed = ""
        self.computed: dict[tuple[int, float], float] = {}  # by process: the seconds it was last seen to have used
        self._seen: dict[int, psutil.Process] = {}
        self._since = time.monotonic()

    def look(self) -> None:
        held = 0.0
        for process in self._processes():
            with suppress(psutil.Error):
                held += process.memory_full_info().pss / _MIB
                used = process.cpu_times()
                self.computed[process.pid, process.create_time()] = used.user + used.system
        self.memory = max(self.memory, held)
        if held > MEMORY:
            self.kill(f"more than {MEMORY:g} MiB")
        elif self.processor > 3 * PROCESSOR:
            self.kill(f"more than {3 * PROCESSOR:g} s of processor time")
        elif time.monotonic() - self._since > CLOCK:
            self.kill(f"more than {CLOCK:g} s of the clock")

    def kill(self, reason: str = "") -> None:
        self.killed = self.killed or reason
        for process in list(self._processes()):
            with suppress(psutil.Error):
                process.kill()

    @property
    def processor(self) -> float:
        return sum(self.computed.values())

    def _processes(self) -> Iterator[psutil.Process]:
        """Yield the process and its descendants, those too whose parent is gone."""
        with suppress(psutil.Error):
            for process in [self.root, *self.root.children(recursive=True)]:
                self._seen.setdefault(process.pid, process)
        for process in list(self._seen.values()):
            if process.is_running():
                yield process
            else:
                del self._seen[process.pid]


def limited(name: str, *arguments: str | Path, cwd: Path, env: dict[str, str], scratch: Path) -> Outcome:
    """Run a program of this environment to its end or to a limit. Its output goes to files in `scratch`."""
    program = Path(sys.executable).parent / name
    files = [scratch / "stdout", scratch / "stderr"]
    with files[0].open("wb") as out, files[1].open("wb") as err:
        process = subprocess.Popen(
            [program, *arguments], cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=err
        )
        watch, done = _Watch(process.pid), threading.Event()

        def watching() -> None:
            while not done.wait(_INTERVAL):
                with suppress(psutil.Error):
                    watch.look()

        watcher = threading.Thread(target=watching)
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        done.set()
        watcher.join()
        watch.kill()
    assert sum(file.stat().st_size for file in files) < LARGEST_OUTPUT * _MIB
    # The kernel counts exactly, but not those that nobody waited for; the watch sees all, but not their last moments.
    processor = max(used.ru_utime + used.ru_stime, watch.processor)
    out, err = (file.read_text(encoding="utf-8", errors="surrogateescape") for file in files)
    return Outcome(process.returncode, out, err, processor, watch.memory, watch.killed)
