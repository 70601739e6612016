"""The author's loop: what is wrong shows on the page and in the terminal, and is gone when it is mended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .project import PAGE, SNIPPET, WRONG, Project, make

PATIENCE = 120  # seconds, for a machine that is busy with other tests


class Server:
    """`mkdocs serve` on a project, with what it says."""

    def __init__(self, project: Project) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.log = project.folder / "log.txt"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [Path(sys.executable).parent / "mkdocs", "serve", "-a", self.address],
                cwd=project.folder,
                stdout=log,
                stderr=log,
                env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
                start_new_session=True,
            )

    def page(self) -> str:
        try:
            with urllib.request.urlopen(f"http://{self.address}/", timeout=10) as answer:
                return answer.read().decode()
        except OSError:
            return ""

    def until(self, holds: Callable[[str], bool]) -> str:
        """Return the page as soon as something holds of it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log.read_text()
            if holds(page := self.page()):
                return page
            time.sleep(0.3)
        pytest.fail(f"not within {PATIENCE} s; the server says:\n{self.log.read_text()}")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project that holds."""
    return make(tmp_path)


@pytest.fixture
def server(project: Project) -> Iterator[Server]:
    """A server of the project, ended with its children."""
    server = Server(project)
    yield server
    # Not SIGINT: where the tests run in the background of a shell, every child ignores it.
    os.killpg(server.process.pid, signal.SIGTERM)
    try:
        server.process.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()


@pytest.mark.slow
def test_what_is_wrong_shows_at_its_place_and_goes_when_it_is_mended(project: Project, server: Server) -> None:
    server.until(lambda page: "∎" in page)
    project.page.write_text(WRONG, encoding="utf-8")
    page = server.until(lambda page: "error[shape-mismatch]" in page)
    assert page.index("error[shape-mismatch]") > page.index('id="gradient"')
    assert "docs/index.md:9:" in page
    assert "docs/index.md:9:" in server.log.read_text()

    project.page.write_text(PAGE, encoding="utf-8")
    server.until(lambda page: "∎" in page and "error[" not in page)

    project.snippet.write_text(SNIPPET.replace("Z @ W", "Z @"), encoding="utf-8")
    page = server.until(lambda page: "error[broken-snippet]" in page)
    assert "snippets/matmul.py" in page
    project.snippet.write_text(SNIPPET.replace("Z @ W", "Z @ W + Z @ W"), encoding="utf-8")
    server.until(lambda page: "error[refuted]" in page and "broken-snippet" not in page)
    project.snippet.write_text(SNIPPET, encoding="utf-8")
    server.until(lambda page: "∎" in page and "error[" not in page)

    project.page.write_text(PAGE + "\n<math><mi>A</mi></math>\n", encoding="utf-8")
    server.until(lambda page: "error[rendered-differs]" in page)
    project.page.write_text(PAGE, encoding="utf-8")
    server.until(lambda page: "∎" in page and "error[" not in page)
    assert "Traceback" not in server.log.read_text()
