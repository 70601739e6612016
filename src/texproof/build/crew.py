"""Work done in processes that can be killed, since nothing less is a time limit."""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from .answer import Answer, read, read_data
from .work import SECONDS, Work

_PATIENCE = 8.0  # seconds of a clock that a process may sleep over one unit of work
_LONGEST = 45.0  # seconds of a clock at most, for a machine that is busy with something else
_TICK = 0.25
_GRACE = 2.0  # seconds of processor time after which a process is ended that the kernel did not end
_LARGEST = 64 * 1024 * 1024  # bytes of an answer
_STARTS = 3  # times that a server is started for one child


@dataclass(slots=True)
class _Post:
    """One child: its connection, the snippet it has seen, and what it is at."""

    connection: socket.socket
    source: str
    pid: int = 0
    received: bytearray = field(default_factory=bytearray)
    task: int | None = None
    seconds: float = 0.0  # of processor time that it has for what it is at
    spent: float = 0.0  # of processor time when it began
    since: float = 0.0

    def kill(self) -> None:
        if self.pid:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
        self.connection.close()


class Crew:
    """Up to `size` children at work, forked from one server that has the libraries loaded.

    A context manager; on leaving it no process is left.
    """

    def __init__(self, size: int = 2) -> None:
        self._size = size
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None

    def run(self, works: Sequence[Work], done: Callable[[int], None] = lambda _: None) -> list[Answer]:
        """Return an answer for each unit, in order; `done` is told how many more are there."""
        answers: list[Answer | None] = [None] * len(works)
        waiting: dict[str, list[int]] = {}
        for number in range(len(works) - 1, -1, -1):
            waiting.setdefault(works[number].source, []).append(number)
        posts: list[_Post] = []
        with selectors.DefaultSelector() as selector:
            try:
                while waiting or any(post.task is not None for post in posts):
                    self._employ(posts, waiting, works, selector)
                    for key, _ in selector.select(_TICK):
                        self._hear(key.data, works, posts, answers, selector, done)
                    for post in [p for p in posts if p.task is not None]:
                        self._check(post, posts, answers, selector, done)
            finally:
                for post in posts:
                    post.kill()
        return [answer or Answer(failed="no answer came") for answer in answers]

    def _employ(
        self, posts: list[_Post], waiting: dict[str, list[int]], works: Sequence[Work], selector: selectors.BaseSelector
    ) -> None:
        """Give each idle child its next unit: of the snippet it knows, else a new child one of the longest queue."""
        for post in [p for p in posts if p.task is None]:
            if post.source not in waiting:
                self._dismiss(post, posts, selector)
            else:
                self._give(post, waiting, works)
        while waiting and len(posts) < self._size:
            source = max(waiting, key=lambda s: len(waiting[s]))
            post = self._post(source)
            posts.append(post)
            selector.register(post.connection, selectors.EVENT_READ, post)
            self._give(post, waiting, works)

    @staticmethod
    def _give(post: _Post, waiting: dict[str, list[int]], works: Sequence[Work]) -> None:
        queue = waiting[post.source]
        post.task = queue.pop()
        if not queue:
            del waiting[post.source]
        post.seconds = SECONDS[works[post.task].ask]
        post.spent = _spent(post.pid)
        post.since = time.monotonic()
        with suppress(OSError):  # a child that is gone is noticed when nothing comes back
            post.connection.sendall(json.dumps(works[post.task].data).encode() + b"\n")

    def _hear(
        self,
        post: _Post,
        works: Sequence[Work],
        posts: list[_Post],
        answers: list[Answer | None],
        selector: selectors.BaseSelector,
        done: Callable[[int], None],
    ) -> None:
        try:
            received = post.connection.recv(1 << 16)
        except OSError:
            received = b""
        if not received:
            out_of_time = post.task is not None and time.monotonic() - post.since > post.seconds - _TICK
            reason = "its time ran out" if out_of_time else "its process was ended"
            self._fail(post, reason, posts, answers, selector, done)
            return
        post.received += received
        if len(post.received) > _LARGEST:
            self._fail(post, "it answered too much", posts, answers, selector, done)
            return
        while b"\n" in received and (end := post.received.find(b"\n")) >= 0:
            line = bytes(post.received[:end])
            del post.received[: end + 1]
            if post.task is not None:
                answer = answers[post.task] = read(line, works[post.task])
                post.task = None
                done(1)
                if answer.last:
                    self._dismiss(post, posts, selector)
                    return

    def _check(
        self,
        post: _Post,
        posts: list[_Post],
        answers: list[Answer | None],
        selector: selectors.BaseSelector,
        done: Callable[[int], None],
    ) -> None:
        """End a child that took too long: at once where it sleeps, later where the machine may be busy.

        The kernel ends one that computes too long; but a snippet can ignore the signal that it does that with.
        """
        elapsed = time.monotonic() - post.since
        stubborn = elapsed > post.seconds + _GRACE and _spent(post.pid) - post.spent > post.seconds + _GRACE
        if stubborn or elapsed > _LONGEST or (post.pid and elapsed > _PATIENCE and _asleep(post.pid)):
            self._fail(post, "its time ran out", posts, answers, selector, done)

    def _fail(
        self,
        post: _Post,
        reason: str,
        posts: list[_Post],
        answers: list[Answer | None],
        selector: selectors.BaseSelector,
        done: Callable[[int], None],
    ) -> None:
        if post.task is not None:
            answers[post.task] = Answer(failed=reason)
            done(1)
        post.task = None
        self._dismiss(post, posts, selector)

    @staticmethod
    def _dismiss(post: _Post, posts: list[_Post], selector: selectors.BaseSelector) -> None:
        selector.unregister(post.connection)
        post.kill()
        posts.remove(post)

    def _post(self, source: str) -> _Post:
        """Return a new child for a snippet; one without a process where no server forks any."""
        for _ in range(_STARTS):
            if self._server is not None and self._server.poll() is not None:
                self.close()
            if self._control is None:
                self._start()
            assert self._control is not None
            ours, theirs = socket.socketpair()
            ours.settimeout(_LONGEST)
            with suppress(OSError), theirs:
                socket.send_fds(self._control, [b"fork"], [theirs.fileno()])
            # Before any snippet runs: a number that came later might be anybody's.
            pid = _greeting(ours)
            if pid:
                ours.settimeout(_PATIENCE)
                return _Post(ours, source, pid)
            ours.close()
            self.close()  # it was ended since it was looked at
        return _Post(socket.socketpair()[0], source)

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
