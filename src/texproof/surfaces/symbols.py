"""The symbols of a page, to stand beside it: under each given what its letters are, in short."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from ..report.report import GivenReport, PageReport, SymbolReport
from .places import GIVEN_ID

PLACE = '<div class="page-symbols"></div>'


def page_symbols(page: PageReport, typeset: Callable[[str], str]) -> str:
    """Return the list, "" for a page without any. A theme says where it stands by an empty div of class `page-symbols`.

    The first given stands open, the others can be opened; the same model is listed once.
    """
    found: dict[tuple[str, str], tuple[int, GivenReport]] = {}
    for number, given in enumerate(page.givens, 1):
        if given.symbols:
            found.setdefault((given.name, str(given.sizes)), (number, given))
    items = "".join(_given(number, given, typeset, not at) for at, (number, given) in enumerate(found.values()))
    if not items:
        return ""
    return f'<section class="texproof-page-symbols" aria-label="Symbols of this page"><p>Symbols</p>{items}</section>'


def _given(number: int, given: GivenReport, typeset: Callable[[str], str], opened: bool) -> str:
    rows = "".join(
        f"<li>{typeset(symbol.tex)} <small>{escape(_words(symbol))}</small></li>" for symbol in given.symbols
    )
    name = escape(given.name)
    return (
        f"<details{' open' if opened else ''}><summary>{name}</summary>"
        f'<ul>{rows}<li><a href="#{GIVEN_ID}{number}">what they are</a></li></ul></details>'
    )


def _words(symbol: SymbolReport) -> str:
    return ", ".join(part for part in (symbol.shape, *symbol.hypotheses) if part)
