"""A tutorial read as what it tells its reader to do: files to write, commands to run, what they then print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FENCE = re.compile(
    r"^```(?P<language>\w+)(?: title=\"(?P<title>[^\"\n]+)\")?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
STATUS = re.compile(r"exit status (\d)")
LEFT_OUT = "…"


@dataclass(frozen=True)
class File:
    """A file to write: its path, and its text."""

    path: str
    text: str


@dataclass
class Commands:
    """Commands to run in one go. `where` is "" for the project's folder.

    `printed` are the lines that the page shows of what they print, in order; `…` in one stands for anything.
    """

    line: int
    script: str
    where: str = ""
    status: int = 0
    printed: list[str] = field(default_factory=list)

    def missing(self, output: str) -> str | None:
        """Return the first line that the page shows and the output does not have behind those before it."""
        lines = iter(output.splitlines())
        for shown in self.printed:
            pattern = re.compile(".*".join(map(re.escape, shown.split(LEFT_OUT))))
            if not any(pattern.fullmatch(line.rstrip()) for line in lines):
                return shown
        return None


def steps(page: Path) -> Iterator[File | Commands]:
    """Yield what a page tells to do, in order. Raises: ValueError for a block that says nothing to do."""
    commands: Commands | None = None
    text = page.read_text(encoding="utf-8")
    for fence in FENCE.finditer(text):
        line = text.count("\n", 0, fence.start()) + 1
        language, title, body = fence["language"], fence["title"] or "", fence["body"]
        status = STATUS.fullmatch(title)
        if status is None and commands is not None:
            yield commands
            commands = None
        if language == "sh":
            commands = Commands(line, body, title)
        elif status is not None and commands is not None:
            commands.status, commands.printed = int(status[1]), [shown for shown in body.splitlines() if shown.strip()]
        elif title and status is None:
            yield File(title, body)
        else:
            raise ValueError(f"{page.name}:{line}: neither a file, nor commands, nor what the commands above print")
    if commands is not None:
        yield commands
