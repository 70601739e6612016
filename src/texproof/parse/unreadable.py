"""A formula that cannot be read, with the diagnostic that says why."""

from __future__ import annotations

from lark import Token

from ..diagnostic import Diagnostic, Span


class Unreadable(Exception):
    """Carries the diagnostic of a formula that cannot be read out of the parsing engine."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def token_span(token: Token) -> Span:
    start = token.start_pos or 0
    return Span(start, start + len(token))


def refuse(code: str, message: str, token: Token, help_: str = "") -> Unreadable:
    return Unreadable(Diagnostic(code, message, token_span(token), help=help_))
