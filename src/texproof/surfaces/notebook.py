"""A notebook's page in the form that Markdown pages have: no scripts or styles of its own, formulas and blocks set."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lxml import etree, html

SET = re.compile(r"\$\$(?P<display>.+?)\$\$|\$(?P<inline>[^$]+?)\$", re.DOTALL)
OPENING = re.compile(
    r"\s*/{3,}\s*(?P<kind>given|erratum|unchecked)\b\s*(?:\|\s*(?P<name>[^\n]*))?(?P<rest>.*)", re.DOTALL
)
CLOSING = re.compile(r"\s*/{3,}\s*")
# nbconvert puts styles, loaders from other hosts and buttons that need a script around what the notebook says.
DROPPED = ("script", "style", "link", "clipboard-copy", "mjx-container")
LITERAL = frozenset({"code", "pre", "script", "style", "textarea"})


def in_page_form(content: str, address: Callable[[str], str] = str) -> str:
    """Return the content of a notebook's page: text cells, code and outputs, with formulas as arithmatex sets them.

    `address` makes of a link in a text cell where it leads on the site.
    """
    root = html.fragment_fromstring(content, create_parent="div")
    etree.strip_elements(root, *DROPPED, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    page = etree.Element("div", {"class": "notebook"})
    cells = [cell for cell in root.iter("div") if _has(cell, "jp-Notebook-cell") and not _inner(cell)]
    for cell in cells:
        page.extend(_text(cell, address) if _has(cell, "jp-MarkdownCell") else _code(cell))
    if not cells:
        page.append(root)
    return _written(page)


def heading_text(title: str) -> str:
    r"""Return a heading as the table of contents repeats it, with its formulas between \( and \)."""
    return SET.sub(lambda match: rf"\({match['display'] or match['inline']}\)", title)


def _written(page: Any) -> str:
    return str(etree.tostring(page, encoding="unicode", method="html"))


def _has(element: Any, name: str) -> bool:
    return name in element.get("class", "").split()


def _inner(cell: Any) -> bool:
    """Whether a cell's element holds the cell's element proper: nbconvert wraps code cells twice."""
    return any(_has(child, "jp-Notebook-cell") for child in cell)


def _text(cell: Any, address: Callable[[str], str]) -> Iterator[Any]:
    for rendered in cell.iter("div"):
        if _has(rendered, "jp-MarkdownOutput"):
            for link in rendered.iter("a"):
                if _has(link, "anchor-link"):
                    link.set("class", "headerlink")
                    link.set("title", "Link to this section")
                elif link.get("href"):
                    link.set("href", address(link.get("href")))
            for element in list(rendered.iter()):
                _set_formulas(element)
            _set_blocks(rendered)
            yield from list(rendered)


def _set_formulas(element: Any) -> None:
    """Put each formula of an element's own text, and of what follows each child, in an element of its own."""
    names = {str(element.tag), *(str(parent.tag) for parent in element.iterancestors())}
    if names & LITERAL or _has(element, "arithmatex"):
        return
    alone = SET.fullmatch((element.text or "").strip())
    if element.tag == "p" and len(element) == 0 and alone and alone["display"]:
        element.tag, element.text = "div", rf"\[{alone['display']}\]"
        element.set("class", "arithmatex")
        return
    children = list(element)
    pieces = list(_pieces(element.text))
    element.text = None
    for child in children:
        tail, child.tail = child.tail, None
        pieces += [child, *_pieces(tail)]
    for child in children:
        element.remove(child)
    _fill(element, pieces)


def _pieces(text: str | None) -> Iterator[Any]:
    done = 0
    for match in SET.finditer(text or ""):
        yield (text or "")[done : match.start()]
        formula = etree.Element("span", {"class": "arithmatex"})
        formula.text = rf"\[{match['display']}\]" if match["display"] else rf"\({match['inline']}\)"
        yield formula
        done = match.end()
    yield (text or "")[done:]


def _fill(element: Any, pieces: Iterable[Any]) -> None:
    last: Any = None
    for piece in pieces:
        if not isinstance(piece, str):
            element.append(piece)
            last = piece
        elif last is None:
            element.text = (element.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece


def _set_blocks(rendered: Any) -> None:
    """Put what stands between a block's first and last line in the element that Markdown pages have for it."""
    open_blocks: list[Any] = []
    for element in list(rendered):
        words = "".join(element.itertext()) if element.tag == "p" else ""
        if opening := OPENING.fullmatch(words):
            block = etree.Element("div", {"class": f"texproof-{opening['kind']}"})
            block.set("data-name", (opening["name"] or "").strip())
            if opening["kind"] == "erratum":
                block.set("id", block.get("data-name"))
            rendered.replace(element, block)
            if open_blocks:
                open_blocks[-1].append(block)
            if not re.search(r"(?m)^\s*/{3,}\s*\Z", opening["rest"]):
                open_blocks.append(block)
        elif open_blocks and words and CLOSING.fullmatch(words):
            rendered.remove(element)
            open_blocks.pop()
        elif open_blocks:
            open_blocks[-1].append(element)


def _code(cell: Any) -> Iterator[Any]:
    for written in cell.iter("div"):
        if _has(written, "highlight-ipynb"):
            pre = written.find("pre")
            pre.tag = "code"
            frame = etree.Element("div", {"class": "highlight"})
            etree.SubElement(frame, "pre").append(pre)
            pre.tail = None
            yield frame
    for output in list(cell.iter("div")):
        if _has(output, "jp-OutputArea-output"):
            frame = etree.Element("div", {"class": "notebook-output"})
            frame.text = output.text
            frame.extend(list(output))
            yield frame
