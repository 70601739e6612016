"""Which bar opens and which closes: TeX writes |x| with one sign for both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lark import Token

from .unreadable import refuse

BEFORE_A_TERM = {
    "LBRACE", "LPAREN", "LBRACKET", "LSET", "LANGLE", "LNORM", "BEGIN_MATRIX", "BEGIN_CASES", "AMPERSAND", "ROW",
    "PLUS", "MINUS", "TIMES", "DOT", "HADAMARD", "QUOTIENT", "KRONECKER", "OPLUS", "AST", "COMPOSE", "SLASH",
    "COMMA", "SEMICOLON", "GAP", "COLON", "IMPLIES",
    "EQUALS", "DEFINES", "IN", "LESS", "GREATER", "COMPARES", "TO", "NAMED", "BIG", "PARTIAL",
}  # fmt: skip
OPENS = {"LBRACE", "LPAREN", "LBRACKET", "LSET", "LANGLE", "LNORM", "BEGIN_MATRIX", "BEGIN_CASES"}
CLOSES = {"RBRACE", "RPAREN", "RBRACKET", "RSET", "RANGLE", "RNORM", "END_MATRIX", "END_CASES"}


def sided(stream: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens with each bare bar as an opening or a closing one.

    It closes where one is open at its level of brackets and a term stands before it; else it opens.
    Raises: Unreadable where a bar opens directly behind one that opens.
    """
    open_bars = [0]
    before = ""
    for token in stream:
        opened = False
        if token.type == "BAR":
            closes = open_bars[-1] and before not in BEFORE_A_TERM and before not in ("LBAR", "BAR")
            if before == "BAR":
                message = "two bars side by side are two absolute values or a norm"
                raise refuse("ambiguous-notation", message, token, r"write \| … \| for a norm")
            opened, token = not closes, Token.new_borrow_pos("RBAR" if closes else "LBAR", str(token), token)
        if token.type in OPENS:
            open_bars.append(0)
        elif token.type in CLOSES and len(open_bars) > 1:
            open_bars.pop()
        elif token.type in ("LBAR", "RBAR"):
            open_bars[-1] += 1 if token.type == "LBAR" else -1
        if token.type != "TIGHT":
            before = "BAR" if opened else token.type  # a bar without a side that opened
        yield token
