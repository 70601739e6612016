"""KaTeX as its package holds it, and its style as a site gives it out: with fonts in the one format that all read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FOLDER = "assets/katex"
STYLE = f"{FOLDER}/katex.min.css"

_SCRIPT, _STYLE, _FONTS = "katex.min.js", "katex.min.css", "fonts"
_OTHER_FORMATS = re.compile(r',url\([^()]+\) format\("(?:woff|truetype)"\)')
_FONT = re.compile(r"url\((?:fonts/)?([^()/]+\.woff2)\)")

# What nearly every formula needs, and by which part of a formula's HTML it is seen that it does.
_FIRST = {"KaTeX_Math-Italic.woff2": 'mathnormal"', "KaTeX_Main-Regular.woff2": 'class="mrel"'}


class NoKatexError(ValueError):
    """A folder that does not hold KaTeX; its message says what to do."""


@dataclass(frozen=True)
class Katex:
    """KaTeX in a folder: its script, its style, its fonts."""

    folder: Path

    @classmethod
    def below(cls, root: Path, named: str) -> Katex:
        """Return KaTeX in the folder that a project's settings name.

        Raises: NoKatexError where anything is missing there.
        """
        folder = root / named
        missing = [name for name in (_SCRIPT, _STYLE, _FONTS) if not (folder / name).exists()]
        if missing:
            raise NoKatexError(
                f"formulas are typeset by KaTeX, and {folder} has no {' and no '.join(missing)}: run "
                f"`npm install katex` in {root}, or write `katex: FOLDER` under `texproof:` in mkdocs.yml, of one with "
                f"{_SCRIPT}, {_STYLE} and {_FONTS}/"
            )
        return cls(folder)

    @cached_property
    def script(self) -> str:
        return (self.folder / _SCRIPT).read_text(encoding="utf-8")

    def style(self) -> tuple[str, dict[str, Path]]:
        """Return the style with its woff2 fonts only, and those fonts by their names beside it.

        Raises: ValueError when an address is left in it that is not one of them.
        """
        style, names = style_and_fonts((self.folder / _STYLE).read_text(encoding="utf-8"))
        return style, {f"{_FONTS}/{name}": self.folder / _FONTS / name for name in names}


def style_and_fonts(style: str) -> tuple[str, tuple[str, ...]]:
    """Return the style with its woff2 fonts only, and the names of those, each once.

    Raises: ValueError when an address is left in it that is not one of them.
    """
    kept = _OTHER_FORMATS.sub("", style)
    names = tuple(dict.fromkeys(_FONT.findall(kept)))
    if len(_FONT.findall(kept)) != kept.count("url(") or not names:
        raise ValueError("the style of KaTeX asks for something else than woff2 fonts")
    return kept, names


def with_preloads(html: str, to_root: str) -> str:
    """Return a page's HTML that asks for its first fonts at once, so that lines do not move when they come.

    `to_root` leads from the page to the root of the site: ".", "..". What a page does not show it does not ask for.
    """
    links = "".join(
        f'<link rel="preload" href="{to_root}/{FOLDER}/{_FONTS}/{name}" as="font" type="font/woff2" crossorigin>'
        for name, part in _FIRST.items()
        if part in html
    )
    return html.replace("</head>", f"{links}</head>", 1)
