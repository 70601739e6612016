"""KaTeX's style as this site gives it out: its fonts in one format, the one that every browser takes."""

from __future__ import annotations

import re

FOLDER = "assets/katex"
STYLE = f"{FOLDER}/katex.min.css"

_OTHER_FORMATS = re.compile(r',url\([^()]+\) format\("(?:woff|truetype)"\)')
_FONT = re.compile(r"url\((?:fonts/)?([^()/]+\.woff2)\)")


def style_and_fonts(style: str) -> tuple[str, tuple[str, ...]]:
    """Return the style with its woff2 fonts only, and the names of those, each once.

    Raises: ValueError when an address is left in it that is not one of them.
    """
    kept = _OTHER_FORMATS.sub("", style)
    names = tuple(dict.fromkeys(_FONT.findall(kept)))
    if len(_FONT.findall(kept)) != kept.count("url(") or not names:
        raise ValueError("the style of KaTeX asks for something else than woff2 fonts")
    return kept, names
