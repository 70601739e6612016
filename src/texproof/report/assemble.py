"""From what was read on a page and what was judged of each formula to the page's report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..diagnostic import Diagnostic, Span
from ..elaborate.shown import Part, Unfolding, moved
from ..source.document import Document, Formula, Given, Tex
from .judged import Described, Judged, JudgedObligation
from .report import FormulaReport, GivenReport, Message, ObligationReport, SymbolReport

_LABEL = re.compile(r"\s*\\label\s*\{([^{}]*)\}")
# What keeps a claim from being judged at all; an erratum with one of these was not refuted.
NOT_JUDGED = frozenset({"crashed", "too-large", "no-given", "unknown-snippet", "broken-snippet"})
DECIDED_BY_GIVEN = frozenset(
    {
        "undeclared-symbol",
        "not-a-variable",
        "shape-mismatch",
        "index-range",
        "index-count",
        "ellipsis-pattern",
        "unknown-size",
        "refuted",
        "undecided",
        "supported",
        "conflict",
    }
)
REFUSALS = ("refuted", "ill-shaped", "malformed")


def message(diagnostic: Diagnostic, document: Document, tex: Tex | None = None) -> Message:
    """Return a diagnostic with its place; its span is in `tex` where that is given, else in the document."""
    span = diagnostic.span if tex is None else tex.span(diagnostic.span.start, diagnostic.span.end)
    start, end = document.place(span.start), document.place(max(span.end, span.start))
    return Message(
        diagnostic.code,
        diagnostic.message,
        start.line,
        start.column,
        end.line,
        end.column,
        diagnostic.notes,
        diagnostic.help,
    )


def shown(tex: str) -> str:
    r"""Return a formula's TeX as it is typeset: without its \label."""
    return _LABEL.sub("", tex)


def label(tex: str) -> str:
    r"""Return the slug of a formula's \label as it is written, or ""; for formulas that are not read."""
    found = _LABEL.search(tex)
    return found[1].strip() if found else ""


def written(tex: str) -> Span:
    """Return the span of a formula's TeX without the blanks around it."""
    return Span(len(tex) - len(tex.lstrip()), len(tex.rstrip())) if tex.strip() else Span(0, len(tex))


def formula_report(document: Document, formula: Formula, judged: Judged, given: str) -> FormulaReport:
    """Return a formula's report: its places on the page, and its verdict as a claim, an erratum or left out."""
    verdict, diagnostics, refuted_as = judged.verdict, judged.diagnostics, ""
    refusal: tuple[Diagnostic, ...] = ()
    if formula.erratum:
        verdict, diagnostics, refuted_as = _erratum(formula, judged)
        refusal = judged.diagnostics if verdict == "refuted-erratum" else ()
    if formula.unchecked:
        verdict, diagnostics = "unchecked", ()
    start, end = document.place(formula.span.start), document.place(formula.span.end)
    return FormulaReport(
        page=document.path,
        line=start.line,
        column=start.column,
        end_line=end.line,
        end_column=end.column,
        tex=formula.tex.text,
        shown=shown(formula.tex.text),
        display=formula.display,
        id=judged.label or label(formula.tex.text),
        role="erratum" if formula.erratum else judged.role,
        verdict=verdict,
        given=given,
        obligations=tuple(_obligation(document, formula.tex, obligation) for obligation in judged.obligations),
        diagnostics=tuple(message(diagnostic, document, formula.tex) for diagnostic in diagnostics),
        reason=formula.unchecked,
        expect=formula.expect,
        refuted_as=refuted_as,
        refusal=tuple(message(diagnostic, document, formula.tex) for diagnostic in refusal),
        subjects=judged.subjects,
        parts=_shown_parts(formula.tex.text, judged.parts),
        unfolding=_shown_unfolding(judged.unfolding),
    )


def _shown_parts(tex: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return parts by their places in what is typeset of a formula."""
    for found in reversed(list(_LABEL.finditer(tex))):
        parts = moved(parts, Span(*found.span()))
    return parts


def _shown_unfolding(found: Unfolding | None) -> Unfolding | None:
    return None if found is None else replace(found, texts=tuple(shown(text) for text in found.texts))


def _obligation(document: Document, tex: Tex, obligation: JudgedObligation) -> ObligationReport:
    span = tex.span(obligation.mark.start, obligation.mark.end)
    place = document.place(span.start)
    return ObligationReport(
        obligation.kind,
        tex.text[obligation.span.start : obligation.span.end],
        place.line,
        place.column,
        obligation.verdict,
        obligation.every_size,
        obligation.proof,
        obligation.routes,
        obligation.detail,
        obligation.conditions,
        obligation.steps,
        obligation.twin,
        obligation.products,
        obligation.patterns,
        obligation.script,
    )


def _erratum(formula: Formula, judged: Judged) -> tuple[str, tuple[Diagnostic, ...], str]:
    """Return the verdict of a claim that is shown because it is wrong, its diagnostics, and what refuted it."""
    whole = written(formula.tex.text)
    if any(diagnostic.code in NOT_JUDGED for diagnostic in judged.diagnostics):
        return "undecided", judged.diagnostics, ""
    if judged.verdict in REFUSALS:
        if formula.expect in ("", judged.verdict):
            return "refuted-erratum", (), judged.verdict
        found = f"this erratum is {judged.verdict}, not {formula.expect} as it says"
        notes = tuple(f"{diagnostic.code}: {diagnostic.message}" for diagnostic in judged.diagnostics)
        kind = Diagnostic("erratum-kind", found, whole, notes, f"write expect: {judged.verdict}")
        return judged.verdict, (kind,), judged.verdict
    if judged.verdict in ("proved", "supported"):
        found = f"this erratum is no error: its claim is {judged.verdict}"
        return judged.verdict, (Diagnostic("erratum-holds", found, whole, help="show a claim that is wrong"),), ""
    if judged.verdict in ("definition", "mention"):
        found = f"this erratum claims nothing: its formula is a {judged.verdict}"
        return "malformed", (Diagnostic("erratum-empty", found, whole, help="show the claim that is wrong"),), ""
    return judged.verdict, judged.diagnostics, ""


def given_report(document: Document, given: Given, described: Described, path: str, source: str) -> GivenReport:
    """Return a given block's report, for its card."""
    place = document.place(given.span.start)
    symbols = tuple(SymbolReport(*symbol) for symbol in described.symbols)
    return GivenReport(given.name, place.line, place.column, dict(given.sizes), symbols, path, source)


def given_note(given: Given, described: Described, document: Document) -> str:
    """Return the given in force as a note: its model, its line, and each symbol with its shape."""
    symbols = ", ".join(f"{tex} {shape}" for _, tex, shape, _, _ in described.symbols)
    sizes = "".join(f", {name} = {number}" for name, number in given.sizes.items())
    line = document.place(given.span.start).line
    return f"given: {given.name} (line {line}{sizes})" + (f": {symbols}" if symbols else "")


def noted(formula: FormulaReport, note: str) -> FormulaReport:
    """Return the formula with a note on each of its diagnostics that the hypotheses in force decided."""
    messages = tuple(
        replace(m, notes=(note, *m.notes)) if m.code in DECIDED_BY_GIVEN else m for m in formula.diagnostics
    )
    return replace(formula, diagnostics=messages)


def duplicate_labels(formulas: Iterable[FormulaReport]) -> Mapping[tuple[str, int, int], Message]:
    """Return a message for each formula whose label another one before it has, by its page, line and column."""
    first: dict[str, FormulaReport] = {}
    found: dict[tuple[str, int, int], Message] = {}
    for formula in formulas:
        if not formula.id:
            continue
        other = first.setdefault(formula.id, formula)
        if other is not formula:
            found[formula.page, formula.line, formula.column] = Message(
                "duplicate-label",
                f"the label {formula.id!r} is taken already",
                formula.line,
                formula.column,
                formula.end_line,
                formula.end_column,
                (f"first at {other.page}:{other.line}:{other.column}",),
                "give this formula a label of its own",
            )
    return found
