"""The scripts of claims as files of the site: where each stands, and what its text is."""

from __future__ import annotations

import json
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
PLAIN = "plain.json"  # in a page's folder of scripts: by the name of a script, its claim in NumPy and in SymPy
_UNFIT = re.compile(r"[^\w.-]+")
Place = tuple[str, int, int]  # the page's path, the formula's number on it, the obligation's number in the formula


@dataclass(frozen=True)
class Link:
    """Where a claim's script is, "" for a claim without one, and in which libraries the claim can be pasted."""

    address: str = ""
    libraries: tuple[str, ...] = ()


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

    def links(self, page: PageReport, index: int) -> tuple[Link, ...]:
        """Return for each obligation of a formula the link to its script as seen from the page."""
        start = posixpath.dirname(self.places.addresses.get(page.path, "")) or "."
        found = []
        for number, obligation in enumerate(page.formulas[index].obligations):
            name = self.names.get((page.path, index, number))
            plain = obligation.script.plain if obligation.script else ()
            address = quote(posixpath.relpath(name, start)) if name else ""
            found.append(Link(address, tuple(library for library, _ in plain)))
        return tuple(found)

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the path and the text of each script, and of what each page's scripts say in plain NumPy and SymPy."""
        for page in self.places.report.pages:
            plain: dict[str, dict[str, dict[str, str]]] = {}
            for place, obligation in _scripted(page):
                name = self.names[place]
                found = given_of(page, place[1])
                source = found[1].source if found else ""
                heading = self._heading(page, place[1], obligation)
                assert obligation.script is not None
                own = posixpath.basename(name)
                yield name, written(obligation.script, name=own, heading=heading, source=source)
                plain.setdefault(posixpath.dirname(name), {})[own] = dict(obligation.script.plain)
            for folder, texts in plain.items():
                yield f"{folder}/{PLAIN}", json.dumps(texts, ensure_ascii=False, indent=0) + "\n"

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
