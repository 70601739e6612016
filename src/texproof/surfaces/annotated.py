r"""Where the parts of a formula stand in its typeset HTML, as attributes on elements that are there already.

KaTeX typesets the judged TeX, and that is what is shown. It also typesets the TeX with each part in \htmlData, which
may set it a little differently and is thrown away: it only says which of the characters belong to which part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from ..elaborate.shown import Part

SEEN = '<span class="katex-html"'
_PIECE = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z]+)(?P<rest>[^<>]*?)(?P<empty>/?)>|(?P<text>[^<]+)")
_WRAPPER = re.compile(r' data-s="(\d+)"')
_CLASS = re.compile(r' class="([^"]*)"')
# What KaTeX sets as one thing. Others are boxes and struts, which reach further than what is seen.
_ATOMS = frozenset({"mord", "mop", "mbin", "mrel", "mopen", "mclose", "mpunct", "minner"})
_PARTS = re.compile(r' data-parts="([^"]*)"')
_OURS = re.compile(r' data-(?:parts|part)="[^"]*"')


@dataclass(slots=True)
class _Element:
    """An element: where its opening tag's attributes end in the HTML, and which characters of the formula are in it."""

    at: int
    start: int
    attributes: str
    end: int = -1
    inner: list[_Element] = field(default_factory=list)


def annotated(html: str, tex: str, parts: Sequence[Part], typeset: Callable[[str], str]) -> str:
    """Return a formula's HTML with the words for its parts on the whole, and on elements the number of their part.

    `data-parts` holds the words, between bars, each with @ and the number of the part around it; `data-part` is the
    number of the innermost part. `typeset` gives the HTML, or "", of TeX with wrappers. Parts that are made of more
    than whole elements are left out.
    """
    seen = html[html.find(SEEN) :]
    text, elements = _read(seen)
    # In the order in which they are written: KaTeX sets what stands below a bar before what stands above.
    ranges = sorted(_ranges(tex, _nested(parts), text, typeset), key=lambda one: (one[0].start, -one[0].end))
    found = [(part, span, list(_within(elements, *span))) for part, span in ranges]
    found = [one for one in found if sum(element.end - element.start for element in one[2]) == one[1][1] - one[1][0]]
    if not found:
        return html
    numbers: dict[int, int] = {}  # by the place of an element, the number of the innermost part that it belongs to
    for number in reversed(range(len(found))):
        for element in found[number][2]:
            numbers.setdefault(element.at, number)
    around = _around([span for _, span, _ in found])
    words = [
        part.words + (f"@{outer}" if outer >= 0 else "") for (part, _, _), outer in zip(found, around, strict=True)
    ]
    pieces, done = [], 0
    for at, number in sorted(numbers.items()):
        pieces += [seen[done:at], f' data-part="{number}"']
        done = at
    marked = "".join([*pieces, seen[done:]]).replace(SEEN, f'{SEEN} data-parts="{escape("|".join(words))}"', 1)
    assert without_parts(marked) == seen
    return html.removesuffix(seen) + marked


def _around(spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each span the number of the one closest around it, or -1; what is around others comes before them."""
    found: list[int] = []
    for number, (start, end) in enumerate(spans):
        outer = number - 1
        while outer >= 0 and not spans[outer][0] <= start <= end <= spans[outer][1]:
            outer = found[outer]
        found.append(outer)
    return found


def counted(html: str) -> tuple[str, str]:
    """Return a page's HTML with a number for the words of each part, and all words in the order of their numbers."""
    numbers: dict[str, int] = {}

    def formula(match: re.Match[str]) -> str:
        parts = (part.rpartition("@") if "@" in part else (part, "", "") for part in match[1].split("|"))
        return f' data-parts="{"|".join(f"{numbers.setdefault(w, len(numbers))}{at}{n}" for w, at, n in parts)}"'

    html = _PARTS.sub(formula, html)
    return html, "|".join(numbers)


def without_parts(html: str) -> str:
    """Return HTML without the attributes that `annotated` adds."""
    return _OURS.sub("", html)


def wrapped(tex: str, parts: Sequence[Part]) -> str:
    r"""Return the TeX with each part in \htmlData under its number; what is around others comes before them."""
    starts: dict[int, str] = {}
    ends: dict[int, str] = {}
    for number, part in enumerate(parts):
        # In braces of its own, since it may stand as an argument: x^2.
        starts[part.start] = starts.get(part.start, "") + rf"{{\htmlData{{s={number}}}{{"
        ends[part.end] = ends.get(part.end, "") + "}}"
    places = range(len(tex) + 1)
    return "".join(ends.get(at, "") + starts.get(at, "") + tex[at : at + 1] for at in places)


def _read(html: str) -> tuple[str, list[_Element]]:
    """Return the characters of a formula that are seen, in order, and its elements."""
    text, outermost = [], _Element(0, 0, "")
    around, count = [outermost], 0
    for piece in _PIECE.finditer(html):
        if piece["text"] is not None:
            characters = unescape(piece["text"])
            text.append(characters)
            count += len(characters)
        elif piece["close"]:
            if len(around) > 1:  # the last ones close what is around the part that is seen
                around.pop().end = count
        else:
            element = _Element(piece.end("rest"), count, piece["rest"])
            around[-1].inner.append(element)
            if piece["empty"]:
                element.end = count
            else:
                around.append(element)
    return "".join(text), outermost.inner


def _ranges(
    tex: str, parts: Sequence[Part], text: str, typeset: Callable[[str], str]
) -> list[tuple[Part, tuple[int, int]]]:
    """Return which characters of the formula each part is; none where KaTeX does not take the wrappers."""
    if not parts:
        return []
    seen = typeset(wrapped(tex, parts))
    found, elements = _read(seen) if seen else ("", [])
    if found != text:
        if len(parts) == 1:
            return []
        middle = len(parts) // 2
        return [found for half in (parts[:middle], parts[middle:]) for found in _ranges(tex, half, text, typeset)]
    ranges = []
    for element in _walk(elements):
        wrapper = _WRAPPER.search(element.attributes)
        if wrapper is not None and element.end > element.start:
            ranges.append((parts[int(wrapper[1])], (element.start, element.end)))
    return ranges


def _walk(elements: Sequence[_Element]) -> Iterator[_Element]:
    for element in elements:
        yield element
        yield from _walk(element.inner)


def _within(elements: Sequence[_Element], start: int, end: int) -> Iterator[_Element]:
    """Yield the outermost atoms whose characters all stand between start and end."""
    for element in elements:
        if element.end <= start or element.start >= end or element.end == element.start:
            continue
        classes = _CLASS.search(element.attributes)
        atom = classes is not None and not _ATOMS.isdisjoint(classes[1].split())
        if atom and start <= element.start and element.end <= end:
            yield element
        else:
            yield from _within(element.inner, start, end)


def _nested(parts: Sequence[Part]) -> list[Part]:
    """Return parts without those that begin within another and end outside of it."""
    kept: list[Part] = []
    around: list[Part] = []
    for part in parts:
        while around and around[-1].end <= part.start:
            around.pop()
        if not around or part.end <= around[-1].end:
            kept.append(part)
            around.append(part)
    return kept
