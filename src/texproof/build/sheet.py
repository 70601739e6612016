"""A page on its way to a report: what was read on it, what is asked of its formulas, what came back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..diagnostic import Diagnostic
from ..report.assemble import formula_report, given_note, given_report, label, message, noted, written
from ..report.judged import Described, Judged
from ..report.report import FormulaReport, PageReport
from ..source.document import Formula, Given, Page
from .project import Reading, Snippet
from .work import Work

MOST_FORMULAS = 1000  # different ones of one page
# Of a page with more, which has to be split anyway: so many that it fails within seconds.
FIRST_FORMULAS = 100


@dataclass(slots=True)
class Sheet:
    """A page on its way to a report."""

    reading: Reading
    page: Page
    snippets: list[Snippet] = field(default_factory=list)  # one for each given
    described: list[Described] = field(default_factory=list)
    letters: frozenset[str] = frozenset()
    defines: list[bool] = field(default_factory=list)
    works: dict[int, Work] = field(default_factory=dict)  # by the formula's number
    judged: dict[int, Judged] = field(default_factory=dict)
    unsettled: bool = False  # whether the next run may find something else: a process died, two answers differ

    @property
    def formulas(self) -> tuple[Formula, ...]:
        return self.page.formulas


def prepare(sheet: Sheet, line: int | None) -> None:
    """Write down the work for each formula, or what is wrong with its given."""
    definitions: list[str] = []
    asked: set[str] = set()
    different = len({formula.tex.text for formula in sheet.formulas})
    most = MOST_FORMULAS if different <= MOST_FORMULAS else FIRST_FORMULAS
    current: int | None = None
    for number, formula in enumerate(sheet.formulas):
        if formula.given != current:
            current, definitions = formula.given, []
        text = formula.tex.text
        if line is not None and not _on_line(sheet, formula, line):
            pass
        elif formula.unchecked:
            sheet.judged[number] = Judged("mention", "unchecked", label(text))
        elif len(asked) >= most and text not in asked:
            sheet.judged[number] = _beyond(formula, different)
        elif current is not None and sheet.described[current].error:
            sheet.judged[number] = _without_model(formula, sheet, current)
        else:
            asked.add(text)
            sheet.works[number] = _work(sheet, formula, tuple(definitions))
        if sheet.defines[number] and not formula.erratum and not formula.unchecked:
            definitions.append(text)


def page_report(sheet: Sheet) -> PageReport:
    """Return the page's report, of those of its formulas that were judged."""
    document, page = sheet.reading.document, sheet.page
    diagnostics = [*page.diagnostics, *(d for n in range(len(page.givens)) for d in _given_diagnostics(sheet, n))]
    formulas: list[FormulaReport] = []
    for number, formula in enumerate(page.formulas):
        if number not in sheet.judged:
            continue
        given = None if formula.given is None else page.givens[formula.given]
        judged = sheet.judged[number] if given is not None else _without_given(sheet.judged[number])
        found = formula_report(document, formula, judged, given.name if given is not None else "")
        if given is not None and formula.given is not None:
            found = noted(found, given_note(given, sheet.described[formula.given], document))
        formulas.append(found)
    givens = tuple(
        given_report(document, given, described, snippet.path, snippet.source)
        for given, described, snippet in zip(page.givens, sheet.described, sheet.snippets, strict=True)
    )
    messages = sorted((message(d, document) for d in diagnostics), key=lambda m: (m.line, m.column))
    paths = tuple(dict.fromkeys(snippet.path for snippet in sheet.snippets if snippet.path))
    return PageReport(document.path, document.text, tuple(formulas), givens, tuple(messages), paths)


def _work(sheet: Sheet, formula: Formula, definitions: tuple[str, ...]) -> Work:
    text = formula.tex.text
    letters = tuple(sorted(letter for letter in sheet.letters if letter in text))
    if formula.given is None:
        return Work("judge", (text,), definitions=definitions, letters=letters)
    given, snippet = sheet.page.givens[formula.given], sheet.snippets[formula.given]
    known = sheet.described[formula.given].dims
    sizes = {name: number for name, number in given.sizes.items() if name in known}
    return Work("judge", (text,), snippet.path, snippet.source, given.model, sizes, definitions, letters)


def _on_line(sheet: Sheet, formula: Formula, line: int) -> bool:
    document = sheet.reading.document
    return document.place(formula.span.start).line <= line <= document.place(formula.span.end).line


def _beyond(formula: Formula, different: int) -> Judged:
    found = (
        f"not judged: the page has {different:,} different formulas; "
        f"of more than {MOST_FORMULAS:,} only the first {FIRST_FORMULAS:,} are"
    )
    whole = written(formula.tex.text)
    diagnostic = Diagnostic("too-large", found, whole, help="split the page")
    return Judged("claim", "undecided", label(formula.tex.text), diagnostics=(diagnostic,))


def _without_model(formula: Formula, sheet: Sheet, number: int) -> Judged:
    given = sheet.page.givens[number]
    code = "unknown-snippet" if sheet.snippets[number].error else "broken-snippet"
    line = sheet.reading.document.place(given.span.start).line
    found = Diagnostic(code, f"not judged: the given of line {line} has no model", written(formula.tex.text))
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


def _given_diagnostics(sheet: Sheet, number: int) -> Iterator[Diagnostic]:
    given: Given = sheet.page.givens[number]
    snippet, described = sheet.snippets[number], sheet.described[number]
    if not given.name:
        return  # said where the block was read
    if snippet.error:
        yield Diagnostic("unknown-snippet", snippet.error, given.span, help=snippet.help)
    elif described.error:
        line = f"{snippet.path}:{described.line}: " if described.line else ""
        yield Diagnostic("broken-snippet", f"{line}{described.error}", given.span)
    else:
        for name in given.sizes:
            if name not in described.dims:
                known = ", ".join(described.dims) or "none"
                found = f"the model {given.name} has no size {name!r}; it has {known}"
                yield Diagnostic("unknown-option", found, given.span)
