"""What is rendered against what was judged: every difference is an error of the build."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from ..report.report import FormulaReport, Message, PageReport
from .rendered import Inventory, ShownFormula, excerpt

CODE = "rendered-differs"


def same_text(tex: str) -> str:
    """Return the TeX with its white space collapsed: what two formulas must agree in."""
    return " ".join(tex.split())


def differences(page: PageReport, found: Inventory) -> tuple[Message, ...]:
    """Return how the page's HTML differs from its judged formulas, in order; () where it does not."""
    messages = [_at(page, None, message, _PAST) for message in found.strange]
    if found.pages != 1:
        frames = f"the content's frame stands {found.pages} times on the rendered page, not once"
        messages.append(Message(CODE, frames, 1, 1, 1, 1, (), _PAST))
    messages += _formulas(page, found.formulas)
    messages += _echoes(page, found)
    messages += _blocks(page, found)
    messages += _ids(page, found)
    return tuple(messages)


_PAST = "write it as a formula of the page's Markdown; nothing else that shows mathematics is verified"


def _at(page: PageReport, formula: FormulaReport | None, message: str, help_: str = "") -> Message:
    if formula is None:
        line, column = _written_at(page, message)
        # What a message quotes, behind its colon, comes last: it may be long.
        what, colon, quoted = (message, "", "") if message.startswith("the formula ") else message.partition(": ")
        found = f"{what} is on the rendered page, but was not judged{colon}{quoted}"
        return Message(CODE, found, line, column, line, column, (), help_)
    place = formula.line, formula.column, formula.end_line, formula.end_column
    return Message(CODE, message, *place, (), help_)


def _written_at(page: PageReport, message: str) -> tuple[int, int]:
    """Return line and column where the page's source has what a message quotes, (1, 1) where it cannot be told."""
    quoted = message.partition(": ")[2] or message.removeprefix("the formula ")
    for needle in (quoted.strip("…"), *re.findall(r"<[a-zA-Z-]+", message)):
        start = page.text.find(needle) if len(needle) > 2 else -1
        while start >= 0:
            place = page.text.count("\n", 0, start) + 1, start - page.text.rfind("\n", 0, start)
            if not any((f.line, f.column) <= place < (f.end_line, f.end_column) for f in page.formulas):
                return place
            start = page.text.find(needle, start + 1)
    return 1, 1


def pairs(page: PageReport, shown: Sequence[ShownFormula]) -> list[tuple[int | None, int | None]]:
    """Return the formulas of page and report side by side, by index; None where one has no partner."""
    left = [same_text(formula.tex) for formula in page.formulas]
    right = [same_text(formula.tex) for formula in shown]
    side_by_side: list[tuple[int | None, int | None]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            side_by_side += zip(range(i1, i2), range(j1, j2), strict=True)
            continue
        longest = max(i2 - i1, j2 - j1)
        side_by_side += [(i1 + n if i1 + n < i2 else None, j1 + n if j1 + n < j2 else None) for n in range(longest)]
    return side_by_side


def _formulas(page: PageReport, shown: Sequence[ShownFormula]) -> list[Message]:
    messages = []
    for judged_at, shown_at in pairs(page, shown):
        judged = page.formulas[judged_at] if judged_at is not None else None
        there = shown[shown_at] if shown_at is not None else None
        if judged is None and there is not None:
            messages.append(_at(page, None, f"the formula {excerpt(there.tex)}", _PAST))
        elif judged is not None and there is None:
            messages.append(_at(page, judged, f"the formula was judged, but is not rendered: {excerpt(judged.tex)}"))
        elif judged is not None and there is not None and same_text(judged.tex) != same_text(there.tex):
            message = f"the formula rendered is another than the one judged: {excerpt(there.tex)}"
            messages.append(_at(page, judged, message))
    return messages


def _echoes(page: PageReport, found: Inventory) -> list[Message]:
    allowed = {same_text(formula.tex) for formula in found.formulas if formula.heading}
    return [
        _at(
            page,
            None,
            f"the formula {excerpt(echo)}, outside the page's content,",
            "give the page a title in plain text",
        )
        for echo in dict.fromkeys(found.echoes)
        if same_text(echo) not in allowed
    ]


def _blocks(page: PageReport, found: Inventory) -> list[Message]:
    names = [block.attributes.get("data-name", "") for block in found.blocks if block.kind == "texproof-given"]
    judged = [given.name for given in page.givens]
    messages = []
    if names != judged:
        messages.append(
            Message(
                CODE,
                f"the given blocks on the rendered page are {', '.join(names) or 'none'}, "
                f"those judged are {', '.join(judged) or 'none'}",
                *((page.givens[0].line, page.givens[0].column) * 2 if page.givens else (1, 1, 1, 1)),
            )
        )
    unchecked = any(block.kind == "texproof-unchecked" for block in found.blocks)
    if unchecked and not any(formula.verdict == "unchecked" for formula in page.formulas):
        messages.append(_at(page, None, "an unchecked block", _PAST))
    first: dict[int, int] = {}
    for judged_at, shown_at in pairs(page, found.formulas):
        if judged_at is not None and shown_at is not None and found.formulas[shown_at].erratum:
            first.setdefault(found.formulas[shown_at].erratum, judged_at)
    errata = set(first.values())
    for index, formula in enumerate(page.formulas):
        wrong = formula.role == "erratum" or formula.verdict == "refuted-erratum"
        if wrong != (index in errata) and found.formulas:
            kind = "an erratum's wrong claim" if wrong else "not an erratum's wrong claim"
            messages.append(_at(page, formula, f"the formula was judged as {kind}, but is rendered otherwise"))
    return messages


def _ids(page: PageReport, found: Inventory) -> list[Message]:
    ids = set(found.ids)
    return [
        _at(page, formula, f"the label {formula.id!r} is the id of another element of the page", "choose another label")
        for formula in page.formulas
        if formula.id and formula.id in ids
    ]
