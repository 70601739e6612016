"""Where formulas stand on the site: the addresses of pages, ids and numbers of formulas."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import chain, count
from urllib.parse import quote

from ..report.report import GivenReport, PageReport, Report

GIVEN_ID = "texproof-given-"
FORMULA_ID = "texproof-formula-"
DIGITS = 8  # of the digest in an id: on a page of 1,000 formulas two meet once in 8,000 pages, and are told apart


@dataclass(frozen=True, slots=True)
class Reference:
    r"""What an \eqref becomes: an address as seen from its page, and a text."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    r"""What stands under a heading of a page: its anchor, its title as HTML with formulas between \( and \), and how
    many of the page's formulas stand before it."""

    anchor: str
    title: str
    first: int


@dataclass(frozen=True)
class Places:
    """The pages of a report with their addresses below the site's root, and their titles, by path.

    `addresses` are in the order in which the site leads through its pages.
    """

    report: Report
    addresses: Mapping[str, str]
    titles: Mapping[str, str]
    sections: Mapping[str, Sequence[Section]] = field(default_factory=dict)

    @cached_property
    def numbers(self) -> Mapping[tuple[str, str], int]:
        """For each page and label the number of the formula among the labelled ones of its page."""
        numbers: dict[tuple[str, str], int] = {}
        for page in self.report.pages:
            labels = [formula.id for formula in page.formulas if formula.id]
            numbers |= {(page.path, label): number for number, label in enumerate(labels, 1)}
        return numbers

    @cached_property
    def pages(self) -> tuple[PageReport, ...]:
        """The report's pages in the site's order."""
        order = {path: number for number, path in enumerate(self.addresses)}
        return tuple(sorted(self.report.pages, key=lambda page: order.get(page.path, len(order))))

    def title(self, path: str) -> str:
        return self.titles.get(path) or path

    def section(self, path: str, index: int) -> Section | None:
        """Return the section of a page in which a formula stands, None before the first."""
        return next((one for one in reversed(self.sections.get(path, ())) if one.first <= index), None)

    def address(self, path: str, fragment: str = "", seen_from: str = "") -> str:
        """Return the address of a place on a page, relative to the page it is seen from."""
        anchor = f"#{quote(fragment, safe='')}" if fragment else ""
        if path == seen_from:
            return anchor or "."
        target, start = self.addresses.get(path, ""), posixpath.dirname(self.addresses.get(seen_from, "")) or "."
        relative = posixpath.relpath(target or ".", start)
        return relative + ("/" if target.endswith("/") or not target else "") + anchor

    def reference(self, slug: str, page: PageReport) -> Reference | None:
        """Return the link to the formula of that label: on this page if it is there, else on another."""
        if number := self.numbers.get((page.path, slug)):
            return Reference(self.address(page.path, slug, page.path), f"({number})")
        for (path, label), number in self.numbers.items():
            if label == slug:
                return Reference(self.address(path, slug, page.path), f"({self.title(path)}, {number})")
        return None


def formula_id(page: PageReport, index: int) -> str:
    """Return the id of a formula's element: its label, or one made of what it says.

    So the address of a formula without a label stays the same when text is put in before it. The same formula under
    the same given has the same digest; those of one page are told apart by a number from 2 on.
    """
    if label := page.formulas[index].id:
        return label
    return _ids(tuple((formula.id, formula.given, formula.shown) for formula in page.formulas))[index]


@lru_cache(maxsize=256)
def _ids(formulas: tuple[tuple[str, str, str], ...]) -> tuple[str, ...]:
    """Return the ids of a page's formulas, each of which is its label, the name of its given, and what it says."""
    taken = {label for label, _, _ in formulas}
    ids = []
    for label, given, shown in formulas:
        said = f"{given}\n{' '.join(shown.split())}"
        stem = f"{FORMULA_ID}{sha256(said.encode()).hexdigest()[:DIGITS]}"
        names = chain((stem,), (f"{stem}-{number}" for number in count(2)))
        ids.append(label or next(name for name in names if name not in taken))
        taken.add(ids[-1])
    return tuple(ids)


def given_of(page: PageReport, index: int) -> tuple[int, GivenReport] | None:
    """Return the given block, with its number on the page, under which a formula stands; None without one."""
    formula = page.formulas[index]
    found = None
    for number, given in enumerate(page.givens, 1):
        if (given.line, given.column) <= (formula.line, formula.column):
            found = number, given
    return found if formula.given else None
