"""The process that judges: a server that forks a child for each snippet, so that no child sees another's.

Started as `python -P -m texproof.build.worker FD`, FD being a socket over which its parent sends one
connected socket for each child that it wants. A child answers lines of JSON with lines of JSON.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import socket
import sys
import traceback
from typing import Any

from .work import SECONDS

MEMORY = 700 * 1024 * 1024  # bytes of address space of one process
_STARTS = frozenset({"os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.system", "subprocess.Popen"})


def serve(control: socket.socket) -> None:
    """Fork a child for each socket that arrives, until the parent closes its end."""
    from . import neighbours, stages  # noqa: F401 - loaded once here, shared by every child

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are reaped by the kernel
    gc.freeze()  # so that children do not copy the libraries' pages only to collect nothing in them
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 16, 1)
        if not message or not descriptors:
            return
        if os.fork() == 0:
            control.close()
            with socket.socket(fileno=descriptors[0]) as connection:
                _child(connection)
            os._exit(0)
        os.close(descriptors[0])


def _child(connection: socket.socket) -> None:
    os.setsid()  # whatever it starts dies with it
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024 * 1024, 64 * 1024 * 1024))
    sys.addaudithook(_refuse_processes)
    stream = connection.makefile("rwb")
    stream.write(json.dumps({"pid": os.getpid()}).encode() + b"\n")
    stream.flush()
    for line in stream:
        data = json.loads(line)
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (spent + SECONDS[data["ask"]] + 1, hard))
        stream.write(json.dumps(_answer(data)).encode() + b"\n")
        stream.flush()


def _refuse_processes(event: str, _: tuple[object, ...]) -> None:
    """Refuse to start processes: they would outlive the limits, and their number has none for every user."""
    if event in _STARTS:
        raise PermissionError("a snippet starts no process")


def _answer(data: dict[str, Any]) -> dict[str, Any]:
    from ..model.declare import SnippetError
    from ..report.record import to_data
    from . import neighbours, stages
    from .work import Work

    work = Work.of(data)
    try:
        if work.ask == "scan":
            return {"page": to_data(stages.scan(work))}
        if work.ask == "survey":
            return {"survey": [[list(found.letters), found.defines] for found in stages.survey(work)]}
        if work.ask == "describe":
            return {"described": to_data(stages.describe(work))}
        if work.ask == "spoil":
            return {"spoils": to_data(neighbours.spoiled(work))}
        if work.ask == "fate":
            return {"fate": to_data(neighbours.fate(work))}
        if work.ask == "mend":
            return {"mended": {"mutants": to_data(neighbours.mended(work))}}
        return {"judged": to_data(stages.judge(work))}
    except SnippetError as error:
        return {"failed": str(error), "snippet": True, "trace": ""}
    except MemoryError:
        return {"failed": "ran out of memory", "snippet": False, "trace": ""}
    except RecursionError:
        return {"failed": "nested too deeply", "snippet": False, "trace": ""}
    except Exception as error:  # noqa: BLE001 - a fault on one formula must not take the others with it
        return {
            "failed": f"{type(error).__name__}: {error}",
            "snippet": False,
            "trace": traceback.format_exc(),
        }


def main() -> None:
    """Serve over the socket named on the command line; what snippets print goes nowhere."""
    control = socket.socket(fileno=int(sys.argv[1]))
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    serve(control)


if __name__ == "__main__":
    main()
