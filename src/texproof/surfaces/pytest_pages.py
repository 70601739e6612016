"""Pages as pytest's collectors and their formulas as its tests; all pages of a run are judged once, together."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from ..build.judge import Judge
from ..build.project import Project, UnusableError
from ..report.assemble import label
from ..report.report import PageReport, Report
from ..source.document import Page
from ..source.markdown import scan
from ..source.notebook import scan_notebook
from .problems import told
from .text import excerpts

PAGE = "page"  # the test of what is wrong outside of any formula
# What became of a page's tests that did not pass, by their places: whether it is "failed" or "skipped", and why.
Outcomes = Mapping[str, Mapping[str, Sequence[str]]]
_OUTCOMES = pytest.StashKey[Outcomes | str]()


class RefusedError(Exception):
    """A test that failed; its message is what is shown."""


class PageFile(pytest.File):
    """A page. Reading it says which formulas stand on it; that is all that collecting needs."""

    def __init__(self, *, project: Project, **given: Any) -> None:
        super().__init__(**given)
        self.project = project
        self.shown = project.shown(self.path)

    def collect(self) -> Iterator[pytest.Item]:
        yield PageTest.from_parent(self, name=PAGE, place=PAGE, line=1)
        page = self._read()
        for formula in page.formulas:
            place = page.document.place(formula.span.start)
            at, slug = f"{place.line}:{place.column}", label(formula.tex.text)
            name = f"{at}:{slug}" if slug else at
            yield PageTest.from_parent(self, name=name, place=at, line=place.line)

    def _read(self) -> Page:
        reading = self.project.read(self.path)
        if not reading.readable:
            return Page(reading.document, (), ())
        if self.path.suffix == ".ipynb":
            return scan_notebook(reading.document)
        return scan(reading.document, self.project.extensions)


class PageTest(pytest.Item):
    """One formula of a page, or the page itself: what is wrong with it outside of formulas."""

    def __init__(self, *, place: str, line: int, **given: Any) -> None:
        super().__init__(**given)
        self.place, self.line = place, line

    @property
    def page(self) -> PageFile:
        assert isinstance(self.parent, PageFile)
        return self.parent

    def setup(self) -> None:
        """Have all pages judged, if this is the first test of the run."""
        _outcomes(self.session)

    def runtest(self) -> None:
        kind, why = _outcomes(self.session)[self.page.shown].get(self.place, ("passed", ""))
        if kind == "skipped":
            raise pytest.skip.Exception(why, _use_item_location=True)
        if kind == "failed":
            raise RefusedError(why)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *given: Any) -> Any:
        if isinstance(excinfo.value, (RefusedError, UnusableError)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *given)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.line - 1, f"{self.page.shown}:{self.name}"


def _outcomes(session: pytest.Session) -> Outcomes:
    """Return what became of all pages of a run.

    Raises: UnusableError where they could not be judged.
    """
    stash = session.config.stash
    if _OUTCOMES not in stash:
        pages = list(dict.fromkeys(test.page for test in session.items if isinstance(test, PageTest)))
        stash[_OUTCOMES] = _once_in_a_run(session.config, lambda: _judged(pages))
    found = stash[_OUTCOMES]
    if isinstance(found, str):
        raise UnusableError(found)
    return found


def _once_in_a_run(config: pytest.Config, judge: Callable[[], Outcomes | str]) -> Outcomes | str:
    """Return what the first process of a run found: the others of pytest-xdist wait for it."""
    run = getattr(config, "workerinput", {}).get("testrunuid")
    if run is None or getattr(config, "cache", None) is None:
        return judge()
    folder = config.cache.mkdir("texproof")
    kept = folder / "outcomes.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            data = json.loads(kept.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            data = {}
        if data.get("run") != run:
            data = {"run": run, "outcomes": judge()}
            kept.write_text(json.dumps(data), encoding="utf-8")
    found: Outcomes | str = data["outcomes"]
    return found


def _judged(pages: Sequence[PageFile]) -> Outcomes | str:
    """Return what became of the pages; a text where they could not be judged."""
    project, paths = pages[0].project, [page.path for page in pages]
    try:
        # Only where all pages are there can it be said that a label is on none.
        whole = project.docs.is_dir() and set(project.pages([project.docs])) <= set(paths)
        with Judge(project) as judge:
            report = judge.judge([project.docs, *paths] if whole else paths)
    except UnusableError as error:
        return f"texproof: {error}"
    return _by_page(report, pages)


def _by_page(report: Report, pages: Sequence[PageFile]) -> Outcomes:
    found = {page.path: dict(_of_page(page)) for page in report.pages}
    for page in pages:
        # A place that was collected and not judged: somebody edited the page in between.
        there = {PAGE, *(f"{f.line}:{f.column}" for p in report.pages if p.path == page.shown for f in p.formulas)}
        for place in (test.place for test in page.session.items if isinstance(test, PageTest) and test.page is page):
            if place not in there:
                found.setdefault(page.shown, {})[place] = ("failed", "the page changed while the tests ran")
    return found


def _of_page(page: PageReport) -> Iterator[tuple[str, tuple[str, str]]]:
    if page.diagnostics:
        yield PAGE, ("failed", excerpts(page, page.diagnostics))
    for formula in page.formulas:
        place = f"{formula.line}:{formula.column}"
        if not formula.passes:
            yield place, ("failed", excerpts(page, told(formula)))
        elif formula.verdict == "unchecked":
            yield place, ("skipped", f"unchecked: {formula.reason}")
