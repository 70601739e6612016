"""A formula's evidence as HTML: hypotheses, obligations, routes, sizes, residuals, time, counterexample."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape

from ..check.every_size.rules import RULES
from ..check.verdict import Answer, Counterexample, Proof, RouteResult, Step
from ..elaborate.shown import Block
from ..report.report import FormulaReport, GivenReport, Message, ObligationReport, Report
from .drawing import pattern, product
from .scripts import Link
from .sides import sides
from .typeset import Asked, TypesetError, Typesetter, mathml, references, without_annotation
from .unfolding import to_typeset as written_out
from .unfolding import unfolded
from .words import (
    TOMBSTONE,
    listed_sizes,
    reach,
    refusal,
    residual_in_words,
    sentence,
    sizes_in_words,
    time_in_words,
)

KINDS = {
    "equality": "equation",
    "comparison": "comparison",
    "label": "label of a brace",
    "pattern": "entry of an ellipsis",
    "place": "place where it is taken",
    "shape": "shape",
}
ROUTES = {"sympy": "SymPy", "numpy": "NumPy"}


@dataclass(frozen=True)
class Evidence:
    """Writes evidence; the formulas in it are typeset by the same typesetter as the page's."""

    typesetter: Typesetter

    def typeset(self, tex: str, display: bool = False) -> str:
        """Return the TeX typeset, or as code where it cannot be."""
        try:
            return self.typesetter.html(tex, display)
        except TypesetError:
            return f"<code>{escape(tex)}</code>"

    def light(self, tex: str, display: bool = False) -> str:
        """Return the TeX typeset as bare MathML, a fifth of the weight: evidence holds most of a page's formulas."""
        return without_annotation(mathml(self.typeset(tex, display)))

    def name(self, tex: str) -> str:
        """Return a symbol's TeX typeset; a bare letter needs no more than italics."""
        return f"<i>{tex}</i>" if _is_letter(tex) else self.light(tex)

    def panel(
        self, formula: FormulaReport, given: GivenReport | None, card: str, scripts: tuple[Link, ...] = ()
    ) -> str:
        """Return the evidence of a formula.

        `card` is the address of its given's card, which holds the snippet; `scripts` are the links of its obligations.
        """
        parts = [self._given(given, card)] if given else []
        if formula.unfolding is not None and formula.verdict != "refuted-erratum":
            parts.append(unfolded(formula.unfolding, self.light(written_out(formula.unfolding), display=True)))
        parts += [self.diagnostic(message, brief=bool(formula.obligations)) for message in formula.refusal]
        if formula.obligations:
            alone = len(formula.obligations) == 1
            links = scripts or (Link(),) * len(formula.obligations)
            once = zip(_drawn_once(formula.obligations), links, strict=True)
            items = "".join(f"<li>{self._obligation(o, alone, formula.shown, link)}</li>" for o, link in once)
            parts.append(f'<ol class="texproof-obligations">{items}</ol>')
        if formula.reason:
            parts.append(f"<p>Left out of the check: {escape(formula.reason)}</p>")
        return "".join(parts) or "<p>Nothing is stated here: the symbols are known and the shapes fit.</p>"

    def _given(self, given: GivenReport, card: str) -> str:
        link = f'<a href="{escape(card)}"><code>{escape(given.path or given.name)}</code></a>'
        hypotheses = [
            f"{self.name(symbol.tex)} {escape(words)}"
            for symbol in given.symbols
            if (words := ", ".join([*([symbol.shape] if symbol.shape else []), *symbol.hypotheses]))
        ]
        listed = f": {'; '.join(hypotheses)}" if hypotheses else ""
        fixed = f" at {escape(sizes_in_words(given.sizes))}" if given.sizes else ""
        return f'<p class="texproof-hypotheses"><b>Given</b> {link}{fixed}{listed}.</p>'

    def _obligation(self, obligation: ObligationReport, alone: bool, shown: str, link: Link) -> str:
        said = f"{TOMBSTONE} proved {reach((obligation,))}".rstrip()
        if obligation.verdict != "proved":
            said = refusal(obligation.verdict, (obligation,))
        kind = KINDS.get(obligation.kind, obligation.kind)
        stated = ""
        if not alone or _differs(obligation, shown):
            typeset = self.light(obligation.tex)
            stated = f'<div class="texproof-stated" tabindex="0" role="group" aria-label="Obligation">{typeset}</div>'
        head = (
            f"{stated}"
            f'<p class="texproof-said"><b>{escape(said)}</b> '
            f'<span class="texproof-quiet">{escape(kind)}{"" if alone else f", line {obligation.line}"}</span></p>'
        )
        said_by_routes = [result.reason for result in obligation.routes.values() if result.reason]
        repeated = bool(said_by_routes) and all(reason in obligation.detail for reason in said_by_routes)
        detail = f"<p>{escape(obligation.detail)}</p>" if obligation.detail and not repeated else ""
        if obligation.conditions:
            detail += f"<p>Where {self._words('; '.join(obligation.conditions))}.</p>"
        routes = "".join(
            f"<dt>{escape(ROUTES.get(name, name))}</dt><dd>{route_in_words(name, result)}</dd>"
            for name, result in obligation.routes.items()
        )
        if obligation.proof is not None and obligation.verdict == "proved":
            routes += f"<dt>Every size</dt><dd>{proof_in_words(obligation.proof)}</dd>"
        if obligation.twin:
            routes += f"<dt>Spoiled</dt><dd>refused by both, with {sentence(obligation.twin)}</dd>"
        if link.address:
            routes += f"<dt>Script</dt>{_script(link)}"
        refuting = next((r.counterexample for r in obligation.routes.values() if r.counterexample), None)
        return (
            head
            + "".join(product(drawn, self.name) for drawn in obligation.products)
            + "".join(pattern(drawn, self.name) for drawn in obligation.patterns)
            + (f'<dl class="texproof-routes">{routes}</dl>' if routes else "")
            + (self.counterexample(refuting) if refuting else "")
            + detail
            + self._derivation(obligation.steps)
        )

    def _derivation(self, steps: tuple[Step, ...]) -> str:
        """Return the steps of a proof for every size, each with its rule; "" where there are none."""
        if not steps:
            return ""
        rows = "".join(
            f'<li><span class="texproof-rule">{self._words(step.rule)}</span>'
            f'<span class="texproof-stated" tabindex="0" role="group" aria-label="Step {number + 1}">'
            f"{self.light(step_shown(number, step), display=True)}</span></li>"
            for number, step in enumerate(steps)
        )
        return f'<div class="texproof-derivation"><p><b>Derivation</b></p><ol>{rows}</ol></div>'

    def _words(self, words: str) -> str:
        """Return words with the TeX in them typeset."""
        return "".join(self.name(part) if number % 2 else escape(part) for number, part in enumerate(words.split("$")))

    def counterexample(self, found: Counterexample) -> str:
        """Return the counterexample: sizes, indices, entry, both sides, and the values that lead to them."""
        at = [sizes_in_words(found.sizes), ", ".join(f"{i} = {v}" for i, v in found.indices.items())]
        entry = f", entry ({', '.join(map(str, found.entry))})" if found.entry else ""
        where = "; ".join(escape(words) for words in at if words) + entry
        values = "".join(f"<dt>{self.name(name)}</dt><dd>{escape(value)}</dd>" for name, value in found.values.items())
        return (
            f'<div class="texproof-counterexample"><p><b>Counterexample</b>{f" at {where}" if where else ""}: '
            f"left <code>{escape(found.left)}</code>, right <code>{escape(found.right)}</code></p>"
            + sides(found)
            + (f'<dl class="texproof-routes">{values}</dl>' if values else "")
            + "</div>"
        )

    def diagnostic(self, message: Message, brief: bool) -> str:
        """Return a diagnostic: what was found, what to write instead, and unless brief what decided it."""
        notes = () if brief else message.notes
        rest = "".join(f"<li>{sentence(note)}</li>" for note in notes)
        if message.help:
            rest += f"<li>help: {sentence(message.help)}</li>"
        found = f"<p><b>{escape(message.code)}</b>: {sentence(message.message)}, line {message.line}</p>"
        return found + (f"<ul>{rest}</ul>" if rest else "")


def _drawn_once(obligations: tuple[ObligationReport, ...]) -> Iterator[ObligationReport]:
    """Yield obligations without the products that were drawn with one before."""
    seen: set[tuple[Block, ...]] = set()
    for obligation in obligations:
        new = tuple(drawn for drawn in obligation.products if drawn.factors not in seen)
        seen |= {drawn.factors for drawn in new}
        yield replace(obligation, products=new) if len(new) < len(obligation.products) else obligation


def _script(link: Link) -> str:
    """Return a claim's script as what can be downloaded; a script puts buttons for copying beside it."""
    plain = f' data-plain="{" ".join(link.libraries)}"' if link.libraries else ""
    return f'<dd class="texproof-script"{plain}><a href="{escape(link.address)}" download>Python</a></dd>'


def _is_letter(tex: str) -> bool:
    return len(tex) == 1 and tex.isalpha()


def _differs(obligation: ObligationReport, shown: str) -> bool:
    """Whether an obligation's TeX is something else than the formula that it stands in."""
    return "".join(obligation.tex.split()) != "".join(shown.split())


def step_shown(number: int, step: Step) -> str:
    """Return a step as it is typeset: each but the first behind the sign that joins it to the one before."""
    return step.tex if not number else f"= {step.tex}"


def to_typeset(report: Report, listed: bool) -> Iterator[Asked]:
    """Yield what the pages of a report will ask to be typeset, in order: TeX, whether it is displayed, its parts.

    `listed`: whether formulas stand in lists too. What refers to other formulas is left out: its text
    is known when all pages have their addresses.
    """
    for page in report.pages:
        yield from ((symbol.tex, False, ()) for given in page.givens for symbol in given.symbols)
        for formula in page.formulas:
            if references(formula.shown):
                continue
            yield formula.shown, formula.display, formula.parts
            if listed and formula.display:
                yield formula.shown, False, ()
            if formula.unfolding is not None and formula.verdict != "refuted-erratum":
                yield written_out(formula.unfolding), True, ()
            alone = len(formula.obligations) == 1
            yield from ((o.tex, False, ()) for o in formula.obligations if not alone or _differs(o, formula.shown))
            for o in formula.obligations:
                blocks = (block.tex for drawn in o.products for block in (*drawn.factors, drawn.result))
                named = (*blocks, *(drawn.tex for drawn in o.patterns))
                yield from ((tex, False, ()) for tex in named if tex and not _is_letter(tex))
                words = (*o.conditions, *(step.rule for step in o.steps))
                yield from ((tex, False, ()) for said in words for tex in said.split("$")[1::2])
                yield from ((step_shown(number, step), True, ()) for number, step in enumerate(o.steps))


def route_in_words(name: str, result: RouteResult) -> str:
    """Return what one route did, as HTML: at which sizes, how closely, how long."""
    said = {Answer.YES: "both sides are equal", Answer.NO: "the sides differ", Answer.UNKNOWN: "could not decide"}
    if result.answer is Answer.YES:
        said[Answer.YES] = "exactly equal" if name == "sympy" else "equal"
    parts = [
        said[result.answer] + (f" at {listed_sizes(tuple(s for s in result.sizes if s))}" if any(result.sizes) else "")
    ]
    if result.points:
        parts.append(f"{result.points} random point{'' if result.points == 1 else 's'}")
    if result.residual is not None:
        parts.append(f"residual {residual_in_words(result.residual)}")
    if result.reason:
        parts.append(result.reason)
    if result.seconds:
        parts.append(time_in_words(result.seconds))
    return escape("; ".join(parts))


def proof_in_words(proof: Proof) -> str:
    """Return how a claim was proved for every size, or why it was not, as HTML."""
    if not proof.holds:
        return escape(f"not proved: {proof.reason}")
    parts = ["both sides have one normal form"]
    if proof.rules:
        parts.append(f"by {', '.join(RULES[slug].title for slug in proof.rules if slug in RULES)}")
    if proof.seconds:
        parts.append(time_in_words(proof.seconds))
    return escape("; ".join(parts))


def error_box(messages: tuple[Message, ...], page: str) -> str:
    """Return what is wrong at a place, as spans, which may stand within a paragraph; "" where nothing is."""
    boxes = []
    for m in messages:
        rest = "".join(f'<span class="texproof-note">{sentence(note)}</span>' for note in m.notes)
        if m.help:
            rest += f'<span class="texproof-note"><b>help:</b> {sentence(m.help)}</span>'
        boxes.append(
            f'<span class="texproof-error" role="note"><b>error[{escape(m.code)}]:</b> {sentence(m.message)} '
            f"<code>{escape(page)}:{m.line}:{m.column}</code>{rest}</span>"
        )
    return "".join(boxes)
