"""From pages to a report: what was judged before is taken as it is, the rest is judged and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from ..diagnostic import Diagnostic, Span
from ..report.assemble import duplicate_labels, label, written
from ..report.judged import Described, Judged
from ..report.record import from_data
from ..report.report import PageReport, Report
from ..source.document import Page
from .cache import Cache, digest, versions
from .crew import Answer, Crew
from .labels import unknown_labels
from .pages import Pages
from .project import Project, Reading, UnusableError
from .sheet import Sheet, page_report, prepare
from .work import Work

T = TypeVar("T")
Progress = Callable[[int, int], None]  # formulas judged so far, of how many
SURVEYED = 200  # formulas whose index letters one process looks up in one go


@dataclass(frozen=True, slots=True)
class Only:
    """One line of one page, where only the formulas that stand on it are asked for."""

    page: str
    line: int


class Judge:
    """Judges the pages of a project. A context manager, since it may hold processes.

    `cold` judges everything anew; what it finds is kept all the same. A `crew` that is given stays at
    work when this leaves: whoever judges again and again spares its start.
    """

    def __init__(self, project: Project, *, cold: bool = False, processes: int = 2, crew: Crew | None = None) -> None:
        self.project = project
        self._cold = cold
        self._cache = Cache(project.cache)
        self._pages = Pages(project, self._cache)
        self._crew = crew or Crew(processes)
        self._lent = crew is not None
        self.traces: list[str] = []

    def __enter__(self) -> Judge:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._lent:
            self._crew.close()

    def judge(
        self, paths: Sequence[Path] = (), only: Only | None = None, progress: Progress = lambda *_: None
    ) -> Report:
        """Return the report of the pages under the paths; of none, of all under the docs folder.

        Raises: UnusableError where a path or the snippets folder that is needed does not exist.
        """
        readings = [self.project.read(path) for path in self.project.pages(paths)]
        if only is not None:
            readings = [reading for reading in readings if reading.document.path == only.page]
        anew = self._cold or only is not None
        kept = [None if anew else self._pages.get(reading) for reading in readings]
        new = [n for n, page in enumerate(kept) if page is None]
        sheets = dict(zip(new, self._scanned([readings[n] for n in new]), strict=True))
        self._judge(list(sheets.values()), only, progress)
        pages = [page or page_report(sheets[n]) for n, page in enumerate(kept)]
        if only is not None:
            return _narrowed(pages, only)
        for number, sheet in sheets.items():
            self._pages.put(sheet, pages[number])
        if sheets:
            self._cache.prune()
        return self._linked(pages, complete=self._complete(paths))

    def _scanned(self, readings: Sequence[Reading]) -> list[Sheet]:
        """Return a sheet for each page with what stands on it; a page that takes too long is a diagnostic."""
        readable = [n for n, reading in enumerate(readings) if reading.readable]
        extensions = self.project.extensions if readable else ()
        pages = [readings[n].document for n in readable]
        answers = self._crew.run([Work("scan", (page.path, page.text, *extensions)) for page in pages])
        found = dict(zip(readable, answers, strict=True))
        return [Sheet(reading, self._page(reading, found.get(n))) for n, reading in enumerate(readings)]

    def _page(self, reading: Reading, answer: Answer | None) -> Page:
        if answer is None:
            return Page(reading.document, (), (), reading.diagnostics)
        self._trace(answer)
        if answer.failed:
            found = Diagnostic("unreadable-document", f"the page could not be read: {answer.failed}", Span(0, 0))
            return Page(reading.document, (), (), (*reading.diagnostics, found))
        page = from_data(Page, answer.data["page"])
        return replace(page, document=reading.document, diagnostics=(*reading.diagnostics, *page.diagnostics))

    def _judge(self, sheets: list[Sheet], only: Only | None, progress: Progress) -> None:
        if any(sheet.page.givens for sheet in sheets) and not self.project.snippets.is_dir():
            raise UnusableError(f"the snippets folder {self.project.shown(self.project.snippets)} does not exist")
        for sheet in sheets:
            sheet.snippets = [self.project.snippet(given.name) for given in sheet.page.givens]
        self._describe(sheets)
        self._survey(sheets)
        for sheet in sheets:
            prepare(sheet, None if only is None else only.line)
        self._decide(sheets, progress)

    def _describe(self, sheets: list[Sheet]) -> None:
        wanted: dict[tuple[str, str, str], Work] = {}
        for sheet in sheets:
            for given, snippet in zip(sheet.page.givens, sheet.snippets, strict=True):
                if not snippet.error:
                    work = Work("describe", path=snippet.path, source=snippet.source, model=given.model)
                    wanted[snippet.path, snippet.source, given.model] = work
        found = dict(zip(wanted, self._described(list(wanted.values())), strict=True))
        for sheet in sheets:
            sheet.described = [
                Described(error=snippet.error) if snippet.error else found[snippet.path, snippet.source, given.model]
                for given, snippet in zip(sheet.page.givens, sheet.snippets, strict=True)
            ]

    def _described(self, works: list[Work]) -> Iterator[Described]:
        keys = [self._key(work) for work in works]
        kept = [self._found(key, Described) for key in keys]
        new = [n for n, described in enumerate(kept) if described is None]
        answers = dict(zip(new, self._crew.run([works[n] for n in new]), strict=True))
        for number, described in enumerate(kept):
            if described is not None:
                yield described
                continue
            answer = answers[number]
            self._trace(answer)
            if answer.failed:
                yield Described(error=f"{works[number].path}: {answer.failed}")
                continue
            self._cache.put("formulas", digest(keys[number]), keys[number], answer.data["described"])
            yield from_data(Described, answer.data["described"])

    def _survey(self, sheets: list[Sheet]) -> None:
        """Find each page's index letters, which are known on the whole page, and what may define."""
        texts = list(dict.fromkeys(formula.tex.text for sheet in sheets for formula in sheet.formulas))
        works = [Work("survey", tuple(texts[at : at + SURVEYED])) for at in range(0, len(texts), SURVEYED)]
        found: dict[str, tuple[frozenset[str], bool]] = {}
        answers = self._crew.run(works)
        # A formula that takes its process down must not take the others with it.
        alone = [Work("survey", (t,)) for w, a in zip(works, answers, strict=True) if a.failed for t in w.texts]
        for work, answer in zip([*works, *alone], [*answers, *self._crew.run(alone)], strict=True):
            self._trace(answer)
            for text, (letters, defines) in zip(work.texts, answer.data.get("survey", ()), strict=False):
                found[text] = frozenset(letters), defines
        for sheet in sheets:
            surveyed = [found.get(formula.tex.text, (frozenset(), False)) for formula in sheet.formulas]
            sheet.letters = frozenset(letter for letters, _ in surveyed for letter in letters)
            sheet.defines = [defines for _, defines in surveyed]

    def _decide(self, sheets: list[Sheet], progress: Progress) -> None:
        places: dict[str, list[tuple[Sheet, int]]] = {}
        works: dict[str, Work] = {}
        for sheet in sheets:
            for number, work in sheet.works.items():
                key = self._key(work)
                name = digest(key)
                judged = self._found(key, Judged) if name not in places else None
                if judged is not None:
                    sheet.judged[number] = judged
                    continue
                places.setdefault(name, []).append((sheet, number))
                works[name] = work
        done = 0

        def count(more: int) -> None:
            nonlocal done
            done += more
            progress(done, len(works))

        for name, answer in zip(works, self._crew.run(list(works.values()), count), strict=True):
            self._trace(answer)
            judged = self._taken(works[name], answer)
            if not answer.failed:
                self._cache.put("formulas", name, self._key(works[name]), answer.data["judged"])
            for sheet, number in places[name]:
                sheet.judged[number] = judged

    def _taken(self, work: Work, answer: Answer) -> Judged:
        if not answer.failed:
            return from_data(Judged, answer.data["judged"])
        whole = written(work.texts[0])
        code, found = (
            ("broken-snippet", answer.failed) if answer.snippet else ("crashed", f"not judged: {answer.failed}")
        )
        return Judged("claim", "undecided", label(work.texts[0]), diagnostics=(Diagnostic(code, found, whole),))

    @staticmethod
    def _key(work: Work) -> dict[str, object]:
        return {"work": work.data, "versions": versions()}

    def _found(self, key: dict[str, object], kind: type[T]) -> T | None:
        if self._cold:
            return None
        try:
            return from_data(kind, self._cache.get("formulas", digest(key), key))
        except (TypeError, ValueError):
            return None

    def _trace(self, answer: Answer) -> None:
        if answer.trace:
            self.traces.append(answer.trace)

    def _complete(self, paths: Sequence[Path]) -> bool:
        """Whether the paths cover all pages, so that a label which is nowhere is unknown."""
        docs = self.project.docs.absolute()
        return not paths or any(docs.is_relative_to(path.absolute()) for path in paths)

    def _linked(self, pages: list[PageReport], *, complete: bool) -> Report:
        """Return the report with what is wrong with labels over all its pages."""
        formulas = [formula for page in pages for formula in page.formulas]
        wrong = {place: [m] for place, m in duplicate_labels(formulas).items()}
        if complete:
            for place, found in unknown_labels(formulas).items():
                wrong.setdefault(place, []).extend(found)
        if not wrong:
            return Report(tuple(pages))
        return Report(
            tuple(
                replace(
                    page,
                    formulas=tuple(
                        replace(f, diagnostics=(*f.diagnostics, *wrong.get((f.page, f.line, f.column), ())))
                        for f in page.formulas
                    ),
                )
                for page in pages
            )
        )


def _narrowed(pages: list[PageReport], only: Only) -> Report:
    found = tuple(replace(page, diagnostics=()) for page in pages if page.formulas)
    if not found:
        raise UnusableError(f"no formula stands at {only.page}:{only.line}")
    return Report(found)
