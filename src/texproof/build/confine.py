"""What a process that runs a snippet may do: compute. The kernel bounds the rest, and Python's audit events refuse it.

A snippet is code that its author answers for; whoever is set on it gets around a refusal in Python. What
is refused here is what would make a verdict depend on more than its key holds (files, modules, the
network, the environment), or reach something beyond the process.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

from .work import SECONDS

MEMORY = 700 * 1024 * 1024  # bytes of address space of one process
_FILES = 256  # open at once
# Those whose versions are part of every key, by their names for import; what they in turn load is theirs.
IMPORTED = frozenset({"lark", "markdown", "mpmath", "numpy", "pymdownx", "sympy", "texproof", "yaml"})
_REFUSED = {
    "os.exec": "starts no process",
    "os.fork": "starts no process",
    "os.forkpty": "starts no process",
    "os.posix_spawn": "starts no process",
    "os.spawn": "starts no process",
    "os.system": "starts no process",
    "pty.spawn": "starts no process",
    "subprocess.Popen": "starts no process",
    "os.kill": "sends no signal",
    "os.killpg": "sends no signal",
    "signal.pthread_kill": "sends no signal",
    "ctypes.dlopen": "loads no library",
    "sqlite3.connect": "opens no database",
    "resource.prlimit": "sets no limit",
    **dict.fromkeys(
        (
            *("os.chmod", "os.chown", "os.link", "os.lockf", "os.mkdir", "os.remove", "os.removexattr", "os.rename"),
            *("os.rmdir", "os.setxattr", "os.symlink", "os.truncate", "os.utime", "tempfile.mkdtemp"),
            "tempfile.mkstemp",
        ),
        "changes no file",
    ),
}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def limit() -> None:
    """Bound this process' memory and files; it can write none, and only a privileged one can start others."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(kind, (most, most))


def allow(seconds: int) -> None:
    """Give this process some more seconds of processor time; the kernel ends it behind them."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (_spent() + seconds + 1, hard))


def refuse() -> None:
    """Refuse from now on whatever is more than computing; that cannot be taken back.

    What is refused raises PermissionError where it is asked for; a module, ImportError.
    """
    os.environ.clear()
    os.chdir("/")
    sys.addaudithook(_hook(tuple(_folders())))


def _hook(folders: tuple[str, ...]) -> Callable[[str, tuple[object, ...]], None]:
    """Return what looks at each event. All that it needs is its own: a name of this module could be replaced."""
    refused, standard = dict(_REFUSED), frozenset(sys.stdlib_module_names) | IMPORTED
    most, spent, cpu = max(SECONDS.values()) + 1, _spent, resource.RLIMIT_CPU
    writes, within, string = _WRITES, _within, str

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if not isinstance(flags, int) or flags & writes:
                raise PermissionError("a snippet writes no file")
            if not within(path, folders):
                raise PermissionError(f"a snippet reads no file: {path!r}")
        elif event == "import":
            name = string(arguments[0])
            if name.partition(".")[0] not in standard:
                raise ModuleNotFoundError(
                    f"a snippet imports the standard library, numpy, sympy, mpmath and texproof, not {name}", name=name
                )
        elif event in refused:
            raise PermissionError(f"a snippet {refused[event]}")
        elif event.startswith("socket."):
            raise PermissionError("a snippet uses no network")
        elif event == "resource.setrlimit":
            kind, limits = arguments
            if kind != cpu or not 0 <= limits[0] <= spent() + most:  # type: ignore[index]
                raise PermissionError("a snippet sets no limit")

    return hook


def _within(path: object, folders: tuple[str, ...]) -> bool:
    if not isinstance(path, (str, bytes, os.PathLike)):
        return False
    whole = os.path.realpath(os.fsdecode(path))
    return any(whole.startswith(folder) for folder in folders)


def _folders() -> Iterable[str]:
    """Yield where the standard library and the packages stand whose versions are part of every key."""
    yield f"{Path(os.__file__).resolve().parent}{os.sep}"
    for name in sorted(IMPORTED):
        spec = find_spec(name)
        for place in (spec.submodule_search_locations or ()) if spec is not None else ():
            yield f"{Path(place).resolve()}{os.sep}"


def _spent() -> int:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return int(used.ru_utime + used.ru_stime)
