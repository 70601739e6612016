"""From pages to a report: what was judged before is taken as it is, the rest is judged and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from ..diagnostic import Diagnostic, Span
from ..report.assemble import duplicate_labels, formula_report, given_note, given_report, label, message, noted
from ..report.judged import Described, Judged
from ..report.record import from_data, to_data
from ..report.report import FormulaReport, PageReport, Report
from ..source.document import Formula, Given, Page
from .cache import Cache, digest, versions
from .crew import Answer, Crew
from .labels import unknown_labels
from .project import Project, Reading, Snippet, UnusableError
from .work import Work

T = TypeVar("T")
Progress = Callable[[int, int], None]  # formulas judged so far, of how many
SURVEYED = 200  # formulas whose index letters one process looks up in one go


@dataclass(frozen=True, slots=True)
class Only:
    """One line of one page, where only the formulas that stand on it are asked for."""

    page: str
    line: int


@dataclass(slots=True)
class _Sheet:
    """A page on its way to a report."""

    reading: Reading
    page: Page
    snippets: list[Snippet] = field(default_factory=list)  # one for each given
    described: list[Described] = field(default_factory=list)
    letters: frozenset[str] = frozenset()
    defines: list[bool] = field(default_factory=list)
    works: dict[int, Work] = field(default_factory=dict)  # by the formula's number
    judged: dict[int, Judged] = field(default_factory=dict)

    @property
    def formulas(self) -> tuple[Formula, ...]:
        return self.page.formulas


class Judge:
    """Judges the pages of a project. A context manager, since it may hold processes.

    `cold` judges everything anew; what it finds is kept all the same.
    """

    def __init__(self, project: Project, *, cold: bool = False, processes: int = 2) -> None:
        self.project = project
        self._cold = cold
        self._cache = Cache(project.cache)
        self._crew = Crew(processes)
        self.traces: list[str] = []

    def __enter__(self) -> Judge:
        return self

    def __exit__(self, *_: object) -> None:
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
        kept = [None if only is not None else self._kept(reading) for reading in readings]
        sheets = {n: self._sheet(readings[n]) for n, page in enumerate(kept) if page is None}
        self._judge(list(sheets.values()), only, progress)
        pages = [page or self._report(sheets[n], keep=only is None) for n, page in enumerate(kept)]
        if sheets:
            self._cache.prune()
        if only is not None:
            return _narrowed(pages, only)
        return self._linked(pages, complete=self._complete(paths))

    def _page_key(self, reading: Reading, names: Sequence[str]) -> dict[str, object]:
        """Return all that decides a page's report: its text, and each snippet that its givens name."""
        snippets = {name: to_data(self.project.snippet(name)) for name in names}
        return {
            "path": reading.document.path,
            "text": digest(reading.document.text),
            "diagnostics": to_data(reading.diagnostics),
            "snippets": {name: digest(data) for name, data in snippets.items()},
            "versions": versions(),
        }

    def _kept(self, reading: Reading) -> PageReport | None:
        if self._cold:
            return None
        place = digest(reading.document.path)
        names = self._cache.get("names", place, digest([reading.document.text, versions()]))
        if not isinstance(names, list):
            return None
        value = self._cache.get("pages", place, self._page_key(reading, names))
        try:
            return replace(from_data(PageReport, value), text=reading.document.text)
        except (TypeError, ValueError):
            return None

    def _keep(self, sheet: _Sheet, report: PageReport) -> None:
        reading = sheet.reading
        if any(m.code == "crashed" for formula in report.formulas for m in formula.diagnostics):
            return
        place = digest(reading.document.path)
        names = sorted({given.name for given in sheet.page.givens})
        self._cache.put("names", place, digest([reading.document.text, versions()]), names)
        self._cache.put("pages", place, self._page_key(reading, names), to_data(replace(report, text="")))

    def _sheet(self, reading: Reading) -> _Sheet:
        if not reading.readable:
            return _Sheet(reading, Page(reading.document, (), (), reading.diagnostics))
        # The renderer's libraries are loaded only where a page was not judged before.
        from ..source.markdown import scan
        from ..source.notebook import scan_notebook

        page = (scan_notebook if reading.document.path.endswith(".ipynb") else scan)(reading.document)
        return _Sheet(reading, replace(page, diagnostics=(*reading.diagnostics, *page.diagnostics)))

    def _judge(self, sheets: list[_Sheet], only: Only | None, progress: Progress) -> None:
        if any(sheet.page.givens for sheet in sheets) and not self.project.snippets.is_dir():
            raise UnusableError(f"the snippets folder {self.project.shown(self.project.snippets)} does not exist")
        for sheet in sheets:
            sheet.snippets = [self.project.snippet(given.name) for given in sheet.page.givens]
        self._describe(sheets)
        self._survey(sheets)
        for sheet in sheets:
            self._prepare(sheet, only)
        self._decide(sheets, progress)

    def _describe(self, sheets: list[_Sheet]) -> None:
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

    def _survey(self, sheets: list[_Sheet]) -> None:
        """Find each page's index letters, which are known on the whole page, and what may define."""
        texts = list(dict.fromkeys(formula.tex.text for sheet in sheets for formula in sheet.formulas))
        works = [Work("survey", tuple(texts[at : at + SURVEYED])) for at in range(0, len(texts), SURVEYED)]
        found: dict[str, tuple[frozenset[str], bool]] = {}
        for work, answer in zip(works, self._crew.run(works), strict=True):
            self._trace(answer)
            for text, (letters, defines) in zip(work.texts, answer.data.get("survey", ()), strict=False):
                found[text] = frozenset(letters), defines
        for sheet in sheets:
            surveyed = [found.get(formula.tex.text, (frozenset(), False)) for formula in sheet.formulas]
            sheet.letters = frozenset(letter for letters, _ in surveyed for letter in letters)
            sheet.defines = [defines for _, defines in surveyed]

    def _prepare(self, sheet: _Sheet, only: Only | None) -> None:
        """Write down the work for each formula, or what is wrong with its given."""
        definitions: list[str] = []
        current: int | None = None
        for number, formula in enumerate(sheet.formulas):
            if formula.given != current:
                current, definitions = formula.given, []
            text = formula.tex.text
            if only is not None and not _on_line(sheet, formula, only.line):
                pass
            elif formula.unchecked:
                sheet.judged[number] = Judged("mention", "unchecked", label(text))
            elif current is not None and sheet.described[current].error:
                sheet.judged[number] = _without_model(formula, sheet, current)
            else:
                sheet.works[number] = _work(sheet, formula, tuple(definitions))
            if sheet.defines[number] and not formula.erratum and not formula.unchecked:
                definitions.append(text)

    def _decide(self, sheets: list[_Sheet], progress: Progress) -> None:
        places: dict[str, list[tuple[_Sheet, int]]] = {}
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
        whole = Span(0, len(work.texts[0]))
        code, found = ("broken-snippet", answer.failed) if answer.snippet else ("crashed", f"not judged: {answer.failed}")
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

    def _report(self, sheet: _Sheet, *, keep: bool) -> PageReport:
        document, page = sheet.reading.document, sheet.page
        diagnostics = [*page.diagnostics, *(d for n in range(len(page.givens)) for d in _given_diagnostics(sheet, n))]
        formulas: list[FormulaReport] = []
        for number, formula in enumerate(page.formulas):
            if number not in sheet.judged:
                continue
            given = None if formula.given is None else page.givens[formula.given]
            judged = sheet.judged[number] if given is not None else _without_given(sheet.judged[number])
            report = formula_report(document, formula, judged, given.name if given is not None else "")
            if given is not None and formula.given is not None:
                report = noted(report, given_note(given, sheet.described[formula.given], document))
            formulas.append(report)
        givens = tuple(
            given_report(document, given, described, snippet.path, snippet.source)
            for given, described, snippet in zip(page.givens, sheet.described, sheet.snippets, strict=True)
        )
        found = sorted((message(d, document) for d in diagnostics), key=lambda m: (m.line, m.column))
        paths = tuple(dict.fromkeys(snippet.path for snippet in sheet.snippets if snippet.path))
        report = PageReport(document.path, document.text, tuple(formulas), givens, tuple(found), paths)
        if keep:
            self._keep(sheet, report)
        return report

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


def _work(sheet: _Sheet, formula: Formula, definitions: tuple[str, ...]) -> Work:
    text = formula.tex.text
    letters = tuple(sorted(letter for letter in sheet.letters if letter in text))
    if formula.given is None:
        return Work("judge", (text,), definitions=definitions, letters=letters)
    given, snippet = sheet.page.givens[formula.given], sheet.snippets[formula.given]
    known = sheet.described[formula.given].dims
    sizes = {name: number for name, number in given.sizes.items() if name in known}
    return Work("judge", (text,), snippet.path, snippet.source, given.model, sizes, definitions, letters)


def _on_line(sheet: _Sheet, formula: Formula, line: int) -> bool:
    document = sheet.reading.document
    return document.place(formula.span.start).line <= line <= document.place(formula.span.end).line


def _without_model(formula: Formula, sheet: _Sheet, number: int) -> Judged:
    given = sheet.page.givens[number]
    code = "unknown-snippet" if sheet.snippets[number].error else "broken-snippet"
    line = sheet.reading.document.place(given.span.start).line
    found = Diagnostic(code, f"not judged: the given of line {line} has no model", Span(0, len(formula.tex.text)))
    return Judged("claim", "undecided", label(formula.tex.text), diagnostics=(found,))


def _without_given(judged: Judged) -> Judged:
    """Return the judgement of a formula under no given: a symbol it needs is not undeclared, its given is missing."""
    return replace(
        judged,
        diagnostics=tuple(
            replace(
                d,
                code="no-given",
                message=f"{d.message}: no given is in force here",
                help="write /// given | NAME and /// above it",
            )
            if d.code == "undeclared-symbol"
            else d
            for d in judged.diagnostics
        ),
    )


def _given_diagnostics(sheet: _Sheet, number: int) -> Iterator[Diagnostic]:
    given: Given = sheet.page.givens[number]
    snippet, described = sheet.snippets[number], sheet.described[number]
    if not given.name:
        return  # said where the block was read
    if snippet.error:
        yield Diagnostic("unknown-snippet", snippet.error, given.span)
    elif described.error:
        line = f"{snippet.path}:{described.line}: " if described.line else ""
        yield Diagnostic("broken-snippet", f"{line}{described.error}", given.span)
    else:
        for name in given.sizes:
            if name not in described.dims:
                known = ", ".join(described.dims) or "none"
                found = f"the model {given.name} has no size {name!r}; it has {known}"
                yield Diagnostic("unknown-option", found, given.span)


def _narrowed(pages: list[PageReport], only: Only) -> Report:
    found = tuple(replace(page, diagnostics=()) for page in pages if page.formulas)
    if not found:
        raise UnusableError(f"no formula stands at {only.page}:{only.line}")
    return Report(found)
