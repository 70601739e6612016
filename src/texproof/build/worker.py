"""The process that judges: a server that forks a child for each snippet, so that no child sees another's.

Started as `python -P -m texproof.build.worker FD`, FD being a socket over which its parent sends one
connected socket for each child that it wants. A child answers lines of JSON with lines of JSON; an answer
with "last" is the child's last: a unit of work changed something that the next one would see, or holds memory that it
would miss.
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
from contextlib import suppress
from dataclasses import replace
from typing import Any

from . import confine
from .answer import OUT_OF_MEMORY
from .guard import Baseline
from .work import SECONDS

# How often garbage is looked for. Terms and polynomials hold no cycles, and make many objects: looking after each
# 700 of them, as Python does, took 8 of the 106 s of processor time of a cold check of this site.
COLLECT = (100_000, 20, 20)
HELD = confine.MEMORY // 2  # bytes, past which a process does no further unit
_SAID = 2000  # characters of what a snippet or a library says that are passed on


def serve(control: socket.socket) -> None:
    """Fork a child for each socket that arrives, until the parent closes its end; then end them all."""
    from . import neighbours, stages  # noqa: F401 - loaded once here, shared by every child
    from .work import Work

    # What the libraries make at their first use is made here too: tables of signs, caches, contexts.
    stages.judge(Work("judge", ("1 + 1 = 2",)))
    baseline = Baseline()
    children: list[int] = []
    gc.freeze()  # so that children do not copy the libraries' pages only to collect nothing in them
    gc.set_threshold(*COLLECT)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 16, 1)
        if not message or not descriptors:
            break
        children = [child for child in children if not _reaped(child)]
        child = os.fork()
        if child == 0:
            control.close()
            with socket.socket(fileno=descriptors[0]) as connection:
                _child(connection, baseline)
            os._exit(0)
        children.append(child)
        os.close(descriptors[0])
    for child in children:
        if not _reaped(child):  # its number cannot be another's before it is reaped
            with suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)


def _reaped(child: int) -> bool:
    return os.waitpid(child, os.WNOHANG)[0] == child


def _child(connection: socket.socket, baseline: Baseline) -> None:
    os.setsid()  # whatever it starts dies with it
    confine.limit()
    stream = connection.makefile("rwb")
    stream.write(json.dumps({"pid": os.getpid()}).encode() + b"\n")
    stream.flush()
    confined = False
    for line in stream:
        data = json.loads(line)
        confine.allow(SECONDS[data["ask"]])
        if data["source"] and not confined:
            confine.refuse()
            baseline.begin()
            confined = True
        answer = _answer(data)
        changed = baseline.restore() if confined else ""
        if changed:
            said = f"the snippet {changed}; a snippet only declares models"
            answer = {"failed": said, "snippet": True, "trace": "", "last": True}
        if answer.get("failed") == OUT_OF_MEMORY or _held() > HELD:
            answer["last"] = True  # what is held here would be missing to the next unit
        stream.write(json.dumps(answer).encode() + b"\n")
        stream.flush()


def _held() -> int:
    """Return the most bytes of memory that this process has held at once."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _answer(data: dict[str, Any]) -> dict[str, Any]:
    from ..check import sympy_route
    from ..model.dim import SnippetError
    from ..report.record import to_data
    from . import neighbours, stages
    from .work import Work

    work = Work.of(data)
    sympy_route.forget()  # what a unit says does not depend on the unit before it
    try:
        if work.ask == "scan":
            return {"page": to_data(stages.scan(work))}
        if work.ask == "survey":
            return {"survey": [[list(found.letters), found.defines] for found in stages.survey(work)]}
        if work.ask == "describe":
            described = stages.describe(work)
            return {"described": to_data(replace(described, error=_cut(described.error)))}
        if work.ask == "spoil":
            return {"spoils": to_data(neighbours.spoiled(work))}
        if work.ask == "fate":
            return {"fate": to_data(neighbours.fate(work))}
        if work.ask == "mend":
            return {"mended": to_data(neighbours.mended(work))}
        return {"judged": to_data(stages.judge(work))}
    except SnippetError as error:
        return {"failed": _cut(str(error)), "snippet": True, "trace": ""}
    except MemoryError:
        return {"failed": OUT_OF_MEMORY, "snippet": False, "trace": ""}
    except RecursionError:
        return {"failed": "nested too deeply", "snippet": False, "trace": ""}
    except Exception as error:  # noqa: BLE001 - a fault on one formula must not take the others with it
        return {
            "failed": _cut(f"{type(error).__name__}: {error}"),
            "snippet": False,
            "trace": _cut(traceback.format_exc(), 10 * _SAID),
        }


def _cut(text: str, most: int = _SAID) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def main() -> None:
    """Serve over the socket named on the command line; what snippets print goes nowhere."""
    control = socket.socket(fileno=int(sys.argv[1]))
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    serve(control)


if __name__ == "__main__":
    main()
