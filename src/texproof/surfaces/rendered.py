"""What a rendered page shows: every piece of mathematics in its HTML, by whatever way it came there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml import etree

PREFIX = "texproof-"
PAGE = "texproof-page"
LISTS = ("texproof-ledger", "texproof-formula-index")  # what stands in these is made of the report
BLOCKS = ("texproof-given", "texproof-erratum", "texproof-unchecked", *LISTS)

CODE = frozenset({"code", "pre", "kbd", "samp", "tt", "script", "style", "textarea", "noembed", "xmp", "listing"})
PHRASING = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "data", "del", "dfn", "em", "font", "i", "ins"}
    | {"label", "mark", "nobr", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)
# Inside these no block may stand: a display formula's evidence then opens in a panel.
PARAGRAPHS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption", "dt"]) | PHRASING
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
INTERACTIVE = frozenset({"a", "button", "summary", "label"})
# What these show cannot be compared with what was judged: it comes when the page is open, or from elsewhere.
ACTIVE = frozenset({"script", "iframe", "object", "embed", "applet", "frame", "frameset", "template", "base"})
RAW = frozenset({"style", "script", "xmp", "iframe", "noembed", "noframes", "plaintext", "textarea"})
SETTERS = ("katex", "mathjax", "mjx", "arithmatex", "mathquill", "mwe-math", "mathml")

LEFT = re.compile(
    r"\\[()\[\]]|\$\$"  # delimiters
    r"|\\(?:begin|end)\s*\{|\\[A-Za-z]+\s*[{^_]"  # TeX itself
    r"|(?<![\w$])\$(?!\s)(?P<set>[^$]{1,400}?)(?<!\s)\$(?!\w)"
)
MATHEMATICS = re.compile(r"[\\^_={}<>|+*∂∑Σ∇·×]|^\W*\w{1,2}\W*$|^[A-Za-z]{1,2}(?:\s+[A-Za-z]{1,2})*$")
EQREF = re.compile(r"\\eqref\s*\{([^{}]*)\}")
ECHO = re.compile(r"\\\((.+?)\\\)", re.DOTALL)
HOLE = "\ufffc"


@dataclass(frozen=True, slots=True)
class ShownFormula:
    """A formula that stands in the content, set for typesetting. `inline` is whether no block may stand there."""

    tex: str
    display: bool
    heading: bool = False
    inline: bool = False
    interactive: bool = False
    erratum: int = 0  # the number of the erratum block that it stands in, 0 outside of them


@dataclass(frozen=True, slots=True)
class Block:
    """A block of ours in the content: its class and attributes."""

    kind: str
    attributes: dict[str, str]


@dataclass
class Inventory:
    """All that a page shows of mathematics, and what there is of ours on it, in order.

    `strange` are pieces of mathematics that did not come through the reader of formulas, in words.
    `echoes` are texts of formulas outside the content, as the table of contents repeats those of headings.
    """

    formulas: list[ShownFormula] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    echoes: list[str] = field(default_factory=list)
    eqrefs: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    pages: int = 0


def inventory(html: str) -> Inventory:
    """Return what the page shows, read from its HTML as a browser reads it."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    walk = _Walk()
    if root is not None:
        walk.run(root)
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        walk.found.strange.append("HTML that is nested too deeply to be read to its end")
    return walk.found


def _words(text: str) -> str:
    return " ".join(text.split())


def excerpt(text: str, length: int = 80) -> str:
    """Return the text on one line, cut where it is long."""
    line = _words(text)
    return line if len(line) <= length else line[: length - 1] + "…"


class _Walk:
    """One pass over the tree, with what is open at each point."""

    def __init__(self) -> None:
        self.found = Inventory()
        self.open: list[str] = []  # names of the open elements
        self.content = 0  # depth at which the content began, 0 outside of it
        self.code = 0
        self.errata: list[tuple[int, int]] = []  # depth and number of the open erratum blocks
        self.errata_seen = 0
        self.text: list[str] = []

    def run(self, root: Any) -> None:
        skipped: Any = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    self._say(element.tail)
                continue
            if event == "start":
                if self._enter(element):
                    skipped = element
            else:
                self._leave(element)
        self._flush()

    def _say(self, text: str | None) -> None:
        if text and not self.code:
            self.text.append(text)

    def _enter(self, element: Any) -> bool:
        """Note the element; return whether what is inside it has been dealt with."""
        name = str(element.tag).lower()
        if name not in PHRASING and name not in CODE:
            self._flush()
        self._reserved(element, name)
        if self._mathematics(element, name):
            self.text.append(HOLE)
            return True
        self._active(element, name)
        self.open.append(name)
        if name in CODE:
            self.code += 1
            self.text.append(HOLE)
        self._say(element.text)
        return False

    def _leave(self, element: Any) -> None:
        name = self.open[-1]
        if name in CODE:
            self.code -= 1
        elif name not in PHRASING:
            self._flush()
        self.open.pop()
        if self.content and len(self.open) < self.content:
            self.content = 0
        if self.errata and len(self.open) < self.errata[-1][0]:
            self.errata.pop()
        self._say(element.tail)

    def _reserved(self, element: Any, name: str) -> None:
        """Note what carries our names: only the blocks' places may, until the marks are set."""
        identity = element.get("id", "")
        if identity and self.content:
            self.found.ids.append(identity)
        tokens = element.get("class", "").split()
        ours = [token for token in tokens if token.lower().startswith(PREFIX)]
        if PAGE in ours and name == "div" and not self.content:
            self.found.pages += 1
            self.content = len(self.open) + 1
        elif len(ours) == 1 and ours[0] in BLOCKS and name == "div" and self.content:
            self.found.blocks.append(Block(ours[0], {str(k): str(v) for k, v in element.attrib.items()}))
            if ours[0] == "texproof-erratum":
                self.errata_seen += 1
                self.errata.append((len(self.open) + 1, self.errata_seen))
        elif ours or identity.lower().startswith(PREFIX):
            named = " ".join(ours) or identity
            self.found.strange.append(f"<{name}> with the class or id of a verdict's mark, {named},")

    def _mathematics(self, element: Any, name: str) -> bool:
        tokens = element.get("class", "").split()
        body = "".join(element.itertext())
        if "arithmatex" in tokens and name in {"span", "div"} and not self.code:
            tex = body.strip()
            opened, closed = tex[:2], tex[-2:]
            plain = len(element) == 0 and len(tex) >= 4 and (opened, closed) in {("\\(", "\\)"), ("\\[", "\\]")}
            if plain and self.content:
                self.found.formulas.append(self._shown(tex[2:-2], opened == "\\["))
            else:
                where = "a formula that cannot be read" if self.content else "a formula outside the content"
                self.found.strange.append(f"{where}: {excerpt(tex)}")
            return True
        if name == "math" or name.startswith("mjx-") or ":math" in name or name.endswith("annotation"):
            self.found.strange.append(f"mathematics in <{name}>: {excerpt(body)}")
            return True
        if name == "script" and element.get("type", "").strip().lower().startswith("math/"):
            self.found.strange.append(f'<script type="{element.get("type")}">: {excerpt(body)}')
            return True
        if any(token.lower().startswith(SETTERS) or token == "math" for token in tokens):
            self.found.strange.append(f'<{name} class="{" ".join(tokens)}">: {excerpt(body)}')
            return True
        return False

    def _shown(self, tex: str, display: bool) -> ShownFormula:
        names = set(self.open)
        erratum = self.errata[-1][1] if self.errata else 0
        return ShownFormula(
            tex, display, bool(names & HEADINGS), bool(names & PARAGRAPHS), bool(names & INTERACTIVE), erratum
        )

    def _active(self, element: Any, name: str) -> None:
        if name in RAW and "svg" in self.open and "<" in "".join(element.itertext()):
            self.found.strange.append(f"<{name}> with markup inside <svg>, which browsers read in another way")
        if not self.content:
            return
        if name in ACTIVE:
            self.found.strange.append(f"<{name}> in the content, which can show anything,")
        for attribute, value in element.attrib.items():
            if str(attribute).lower().startswith("on") or str(value).strip().lower().startswith("javascript:"):
                self.found.strange.append(f"<{name} {attribute}=…> in the content, which runs a script,")

    def _flush(self) -> None:
        text, self.text = "".join(self.text), []
        if not text.strip(HOLE + " \n"):
            return
        if not self.content:
            if "title" not in self.open:
                self.found.echoes += ECHO.findall(text)
                text = ECHO.sub(HOLE, text)
        else:
            self.found.eqrefs += EQREF.findall(text)
            text = EQREF.sub(HOLE, text)
        # One for each stretch of text: what is left of one formula would be found several times.
        where = "TeX in the title of the window, which needs a plain title in the page's front matter"
        said = where if "title" in self.open else "TeX left as text"
        self.found.strange += [f"{said}: {excerpt(piece)}" for piece in islice(left_tex(text), 1)]


def left_tex(text: str) -> Iterator[str]:
    """Yield the stretches of a text that were meant, or could be taken, as TeX."""
    for match in LEFT.finditer(text):
        inside = match.group("set")
        if inside is None or MATHEMATICS.search(inside):
            yield text[max(match.start() - 20, 0) : match.end() + 40]
