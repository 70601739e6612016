"""A report as a SARIF 2.1.0 log, which code scanning services and editors read."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..report.report import Message, PageReport, Report
from ..source.document import LINE_END
from .explain import Check, checks, documentation
from .plain import visible
from .problems import every_problem

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "texproofFormula/v1"
_LINK = re.compile(r"\](?=\()")


def text(report: Report) -> str:
    """Return the log as ASCII text."""
    return json.dumps(log(report), indent=1)


def log(report: Report) -> dict[str, Any]:
    """Return the log: one run, a rule for each code that occurs, a result for each thing that is wrong.

    Columns count UTF-16 code units, which the log says and which readers that look no further assume.
    """
    found = list(every_problem(report))
    codes = list(dict.fromkeys(message.code for _, message in found))
    driver: dict[str, Any] = {"name": "texproof", "version": __version__, "semanticVersion": __version__}
    if documentation():
        driver["informationUri"] = documentation()
    driver["rules"] = [_rule(code) for code in codes]
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "utf16CodeUnits",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": list(_results(found, codes)),
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    check: Check | None = checks().get(code)
    rule: dict[str, Any] = {
        "id": code,
        "name": code.title().replace("-", ""),
        "defaultConfiguration": {"level": "error"},
    }
    if check is not None:
        rule["shortDescription"] = {"text": check.summary}
        rule["fullDescription"] = {"text": _plain(check.meaning)}
        more = f"{check.meaning} For an example and how to mend it: texproof explain {code}"
        rule["help"] = {"text": _plain(more), "markdown": check.plain}
        if check.address:
            rule["helpUri"] = check.address
    return rule


def _results(found: list[tuple[PageReport, Message]], codes: list[str]) -> Iterator[dict[str, Any]]:
    sources: dict[str, _Source] = {}
    times: Counter[str] = Counter()
    for page, message in found:
        if page.path not in sources:
            sources[page.path] = _Source(page)
        source = sources[page.path]
        fingerprint = source.fingerprint(message)
        times[fingerprint] += 1
        yield {
            "ruleId": message.code,
            "ruleIndex": codes.index(message.code),
            "level": "error",
            "message": {"text": _plain(_said(message))},
            "locations": [
                {"physicalLocation": {"artifactLocation": _artifact(page.path), "region": source.region(message)}}
            ],
            "partialFingerprints": {FINGERPRINT: f"{fingerprint}:{times[fingerprint]}"},
        }


def _said(message: Message) -> str:
    help_ = [f"help: {message.help}"] if message.help else []
    return "\n".join(visible(line) for line in [message.message, *message.notes, *help_])


def _plain(words: str) -> str:
    """Return words as a plain text message of SARIF: braces doubled (3.11.5), nothing in it a link (3.11.6)."""
    return _LINK.sub(r"\]", words.replace("{", "{{").replace("}", "}}"))


def _artifact(path: str) -> dict[str, str]:
    address = quote(path, errors="surrogateescape")
    if path.startswith("/"):
        return {"uri": f"file://{address}"}
    return {"uri": address, "uriBaseId": "%SRCROOT%"}


class _Source:
    """A page's lines and formulas, in which places are looked up."""

    def __init__(self, page: PageReport) -> None:
        self._lines = LINE_END.split(page.text)
        self._formulas = sorted(page.formulas, key=lambda f: (f.line, f.column))
        self._starts = [(f.line, f.column) for f in self._formulas]

    def region(self, message: Message) -> dict[str, int]:
        return {
            "startLine": message.line,
            "startColumn": self._utf16(message.line, message.column),
            "endLine": message.end_line,
            "endColumn": self._utf16(message.end_line, message.end_column),
        }

    def _utf16(self, line: int, column: int) -> int:
        """Return a column that counts code points as one that counts UTF-16 code units, both from 1."""
        return column + sum(ord(character) > 0xFFFF for character in self._line(line)[: column - 1])

    def _line(self, number: int) -> str:
        return self._lines[number - 1] if number <= len(self._lines) else ""

    def fingerprint(self, message: Message) -> str:
        """Return what tells a result from others wherever its lines move: its code, its formula, the marked text.

        Outside formulas the line that it stands on is taken for the formula. White space does not count.
        """
        line = self._line(message.line)
        stop = message.end_column - 1 if message.end_line == message.line else len(line)
        parts = [message.code, self._formula_at(message.line, message.column) or line, line[message.column - 1 : stop]]
        content = "\0".join(" ".join(part.split()) for part in parts)
        return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    def _formula_at(self, line: int, column: int) -> str:
        """Return the TeX of the formula that stands at a place, or ""."""
        number = bisect_right(self._starts, (line, column)) - 1
        if number < 0 or (line, column) >= (self._formulas[number].end_line, self._formulas[number].end_column):
            return ""
        return self._formulas[number].tex
