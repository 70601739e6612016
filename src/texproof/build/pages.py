"""Reports of whole pages that were judged before, so that an unchanged page is not even read for formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..report.record import from_data, to_data
from ..report.report import PageReport
from .cache import Cache, digest, versions
from .project import Project, Reading, Snippet
from .sheet import Sheet


class Pages:
    """Reports by their pages' text and every snippet that the pages' givens name."""

    def __init__(self, project: Project, cache: Cache) -> None:
        self.project = project
        self._cache = cache

    def _key(self, reading: Reading, snippets: Mapping[str, Snippet]) -> dict[str, object]:
        """Return all that decides a page's report: its text, and each snippet that its givens name."""
        return {
            "path": reading.document.path,
            "text": digest(reading.document.text),
            "settings": digest(self.project.settings),
            "diagnostics": to_data(reading.diagnostics),
            "snippets": {name: digest(to_data(snippet)) for name, snippet in snippets.items()},
            "versions": versions(),
        }

    def get(self, reading: Reading) -> PageReport | None:
        """Return the report of a page as it was read, or None where it, a snippet or a version is another now."""
        place = digest(reading.document.path)
        names = self._cache.get("names", place, digest([reading.document.text, versions()]))
        if not isinstance(names, list):
            return None
        snippets = {name: self.project.snippet(name) for name in names}
        value = self._cache.get("pages", place, self._key(reading, snippets))
        try:
            return replace(from_data(PageReport, value), text=reading.document.text)
        except (TypeError, ValueError):
            return None

    def put(self, sheet: Sheet, report: PageReport) -> None:
        """Keep a page's report, unless something failed on it that may not fail again."""
        reading = sheet.reading
        if sheet.unsettled or not self._cache.keeps:
            return
        # As they were read to be judged: a file may have been edited since.
        snippets: dict[str, Snippet] = {}
        for given, snippet in zip(sheet.page.givens, sheet.snippets, strict=True):
            if snippets.setdefault(given.name, snippet) != snippet:
                return
        place = digest(reading.document.path)
        self._cache.put("names", place, digest([reading.document.text, versions()]), sorted(snippets))
        self._cache.put("pages", place, self._key(reading, snippets), to_data(replace(report, text="")))

    def drop(self, reading: Reading) -> None:
        """Throw away what was kept of a page."""
        self._cache.drop("pages", digest(reading.document.path))
