"""A formula spoiled by one edit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..diagnostic import Span

_ENDS_IN_MACRO = re.compile(r"\\[A-Za-z]+\Z")

OPERATORS = (
    "sign",
    "constant",
    "transpose-drop",
    "transpose-add",
    "factor-exchange",
    "product-kind",
    "inverse-drop",
    "conjugate-exchange",
    "conjugate-drop",
    "symbol-same-shape",
    "symbol-other-shape",
    "variable",
    "index-swap",
    "index-exchange",
    "index-shift",
    "index-drop",
    "sum-bound",
    "ellipsis-bound",
    "size-exchange",
    "label",
    "term-drop",
    "factor-drop",
    "prime-drop",
    "hypothesis-drop",
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One edit of a formula: `new` in place of `old`, which stands at `span` in the formula's TeX.

    `operator` is the mutation operator that made it, one of OPERATORS.
    """

    operator: str
    span: Span
    old: str
    new: str

    def applied(self, tex: str) -> str:
        """Return the formula's TeX with the edit; letters are kept from joining a macro's name."""
        return spliced(tex, self.span, self.new)


def spliced(tex: str, span: Span, new: str) -> str:
    """Return TeX with `new` at a span, and a blank wherever a letter would lengthen the name of a macro."""
    before, after = tex[: span.start], tex[span.end :]
    if new[:1].isalpha() and _ENDS_IN_MACRO.search(before):
        before += " "
    if after[:1].isalpha() and _ENDS_IN_MACRO.search(new):
        after = " " + after
    return before + new + after
