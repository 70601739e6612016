"""Processes that can be killed, since nothing less is a time limit: forked from one server, one for each snippet."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from .answer import OUT_OF_MEMORY, Answer, read_data
from .child import LONGEST, Child
from .work import Work

_STARTS = 3  # times that a server is started for one child


class Children:
    """As many children as there are threads that ask at once, forked from one server that has the libraries loaded.

    A child is asked again under the snippet that it has seen, and under no other. Once closed, it works no more.
    """

    def __init__(self) -> None:
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._busy: list[Child] = []
        self._idle: list[Child] = []  # who is idle for longest comes first
        self._most = 1
        self._closed = False
        self._lock = threading.Lock()

    def answers(self, works: Sequence[Work]) -> list[Answer]:
        """Return the answers of children to units of work, one after another. For any number of threads at once."""
        return [self._answer(work) for work in works]

    def _answer(self, work: Work) -> Answer:
        for _ in range(2):
            child = self._taken(work.source)
            if child is None:
                return Answer(failed="its process was ended", last=True)
            answer = Answer(last=True)
            try:
                answer = child.answer(work)
            finally:
                self._returned(child, alive=not answer.last)
            # Other units may have left it too little: alone in a process, it says what it always says.
            if answer.failed != OUT_OF_MEMORY or child.units == 1:
                break
        return answer

    def close(self) -> None:
        """End all children and the server; whoever waits for an answer is told that the process was ended."""
        with self._lock:
            self._closed = True
            for child in self._busy:
                child.kill()
            for child in self._idle:
                child.end()
            self._idle.clear()
            self._stop()

    def _taken(self, source: str) -> Child | None:
        """Return a child for a snippet: one that has seen it, else a new one in place of who is idle for longest."""
        with self._lock:
            if self._closed:
                return None
            self._most = max(self._most, len(self._busy) + 1)
            found = next((child for child in self._idle if child.source == source), None)
            if found is not None:
                self._idle.remove(found)
                if found.talks():
                    found.end()
                    found = None
            while found is None and self._idle and len(self._busy) + len(self._idle) >= self._most:
                self._idle.pop(0).end()
            child = found or self._forked(source)
            self._busy.append(child)
            return child

    def _returned(self, child: Child, *, alive: bool) -> None:
        with self._lock:
            self._busy.remove(child)
            if alive and not self._closed:
                self._idle.append(child)
            else:
                child.end()

    def _forked(self, source: str) -> Child:
        """Return a new child for a snippet; one without a process where no server forks any."""
        for _ in range(_STARTS):
            if self._server is not None and self._server.poll() is not None:
                self._stop()
            if self._control is None:
                self._start()
            assert self._control is not None
            ours, theirs = socket.socketpair()
            ours.settimeout(LONGEST)
            with suppress(OSError), theirs:
                socket.send_fds(self._control, [b"fork"], [theirs.fileno()])
            # Before any snippet runs: a number that came later might be anybody's.
            pid = _greeting(ours)
            if pid:
                return Child(ours, source, pid)
            ours.close()
            self._stop()  # it was ended since it was looked at
        return Child(socket.socketpair()[0], source)

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        package = str(Path(__file__).resolve().parents[2])
        paths = [package, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)),
            "PYTHONHASHSEED": "0",
            # More threads would share one core's work and count against the memory of each child.
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "MKL_NUM_THREADS": "1",
        }
        with theirs:
            self._server = subprocess.Popen(
                [sys.executable, "-P", "-m", "texproof.build.worker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        self._control = ours

    def _stop(self) -> None:
        """End the server. Its children are others' business: one may be at work."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None


def _greeting(connection: socket.socket) -> int:
    """Return the number that a new child gives for itself first; 0 where none comes."""
    line = b""
    try:
        while not line.endswith(b"\n"):
            received = connection.recv(1)
            if not received:
                return 0
            line += received
    except OSError:
        return 0
    return int((read_data(line) or {}).get("pid", 0))
