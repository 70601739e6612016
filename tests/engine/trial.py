"""Tries a mutant: the tests that reach it, quickest first, in a process of its own, until one fails."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ..program import ROOT
from .mutants import PACKAGE, Mutant

COPIED = ("src", "tests", "snippets", "docs", "mkdocs.yml", "pyproject.toml")
MEMORY = 6 * 2**30  # bytes: a mutant may ask for all there is
START = 60.0  # seconds that a trial may take beyond what its tests take by themselves
SLOWER = 8.0  # times that its tests may be slower than without the edit
STARTING = ("pytest", "numpy", "sympy", "lark", "mpmath", "markdown", "pymdownx", "rich", "yaml", "coverage")


@dataclass
class Record:
    """What the tests do where nothing is spoiled: their seconds, and the lines of the engine that each runs."""

    seconds: dict[str, float] = field(default_factory=dict)
    lines: dict[str, dict[str, list[int]]] = field(default_factory=dict)  # test, file, lines
    failing: list[str] = field(default_factory=list)  # without an edit: these cannot judge

    def reaching(self, mutant: Mutant, slowest: float) -> list[str]:
        """Return the tests that run the edited lines, quickest first; all of the file's where none is said to.

        What runs at import, and what a cache keeps, is run by no test in particular.
        """
        start, end = mutant.lines
        edited = range(start, end + 1)
        quick = {test for test, seconds in self.seconds.items() if seconds <= slowest}
        of_file = {test: set(files[mutant.path]) for test, files in self.lines.items() if mutant.path in files}
        found = quick & {test for test, lines in of_file.items() if not lines.isdisjoint(edited)}
        return sorted(found or quick & set(of_file), key=lambda test: (self.seconds[test], test))


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant: "killed", "too long" or "survived"; the test that saw it; how many were to look."""

    mutant: Mutant
    fate: str
    by: str
    tests: int
    seconds: float

    @property
    def killed(self) -> bool:
        return self.fate != "survived"


class _Recorder:
    """A plugin that keeps each test's seconds and the lines that it runs."""

    def __init__(self, record: Record, folder: Path) -> None:
        from coverage import Coverage

        self._record, self._folder = record, folder
        self._coverage = Coverage(data_file=None, source=[str(folder / PACKAGE)], config_file=False)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterable[None]:
        start = time.process_time()
        self._coverage.start()
        self._coverage.switch_context(item.nodeid)
        try:
            return (yield)
        finally:
            self._coverage.stop()
            self._record.seconds[item.nodeid] = time.process_time() - start

    def finish(self) -> None:
        data = self._coverage.get_data()
        for path in data.measured_files():
            name = Path(path).relative_to(self._folder).as_posix()
            for line, tests in data.contexts_by_lineno(path).items():
                for test in tests:
                    if test:
                        self._record.lines.setdefault(test, {}).setdefault(name, []).append(line)


class _Chosen:
    """A plugin that runs some tests in their order, and says the first that fails."""

    def __init__(self, tests: Iterable[str], say: Callable[[str], Any]) -> None:
        self._place = {test: place for place, test in enumerate(tests)}
        self._say = say

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((i for i in items if i.nodeid in self._place), key=lambda i: self._place[i.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._say(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._say(report.nodeid)


class Bench:
    """A copy of the project in which mutants take the place of the engine's files.

    Each run is forked from a process that has loaded the libraries and nothing of the engine.
    """

    def __init__(self, folder: Path, judges: Iterable[str], root: Path = ROOT) -> None:
        self.folder = folder
        self._judges = tuple(judges)
        for name in COPIED:
            source = root / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.exists():
                shutil.copy2(source, folder / name)
        for name in STARTING:
            __import__(name)

    def record(self) -> Record:
        """Run all tests on the unspoiled engine and return what they do. RuntimeError: they do not run at all."""
        record = Record()

        def run(say: Callable[[str], Any]) -> int:
            recorder = _Recorder(record, self.folder)
            status = self._pytest(self._judges, recorder, _Failures(record.failing.append))
            recorder.finish()
            for test in record.failing:
                record.seconds.pop(test, None)
            say("\0" + json.dumps(asdict(record)))
            return status

        status, said = self._forked(run, 3600.0)
        data = said.partition("\0")[2]
        if status not in (0, 1) or not data:
            raise RuntimeError(f"the tests do not run without an edit: status {status}")
        return Record(**json.loads(data))

    def tried(self, mutant: Mutant, tests: list[str], record: Record) -> Outcome:
        """Return what becomes of a mutant under some tests."""
        path = self.folder / mutant.path
        start = time.monotonic()
        longest = START + SLOWER * sum(record.seconds[test] for test in tests)
        files = sorted({test.partition("::")[0] for test in tests})

        def run(say: Callable[[str], Any]) -> int:
            return self._pytest(files, _Chosen(tests, say), "-x")

        if not tests:
            return Outcome(mutant, "survived", "no test reaches it", 0, 0.0)
        path.write_text(mutant.code, encoding="utf-8")
        # A compiled file is taken for current by its source's time in seconds and its size.
        os.utime(path, (mutant.number + 1.0, mutant.number + 1.0))
        try:
            status, said = self._forked(run, longest)
        finally:
            path.write_text(mutant.original, encoding="utf-8")
        fate = "too long" if status is None else "survived" if status == 0 else "killed"
        return Outcome(mutant, fate, said.strip().partition("\n")[0], len(tests), time.monotonic() - start)

    def _pytest(self, paths: Iterable[str], *extras: Any) -> int:
        flags = [extra for extra in extras if isinstance(extra, str)]
        plugins = [extra for extra in extras if not isinstance(extra, str)]
        options = (
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            "-p",
            "no:texproof",
            "--tb=no",
            "--no-header",
            "--no-summary",
        )
        return int(pytest.main([*options, *flags, *paths], plugins=plugins))

    def _forked(self, run: Callable[[Callable[[str], Any]], int], longest: float) -> tuple[int | None, str]:
        """Return the status of what runs in a process of its own, None where it took too long, and what it said."""
        said = self.folder / "said"
        said.write_text("", encoding="utf-8")
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            self._confine()

            def say(text: str) -> None:
                with said.open("a", encoding="utf-8") as file:
                    file.write(text + "\n")

            status = 70
            try:
                status = run(say)
            finally:
                os._exit(status)
        ended = _ended(child, longest)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)  # with all that it started
        if ended is None:
            os.waitpid(child, 0)
        return ended, said.read_text(encoding="utf-8")

    def _confine(self) -> None:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.chdir(self.folder)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        source = str(self.folder / "src")
        os.environ.update(self._environment(source))
        sys.path[:] = [source, str(self.folder), *(p for p in sys.path if Path(p or ".").resolve() != ROOT)]
        # What is loaded of the project is that of the folder it was started in.
        for name in [n for n in sys.modules if n.partition(".")[0] in ("texproof", "tests")]:
            del sys.modules[name]

    @staticmethod
    def _environment(source: str) -> Mapping[str, str]:
        return {"PYTHONPATH": source, "PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1"}


class _Failures:
    def __init__(self, say: Callable[[str], Any]) -> None:
        self._say = say

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._say(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._say(report.nodeid)


def _ended(child: int, longest: float) -> int | None:
    """Return the exit status of a child, negative for a signal, or None where it still runs after so long."""
    until = time.monotonic() + longest
    while time.monotonic() < until:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    return None
