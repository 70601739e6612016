"""Formulas in a run of inline text, and delimiters that make none, in linear time.

The rules are those of Python-Markdown (code spans) and pymdownx.arithmatex (smart dollars,
round brackets), which look at a whole run in this order before anything else of Markdown does.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from .marks import MARK_SOURCE, unmarked

_MARK = f"(?:{MARK_SOURCE})"
_TAKEN = "\x02"  # stands for what is no text any more; Python-Markdown's own sign, so no page holds it
_TICK = re.compile(r"(?<!\\)(?:(?P<escape>(?:\\{2})+)(?=`)|`)")
_OPENING = re.compile(
    rf"(?<!\\)(?:(?P<escape>(?:\\{{2}})+)(?=\$|\\\()|(?P<dollar>\${_MARK})(?!\s)|(?P<round>\\\({_MARK}))"
)
_ESCAPED_OPENING = re.compile(rf"(?P<dollar>\${_MARK})(?!\s)|(?P<round>\\\({_MARK})")
# No possessive repeats of groups: before Python 3.11.5 they can match what they should not.
_DOLLAR_BODY = re.compile(r"(?s)(?:\\.|[^\\$\x02\x03])+")
_ROUND_BODY = re.compile(r"(?s)(?:\\[^)]|[^\\\x02\x03])+")
_LEFTOVER = re.compile(
    rf"(?P<escape>\\\\)|(?P<delimiter>\$+|\\[()\[\]]|\\(?:begin|end)\{{[^{{}}\n]*\}})(?P<mark>{_MARK})|\\."
)
_UNCHECKED = re.compile(rf"\{{:?[ ]*\.unchecked({_MARK})[^\n}}]*\}}")
# Where Markdown puts text into an attribute or a comment, a formula is not typeset.
_COMMENT = re.compile(r"<!--(?:(?!<!--|-->)[\s\S])*-->")
_ATTRIBUTE = re.compile(r"</?[a-zA-Z][^<>@\s]*\s[^<>]*+>|(?<=\])\([^()]*+\)|!\[[^\[\]]*+\]")
_ADDRESS = re.compile(r"<[a-z]+:[^<>\s]*+>")
_MONEY = re.compile(r"\d[\d.,]*(?=[\s.,;:!?)/–-]|$)")


@dataclass(frozen=True, slots=True)
class Found:
    """A formula in a run: its TeX is `text[start:end]`; its delimiters and their marks reach out to `whole`."""

    start: int
    end: int
    whole: tuple[int, int]
    hidden: bool = False  # in an attribute: not typeset, though written as a formula


@dataclass(frozen=True, slots=True)
class Leftover:
    """A delimiter that opens or closes nothing, at `text[start:]`."""

    delimiter: str
    start: int
    behind_formula: bool = False


@dataclass(frozen=True, slots=True)
class Inline:
    """What stands in a run: formulas, leftover delimiters, and `{.unchecked}` attributes by where they start."""

    formulas: tuple[Found, ...]
    leftovers: tuple[Leftover, ...]
    unchecked: tuple[int, ...]


def _without_code(text: str) -> str:
    """Return the text with code spans, and the escapes before them, taken out at equal length.

    A run of backticks ends at the next one of its length; where there is none, the longest that follows
    ends it if it is shorter, and what is too much stands before the span.
    """
    if "`" not in text:
        return text
    runs = [(run.start(), run.end()) for run in re.finditer("`+", text)]
    starts = [start for start, _ in runs]
    by_length: dict[int, list[int]] = {}
    for number, (start, end) in enumerate(runs):
        by_length.setdefault(end - start, []).append(number)
    longest = _longest(runs)
    pieces: list[str] = []
    done = position = 0
    while (tick := _TICK.search(text, position)) is not None:
        opened = tick.end("escape") if tick["escape"] else tick.start()
        opening = bisect_right(starts, opened) - 1
        ticks = runs[opening][1] - opened
        closing = _later(by_length.get(ticks, []), opening)
        if closing is None and opening + 1 < len(runs):
            following = longest[opening + 1]
            closing = following if runs[following][1] - runs[following][0] < ticks else None
        stop = opened if closing is None else runs[closing][1]
        pieces += [text[done : tick.start()], _TAKEN * (stop - tick.start())]
        done = stop
        position = runs[opening][1] if closing is None else stop
    return "".join([*pieces, text[done:]])


def _longest(runs: list[tuple[int, int]]) -> list[int]:
    """Return, for each run, the first of the longest from it on."""
    found = list(range(len(runs)))
    for number in range(len(runs) - 2, -1, -1):
        following = found[number + 1]
        if runs[number][1] - runs[number][0] < runs[following][1] - runs[following][0]:
            found[number] = following
    return found


def _later(runs: list[int], opening: int) -> int | None:
    """Return the first of some runs, by their numbers, that comes behind another one."""
    at = bisect_right(runs, opening)
    return runs[at] if at < len(runs) else None


def _formulas(text: str) -> Iterator[Found]:
    """Yield the formulas of a run without code, from the left."""
    position, escaped, barren = 0, -1, -1
    while (opening := _OPENING.search(text, position)) is not None:
        if opening["escape"]:
            position = escaped = opening.end()
            # The backslashes are text now: a delimiter right behind them is none that they escape.
            opening = _ESCAPED_OPENING.match(text, escaped)
            if opening is None:
                position = escaped + 1
                continue
        position = opening.end()
        if opening["dollar"]:
            body = _DOLLAR_BODY.match(text, position)
            if body and text.startswith("$", body.end()) and not text[body.end() - 1].isspace():
                position = body.end() + 1
                yield Found(body.start(), body.end(), (opening.start(), position))
        elif opening.start() >= barren:
            body = _ROUND_BODY.match(text, position)
            if body and text.startswith("\\)", body.end()):
                position = body.end() + 2
                yield Found(body.start(), body.end(), (opening.start(), position))
            elif body:
                barren = body.end()  # no bracket closes before here, whichever opens


def _masked(text: str, formulas: list[Found]) -> str:
    pieces: list[str] = []
    done = 0
    for formula in formulas:
        start, end = formula.whole
        pieces += [text[done:start], _TAKEN * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])


def inline(text: str) -> Inline:
    """Return the formulas of a run of inline text with marks, and the delimiters that are left over."""
    plain = _without_code(text)
    formulas = list(_formulas(plain))
    rest = _masked(plain, formulas)
    starts = [formula.whole[0] for formula in formulas]
    gone: set[int] = set()
    for comment in _COMMENT.finditer(rest):
        gone.update(range(bisect_left(starts, comment.start()), bisect_left(starts, comment.end())))
    rest = _COMMENT.sub(lambda comment: _TAKEN * len(comment.group()), rest)
    rest = _ADDRESS.sub(lambda address: _TAKEN * len(address.group()), rest)
    hidden: set[int] = set()
    for attribute in _ATTRIBUTE.finditer(rest):
        hidden.update(range(bisect_left(starts, attribute.start()), bisect_left(starts, attribute.end())))
    rest = _ATTRIBUTE.sub(lambda attribute: _TAKEN * len(attribute.group()), rest)
    kept = tuple(
        Found(f.start, f.end, f.whole, number in hidden) for number, f in enumerate(formulas) if number not in gone
    )
    return Inline(kept, tuple(_leftovers(rest)), tuple(match.start() for match in _UNCHECKED.finditer(rest)))


def _leftovers(rest: str) -> Iterator[Leftover]:
    for match in _LEFTOVER.finditer(rest):
        delimiter = match["delimiter"]
        if delimiter is None:
            continue
        before, after = rest[: match.start()][-1:], rest[match.end() : match.end() + 40]
        if delimiter == "$" and (_MONEY.match(after) or (before.isdigit() and not after[:1].isalnum())):
            continue
        if delimiter in ("\\[", "\\]") and not _alone(rest, match.start(), after):
            continue
        yield Leftover(delimiter, match.start(), before == _TAKEN)


def _alone(rest: str, start: int, after: str) -> bool:
    """Whether a square bracket with a backslash stands like a delimiter; else it is Markdown's escaped bracket."""
    line = rest[rest.rfind("\n", 0, start) + 1 : start]
    return not unmarked(line).strip() or after[:1].isspace()
