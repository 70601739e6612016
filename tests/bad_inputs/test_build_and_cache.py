"""Build and cache (54 to 60): nothing planted is believed, nothing broken is published."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from texproof.build.judge import Judge
from texproof.build.project import Project as Judged

from ..site.project import PAGE, WRONG, make
from ..site.project import Project as Site
from ..site.test_serve import Server
from .project import END, GOOD, HEAD, Project

REFUTED = f"{HEAD}$A = 2 Z W$ and $A = -Z W${END}"
VERDICTS = ["proved", "refuted", "refuted", "proved"]
# What may be done to the entries of the cache, one after another.
ODD: dict[str, Callable[[Path], object]] = {
    "truncated": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "empty": lambda path: path.write_bytes(b""),
    "flipped": lambda path: path.write_bytes(_flipped(path.read_bytes())),
    "of another version": lambda path: path.write_text(path.read_text().replace('"python": "3', '"python": "2')),
    "a symbolic link": lambda path: (path.rename(path.with_suffix(".x")), path.symlink_to(path.with_suffix(".x"))),
    "unreadable": lambda path: (path.unlink(), path.mkdir()),
    "without permission": lambda path: path.chmod(0),
}


def _flipped(content: bytes) -> bytes:
    middle = content.index(b"verdict") if b"verdict" in content else len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def entries(project: Project) -> list[Path]:
    found = sorted((project.root / ".texproof_cache").glob("*/*.json"))
    return [path for path in found if path.is_file() and not path.is_symlink()]


def verdicts(project: Project) -> list[str]:
    return [formula.verdict for formula in project.check().of("page.md")]


@pytest.fixture(scope="module")
def judged(together: Project) -> Project:
    """A project of which everything is in the cache, after each run anew."""
    together.page(REFUTED)
    assert verdicts(together) == VERDICTS
    assert len(entries(together)) >= 4
    return together


@pytest.mark.parametrize("first", range(2))
def test_54_odd_entries_are_misses(first: int, judged: Project) -> None:
    """Each entry is spoiled, one kind after the other, from another kind on in the second round."""
    kinds = list(ODD.values())[first * 3 :]
    for number, path in enumerate(entries(judged)):
        kinds[number % len(kinds)](path)
    assert verdicts(judged) == VERDICTS
    for path in (judged.root / ".texproof_cache").glob("*/*.json"):
        if path.is_dir():
            path.rmdir()  # nothing can be kept in its place


def test_55_a_planted_proof_is_not_believed(judged: Project) -> None:
    for path in entries(judged):
        text = path.read_text().replace('"refuted"', '"proved"').replace('"answer": "no"', '"answer": "yes"')
        path.write_text(text)
    assert verdicts(judged) == VERDICTS


def test_55_a_valid_proof_of_another_formula_is_not_believed(judged: Project) -> None:
    assert verdicts(judged) == VERDICTS
    formulas = [path for path in entries(judged) if path.parent.name == "formulas"]
    proof = next(path.read_bytes() for path in formulas if b'"verdict": "proved"' in path.read_bytes())
    for path in entries(judged):
        if path in formulas:
            path.write_bytes(proof)
        else:
            path.unlink()
    assert verdicts(judged) == VERDICTS


@pytest.fixture
def site(project: Project, tmp_path: Path) -> Site:
    """A project whose site can be built, where `project` runs."""
    site = make(tmp_path / "site")
    project.root = site.folder
    return site


def test_56_two_builds_and_a_server_at_once(project: Project, site: Site) -> None:
    server = Server(site)
    outcomes = []
    try:
        builds = [
            subprocess.Popen([Path(sys.executable).parent / "mkdocs", "build", "-q"], cwd=site.folder, env=project.env)
            for _ in range(2)
        ]
        outcomes = [build.wait(300) for build in builds]
        server.until(lambda page: "∎" in page)
        site.page.write_text(WRONG, encoding="utf-8")
        server.until(lambda page: "error[shape-mismatch]" in page)
        assert project.run("mkdocs", "build", "-q").status == 1
    finally:
        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()
    assert outcomes == [0, 0]
    assert "∎" in site.shown()
    assert site.left_over() == []


BUSY = 0.6  # seconds of processor time, that nothing but the slow snippet takes
SLOW = GOOD + "\nimport time\nstart = time.process_time()\nwhile time.process_time() < start + 2:\n    pass\n"


def started(project: Project) -> tuple[subprocess.Popen[str], psutil.Process]:
    """Return a run of the command, and the worker in it that is busy with a slow snippet."""
    project.snippet(SLOW.replace("def good", "def slow"), "slow")
    project.page(f"{HEAD}/// given | slow\n///\n\n$A = Z W$ and $A = 2 Z W${END}")
    process = subprocess.Popen(
        [Path(sys.executable).parent / "texproof", "check", "--format", "json"],
        cwd=project.root,
        env=project.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    root = psutil.Process(process.pid)
    while process.poll() is None:
        for server in root.children():
            for worker in server.children():
                with suppress(psutil.Error):
                    if worker.cpu_times().user > BUSY:
                        return process, worker
        time.sleep(0.01)
    pytest.fail(f"no worker was busy: {process.communicate()}")


def assert_judged_anew(project: Project) -> None:
    found = project.check(times=2)  # each process takes its time over the slow snippet
    assert [formula.verdict for formula in found.of("page.md")] == ["proved", "proved", "refuted", "proved"]


def test_57_a_worker_that_is_killed_costs_what_it_was_at(project: Project) -> None:
    process, worker = started(project)
    worker.kill()
    out, err = process.communicate(timeout=300)
    assert process.returncode == 1
    assert "Traceback" not in out + err
    found = json.loads(out)
    first, *under, last = [formula["verdict"] for formula in found["formulas"]]
    assert (first, last) == ("proved", "proved")
    assert under in (["undecided", "undecided"], ["undecided", "refuted"], ["proved", "undecided"])
    assert_judged_anew(project)


def test_57_a_run_that_is_killed_leaves_no_process_and_no_wrong_verdict(project: Project) -> None:
    process, _ = started(project)
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(children, timeout=60)
    assert alive == []
    cache = project.root / ".texproof_cache" / "formulas"
    cache.mkdir(parents=True, exist_ok=True)
    (cache / ".half.1.abc").write_text('{"key": {"work"')  # what a write that was cut off leaves
    assert_judged_anew(project)


def test_57_a_full_disk_leaves_the_site_before(project: Project, site: Site) -> None:
    """Here a file can have no more than 3,000 bytes."""
    site.site.mkdir()
    (site.site / "index.html").write_text("the site before")
    done = subprocess.run(
        [Path(sys.executable).parent / "mkdocs", "build", "-q"],
        cwd=site.folder,
        env=project.env,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000)),
    )
    assert done.returncode != 0
    assert "File too large" in done.stderr
    assert site.shown() == "the site before"


def test_57_folders_that_cannot_be_written(project: Project, site: Site) -> None:
    (site.folder / ".texproof_cache").symlink_to("/proc/nowhere")
    site.page.write_text(WRONG, encoding="utf-8")
    (wrong,) = [formula for formula in project.check().formulas if formula.messages]
    assert wrong.messages == ((9, "shape-mismatch"),)
    site.page.write_text(PAGE, encoding="utf-8")
    assert project.run("mkdocs", "build", "-q", "--site-dir", "/proc/nowhere/site").status != 0


def test_58_a_snippet_edited_while_it_is_judged(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was judged is kept under the text that was read."""
    monkeypatch.setenv("XDG_STATE_HOME", project.env["XDG_STATE_HOME"])
    project.page(HEAD + END)
    edited = GOOD.replace("Z @ W", "2 * (Z @ W)")

    def edit(_done: int, _of: int) -> None:
        project.snippet(edited, "good")

    with Judge(Judged.around([project.root])) as judge:
        report = judge.judge(progress=edit)
    assert [formula.verdict for formula in report.formulas] == ["proved", "proved"]
    with Judge(Judged.around([project.root])) as judge:
        assert [formula.verdict for formula in judge.judge().formulas] == ["refuted", "refuted"]


EDITOR = """
from pathlib import Path

def on_files(files, config):
    page = Path(config.docs_dir) / "index.md"
    page.write_text(page.read_text().replace("$A = Z W$", "$A = 2 Z W$"))
"""


def test_58_a_page_edited_between_judging_and_rendering_fails_the_build(project: Project, site: Site) -> None:
    (site.folder / "editor.py").write_text(EDITOR, encoding="utf-8")
    with (site.folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("hooks:\n  - editor.py\n")
    outcome = project.run("mkdocs", "build", "-q")
    assert outcome.status == 1
    assert "docs/index.md:" in outcome.err
    assert not site.site.exists()


def test_59_hash_seed_locale_home_and_a_path_with_blanks(project: Project) -> None:
    project.page(REFUTED)
    project.root = project.root.rename(project.root.parent / "a path with blanks, ü")
    for name in ("HOME", "XDG_STATE_HOME", "LANG"):
        project.env.pop(name, None)
    project.env |= {"PYTHONHASHSEED": "random", "LC_ALL": "C", "TZ": "Asia/Kathmandu", "PYTHONUTF8": "0"}
    assert verdicts(project) == VERDICTS


@pytest.mark.parametrize("options", [["-q"], ["--dirty"], ["--no-strict"]], ids=" ".join)
def test_60_a_wrong_formula_fails_every_build(options: list[str], project: Project, site: Site) -> None:
    site.page.write_text(WRONG, encoding="utf-8")
    site.configure(strict=False)
    outcome = project.run("mkdocs", "build", *options)
    assert outcome.status == 1
    assert "docs/index.md:9:" in outcome.err
    assert "error[shape-mismatch]" in outcome.err
    assert not site.site.exists()
