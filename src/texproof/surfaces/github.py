"""A report as GitHub's workflow commands, which show each thing wrong beside its line of a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from ..report.report import Message, PageReport, Report
from .plain import visible
from .problems import problems
from .text import summary


def lines(report: Report) -> Iterator[str]:
    """Yield one command for each thing wrong, then the line that counts the verdicts.

    GitHub counts columns from 1 and takes the end as inclusive; it ignores columns where the lines differ.
    """
    for page, message in problems(report):
        yield _command(page, message)
    yield summary(report)


def _command(page: PageReport, message: Message) -> str:
    properties = {"file": page.path, "line": message.line, "endLine": message.end_line, "col": message.column}
    if message.end_line == message.line:
        properties["endColumn"] = max(message.end_column - 1, message.column)
    properties["title"] = f"texproof: {message.code}"
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    said = [message.message, *message.notes, *([f"help: {message.help}"] if message.help else [])]
    return f"::error {listed}::{_data(chr(10).join(visible(line) for line in said))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
