"""The sections of a page, by its second headings, and the formula with which each begins."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .decorated import FORMULA, LITERAL
from .places import Section

MARK = re.compile(rf'<h2\b[^<>]*\bid="(?P<anchor>[^"<>]*)"|{FORMULA.pattern}')


def sections(content: str, titles: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the sections of a page's content as it is before formulas are typeset; `titles` are by anchor."""
    found = []
    formulas = 0
    for mark in MARK.finditer(LITERAL.sub("", content)):
        anchor = mark["anchor"]
        if anchor is None:
            formulas += 1
        elif anchor in titles:
            found.append(Section(anchor, titles[anchor], formulas))
    return tuple(found)
