"""One process that works, seen from outside: it is given a unit, watched, and ended where it takes too long."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from .answer import Answer, read
from .work import SECONDS, Work

LONGEST = 45.0  # seconds of a clock at most, for a machine that is busy with something else
_PATIENCE = 8.0  # seconds of a clock that a process may sleep over one unit of work
_TICK = 0.25
_GRACE = 2.0  # seconds of processor time after which a process is ended that the kernel did not end
_LARGEST = 64 * 1024 * 1024  # bytes of an answer


class Child:
    """A process that has seen one snippet at most, and the connection to it; pid 0 stands for none."""

    def __init__(self, connection: socket.socket, source: str, pid: int = 0) -> None:
        self.source = source
        self.pid = pid
        self.units = 0  # of work that it was given
        self._connection = connection

    def answer(self, work: Work) -> Answer:
        """Return what the process answers to a unit of work, or why nothing came.

        Whoever gets an answer with `last` ends the child.
        """
        self.units += 1
        spent, since = _spent(self.pid), time.monotonic()
        self._connection.settimeout(_PATIENCE)
        with suppress(OSError):  # a child that is gone is noticed when nothing comes back
            self._connection.sendall(json.dumps(work.data).encode() + b"\n")
        self._connection.settimeout(_TICK)
        received = bytearray()
        while True:
            try:
                more = self._connection.recv(1 << 16)
            except TimeoutError:
                more = None
            except OSError:
                more = b""
            if more == b"":
                out_of_time = time.monotonic() - since > SECONDS[work.ask] - _TICK
                return _failed("its time ran out" if out_of_time else "its process was ended")
            received += more or b""
            if len(received) > _LARGEST:
                return _failed("it answered too much")
            if more is not None and b"\n" in more:
                break
            if self._overdue(SECONDS[work.ask], spent, since):
                return _failed("its time ran out")
        line, _, unasked = bytes(received).partition(b"\n")
        answer = read(line, work)
        return replace(answer, last=True) if unasked else answer

    def talks(self) -> bool:
        """Whether it says something though nothing was asked, or is gone.

        That would be taken for its answer to the next unit.
        """
        try:
            self._connection.setblocking(False)
            self._connection.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def kill(self) -> None:
        """End the process; whoever waits for its answer is told that it was ended."""
        if self.pid:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)

    def end(self) -> None:
        """End the process and the connection. Only for whoever has the child: another may wait on the connection."""
        self.kill()
        self._connection.close()

    def _overdue(self, seconds: float, spent: float, since: float) -> bool:
        """Whether it took too long: at once where it sleeps, later where the machine may be busy.

        The kernel ends one that computes too long; but a snippet can ignore the signal that it does that with.
        """
        elapsed = time.monotonic() - since
        stubborn = elapsed > seconds + _GRACE and _spent(self.pid) - spent > seconds + _GRACE
        return stubborn or elapsed > LONGEST or bool(self.pid and elapsed > _PATIENCE and _asleep(self.pid))


def _failed(reason: str) -> Answer:
    return Answer(failed=reason, last=True)


def _spent(pid: int) -> float:
    """Return the seconds of processor time that a process took; 0 where that cannot be seen."""
    found = _status(pid)
    return sum(map(int, found[11:13])) / os.sysconf("SC_CLK_TCK") if found else 0.0


def _asleep(pid: int) -> bool:
    """Whether a process waits for something other than a processor; where that cannot be seen, it is said to."""
    found = _status(pid)
    return not found or found[0] not in ("R", "D")


def _status(pid: int) -> list[str]:
    """Return what the kernel says of a process after its name: its state, …; [] where it says nothing."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return []
    return status.rpartition(")")[2].split()
