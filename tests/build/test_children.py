"""Processes that are shared by threads: one for each snippet, no more than ask at once, none that speaks unasked."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from texproof.build.child import Child
from texproof.build.children import Children
from texproof.build.work import Work


def work(number: int) -> Work:
    source = f"from texproof import Scalar, model\n\n@model\ndef m(xp, x: Scalar):\n    return {{'y': {number} * x}}\n"
    return Work("describe", path="snippets/m.py", source=source, model="m")


@pytest.fixture
def children() -> Iterator[Children]:
    children = Children()
    yield children
    children.close()


def pids(children: Children) -> list[int]:
    return [child.pid for child in (*children._idle, *children._busy)]


def test_a_process_is_asked_again_under_its_snippet_and_under_no_other(children: Children) -> None:
    seen = []
    for number in (1, 1, 2, 2, 1):
        assert not children.answers([work(number)])[0].failed
        seen += pids(children)
    assert seen[0] == seen[1] != seen[2] == seen[3]
    assert len(set(seen)) == 3


def test_there_are_no_more_processes_than_threads_that_ask(children: Children) -> None:
    with ThreadPoolExecutor(3) as executor:
        found = list(executor.map(lambda number: children.answers([work(number)])[0], range(12)))
    assert not [answer.failed for answer in found if answer.failed]
    assert 1 <= len(pids(children)) <= 3


def test_closing_ends_what_is_at_work_at_once(children: Children) -> None:
    sleeps = Work("describe", path="x", source="import time; time.sleep(600)", model="m")
    with ThreadPoolExecutor(1) as executor:
        future = executor.submit(children.answers, [sleeps])
        while not children._busy:
            time.sleep(0.05)
        pid, server = children._busy[0].pid, children._server
        began = time.monotonic()
        children.close()
        assert future.result()[0].failed
    assert time.monotonic() - began < 5
    assert server is not None
    assert server.poll() is not None
    while not _gone(pid) and time.monotonic() - began < 5:  # it is killed, and dies when the kernel comes to it
        time.sleep(0.05)
    assert _gone(pid)
    assert children.answers([work(1)])[0].failed, "closed for good"


def _gone(pid: int) -> bool:
    # Nobody waits for a child whose server is gone but the first of all processes.
    try:
        return psutil.Process(pid).status() in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except psutil.NoSuchProcess:
        return True


@pytest.fixture
def pair() -> Iterator[tuple[Child, socket.socket]]:
    """A child without a process, and its end of the connection."""
    ours, theirs = socket.socketpair()
    yield Child(ours, ""), theirs
    ours.close()
    theirs.close()


ASKED = Work("survey", ("x",))


@pytest.mark.parametrize(("says", "last"), [(b'{"survey": []}\n', False), (b'{"survey": []}\n{"survey": [1]}\n', True)])
def test_what_answers_more_than_it_was_asked_is_not_asked_again(
    says: bytes, last: bool, pair: tuple[Child, socket.socket]
) -> None:
    child, theirs = pair
    theirs.sendall(says)
    answer = child.answer(ASKED)
    assert answer.data == {"survey": []}
    assert answer.last is last


def test_what_speaks_unasked_or_is_gone_is_seen(pair: tuple[Child, socket.socket]) -> None:
    child, theirs = pair
    assert not child.talks()
    theirs.sendall(b'{"survey": [1]}\n')
    assert child.talks()
    ours, gone = socket.socketpair()
    gone.close()
    with ours:
        assert Child(ours, "").talks()


def test_an_answer_in_parts_is_one_answer(pair: tuple[Child, socket.socket]) -> None:
    child, theirs = pair

    def slowly() -> None:
        for part in (b'{"sur', b'vey": ', b"[]}\n"):
            time.sleep(0.3)
            theirs.sendall(part)

    thread = threading.Thread(target=slowly)
    thread.start()
    assert child.answer(ASKED).data == {"survey": []}
    thread.join()


HEAVY = """from texproof import Scalar, model

KEPT = b"x" * (300 << 20)


@model
def m(xp, x: Scalar):
    return {"y": x}
"""


def test_a_process_that_holds_much_does_no_further_unit(children: Children) -> None:
    heavy = Work("describe", path="snippets/m.py", source=HEAVY, model="m")
    assert not children.answers([heavy])[0].failed
    assert not pids(children)


class Scripted(Children):
    """Children whose processes say what a script says, one row for each process."""

    def __init__(self, rows: list[list[bytes]]) -> None:
        super().__init__()
        self._rows = rows

    def _forked(self, source: str) -> Child:
        ours, theirs = socket.socketpair()
        threading.Thread(target=self._says, args=(theirs, self._rows.pop(0))).start()
        return Child(ours, source)

    @staticmethod
    def _says(connection: socket.socket, lines: list[bytes]) -> None:
        with connection:
            for line in lines:
                connection.recv(1 << 16)
                connection.sendall(line)
            connection.recv(1 << 16)


FULL = b'{"failed": "ran out of memory", "snippet": false, "trace": "", "last": true}\n'
FINE = b'{"survey": []}\n'


@pytest.mark.parametrize(
    ("rows", "failed"),
    [
        ([[FINE, FULL], [FINE]], ["", ""]),
        ([[FINE, FULL], [FULL]], ["", "ran out of memory"]),
        ([[FULL], [FINE]], ["ran out of memory", ""]),
    ],
)
def test_what_ran_out_of_memory_after_other_units_is_asked_once_more(
    rows: list[list[bytes]], failed: list[str]
) -> None:
    children = Scripted([list(row) for row in rows])
    assert [answer.failed for answer in children.answers([ASKED, ASKED])] == failed
    children.close()
    assert not children._rows
