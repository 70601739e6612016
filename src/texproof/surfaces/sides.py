"""Both sides of a counterexample as tables, with the cells that differ marked by a sign."""

from __future__ import annotations

from html import escape

from ..check.verdict import Counterexample

DIFFERS = '<span class="texproof-sign" aria-hidden="true">≠</span><span class="texproof-hidden">differs: </span>'


def sides(found: Counterexample) -> str:
    """Return the left and the right side as HTML tables, or "" where they are not small matrices."""
    if len(found.whole) != 2:
        return ""
    left, right = found.whole
    apart = {
        (i, j)
        for i, rows in enumerate(zip(left, right, strict=True))
        for j, (p, q) in enumerate(zip(*rows, strict=True))
        if p != q
    }
    tables = "".join(
        f'<table class="texproof-side"><caption>{name}</caption><tbody>{_rows(rows, apart)}</tbody></table>'
        for name, rows in (("left", left), ("right", right))
    )
    return f'<div class="texproof-sides" tabindex="0" role="group" aria-label="Both sides">{tables}</div>'


def _rows(rows: tuple[tuple[str, ...], ...], apart: set[tuple[int, int]]) -> str:
    return "".join(
        f"<tr>{''.join(_cell(number, (i, j) in apart) for j, number in enumerate(row))}</tr>"
        for i, row in enumerate(rows)
    )


def _cell(number: str, differs: bool) -> str:
    number = escape(number.replace("-", "−"))
    return f'<td class="texproof-differs">{DIFFERS}{number}</td>' if differs else f"<td>{number}</td>"
