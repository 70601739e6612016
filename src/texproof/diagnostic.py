"""What is wrong, and where: the data of every message that texproof gives."""

from __future__ import annotations

from dataclasses import dataclass

CODES = frozenset(
    {
        # source and blocks
        "unclosed-formula",
        "unclosed-block",
        "unknown-option",
        "unreadable-document",
        "misplaced-unchecked",
        "misplaced-formula",
        "unknown-block",
        "duplicate-label",
        "unknown-label",
        # snippets
        "unknown-snippet",
        "broken-snippet",
        "no-given",
        # parse
        "unknown-macro",
        "unknown-character",
        "syntax",
        "ambiguous-notation",
        "too-large",
        # elaborate
        "undeclared-symbol",
        "name-taken",
        "missing-partial",
        "not-a-variable",
        "not-understood",
        "shape-mismatch",
        "index-range",
        "index-count",
        "ellipsis-pattern",
        "unknown-size",
        "may-be-undefined",
        # check
        "refuted",
        "undecided",
        "supported",
        "conflict",
        "vacuous",
        "erratum-holds",
        "erratum-kind",
        "erratum-empty",
        # build
        "rendered-differs",
        "crashed",
        "rejudged",
    }
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text, by offsets in code points; `end` is exclusive."""

    start: int
    end: int

    def __or__(self, other: Span) -> Span:
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing wrong at one place.

    `message` says what was found, `notes` what decided it, `help` what to write instead.
    """

    code: str
    message: str
    span: Span
    notes: tuple[str, ...] = ()
    help: str = ""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"unknown diagnostic code {self.code!r}")
