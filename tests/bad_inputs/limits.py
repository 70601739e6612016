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
CLOCK = 120.0
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
        # Of descendants that their parents may never wait for: what each was last seen to have computed.
        self.unwaited: dict[tuple[int, float], float] = {}
        self._seen: dict[int, psutil.Process] = {}
        self._since = time.monotonic()

    def look(self) -> None:
        held = 0.0
        for process, depth in self._processes():
            with suppress(psutil.Error):
                held += process.memory_full_info().pss / _MIB
                if depth > 1:
                    used = process.cpu_times()
                    self.unwaited[process.pid, process.create_time()] = used.user + used.system
        self.memory = max(self.memory, held)
        if held > MEMORY:
            self.kill(f"more than {MEMORY:g} MiB")
        elif sum(self.unwaited.values()) > 3 * PROCESSOR:
            self.kill(f"more than {3 * PROCESSOR:g} s of processor time")
        elif time.monotonic() - self._since > CLOCK:
            self.kill(f"more than {CLOCK:g} s of the clock")

    def kill(self, reason: str = "") -> None:
        self.killed = self.killed or reason
        for process, _ in list(self._processes()):
            with suppress(psutil.Error):
                process.kill()

    def _processes(self) -> Iterator[tuple[psutil.Process, int]]:
        """Yield the process at depth 0 and its descendants, those too whose parent is gone, deeper ones last."""
        with suppress(psutil.Error):
            for process in [self.root, *self.root.children(recursive=True)]:
                self._seen.setdefault(process.pid, process)
        for process in list(self._seen.values()):
            if not process.is_running():
                del self._seen[process.pid]
                continue
            depth = 0 if process == self.root else 1 if process.ppid() == self.root.pid else 2
            yield process, depth


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
    processor = used.ru_utime + used.ru_stime + sum(watch.unwaited.values())
    out, err = (file.read_text(encoding="utf-8", errors="surrogateescape") for file in files)
    return Outcome(process.returncode, out, err, processor, watch.memory, watch.killed)
