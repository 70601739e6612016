"""Reading a formula: from its TeX to the tree of what is written, or to the reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from lark import Lark, UnexpectedCharacters, UnexpectedEOF, UnexpectedToken
from lark.exceptions import VisitError

from ..diagnostic import Diagnostic, Span
from .growth import Growth
from .tokens import Layout
from .tree import Node
from .unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Reading:
    """A formula read: its tree and label, or the diagnostics that say why there is no tree."""

    tree: Node | None
    label: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


_LAYOUT = Layout()
# Made when this module is loaded and not at its first use: processes that are forked have it then from their parent.
_PARSER = Lark(
    files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8"),
    parser="lalr",
    lexer="basic",
    postlex=_LAYOUT,
    transformer=Growth(),
    keep_all_tokens=True,
    maybe_placeholders=False,
)


def read(tex: str) -> Reading:
    """Return the tree of a formula's TeX; every sign of it is consumed, or the reading fails with its place."""
    if not tex.strip():
        return Reading(None, diagnostics=(Diagnostic("syntax", "the formula is empty", Span(0, len(tex))),))
    try:
        tree = _PARSER.parse(tex)
    except Unreadable as problem:
        return Reading(None, diagnostics=(problem.diagnostic,))
    except VisitError as problem:
        if isinstance(problem.orig_exc, Unreadable):
            return Reading(None, diagnostics=(problem.orig_exc.diagnostic,))
        raise
    except UnexpectedCharacters as problem:
        position: Any = problem.pos_in_stream
        return Reading(None, diagnostics=(_unknown_sign(tex, position),))
    except (UnexpectedToken, UnexpectedEOF) as problem:
        return Reading(None, diagnostics=(_misplaced(tex, problem),))
    label = _LAYOUT.labels[0].split("{")[1].rstrip("} ") if _LAYOUT.labels else ""
    assert isinstance(tree, Node)
    return Reading(tree, label)


# What stands for a sign that looks like it, for the help line.
LOOKALIKES = {"−": "-", "×": r"\times", "·": r"\cdot", "∂": r"\partial", "∑": r"\sum", "∇": r"\nabla", "′": "'"}


def _unknown_sign(tex: str, position: int) -> Diagnostic:
    sign = tex[position]
    if sign == "\\":
        end = position + 1
        while end < len(tex) and tex[end].isascii() and tex[end].isalpha():
            end += 1
        end = max(end, min(position + 2, len(tex)))
        if tex[position:end] in (r"\begin", r"\end") and "}" in tex[end : end + 40]:
            end = tex.index("}", end) + 1
        return Diagnostic(
            "unknown-macro",
            f"{tex[position:end]} is not on the list of what is read here",
            Span(position, end),
            notes=("a macro that is not read could show something else than what is proved",),
        )
    if sign == "%":
        message, help_ = "a comment hides part of the formula", "take it out"
    elif sign.isascii() and sign.isprintable():
        message, help_ = f"the sign {sign} is not read here", ""
    else:
        message = f"the character U+{ord(sign):04X} is not read in a formula"
        help_ = f"write {LOOKALIKES[sign]}" if sign in LOOKALIKES else "write it in plain ASCII TeX"
    return Diagnostic("unknown-character", message, Span(position, position + 1), help=help_)


def _misplaced(tex: str, problem: UnexpectedToken | UnexpectedEOF) -> Diagnostic:
    token = getattr(problem, "token", None)
    if token is None or token.type == "$END":
        end = len(tex.rstrip())
        return Diagnostic("syntax", "the formula stops before it is complete", Span(max(end - 1, 0), end))
    start = token.start_pos or 0
    before = tex[:start].rstrip()
    notes = (f"it stands after {before[-20:]}",) if before else ("the formula begins with it",)
    return Diagnostic("syntax", f"{token} cannot stand here", Span(start, start + len(token)), notes=notes)
