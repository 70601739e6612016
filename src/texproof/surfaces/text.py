"""A report for people: each thing wrong at its place, with what decided it; last a line that counts the verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from rich.cells import cell_len
from rich.text import Text

from ..report.report import FormulaReport, Message, PageReport, Report
from ..source.document import LINE_END
from .plain import visible

_WIDEST = 160  # columns of a line of a page that are shown
_SAID = 5  # times that one message is said on one page


def problems(report: Report) -> Iterator[tuple[PageReport, Message]]:
    """Yield all that is wrong, page by page, in the order of places.

    What a given's missing model does to each of its formulas is said once, at the given; a message that
    comes again and again on a page is said five times, the last time with how often it comes.
    """
    for page in report.pages:
        said = {message.code for message in page.diagnostics}
        found = list(page.diagnostics)
        for formula in page.formulas:
            found += [m for m in formula.diagnostics if m.code not in said or not m.message.startswith("not judged")]
            if not formula.passes and not formula.diagnostics:
                found.append(_unexplained(formula))
        for message in _seldom(sorted(found, key=lambda m: (m.line, m.column))):
            yield page, message


def _seldom(messages: list[Message]) -> Iterator[Message]:
    times = Counter((m.code, m.message) for m in messages)
    count: Counter[tuple[str, str]] = Counter()
    for message in messages:
        kind = message.code, message.message
        count[kind] += 1
        more = times[kind] - _SAID
        if count[kind] < _SAID or (count[kind] == _SAID and not more):
            yield message
        elif count[kind] == _SAID:
            yield replace(message, notes=(*message.notes, f"and {more:,} times more on this page"))


def _unexplained(formula: FormulaReport) -> Message:
    code = "undecided" if formula.verdict not in ("refuted", "supported", "conflict") else formula.verdict
    return Message(
        code, f"this formula is {formula.verdict}", formula.line, formula.column, formula.end_line, formula.end_column
    )


def summary(report: Report) -> str:
    """Return the line that counts every verdict there is, and what is wrong outside formulas."""
    counts = report.summary
    total = counts.pop("formulas")
    listed = [f"{count} {verdict}" for verdict, count in counts.items() if count]
    pages = f"{len(report.pages)} page{'' if len(report.pages) == 1 else 's'}"
    line = f"{total} formula{'' if total == 1 else 's'} on {pages}" + (f": {', '.join(listed)}" if listed else "")
    wrong = sum(1 for _ in problems(report))
    return f"{line}; {wrong} error{'' if wrong == 1 else 's'}" if wrong else f"{line}; everything holds"


def lines(report: Report, *, excerpts: bool) -> Iterator[Text]:
    """Yield a report's lines: with excerpts of the pages, for a terminal, or with the place at the front, for a log."""
    for page, message in problems(report):
        yield from _excerpt(page, message) if excerpts else _headline(page, message)
    yield Text(summary(report), style="green" if report.passes else "red")


def plain(report: Report, *, excerpts: bool = False) -> str:
    """Return a report as one text without colours."""
    return "".join(f"{line.plain}\n" for line in lines(report, excerpts=excerpts))


def _headline(page: PageReport, message: Message) -> Iterator[Text]:
    place = f"{visible(page.path)}:{message.line}:{message.column}: "
    yield Text.assemble((place, "bold"), _kind(message), f": {visible(message.message)}")
    for note in _notes(message):
        yield Text(f"    {note}")


def _kind(message: Message) -> tuple[str, str]:
    return f"error[{message.code}]", "bold red"


def _notes(message: Message) -> Iterator[str]:
    for note in message.notes:
        yield f"= {visible(note)}"
    if message.help:
        yield f"= help: {visible(message.help)}"


def _excerpt(page: PageReport, message: Message) -> Iterator[Text]:
    yield Text.assemble(_kind(message), (f": {visible(message.message)}", "bold"))
    margin = " " * len(str(message.line))
    yield Text.assemble((f"{margin}--> ", "blue"), f"{visible(page.path)}:{message.line}:{message.column}")
    source = _line(page.text, message.line)
    if source is not None:
        shown, before, marked = _window(source, message)
        yield Text(f"{margin} |", "blue")
        yield Text.assemble((f"{message.line} | ", "blue"), shown)
        yield Text.assemble((f"{margin} | ", "blue"), " " * cell_len(before), ("^" * max(cell_len(marked), 1), "red"))
        yield Text(f"{margin} |", "blue")
    for note in _notes(message):
        yield Text(f"{margin} {note}")
    yield Text("")


def _line(text: str, number: int) -> str | None:
    start = 0
    for _ in range(number - 1):
        end = LINE_END.search(text, start)
        if end is None:
            return None
        start = end.end()
    end = LINE_END.search(text, start)
    return text[start : end.start() if end else len(text)]


def _window(source: str, message: Message) -> tuple[str, str, str]:
    """Return the part of a line that is shown, what of it stands before the marked part, and the marked part."""
    start = message.column - 1
    end = message.end_column - 1 if message.end_line == message.line else len(source)
    first = 0
    if end > _WIDEST:
        first = max(min(start - _WIDEST // 4, len(source) - _WIDEST), 0)
    last = min(first + _WIDEST, len(source))
    cut, rest = ("…" if first else ""), ("…" if last < len(source) else "")
    before, marked = visible_line(source[first:start]), visible_line(source[start : min(end, last)])
    after = visible_line(source[min(max(end, start), last) : last])
    return f"{cut}{before}{marked}{after}{rest}", cut + before, marked


def visible_line(text: str) -> str:
    """Return a stretch of a line for an excerpt: tabs as four blanks, the rest visible."""
    return visible(text.replace("\t", "    "))


def visible_lines(text: str) -> str:
    """Return several lines, each made harmless."""
    return "\n".join(visible_line(line) for line in text.splitlines())
