"""The index of formulas: each one that has a name, by what its left side is, by its shape, or by the signs in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any
from urllib.parse import quote

from ..elaborate.subject import KINDS, Subject
from ..report.report import PageReport
from .evidence import Evidence
from .ledger import stated_in_list
from .places import Places, formula_id
from .typeset import without_annotation

LISTED = frozenset({"proved", "definition"})
ANY = "?"  # a size of which the formula says nothing
FEW = 12  # entries that need no further headings
KIND_TITLES = {
    "gradient": "Gradients: a number by an array",
    "slope": "Derivatives of a number by a number",
    "jacobian": "Jacobians: a column by a column",
    "path": "Derivatives of an array by a number",
    "tensor": "Derivatives with four indices",
    "second": "Second derivatives",
    "differential": "Differentials",
    "tangent": "Tangents, forward mode",
    "adjoint": "Adjoints, reverse mode",
    "determinant": "Determinants",
    "trace": "Traces",
    "inverse": "Inverses",
    "norm": "Norms and inner products",
    "spectrum": "Eigenvalues and ranks",
    "function": "Functions",
    "kronecker": "Kronecker products and vec",
    "hadamard": "Entrywise products",
    "blocks": "Matrices written out",
    "product": "Products and powers",
    "sum": "Sums",
    "symbol": "What a letter is",
}
SIGN_TITLES = {
    "Im": "Im, imaginary parts",
    "Re": "Re, real parts",
    "abs": "| · |, absolute values",
    "ast": "∗, products of Khatri and Rao",
    "blocks": "[ ], matrices written out",
    "cases": "{, cases",
    "det": "det, determinants",
    "diag": "diag, diagonals",
    "inner": "⟨ , ⟩, inner products",
    "inverse": "⁻¹, inverses",
    "log": "log, logarithms",
    "norm": "‖ · ‖, norms",
    "odot": "⊙, entrywise products",
    "oplus": "⊕, Kronecker sums",
    "oslash": "⊘, entrywise quotients",
    "otimes": "⊗, Kronecker products",
    "pinv": "⁺, pseudo-inverses",
    "prod": "∏, products over an index",
    "sqrt": "√, roots",
    "sum": "Σ, sums over an index",
    "tr": "tr, traces",
}
SHAPES = ("Numbers", "Columns", "Rows", "Square matrices", "Other matrices", "Arrays with four indices")

Place = tuple[str, int]  # a page's path, and the number of a formula on it


@dataclass(frozen=True, slots=True)
class Entry:
    """A formula of the index with one of its left sides, and all places where it stands."""

    shown: str
    subject: Subject
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A group's heading; headings of one level stand in the order of `order`."""

    order: tuple[Any, ...] = field(compare=False)
    slug: str
    title: str


NO_SIGN = Heading((), "letters", "Letters and products only")
Level = Callable[[Subject], Iterable[Heading]]


def formula_index(by: str, places: Places, evidence: Evidence, seen_from: str) -> str:
    """Return the index by "kind", "shape" or "sign" as HTML, "" for another. `seen_from` is the path of its page."""
    if by not in LEVELS:
        return ""
    found = _Index(by, places, evidence, seen_from, {page.path: page for page in places.pages})
    groups = found.groups(tuple(_entries(places)), LEVELS[by], by)
    return found.contents(groups) + "".join(found.section(group, 2) for group in groups)


def _entries(places: Places) -> Iterator[Entry]:
    """Yield what is proved or defined and has a name, in the site's order; what is written alike comes once."""
    found: dict[tuple[str, Subject], list[Place]] = {}
    for page in places.pages:
        for index, formula in enumerate(page.formulas):
            for subject in formula.subjects if formula.id and formula.verdict in LISTED else ():
                found.setdefault((formula.shown.strip(), subject), []).append((page.path, index))
    for (shown, subject), stands in found.items():
        yield Entry(shown, subject, tuple(stands))


def _by_kind(subject: Subject) -> Iterator[Heading]:
    if subject.kind in KINDS:
        yield Heading((KINDS.index(subject.kind),), subject.kind, KIND_TITLES[subject.kind])


def _by_first_sign(subject: Subject) -> Iterator[Heading]:
    yield _sign(subject.signs[0]) if subject.signs else NO_SIGN


def _by_sign(subject: Subject) -> Iterator[Heading]:
    yield from map(_sign, subject.signs)


def _sign(sign: str) -> Heading:
    title = SIGN_TITLES.get(sign, sign)
    return Heading((not title[:1].isalpha(), title), sign, title)  # signs that are no letters come last


def _by_class(subject: Subject) -> Iterator[Heading]:
    shape = subject.shape
    if len(shape) == 2:
        number = 1 if shape[1] == "1" else 2 if shape[0] == "1" else 3 if shape[0] == shape[1] != ANY else 4
    else:
        number = 5 if shape else 0
    yield Heading((number,), SHAPES[number].partition(" ")[0].lower(), SHAPES[number])


def _by_shape(subject: Subject) -> Iterator[Heading]:
    if not subject.shape:
        yield from _by_kind(subject)
        return
    title = "×".join(f"({size})" if {" ", "·"} & {*size} else size for size in subject.shape)
    title = "of any size" if ANY in subject.shape else title
    yield Heading((len(title), title.casefold(), title), title.replace(" ", ""), title)


CONTENTS = {"kind": 2, "shape": 2, "sign": 1}  # levels of headings that the contents link to
LEVELS: dict[str, tuple[Level, ...]] = {
    "kind": (_by_kind, _by_first_sign, _by_class),
    "shape": (_by_class, _by_shape, _by_kind),
    "sign": (_by_sign, _by_kind),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading, in groups of their own where they are many."""

    identity: str
    title: str
    entries: tuple[Entry, ...]
    groups: tuple[Group, ...] = ()

    @property
    def formulas(self) -> tuple[Entry, ...]:
        """Its entries, those of one formula with several left sides once, with all places where it stands."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            known = found.setdefault(entry.shown, Entry(entry.shown, entry.subject, ()))
            places = dict.fromkeys([*known.places, *entry.places])
            found[entry.shown] = replace(known, places=tuple(places))
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Index:
    by: str
    places: Places
    evidence: Evidence
    seen_from: str
    pages: Mapping[str, PageReport]

    def groups(self, entries: Sequence[Entry], levels: tuple[Level, ...], identity: str) -> tuple[Group, ...]:
        """Return the entries under the headings of the first level, and those under the headings of the next."""
        found: dict[Heading, list[Entry]] = {}
        for entry in entries:
            for heading in levels[0](entry.subject):
                found.setdefault(heading, []).append(entry)
        groups = []
        for heading in sorted(found, key=lambda heading: heading.order):
            own = f"{identity}-{heading.slug}"
            # Whoever asks for a shape looks for its heading, however few have it.
            asked = levels[1:2] == (_by_shape,) and bool(found[heading][0].subject.shape)
            parted = len(levels) > 1 and (asked or len(found[heading]) > FEW)
            below = self.groups(found[heading], levels[1:], own) if parted else ()
            groups.append(Group(own, heading.title, tuple(found[heading]), below if asked or len(below) > 1 else ()))
        return tuple(groups)

    def contents(self, groups: Iterable[Group]) -> str:
        """Return links to the groups, and to those below them."""
        links = self._links(groups, CONTENTS[self.by])
        return f'<nav class="texproof-contents" aria-label="Sections of this index">{links}</nav>'

    def _links(self, groups: Iterable[Group], depth: int) -> str:
        items = ""
        for group in groups:
            below = self._links(group.groups, depth - 1) if depth > 1 and group.groups else ""
            link = f'<a href="#{quote(group.identity)}">{escape(group.title)}</a>'
            items += f"<li>{link} <small>{len(group.formulas)}</small>{below}</li>"
        return f"<ul>{items}</ul>"

    def section(self, group: Group, level: int) -> str:
        """Return a group's heading, and below it its entries or groups."""
        title = escape(group.title)
        head = f'<h{level} id="{escape(group.identity)}">{title}</h{level}>'
        if group.groups:
            return head + "".join(self.section(below, level + 1) for below in group.groups)
        items = "".join(self._item(entry) for entry in group.formulas)
        return (
            f'{head}<div class="texproof-scroll" tabindex="0" role="group" aria-label="{title}"'
            f' style="--texproof-entries: {len(group.formulas)}"><ul class="texproof-entries">{items}</ul></div>'
        )

    def _item(self, entry: Entry) -> str:
        places = ", ".join(self._place(self.pages[path], index) for path, index in entry.places)
        path, index = entry.places[0]
        math = without_annotation(stated_in_list(self.pages[path], index, self.places, self.evidence))
        return f"<li><span>{places}</span> {math}</li>"

    def _place(self, page: PageReport, index: int) -> str:
        address = self.places.address(page.path, formula_id(page, index), self.seen_from)
        name = page.formulas[index].id.replace("-", " ")
        return f'<a href="{escape(address)}">{escape(name)}</a> <small>{escape(self.places.title(page.path))}</small>'
