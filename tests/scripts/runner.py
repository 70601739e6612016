"""Runs scripts under the interpreter that it is run with, each as it is and spoiled, each in a process of its own.

Run as a program with a folder and the numbers of a share (this one, of how many). What scripts import is imported
once; then each is run in a fork, which sees nothing of the others. Writes a line of JSON for each.
"""

import contextlib
import io
import json
import os
import re
import resource
import signal
import sys
from pathlib import Path

import mpmath  # noqa: F401 - shared by all forks
import numpy as np  # noqa: F401
import sympy  # noqa: F401

LIMIT = 60  # seconds of processor time
SIDE = re.compile(r"(?m)^(def right\(.*\):\n    return )(.*)$")


def spoiled(text):
    """Return a script's text with 1 added to its claim's right side."""
    found, count = SIDE.subn(r"\1(\2) + 1", text)
    assert count == 1, "a script has one right side"
    return found


def run(text):
    """Run a script's text in a fork; return its exit code, what it printed, and its processor time."""
    reading, writing = os.pipe()
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    child = os.fork()
    if not child:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
        said, code = io.StringIO(), 2
        try:
            with contextlib.redirect_stdout(said):
                exec(compile(text, "script", "exec"), {"__name__": "__main__"})  # noqa: S102 - what is tested
        except SystemExit as end:
            code = end.code or 0
        except BaseException as error:  # noqa: BLE001 - said, and a failure
            said.write(f"{type(error).__name__}: {error}")
        os.write(writing, said.getvalue().encode()[:60_000])
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode(errors="replace")
    _, status = os.waitpid(child, 0)
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = os.waitstatus_to_exitcode(status)
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        said += f"took more than {LIMIT} s"
    return code, said, end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime


def main(folder, share, shares, *only):
    """Run a share of a folder's scripts."""
    scripts = sorted(Path(folder).rglob("*.py"))[int(share) :: int(shares)]
    for path in scripts:
        if only and not any(word in str(path) for word in only):
            continue
        text = path.read_text(encoding="utf-8")
        code, said, seconds = run(text)
        code_spoiled, said_spoiled, more = run(spoiled(text))
        print(
            json.dumps(
                {
                    "path": str(path.relative_to(folder)),
                    "code": code,
                    "said": said,
                    "seconds": seconds,
                    "spoiled": code_spoiled,
                    "spoiled_said": said_spoiled,
                    "spoiled_seconds": more,
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
