"""From pages to a report: what was judged before is taken as it is, the rest is judged and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..diagnostic import Diagnostic, Span
from ..report.assemble import label, written
from ..report.judged import Described, Judged
from ..report.record import from_data
from ..report.report import PageReport, Report
from ..source.document import Page
from .answer import Answer
from .answers import Answers, Runner
from .cache import Cache, digest
from .crew import Crew
from .labels import linked
from .mend import mend
from .pages import Pages
from .project import Project, Reading, UnusableError
from .rejudge import CODE, Chance, Hit, by_chance, compared, disputed, drawn
from .sheet import Sheet, page_report, prepare
from .work import Work

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
    work when this leaves: whoever judges again and again spares its start. `chance` gives numbers from
    [0, 1), which draw the verdicts of the cache that are judged again.
    """

    def __init__(
        self,
        project: Project,
        *,
        cold: bool = False,
        processes: int = 2,
        crew: Runner | None = None,
        chance: Chance = by_chance,
    ) -> None:
        self.project = project
        self._cold = cold
        self._cache = Cache(project.cache)
        self._pages = Pages(project, self._cache)
        self._own = None
        if crew is None:
            crew = self._own = Crew(processes)
        self._chance = chance
        self._hits: list[Hit] = []
        self._answers = Answers(self._cache, crew, cold=cold)

    @property
    def traces(self) -> list[str]:
        """Where texproof itself failed, if it did."""
        return self._answers.traces

    def __enter__(self) -> Judge:
        return self

    def __exit__(self, *_: object) -> None:
        if self._own is not None:
            self._own.close()

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
        self._ready(list(sheets.values()), only)
        self._decide(list(sheets.values()), progress)
        mend(list(sheets.values()), self._answers)
        self._judge_again(readings, kept, at_work=bool(sheets))
        pages = [page or page_report(sheets[n]) for n, page in enumerate(kept)]
        if only is not None:
            return _narrowed(pages, only)
        for number, sheet in sheets.items():
            self._pages.put(sheet, pages[number])
        if sheets:
            self._cache.prune()
        return linked(pages, complete=self._complete(paths))

    def proved(self, paths: Sequence[Path] = ()) -> list[tuple[Sheet, int]]:
        """Return the claims under the paths that are proved, each as its page's sheet and its number there.

        A claim that stands in several places under the same model comes once.
        Raises: UnusableError as `judge` does.
        """
        sheets = self._scanned([self.project.read(path) for path in self.project.pages(paths)])
        self._ready(sheets)
        self._decide(sheets, lambda *_: None)
        found: dict[str, tuple[Sheet, int]] = {}
        for sheet in sheets:
            for number, work in sheet.works.items():
                judged = sheet.judged[number]
                if judged.verdict == "proved" and judged.role == "claim" and not sheet.formulas[number].erratum:
                    found.setdefault(digest(work.data), (sheet, number))
        return list(found.values())

    def asked(self, works: Sequence[Work], progress: Callable[[int], None] = lambda _: None) -> list[Answer]:
        """Return the answers to other work under the same limits, in order."""
        return self._answers.ask(works, progress)

    def _scanned(self, readings: Sequence[Reading]) -> list[Sheet]:
        """Return a sheet for each page with what stands on it; a page that takes too long is a diagnostic."""
        readable = [n for n, reading in enumerate(readings) if reading.readable]
        extensions = self.project.extensions if readable else ()
        pages = [readings[n].document for n in readable]
        answers = self._answers.ask([Work("scan", (page.path, page.text, *extensions)) for page in pages])
        found = dict(zip(readable, answers, strict=True))
        return [
            Sheet(reading, self._page(reading, found.get(n)), unsettled=n in found and bool(found[n].failed))
            for n, reading in enumerate(readings)
        ]

    def _page(self, reading: Reading, answer: Answer | None) -> Page:
        if answer is None:
            return Page(reading.document, (), (), reading.diagnostics)
        if answer.failed:
            found = Diagnostic("unreadable-document", f"the page could not be read: {answer.failed}", Span(0, 0))
            return Page(reading.document, (), (), (*reading.diagnostics, found))
        page = from_data(Page, answer.data["page"])
        return replace(page, document=reading.document, diagnostics=(*reading.diagnostics, *page.diagnostics))

    def _ready(self, sheets: list[Sheet], only: Only | None = None, *, cold: bool = False) -> None:
        """Find all that the formulas of the sheets are judged under, and write down their works."""
        if any(sheet.page.givens for sheet in sheets) and not self.project.snippets.is_dir():
            raise UnusableError(f"the snippets folder {self.project.shown(self.project.snippets)} does not exist")
        for sheet in sheets:
            sheet.snippets = [self.project.snippet(given.name) for given in sheet.page.givens]
        self._describe(sheets, cold=cold)
        self._survey(sheets)
        for sheet in sheets:
            prepare(sheet, None if only is None else only.line)

    def _describe(self, sheets: list[Sheet], *, cold: bool) -> None:
        wanted: dict[tuple[str, str, str], Work] = {}
        for sheet in sheets:
            for given, snippet in zip(sheet.page.givens, sheet.snippets, strict=True):
                if not snippet.error:
                    work = Work("describe", path=snippet.path, source=snippet.source, model=given.model)
                    wanted[snippet.path, snippet.source, given.model] = work
        found = dict(zip(wanted, self._described(list(wanted.values()), cold=cold), strict=True))
        for sheet in sheets:
            for given, snippet in zip(sheet.page.givens, sheet.snippets, strict=True):
                described, unsettled = Described(error=snippet.error), False
                if not snippet.error:
                    described, unsettled = found[snippet.path, snippet.source, given.model]
                sheet.described.append(described)
                sheet.unsettled |= unsettled

    def _described(self, works: list[Work], *, cold: bool) -> Iterator[tuple[Described, bool]]:
        """Yield each model's description, and whether it may come out otherwise the next time."""
        kept = [self._answers.kept(work, Described, cold=cold) for work in works]
        new = [n for n, described in enumerate(kept) if described is None]
        answers = dict(zip(new, self._answers.ask([works[n] for n in new]), strict=True))
        for number, described in enumerate(kept):
            if described is not None:
                yield described, False
                continue
            answer = answers[number]
            if answer.failed:
                yield Described(error=f"{works[number].path}: {answer.failed}"), True
                continue
            self._answers.keep(works[number], answer.data["described"])
            yield from_data(Described, answer.data["described"]), False

    def _survey(self, sheets: list[Sheet]) -> None:
        """Find each page's index letters, which are known on the whole page, and what may define."""
        texts = list(dict.fromkeys(formula.tex.text for sheet in sheets for formula in sheet.formulas))
        works = [Work("survey", tuple(texts[at : at + SURVEYED])) for at in range(0, len(texts), SURVEYED)]
        found: dict[str, tuple[frozenset[str], bool]] = {}
        answers = self._answers.ask(works)
        # A formula that takes its process down must not take the others with it.
        alone = [Work("survey", (t,)) for w, a in zip(works, answers, strict=True) if a.failed for t in w.texts]
        for work, answer in zip([*works, *alone], [*answers, *self._answers.ask(alone)], strict=True):
            for text, (letters, defines) in zip(work.texts, answer.data.get("survey", ()), strict=False):
                found[text] = frozenset(letters), defines
        for sheet in sheets:
            sheet.unsettled |= any(formula.tex.text not in found for formula in sheet.formulas)
            surveyed = [found.get(formula.tex.text, (frozenset(), False)) for formula in sheet.formulas]
            sheet.letters = frozenset(letter for letters, _ in surveyed for letter in letters)
            sheet.defines = [defines for _, defines in surveyed]

    def _decide(self, sheets: list[Sheet], progress: Progress) -> None:
        places: dict[str, list[tuple[Sheet, int]]] = {}
        works: dict[str, Work] = {}
        for sheet in sheets:
            for number, work in sheet.works.items():
                name = self._answers.name(work)
                judged = self._answers.kept(work, Judged) if name not in places else None
                if judged is not None:
                    sheet.judged[number] = judged
                    self._hits.append(Hit(sheet, number, work))
                    continue
                places.setdefault(name, []).append((sheet, number))
                works[name] = work
        done = 0

        def count(more: int) -> None:
            nonlocal done
            done += more
            progress(done, len(works))

        for name, answer in zip(works, self._answers.ask(list(works.values()), count), strict=True):
            judged = self._taken(works[name], answer)
            if not answer.failed:
                self._answers.keep(works[name], answer.data["judged"])
            for sheet, number in places[name]:
                sheet.judged[number] = judged
                sheet.unsettled |= bool(answer.failed)

    def _judge_again(self, readings: Sequence[Reading], kept: list[PageReport | None], *, at_work: bool) -> None:
        """Judge a share of the hits again; where that gives another verdict, say so and throw the entry away."""
        hits, self._hits = self._hits, []
        of_pages = [n for n, page in enumerate(kept) if page is not None]
        draw = drawn(len(of_pages), len(hits), self._chance, at_work=at_work)
        numbers = [of_pages[n] for n in draw.pages]
        sheets = self._scanned([readings[n] for n in numbers])
        self._ready(sheets, cold=True)
        chosen = [hits[n] for n in draw.formulas]
        again = [Hit(sheet, number, work) for sheet in sheets for number, work in sheet.works.items()]
        for hit, answer in zip(
            (*chosen, *again), self._answers.ask([hit.work for hit in (*chosen, *again)]), strict=True
        ):
            anew = self._taken(hit.work, answer)
            before = hit.sheet.judged.get(hit.number)
            found = anew if before is None else disputed(before, anew, hit.work.texts[0])
            if found is None:
                continue
            hit.sheet.judged[hit.number] = found
            if before is not None:
                hit.sheet.unsettled = True
                self._answers.drop(hit.work)
        for n, sheet in zip(numbers, sheets, strict=True):
            kept[n] = self._compared(kept[n], sheet)

    def _compared(self, kept: PageReport | None, sheet: Sheet) -> PageReport:
        """Return a page's report as it was kept, or with what is disputed of it; its entry is then thrown away."""
        assert kept is not None
        anew = page_report(sheet)
        if sheet.unsettled:  # a process died over the page itself: that disputes nothing, and passes nothing
            return anew
        found = compared(kept, anew)
        if found is not kept:
            self._pages.drop(sheet.reading)
            for number, work in sheet.works.items():
                if any(m.code == CODE for m in found.formulas[number].diagnostics):
                    self._answers.drop(work)
        return found

    def _taken(self, work: Work, answer: Answer) -> Judged:
        if not answer.failed:
            return from_data(Judged, answer.data["judged"])
        whole = written(work.texts[0])
        code, found = (
            ("broken-snippet", answer.failed) if answer.snippet else ("crashed", f"not judged: {answer.failed}")
        )
        return Judged("claim", "undecided", label(work.texts[0]), diagnostics=(Diagnostic(code, found, whole),))

    def _complete(self, paths: Sequence[Path]) -> bool:
        """Whether the paths cover all pages, so that a label which is nowhere is unknown."""
        docs = self.project.docs.absolute()
        return not paths or any(docs.is_relative_to(path.absolute()) for path in paths)


def _narrowed(pages: list[PageReport], only: Only) -> Report:
    found = tuple(replace(page, diagnostics=()) for page in pages if page.formulas)
    if not found:
        raise UnusableError(f"no formula stands at {only.page}:{only.line}")
    return Report(found)
