"""What a fuzzer starts from: the formulas and pages of the site and of the tests, and the signs of the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import product
from typing import Any

from lark import Lark

from texproof.parse.tokens import Layout
from texproof.source.document import Document
from texproof.source.markdown import scan

from ..cases.pages import every_case
from ..hazards.judged import HAZARDS
from ..notes.test_claims import CLAIMS
from ..program import ROOT
from ..properties.pages import notebook

MOST = 300  # spellings of one terminal


def pages() -> list[str]:
    """Return every page of the site, of the cases and of the hazards."""
    site = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md"))]
    return [*site, *(case.page for case in every_case()), *(hazard.page for hazard in HAZARDS)]


def formulas() -> list[str]:
    """Return every formula of those pages and of the notes, each once."""
    found = [formula.tex.text for text in pages() for formula in scan(Document("docs/page.md", text)).formulas]
    return list(dict.fromkeys([*found, *(claim.tex for claim in CLAIMS)]))


def notebooks() -> list[str]:
    """Return the site's notebooks, and every page as one cell of a notebook."""
    site = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.ipynb"))]
    return [*site, *(notebook([("markdown", text)]) for text in pages())]


SEEDS = {"formula": formulas, "page": pages, "notebook": notebooks, "planted": formulas}


def words() -> list[str]:
    """Return spellings of every terminal of the grammar: its macros, signs and environments."""
    grammar = files("texproof.parse").joinpath("grammar.lark").read_text(encoding="utf-8")
    terminals = Lark(grammar, parser="lalr", lexer="basic", postlex=Layout()).terminals
    found = [word for terminal in terminals for word in _spellings(terminal.pattern.to_regexp())]
    return list(dict.fromkeys(word for word in found if word.strip()))


def dictionary(words: Iterable[str]) -> str:
    """Return words in the form that libFuzzer reads, one a line."""
    return "".join(f'"{"".join(_escaped(byte) for byte in word.encode())}"\n' for word in words)


def _escaped(byte: int) -> str:
    sign = chr(byte)
    return sign if sign.isascii() and sign.isprintable() and sign not in '"\\' else f"\\x{byte:02x}"


def _spellings(pattern: str) -> list[str]:
    return list(_parsed(re._parser.parse(pattern)))[:MOST]  # type: ignore[attr-defined]


def _parsed(items: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    """Yield the texts that a pattern matches, where it chooses from many signs with one of them."""
    return map("".join, product(*(list(_item(str(kind), value)) for kind, value in items)))


def _item(kind: str, value: Any) -> Iterator[str]:
    match kind:
        case "LITERAL":
            yield chr(value)
        case "BRANCH":
            for branch in value[1]:
                yield from _parsed(branch)
        case "SUBPATTERN":
            yield from _parsed(value[-1])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, inner = value
            for count in sorted({least, min(least + 1, most)}):
                yield from _parsed(list(inner) * count)
        case "IN":
            yield from _class(value)
        case "ASSERT" | "ASSERT_NOT" | "AT":
            yield ""
        case _:
            raise ValueError(f"a terminal of the grammar uses {kind}, of which no spelling is made yet")


def _class(choices: list[tuple[Any, Any]]) -> Iterator[str]:
    """Yield single signs of a class; of a range or of all others, one."""
    kinds = {str(kind) for kind, _ in choices}
    if "NEGATE" in kinds or "CATEGORY" in kinds:
        yield " " if "CATEGORY" in kinds else "x"
        return
    for kind, value in choices:
        yield chr(value if str(kind) == "LITERAL" else value[0])
