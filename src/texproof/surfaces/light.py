"""Our own style and scripts as they are sent: every page asks for them, and their comments are for who changes them."""

from __future__ import annotations

import re

# Comments that begin a line: none of our files has a string over several lines, in which they could stand.
_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)", re.DOTALL | re.MULTILINE)


def light(text: str) -> str:
    """Return a style or a script without the comments that begin a line, indentation and empty lines."""
    lines = (line.strip() for line in _COMMENT.sub("", text).splitlines())
    return "\n".join(line for line in lines if line) + "\n"
