"""Shared by all tests: the project, its site built once for all workers, its report, a server for it."""

from __future__ import annotations

import fcntl
import functools
import http.server
import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from .program import ROOT, run


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Refuse a set of parameters at every run: its order is another in each worker, which fails only now and then."""
    for marker in metafunc.definition.iter_markers("parametrize"):
        if any(isinstance(values, set | frozenset) for values in marker.args[1:2]):
            raise pytest.UsageError(f"{metafunc.definition.nodeid} is given a set: write a tuple, which has an order")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's top folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all workers of pytest-xdist have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def site(shared: Path) -> Path:
    """The folder of the site, built once in a run by whichever worker comes first."""
    folder, done = shared / "site", shared / "site.done"
    with _locked(shared / "site.lock"):
        if not done.exists():
            built = run("mkdocs", "build", "--strict", "--site-dir", folder)
            done.write_text("" if built.returncode == 0 else f"mkdocs build failed\n{built.stdout}\n{built.stderr}")
    problem = done.read_text()
    assert not problem, problem
    return folder


@pytest.fixture(scope="session")
def report(shared: Path) -> dict[str, Any]:
    """What `texproof check --format json` says of the project, asked once in a run."""
    answer = shared / "report.json"
    with _locked(shared / "report.lock"):
        if not answer.exists():
            checked = run("texproof", "check", "--format", "json")
            assert checked.returncode in (0, 1), checked.stderr
            answer.write_text(checked.stdout)
    return json.loads(answer.read_text())  # type: ignore[no-any-return]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing of requests that went well."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of what a browser asked for and left before it came, as it does when its page is closed."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@pytest.fixture(scope="session")
def host(site: Path) -> Iterator[str]:
    """The address, without a slash at its end, at which the built site is served."""
    handler = functools.partial(_Quiet, directory=str(site))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
