"""A report for people: each thing wrong at its place, with what decided it; last a line that counts the verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.text import Text

from ..report.report import Message, PageReport, Report
from ..source.document import LINE_END
from .plain import visible
from .problems import every_problem, problems

_WIDEST = 160  # columns of a line of a page that are shown


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
    codes: dict[str, None] = {}
    for page, message in problems(report):
        codes[message.code] = None
        yield from _excerpt(page, message) if excerpts else _located(page, message)
    if codes and excerpts:
        yield _where_explained(list(codes))
    yield Text(summary(report), style="green" if report.passes else "red")


def one_line_each(report: Report) -> Iterator[str]:
    """Yield one line for each thing wrong, as editors and grep read it, then the line that counts the verdicts."""
    for page, message in every_problem(report):
        yield _headline(page, message).plain
    yield summary(report)


def _where_explained(codes: list[str]) -> Text:
    """Say once in a run which command explains the codes that it gave."""
    if len(codes) == 1:
        return Text.assemble("What it means and how to mend it: ", (f"texproof explain {codes[0]}", "bold"), "\n")
    command = ("texproof explain CODE", "bold")
    return Text.assemble("What they mean and how to mend them: ", command, f" for {', '.join(codes)}\n")


def plain(report: Report, *, excerpts: bool = False) -> str:
    """Return a report as one text without colours."""
    return "".join(f"{line.plain}\n" for line in lines(report, excerpts=excerpts))


def excerpts(page: PageReport, messages: Iterable[Message]) -> str:
    """Return messages of a page, each with an excerpt of the page, as one text without colours."""
    return "".join(f"{line.plain}\n" for message in messages for line in _excerpt(page, message)).rstrip("\n")


def _headline(page: PageReport, message: Message) -> Text:
    place = f"{visible(page.path)}:{message.line}:{message.column}: "
    return Text.assemble((place, "bold"), _kind(message), f": {visible(message.message)}")


def _located(page: PageReport, message: Message) -> Iterator[Text]:
    yield _headline(page, message)
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
