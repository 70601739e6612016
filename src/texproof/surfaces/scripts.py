"""The scripts of claims as files of the site: where each stands, and what its text is."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from ..report.report import ObligationReport, PageReport
from ..script.write import written
from .places import Places, formula_id, given_of
from .words import sizes_in_words

FOLDER = "scripts"
_UNFIT = re.compile(r"[^\w.-]+")
Place = tuple[str, int, int]  # the page's path, the formula's number on it, the obligation's number in the formula


@dataclass(frozen=True)
class Scripts:
    """The scripts of a site's claims. `address` is the site's own, "" where it has none."""

    places: Places
    address: str = ""

    @cached_property
    def names(self) -> Mapping[Place, str]:
        """The path of each script below the site's root: scripts/<page>/<formula>.py, -2 for its second claim."""
        found: dict[Place, str] = {}
        taken: set[str] = set()
        for page in self.places.report.pages:
            for place, _ in _scripted(page):
                stem = f"{FOLDER}/{self._folder(page.path)}/{_UNFIT.sub('-', formula_id(page, place[1]))}"
                number = 1
                while (name := f"{stem}-{number}.py" if number > 1 else f"{stem}.py") in taken:
                    number += 1
                taken.add(name)
                found[place] = name
        return found

    def _folder(self, path: str) -> str:
        address = self.places.addresses.get(path, "").strip("/")
        return address.removesuffix(".html") or "index"

    def links(self, page: PageReport, index: int) -> tuple[str, ...]:
        """Return for each obligation of a formula the link to its script as seen from the page, "" without one."""
        start = posixpath.dirname(self.places.addresses.get(page.path, "")) or "."
        names = [self.names.get((page.path, index, n), "") for n in range(len(page.formulas[index].obligations))]
        return tuple(quote(posixpath.relpath(name, start)) if name else "" for name in names)

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the path and the text of each script."""
        for page in self.places.report.pages:
            for place, obligation in _scripted(page):
                name = self.names[place]
                found = given_of(page, place[1])
                source = found[1].source if found else ""
                heading = self._heading(page, place[1], obligation)
                assert obligation.script is not None
                yield name, written(obligation.script, name=posixpath.basename(name), heading=heading, source=source)

    def _heading(self, page: PageReport, index: int, obligation: ObligationReport) -> list[str]:
        """Return the lines that say what the script is about: the claim, its page, what is given."""
        title = self.places.title(page.path)
        at = quote(formula_id(page, index), safe="")
        stands = f"{self.address.rstrip('/')}/{self.places.addresses.get(page.path, '')}#{at}" if self.address else ""
        lines = [f"{title}: {stands}" if stands else title, "", *_lines(obligation.tex)]
        found = given_of(page, index)
        if found is not None:
            given = found[1]
            fixed = f", {sizes_in_words(given.sizes)}" if given.sizes else ""
            lines += ["", f"Given: {given.path or given.name}{fixed}"]
            for symbol in given.symbols:
                said = ", ".join(filter(None, (symbol.shape, *symbol.hypotheses)))
                lines.append(f"  {symbol.tex}: {said}" if said else f"  {symbol.tex}")
        if obligation.conditions:
            lines += ["", f"Where {'; '.join(obligation.conditions)}"]
        return lines


def _scripted(page: PageReport) -> Iterator[tuple[Place, ObligationReport]]:
    """Yield what has a script, with its place: of a wrong formula, which an erratum shows, no part has one."""
    for index, formula in enumerate(page.formulas):
        if formula.verdict == "refuted-erratum":
            continue
        for number, obligation in enumerate(formula.obligations):
            if obligation.script is not None and formula.passes:
                yield (page.path, index, number), obligation


def _lines(tex: str) -> list[str]:
    return [line.rstrip() for line in tex.strip().splitlines()]
