"""Verdicts, sizes and times as words: what stands beside the tombstone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape

from ..report.report import FormulaReport, ObligationReport

TOMBSTONE = "∎"
SIGNS = {"proved": TOMBSTONE, "definition": "≔", "refuted-erratum": "✗", "unchecked": "○", "mention": ""}
FAILED = "✗"
# More tuples of sizes than this are counted, not named: a mark stands in a line of text.
NAMED = 2


# TeX within a sentence: a command with what clings to it, and what follows that only TeX would write.
_TEX = re.compile(r"[^\s\\]*\\[A-Za-z]+\S*(?:\s+(?:[-+=]\s+)?\S*[\\{}_^]\S*)*")


def sentence(words: str) -> str:
    """Return a message's sentence as HTML, with the TeX that it quotes as code."""
    parts, end = [], 0
    for found in _TEX.finditer(words):
        tex = found.group().rstrip(".,;:")
        parts += [escape(words[end : found.start()]), f"<code>{escape(tex)}</code>"]
        end = found.start() + len(tex)
    return "".join([*parts, escape(words[end:])])


def sizes_in_words(sizes: Mapping[str, int]) -> str:
    """Return 2×2 where every size is the same, else m=2, k=3, n=4."""
    if len(sizes) > 1 and len(set(sizes.values())) == 1:
        number = next(iter(sizes.values()))
        return f"{number}×{number}"
    return ", ".join(f"{letter}={number}" for letter, number in sizes.items())


def tried_sizes(obligations: Iterable[ObligationReport], route: str = "sympy") -> tuple[Mapping[str, int], ...]:
    """Return the assignments of sizes that a route tried, each once, without those that are part of another."""
    tried: list[Mapping[str, int]] = []
    for obligation in obligations:
        if route in obligation.routes:
            tried += [sizes for sizes in obligation.routes[route].sizes if sizes not in tried]
    return tuple(s for s in tried if s and not any(s.items() < other.items() for other in tried))


def listed_sizes(tried: tuple[Mapping[str, int], ...]) -> str:
    """Return m=2, k=3, n=4 and 2 more."""
    named = " and ".join(sizes_in_words(sizes) for sizes in tried[:NAMED])
    more = len(tried) - NAMED
    return f"{named} and {more} more" if more > 0 else named


def reach(obligations: tuple[ObligationReport, ...]) -> str:
    """Return for which sizes a proof holds: for every m, k, n ≥ 2; at 2×2; nothing where no size occurs."""
    open_ones = [o for o in obligations if not o.every_size]
    if tried := tried_sizes(open_ones):
        return f"at {listed_sizes(tried)}"
    proofs = [o.proof for o in obligations if o.proof is not None]
    least: dict[str, int] = {}
    for proof in proofs:
        for letter in proof.letters:
            least[letter] = max(least.get(letter, 1), proof.least.get(letter, 1))
    if least:
        return "for every " + ", ".join(f"{x} ≥ {number}" if number > 1 else x for x, number in least.items())
    tried = tried_sizes(obligations)  # a given that fixes all sizes leaves no other
    return f"at {listed_sizes(tried)}" if tried else ""


def refusal(verdict: str, obligations: tuple[ObligationReport, ...]) -> str:
    """Return the verdict of what does not hold in words: refuted: counterexample."""
    if verdict == "refuted" and any(r.counterexample for o in obligations for r in o.routes.values()):
        return "refuted: counterexample"
    return {"supported": "supported by numbers, not proved", "conflict": "the routes disagree"}.get(verdict, verdict)


def verdict_in_words(formula: FormulaReport) -> str:
    """Return the formula's verdict as its mark says it, without the sign: proved at m=2, k=3, n=4."""
    match formula.verdict:
        case "proved":
            return f"proved {reach(formula.obligations)}".rstrip()
        case "definition":
            return "defined"
        case "refuted-erratum":
            return f"refused: {refusal(formula.refuted_as or 'refuted', formula.obligations)}".replace(
                "refused: refuted", "refuted"
            )
        case "unchecked":
            return f"unchecked: {formula.reason}".removesuffix(": ")
        case verdict:
            return refusal(verdict, formula.obligations)


def sign(verdict: str) -> str:
    """Return the sign that stands before a verdict's words."""
    return SIGNS.get(verdict, FAILED)


def time_in_words(seconds: float) -> str:
    """Return 0.4 ms, 12 ms or 1.3 s."""
    milliseconds = seconds * 1000
    if milliseconds >= 1000:
        return f"{seconds:.1f} s"
    return f"{milliseconds:.0f} ms" if milliseconds >= 10 else f"{milliseconds:.1f} ms"


def residual_in_words(residual: float | None) -> str:
    """Return 2.2e-16 as 2.2·10⁻¹⁶, a residual of 0 as 0, none as a dash."""
    if residual is None:
        return "–"
    if residual == 0:
        return "0"
    mantissa, _, exponent = f"{residual:.1e}".partition("e")
    return f"{mantissa}·10" + str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
