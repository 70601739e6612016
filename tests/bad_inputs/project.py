"""A project in a folder, to be fed with bad inputs: what it is asked, what came of it, and traps for payloads.

A payload writes a file PWNED below the folder, asks the address of `Traps`, or shows its secret.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .limits import MEMORY, PROCESSOR, Outcome, limited

ROOT = Path(__file__).resolve().parents[2]
SECRET = "canary-0f3c9a"
PWNED = "PWNED"
GIVEN = "/// given | good\n///\n\n"
HOLDS = "A = Z W"
# Before and behind everything bad stands a formula that holds.
HEAD = f"{GIVEN}First ${HOLDS}$.\n\n"
END = f"\n\n{GIVEN}Last ${HOLDS}$.\n"
IMPORTS = "from texproof import *\n\nm, k, n = dims('m k n')\n\n"
GOOD = f"""{IMPORTS}
@model
def good(xp, Z: Matrix[m, k], W: Matrix[k, n]):
    A = Z @ W
    return {{"A": A, "L": unknown(A)}}
"""


@dataclass(frozen=True)
class Formula:
    """A formula of the report, as the tests ask for it."""

    page: str
    line: int
    tex: str
    verdict: str
    messages: tuple[tuple[int, str], ...]  # line and code of each diagnostic


@dataclass(frozen=True)
class Found:
    """What `texproof check` said: its end, the formulas in order, what is wrong beside them (page, line, code)."""

    outcome: Outcome
    formulas: tuple[Formula, ...]
    beside: tuple[tuple[str, int, str], ...]
    said: str  # all messages

    def of(self, page: str) -> list[Formula]:
        return [formula for formula in self.formulas if formula.page == f"docs/{page}"]

    def between(self, page: str) -> list[Formula]:
        """Return the formulas between the two that hold, having seen that both were judged and proved."""
        first, *bad, last = self.of(page)
        assert (first.tex, first.verdict, last.tex, last.verdict) == (HOLDS, "proved", HOLDS, "proved"), (first, last)
        return bad


@dataclass(frozen=True)
class Traps:
    """Where a payload would leave its trace: an address that nothing may ask, a folder in which nothing may appear."""

    listener: socket.socket
    folder: Path

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.listener.getsockname()[1]}"

    def untouched(self) -> bool:
        self.listener.setblocking(False)
        try:
            self.listener.accept()[0].close()
        except BlockingIOError:
            # Where programs and their workers run; a worker goes to the root of all folders.
            return not [*self.folder.rglob(f"*{PWNED}*"), *Path.cwd().glob(PWNED), *Path("/").glob(PWNED)]
        return False


@dataclass
class Project:
    """A project's folder, and its runs, each under limits."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = self.folder / "project"
        self.scratch = self.folder / "scratch"
        for path in (self.root / "docs", self.root / "snippets", self.scratch, self.folder / "home"):
            path.mkdir(parents=True)
        (self.root / "mkdocs.yml").write_text("site_name: x\n")
        self.snippet(GOOD, "good")
        self.env = {
            **os.environ,
            "NO_MKDOCS_2_WARNING": "1",
            "HOME": str(self.folder / "home"),
            "XDG_STATE_HOME": str(self.folder / "home" / "state"),
            "CANARY": SECRET,
            **self.env,
        }

    def page(self, text: str | bytes, name: str = "page.md") -> Path:
        path = self.root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
        return path

    def snippet(self, text: str, name: str) -> Path:
        path = self.root / "snippets" / f"{name}.py"
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, name: str, *arguments: str | Path, times: float = 1) -> Outcome:
        """Run a program in the project; it stayed within the limits (`times` as long where that is meant)."""
        outcome = limited(name, *arguments, cwd=self.root, env=self.env, scratch=self.scratch)
        assert not outcome.killed, outcome
        assert outcome.processor < PROCESSOR * times, outcome.processor
        assert outcome.memory < MEMORY, outcome.memory
        for output in (outcome.out, outcome.err):
            assert "Traceback" not in output, output
            assert SECRET not in output
        return outcome

    def check(self, *arguments: str | Path, status: int = 1, times: float = 1) -> Found:
        """Judge the pages named, or all; the command ended with that status and said of each place where it is."""
        outcome = self.run("texproof", "check", "--format", "json", *arguments, times=times)
        assert outcome.status == status, outcome
        data: dict[str, Any] = json.loads(outcome.out)
        messages = [d for f in data["formulas"] for d in f["diagnostics"]] + data["diagnostics"]
        assert bool(messages) == bool(status), messages
        for message in messages:
            assert message["code"], message
            assert message["message"].strip(), message
            assert (message["line"], message["column"]) >= (1, 1), message
        formulas = tuple(
            Formula(f["page"], f["line"], f["tex"], f["verdict"], tuple(_codes(f["diagnostics"])))
            for f in data["formulas"]
        )
        for formula in formulas:
            assert all(line >= formula.line for line, _ in formula.messages), formula
        beside = tuple((d["page"], d["line"], d["code"]) for d in data["diagnostics"])
        return Found(outcome, formulas, beside, "\n".join(d["message"] for d in messages))


def _codes(messages: Sequence[dict[str, Any]]) -> list[tuple[int, str]]:
    return [(message["line"], message["code"]) for message in messages]
