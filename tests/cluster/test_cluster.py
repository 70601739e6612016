"""On a cluster the same is said, byte for byte but for the seconds; a worker that is lost costs nothing but time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from ..build.runs import of_cases, said, timeless
from ..program import run
from .conftest import lose, worker

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cluster")]

# Judges a project on a cluster, and loses a worker when half of the formulas are judged.
HALFWAY = """
import sys
from pathlib import Path

from texproof.build.cluster import Cluster
from texproof.build.judge import Judge
from texproof.build.project import Project
from texproof.surfaces import data

address, docs = sys.argv[1:]
said = []


def progress(done, total):
    if not said and done >= total // 2:
        said.append(done)
        print(done, total, flush=True)
        assert input() == "lost"


with Cluster(address) as cluster, Judge(Project.around([Path(docs)], cache=False), cold=True, crew=cluster) as judge:
    print(data.text(judge.judge([Path(docs)], progress=progress)), flush=True)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return of_cases(tmp_path_factory.mktemp("cluster") / "project")


@pytest.fixture(scope="module")
def here(folder: Path) -> str:
    """What two processes of this machine say."""
    return said(folder, {}, "--processes", "2")


@pytest.fixture
def workers(scheduler: str, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], subprocess.Popen[bytes]]]:
    with worker(scheduler, tmp_path) as one, worker(scheduler, tmp_path) as other:
        yield one, other


@pytest.mark.usefixtures("workers")
def test_two_workers_say_the_same(scheduler: str, folder: Path, here: str) -> None:
    assert said(folder, {}, "--cluster", scheduler) == here
    assert said(folder, {}, "--processes", "1") == here


def test_a_worker_that_is_lost_midway_costs_nothing_but_time(
    scheduler: str, workers: tuple[subprocess.Popen[bytes], ...], folder: Path, here: str
) -> None:
    lost, left = workers
    judging = subprocess.Popen(
        [sys.executable, "-c", HALFWAY, scheduler, str(folder / "docs")],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert judging.stdin is not None
    assert judging.stdout is not None
    try:
        done, of = map(int, judging.stdout.readline().split())
        assert 0 < done < of
        children = psutil.Process(lost.pid).children(recursive=True)
        assert any("texproof.build.worker" in child.cmdline() for child in children), "it was at work"
        lose(lost)
        found, _ = judging.communicate("lost\n", timeout=300)
    finally:
        judging.kill()
    assert judging.returncode == 0
    assert timeless(found) == here
    assert left.poll() is None
    _, alive = psutil.wait_procs(children, timeout=20)
    assert not alive, "what the lost worker had started"


@pytest.mark.usefixtures("workers")
def test_what_a_snippet_does_reaches_no_worker(scheduler: str, tmp_path: Path) -> None:
    """The bounds and the isolation are those of processes here: a dead child is its formula's verdict alone."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "snippets").mkdir()
    for name, code in {"good": "", "dies": "import os; os._exit(3)", "writes": "open('canary', 'w')"}.items():
        text = f"from texproof import Scalar, model\n{code}\n\n@model\ndef {name}(xp, x: Scalar):\n    return {{}}\n"
        (tmp_path / "snippets" / f"{name}.py").write_text(text)
        (tmp_path / "docs" / f"{name}.md").write_text(f"/// given | {name}\n///\n\n$$ x + x = 2 x $$\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    done = run("texproof", "check", "--format", "json", "--cluster", scheduler, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    verdicts = {f["page"]: f["verdict"] for f in json.loads(done.stdout)["formulas"]}
    assert verdicts == {"docs/good.md": "proved", "docs/dies.md": "undecided", "docs/writes.md": "undecided"}
    assert not list(tmp_path.rglob("canary"))


@pytest.mark.usefixtures("workers")
def test_a_worker_with_other_versions_is_not_believed(scheduler: str, tmp_path: Path) -> None:
    code = (
        "import texproof.build.cache as cache\n"
        "found = cache.versions() | {'sympy': '0.1'}\n"
        "cache.versions = lambda: found\n"
        "from texproof.surfaces.cli import main\nmain()\n"
    )
    (tmp_path / "page.md").write_text("$1 + 1 = 2$\n")
    done = subprocess.run(
        [sys.executable, "-c", code, "check", "page.md", "--cluster", scheduler],
        cwd=tmp_path,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 2
    assert "another version of sympy" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_without_a_scheduler_is_said_in_one_line(scheduler: str, tmp_path: Path) -> None:
    assert scheduler  # Dask is installed
    (tmp_path / "page.md").write_text("$1 + 1 = 2$\n")
    done = run("texproof", "check", "page.md", "--cluster", "nowhere://x", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("texproof: no scheduler answers at nowhere://x")
    assert len(done.stderr.splitlines()) == 1
