"""Kills a run at a random moment, and looks at what the next run finds."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from .project import BUILT, CHECKED, Project

ENDED = 30.0  # seconds within which what a killed run leaves must end by itself
LONGEST = 120.0
VICTIMS = ("parent", "one", "worker", "all")


@dataclass(frozen=True)
class Kill:
    """What was killed, when, and what came of it; `wrong` is "" where all was as it should be."""

    command: str
    victim: str
    name: str  # of the process that was killed: the run itself, its server, a worker
    after: float
    of: float  # seconds that such a run takes
    hit: bool  # whether the run was still at work
    wrong: str = ""


class Killer:
    """Knows what undisturbed runs say, and compares."""

    def __init__(self, project: Project, full: Path, chance: random.Random) -> None:
        self.project = project
        self._full = full
        self._chance = chance
        self._edition = 0
        self.reference = project.verdicts("--cold")
        project.build()
        shutil.copytree(project.cache, full)
        self._seconds = {command: self._timed(command) for command in ("check", "build")}

    def kill(self) -> Kill:
        """Kill one run and return what came of it."""
        command = "build" if self._chance.random() < 0.3 else "check"
        victim = self._chance.choice(VICTIMS)
        self.project.cool(self._full, self._chance)
        before = self.project.published()
        if command == "build":
            self._edition += 1
            self.project.write(self._edition)
        of = self._seconds[command]
        after = self._chance.uniform(0.0, of)
        with self._started(command) as process:
            time.sleep(after)
            tree = self._tree(process)
            while victim == "worker" and process.poll() is None and "worker" not in _names(tree):
                time.sleep(0.01)
                tree = self._tree(process)
            hit = process.poll() is None
            name = self._strike(victim, tree)
            wrong = self._ended(process, tree) or self._said(command, process)
        return Kill(command, victim, name, after, of, hit, wrong or self._found(command, before))

    def _timed(self, command: str) -> float:
        self.project.cool(self._full, self._chance)
        began = time.monotonic()
        with self._started(command) as process:
            process.wait(LONGEST)
        return time.monotonic() - began

    @contextmanager
    def _started(self, command: str) -> Iterator[subprocess.Popen[bytes]]:
        programs = Path(sys.executable).parent
        line = (programs / "texproof", *CHECKED) if command == "check" else (programs / "mkdocs", *BUILT)
        folder = self.project.folder
        with (folder / "said").open("wb") as said, (folder / "errors").open("wb") as errors:
            process = subprocess.Popen(
                line,
                cwd=self.project.folder,
                env=self.project.environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=errors,
                start_new_session=True,
            )
            try:
                yield process
            finally:
                if process.poll() is None:
                    process.kill()
                process.wait()

    @staticmethod
    def _tree(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
        try:
            parent = psutil.Process(process.pid)
            return [parent, *parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def _strike(self, victim: str, tree: list[psutil.Process]) -> str:
        if not tree:
            return "none"
        names = _names(tree)
        number = 0 if victim == "parent" else self._chance.randrange(len(tree))
        if victim == "worker" and "worker" in names:
            number = names.index("worker")
        for process in tree if victim == "all" else [tree[number]]:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
        return "all" if victim == "all" else names[number]

    def _ended(self, process: subprocess.Popen[bytes], tree: list[psutil.Process]) -> str:
        """Return what is wrong with how the run ended: a process left over, a traceback."""
        try:
            process.wait(LONGEST)
        except subprocess.TimeoutExpired:
            return "the run did not end"
        _, left = psutil.wait_procs(tree[1:], timeout=ENDED)
        if left:
            return f"{len(left)} processes were left"
        said = (self.project.folder / "errors").read_text(encoding="utf-8", errors="replace")
        return f"a traceback: {said}" if "Traceback" in said else ""

    def _said(self, command: str, process: subprocess.Popen[bytes]) -> str:
        """Return what is wrong with what a run said that lost a process: it may know less, and nothing else."""
        if command == "build" or process.returncode < 0:
            return ""
        known = {_place(formula): formula["verdict"] for formula in self.reference["formulas"]}
        said = json.loads((self.project.folder / "said").read_text(encoding="utf-8"))["formulas"]
        wrong = [f for f in said if f["verdict"] not in ("undecided", known[_place(f)])]
        return f"the run itself said {wrong}" if wrong else ""

    def _found(self, command: str, before: str) -> str:
        """Return what is wrong with what the next run finds."""
        stands = self.project.published()
        try:
            if self.project.verdicts() != self.reference:
                return "the next run's verdicts differ"
            if command == "build":
                self.project.build()
        except AssertionError as error:
            return f"the next run: {error}"
        now = self.project.published()
        if command == "check":
            return "" if now == before else "checking changed the site"
        moved = not stands  # killed between the two renames that publish
        if not moved and stands not in (before, now):
            return "half a site stood there"
        return "" if now and now != before else "the next build made no site of its own"


def _place(formula: dict[str, Any]) -> tuple[str, int, int]:
    return formula["page"], formula["line"], formula["column"]


def _names(tree: list[psutil.Process]) -> list[str]:
    return [_name(process, tree[0]) for process in tree]


def _name(process: psutil.Process, run: psutil.Process) -> str:
    """Return what a process is for the run: itself, its server, a worker of that, or another program."""
    if process == run:
        return "run"
    try:
        if "texproof.build.worker" not in process.cmdline():
            return "other"
        return "server" if process.ppid() == run.pid else "worker"
    except psutil.NoSuchProcess:
        return "other"
