"""Between lexer and grammar: rows of `aligned`, wide spaces, labels, punctuation, budgets.

Only signs that show nothing of their own are taken out here, and each of them where it can mean nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lark import Token
from lark.lark import PostLex

from . import bars
from .unreadable import refuse

# A formula of the size of a page's widest matrix has some 600 tokens; ten times that is not for reading.
MOST_TOKENS = 6_000
DEEPEST = 40
LONGEST_NUMBER = 40
# Space backwards: more of it in a row would draw one sign over another.
TIGHTEST = 2

OPENING = {"LBRACE", "LPAREN", "LBRACKET", "LSET", "LANGLE", "LNORM", "LBAR", "BEGIN_MATRIX", "BEGIN_CASES"}
CLOSING = {"RBRACE", "RPAREN", "RBRACKET", "RSET", "RANGLE", "RNORM", "RBAR", "END_MATRIX", "END_CASES"}
RELATIONS = {"EQUALS", "DEFINES", "IN", "LESS", "GREATER", "COMPARES", "TO"}
OPERATORS = {"PLUS", "MINUS", "TIMES", "DOT", "HADAMARD", "QUOTIENT", "KRONECKER", "OPLUS", "AST", "COMPOSE", "SLASH"}
PUNCTUATION = {"COMMA", "SEMICOLON", "PERIOD", "GAP"}
SILENT_BESIDE_GAP = RELATIONS | {"COMMA", "SEMICOLON", "IMPLIES", "AMPERSAND", "ROW", "PLUS", "MINUS"}


class Layout(PostLex):
    """Takes layout out of the stream of tokens; the grammar sees a single line of mathematics."""

    always_accept = ("LABEL", "PERIOD", "BEGIN_ALIGNED", "END_ALIGNED", "TIGHT", "BARS", "BAR")

    def __init__(self) -> None:
        self.labels: list[Token] = []

    def process(self, stream: Iterable[Token]) -> Iterator[Token]:
        tokens = list(self._bounded(bars.sided(norms_paired(stream))))
        self.labels = [t for t in tokens if t.type == "LABEL"]
        if len(self.labels) > 1:
            raise refuse("syntax", "a formula has one label", self.labels[1])
        tokens = _without_trailing(list(_without_empty([t for t in tokens if t.type != "LABEL"])))
        _between_statements(tokens)
        _without_thousands(tokens)
        _stars_in_scripts(tokens)
        tokens = _rows_joined(tokens)
        tokens = list(_without_gaps(list(_prose_apart(_without_trailing(tokens)))))
        for token in tokens:
            if token.type == "PERIOD":
                raise refuse("syntax", "a full stop stands only at the end of a formula", token)
        return iter(_digits_apart(tokens))

    @staticmethod
    def _bounded(stream: Iterable[Token]) -> Iterator[Token]:
        depth = tight = 0
        for count, token in enumerate(stream):
            tight = tight + 1 if token.type == "TIGHT" else 0
            if tight > TIGHTEST:
                raise refuse(
                    "ambiguous-notation", f"more than {TIGHTEST} \\! in a row draw signs over each other", token
                )
            if token.type == "NUMBER" and len(token) > LONGEST_NUMBER:
                raise refuse("too-large", f"a number has more than {LONGEST_NUMBER} digits", token)
            depth += (token.type in OPENING) - (token.type in CLOSING)
            if depth > DEEPEST:
                raise refuse("too-large", f"brackets and braces are nested more than {DEEPEST} deep", token)
            if count > MOST_TOKENS:
                raise refuse("too-large", f"a formula has more than {MOST_TOKENS} signs", token)
            if token.type != "TIGHT":
                yield token


def norms_paired(stream: Iterable[Token]) -> Iterator[Token]:
    r"""Tell the `\|` that opens a norm from the one that closes it: between two brackets they take turns.

    A norm directly inside another is written with brackets around it, or with `\lVert` and `\rVert`.
    """
    inside: list[str] = []
    for token in stream:
        kind = token.type
        if kind == "BARS":
            kind = "RNORM" if inside and inside[-1] == "LNORM" else "LNORM"
            if ("\\left" in token) != (kind == "LNORM") and ("\\left" in token or "\\right" in token):
                raise refuse("syntax", f"{token} stands where a norm {'ends' if kind == 'RNORM' else 'begins'}", token)
            token = Token(kind, str(token), start_pos=token.start_pos, end_pos=token.end_pos)
        if kind in OPENING:
            inside.append(kind)
        elif kind in CLOSING and inside:
            inside.pop()
        yield token


def _between_statements(tokens: list[Token]) -> None:
    """Refuse a new line inside brackets, braces or a script: it separates whole statements, or a matrix's rows."""
    inside: list[str] = []
    for token in tokens:
        if token.type in OPENING:
            inside.append(token.type)
        elif token.type in CLOSING and inside:
            inside.pop()
        elif token.type == "ROW" and inside and inside[-1] not in ("BEGIN_MATRIX", "BEGIN_CASES"):
            raise refuse("syntax", "a new line stands between whole statements, not inside brackets", token)


def _without_thousands(tokens: list[Token]) -> None:
    """Refuse 1,000 outside of a subscript: it is a number to one reader, and two numbers to another."""
    indexed = False
    for before, token, behind in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        if token.type == "LBRACE":
            indexed = before is not None and before.type == "SUB"
        elif token.type == "RBRACE":
            indexed = False
        elif token.type == "COMMA" and not indexed and before is not None and behind is not None:
            numbers = before.type == behind.type == "NUMBER" and len(behind) == 3 and behind.isdigit()
            if numbers and before.end_pos == token.start_pos and token.end_pos == behind.start_pos:
                help_ = f"write {before}{behind}, or {before}, {behind} with a blank"
                raise refuse("ambiguous-notation", f"{before},{behind} is one number or two", token, help_)


def _stars_in_scripts(tokens: list[Token]) -> None:
    """Refuse a star that is not a script: as a product it could mean any of several."""
    before = ""
    for token in tokens:
        if token.type == "STAR" and before not in ("SUB", "SUP"):
            raise refuse("unknown-character", "the sign * is not read here", token)
        # A brace that opens a script changes nothing for what stands behind it.
        if token.type != "LBRACE" or before not in ("SUB", "SUP"):
            before = token.type


def _without_trailing(tokens: list[Token]) -> list[Token]:
    """Take away the comma or full stop that ends the sentence a formula stands in."""
    end = len(tokens)
    while end and tokens[end - 1].type in PUNCTUATION | {"ROW"}:
        end -= 1
    return tokens[:end]


def _without_empty(tokens: list[Token]) -> Iterator[Token]:
    """Take away the braces with nothing in them that stand beside an alignment mark for the sake of its spaces."""
    at = 0
    while at < len(tokens):
        empty = [t.type for t in tokens[at : at + 2]] == ["LBRACE", "RBRACE"]
        before = tokens[at - 1].type if at else ""
        after = tokens[at + 2].type if at + 2 < len(tokens) else ""
        if empty and (after == "AMPERSAND" or before == "AMPERSAND") and after not in ("SUB", "SUP", "PRIME"):
            at += 2
        else:
            yield tokens[at]
            at += 1


def _rows_joined(tokens: list[Token]) -> list[Token]:
    """Return the content of `aligned` as one line.

    A row that starts with a relation sign, or after & with an operator, goes on with the row above;
    any other row is a statement of its own.
    """
    begins = [t for t in tokens if t.type == "BEGIN_ALIGNED"]
    ends = [t for t in tokens if t.type == "END_ALIGNED"]
    if not begins and not ends:
        return tokens
    if len(begins) != 1 or len(ends) != 1 or tokens[0] is not begins[0] or tokens[-1] is not ends[0]:
        odd = (begins + ends)[-1]
        raise refuse("syntax", "aligned rows are the whole of a formula, with one \\begin and one \\end", odd)
    if begins[0].split("{")[1] != ends[0].split("{")[1]:
        raise refuse("syntax", f"{begins[0]} does not end with {ends[0]}", ends[0])
    joined: list[Token] = []
    asides: list[Token] = []  # words at the end of rows that go on: said behind the statement
    depth = marks = 0
    inner = _without_trailing(tokens[1:-1])
    for position, token in enumerate(inner):
        depth += (token.type in OPENING) - (token.type in CLOSING)
        if depth == 0 and token.type == "AMPERSAND":
            marks += 1
            # The second mark of a row starts a new column of its own, as in A &= B & C &= D.
            if marks % 2 == 0:
                joined.append(Token("GAP", "", start_pos=token.start_pos, end_pos=token.start_pos))
            continue
        if depth == 0 and token.type == "ROW":
            marks = 0
        if depth == 0 and token.type == "ROW":
            joined = _without_trailing(joined)
            if _goes_on(joined, inner[position + 1 :]):
                asides += _aside(joined)
                continue
            last = _aside(joined)
            joined += [*asides, *last]
            asides = []
        joined.append(token)
    last = _aside(joined)
    return [*joined, *asides, *last]


def _aside(joined: list[Token]) -> list[Token]:
    """Take the words that end a row off it."""
    found: list[Token] = []
    while len(joined) > 1 and joined[-1].type in ("GAP", "TEXT"):
        found.insert(0, joined.pop())
    return found


def _goes_on(before: list[Token], after: list[Token]) -> bool:
    aligned = False
    for token in after:
        if token.type == "AMPERSAND":
            aligned = True
        elif token.type != "GAP":
            if token.type in RELATIONS or (aligned and token.type in OPERATORS):
                return True
            break
    return bool(before) and before[-1].type in RELATIONS | OPERATORS


def _prose_apart(tokens: list[Token]) -> Iterator[Token]:
    """Let words separate statements: what stands before and after them is not one product."""
    for position, token in enumerate(tokens):
        if token.type != "TEXT":
            yield token
            continue
        gap = Token("GAP", "", start_pos=token.start_pos, end_pos=token.start_pos)
        if position and tokens[position - 1].type not in OPENING:
            yield gap
        yield token
        if position + 1 < len(tokens) and tokens[position + 1].type not in CLOSING:
            yield gap


def _without_gaps(tokens: list[Token]) -> Iterator[Token]:
    """Drop wide spaces beside signs that separate already; what is left of them separates statements."""
    single = [t for i, t in enumerate(tokens) if t.type != "GAP" or not i or tokens[i - 1].type != "GAP"]
    for position, token in enumerate(single):
        if token.type == "GAP":
            if position in (0, len(single) - 1):
                continue
            before, after = single[position - 1].type, single[position + 1].type
            if before in SILENT_BESIDE_GAP | OPENING or after in SILENT_BESIDE_GAP | CLOSING:
                continue
        yield token


def _digits_apart(tokens: list[Token]) -> Iterator[Token]:
    r"""`\frac12` is one half: TeX takes a single digit for each argument."""
    arguments = 0
    for token in tokens:
        if token.type == "FRACTION":
            arguments = 2
            yield token
        elif arguments and token.type == "NUMBER" and len(token) > 1 and "." not in token:
            for offset, digit in enumerate(token):
                start = (token.start_pos or 0) + offset
                yield Token("NUMBER", digit, start_pos=start, end_pos=start + 1)
            arguments = 0
        else:
            arguments = arguments - 1 if token.type == "NUMBER" and arguments else 0
            yield token
