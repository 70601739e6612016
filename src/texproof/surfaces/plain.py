"""Text from pages and snippets made harmless for a terminal or a log: nothing in it acts, hides or turns around."""

from __future__ import annotations

import unicodedata

_ACTS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # controls, formats (bidi, zero width), lone surrogates


def visible(text: str) -> str:
    r"""Return the text with every character that is not itself to be seen written as \x1b or \u202e."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(c) if unicodedata.category(c) in _ACTS else c for c in text)


def _escaped(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
