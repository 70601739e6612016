"""A rendered page with its formulas typeset, their marks and evidence, the given's cards and the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape, unescape

from ..report.assemble import label
from ..report.assemble import shown as without_label
from ..report.report import FormulaReport, Message, PageReport
from .annotated import counted
from .cards import given_card
from .citation import Cited
from .comparison import CODE, pairs
from .evidence import Evidence, error_box
from .formula_index import formula_index
from .ledger import Part, ledger
from .places import GIVEN_ID, Places, formula_id, given_of
from .rendered import ECHO, EQREF, Inventory, ShownFormula
from .scripts import Scripts
from .symbols import PLACE as SYMBOLS_PLACE
from .symbols import page_symbols
from .typeset import TypesetError, references, with_references
from .words import sign, verdict_in_words

END = "<!--texproof-end-->"
FORMULA = re.compile(
    r'<(?P<tag>span|div)\b[^<>]*\bclass="[^"<>]*\barithmatex\b[^"<>]*"[^<>]*>(?P<body>[^<]*)</(?P=tag)>'
    r"(?:\s*\{\.unchecked\b[^{}<>]*\})?"
)
PLACE = re.compile(r'<div class="texproof-(?P<kind>given|ledger|formula-index)"(?P<attributes>[^<>]*)></div>')
BY = re.compile(r'\bdata-by="(\w+)"')
LITERAL = re.compile(r"<(code|pre|script|style|textarea)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
REASON = re.compile(r'(<div class="texproof-unchecked"[^<>]*data-name="([^"<>]*)"[^<>]*>)')


def framed(content: str) -> str:
    """Return a page's content in the frame by which it is found again on the whole page."""
    return f'<div class="texproof-page">{content}{END}</div>'


@dataclass
class Decoration:
    """What decorating one page needs, and what went wrong while it was done.

    `opened` are the labels of formulas whose evidence stands open when the page is opened.
    `cited` is how others cite the page.
    `scripts` are the site's, to which evidence links.
    `judged` is false on a site that was built without judging: formulas are typeset, and nothing is claimed.
    """

    page: PageReport
    places: Places
    evidence: Evidence
    opened: frozenset[str] = frozenset()
    judged: bool = True
    cited: Cited = field(default_factory=Cited)
    scripts: Scripts | None = None
    messages: list[Message] = field(default_factory=list)

    def html(self, html: str, found: Inventory, differences: Iterable[Message] = ()) -> str:
        """Return the page's HTML decorated. `found` is what `inventory` found in it."""
        start, end = html.find('<div class="texproof-page">'), html.rfind(END)
        if start < 0 or end < start:
            return html
        before, content, after = html[:start], html[start:end], html[end:]
        partners = {there: judged for judged, there in pairs(self.page, found.formulas) if there is not None}
        panels: list[str] = []
        counter = iter(range(len(found.formulas)))

        def formula(match: re.Match[str]) -> str:
            at = next(counter, None)
            body = unescape(match["body"]).strip()
            if at is None or body[2:-2] != found.formulas[at].tex:
                self.messages.append(self._lost(body))
                return match[0]
            judged = partners.get(at)
            if judged is None:
                return self._bare(found.formulas[at].tex, found.formulas[at])
            return self._formula(judged, found.formulas[at], panels)

        content = FORMULA.sub(formula, content)
        if lost := list(counter):
            self.messages.append(self._lost(found.formulas[lost[0]].tex))
        content = self._places(self._prose(content))
        boxes = error_box(self._own_messages(differences), self.page.path)
        content, shapes = counted(content)
        shapes = f' data-shapes="{shapes}"' if shapes else ""
        head = f'<div class="texproof-page"{shapes}>{self._notice()}{boxes}'
        content = head + content.removeprefix('<div class="texproof-page">')
        return self._outside(before) + content + "".join(panels) + self._outside(after)

    def _lost(self, tex: str) -> Message:
        message = "a formula stands in the HTML in a form that cannot be typeset"
        return Message(CODE, message, 1, 1, 1, 1, (tex,), "write it as a formula of the page's Markdown")

    def _notice(self) -> str:
        if self.judged:
            return ""
        return '<p class="texproof-not-judged"><b>Not judged.</b> This build did not check what this page states.</p>'

    def _own_messages(self, differences: Iterable[Message]) -> tuple[Message, ...]:
        """What belongs at the head of the page: all that is not shown at a formula or a given."""
        givens = {given.line for given in self.page.givens}
        return (*(m for m in self.page.diagnostics if m.line not in givens), *differences)

    def _typeset(self, tex: str, display: bool, formula: FormulaReport | None) -> str:
        """Return the TeX typeset. What does not hold may be shown as code; what holds must be typeset."""
        texts = {slug: found.text for slug in references(tex) if (found := self.places.reference(slug, self.page))}
        try:
            if missing := [slug for slug in references(tex) if slug not in texts]:
                raise TypesetError(f"no formula has the label {missing[0]!r}")
            parts = formula.parts if formula is not None and not texts else ()
            return self.evidence.typesetter.html(with_references(tex, texts), display, parts)
        except TypesetError as error:
            if formula and formula.passes and formula.verdict != "refuted-erratum":
                place = formula.line, formula.column, formula.end_line, formula.end_column
                self.messages.append(Message(CODE, f"the formula cannot be typeset: {error}", *place))
            return f"<code>{escape(tex)}</code>"

    def _bare(self, tex: str, shown: ShownFormula) -> str:
        """Return a formula that was not judged, without a mark: typeset where it can be."""
        typeset = self._typeset(without_label(tex), shown.display, None)
        identity = f' id="{escape(label(tex))}"' if label(tex) else ""
        if shown.display and not shown.inline:
            box = f'<div class="texproof-display" tabindex="0" role="group" aria-label="Formula">{typeset}</div>'
            return f'<div class="texproof-formula"{identity}>{box}</div>'
        return f'<span class="texproof-inline"{identity}>{typeset}</span>'

    def _formula(self, index: int, shown: ShownFormula, panels: list[str]) -> str:
        formula = self.page.formulas[index]
        identity = escape(formula_id(self.page, index))
        if len(slugs := references(formula.shown)) == 1 and formula.shown.strip() == rf"\eqref{{{slugs[0]}}}":
            return f'<span class="texproof-inline" id="{identity}">{self._reference(slugs[0])}</span>'
        links = "".join(f" {self._reference(slug)}" for slug in slugs)
        errors = "" if formula.verdict == "refuted-erratum" else error_box(formula.diagnostics, self.page.path)
        kind = f"texproof-{escape(formula.verdict)}"
        typeset = self._typeset(formula.shown, formula.display, formula)
        if formula.display and not shown.inline:
            return self._display(index, kind, identity, typeset) + links + errors
        mark = self._button(index, formula, shown, panels)
        layout = "texproof-inline texproof-block" if formula.display else "texproof-inline"
        return f'<span class="{layout} {kind}" id="{identity}">{typeset}{mark}</span>{links}{errors}'

    def _display(self, index: int, kind: str, identity: str, typeset: str) -> str:
        formula = self.page.formulas[index]
        number = self.places.numbers.get((self.page.path, formula.id))
        label = f'<a class="texproof-number" href="#{identity}">({number})</a>' if number else ""
        mark = ""
        if self.judged and formula.verdict != "mention":
            opened = " open" if formula.id in self.opened else ""
            mark = (
                f'<details class="texproof-mark"{opened}><summary>{self._words(formula)}</summary>'
                f'<div class="texproof-evidence">{self._panel(index)}</div></details>'
            )
        title = ""
        if formula.verdict == "refuted-erratum" or formula.role == "erratum":
            title = '<p class="texproof-title">What was written</p>'
        return (
            f'<div class="texproof-formula {kind}" id="{identity}">{title}'
            f'<div class="texproof-line"><div class="texproof-display" tabindex="0" role="group" aria-label="Formula">'
            f"{typeset}</div>{label}</div>{mark}</div>"
        )

    def _button(self, index: int, formula: FormulaReport, shown: ShownFormula, panels: list[str]) -> str:
        """Return an inline formula's mark: a button that opens a panel at the end of the content."""
        if not self.judged or formula.verdict == "mention":
            return ""
        words = self._words(formula, short=True)
        if shown.interactive:
            return f' <span class="texproof-mark">{words}</span>'
        target = f"texproof-evidence-{index + 1}"
        title = escape(verdict_in_words(formula))
        panels.append(
            f'<div popover id="{target}" class="texproof-panel" role="dialog" aria-label="Evidence: {title}">'
            f'<button type="button" class="texproof-close" popovertarget="{target}" popovertargetaction="hide">Close'
            f'</button><p class="texproof-title">{self._words(formula)}</p>'
            f'<div class="texproof-evidence">{self._panel(index)}</div></div>'
        )
        return f' <button type="button" class="texproof-mark" popovertarget="{target}">{words}</button>'

    def _words(self, formula: FormulaReport, short: bool = False) -> str:
        """Return the mark's text: the sign and the verdict; where it is short the rest is for the ear only."""
        words = verdict_in_words(formula)
        shown, _, rest = words.partition(" ") if short else (words, "", "")
        hidden = f'<span class="texproof-hidden"> {escape(rest)}</span>' if rest else ""
        return f'<span class="texproof-sign">{sign(formula.verdict)}</span> <span>{escape(shown)}</span>{hidden}'

    def _panel(self, index: int) -> str:
        found = given_of(self.page, index)
        number, given = found if found else (0, None)
        formula = self.page.formulas[index]
        foot = self.cited.foot(
            formula, formula_id(self.page, index), self.places.numbers.get((self.page.path, formula.id))
        )
        links = self.scripts.links(self.page, index) if self.scripts is not None else ()
        return self.evidence.panel(formula, given, f"#{GIVEN_ID}{number}", links) + foot

    def _reference(self, slug: str) -> str:
        found = self.places.reference(slug, self.page)
        if found is None:
            message = f"no formula has the label {slug!r}"
            if not any(m.code == "unknown-label" for f in self.page.formulas for m in f.diagnostics):
                self.messages.append(Message("unknown-label", message, 1, 1, 1, 1))
            return f"<code>{escape(slug)}</code>"
        return f'<a class="texproof-reference" href="{escape(found.address)}">{escape(found.text)}</a>'

    def _prose(self, content: str) -> str:
        r"""Return the content with each \eqref of its sentences as a link."""
        literals = [match.span() for match in LITERAL.finditer(content)]
        inside = iter(literals)
        start, end = next(inside, (len(content), len(content)))
        pieces, done = [], 0
        for match in EQREF.finditer(content):
            while end <= match.start():
                start, end = next(inside, (len(content), len(content)))
            if start <= match.start() < end:
                continue
            pieces += [content[done : match.start()], self._reference(unescape(match[1]).strip())]
            done = match.end()
        return "".join(pieces) + content[done:]

    def _places(self, content: str) -> str:
        givens = iter(enumerate(self.page.givens, 1))

        def fill(match: re.Match[str]) -> str:
            if match["kind"] == "ledger":
                part = Part.written(match["attributes"])
                return ledger(self.places, self.evidence, self.page.path, part) if self.judged else ""
            if match["kind"] == "formula-index":
                found = BY.search(match["attributes"])
                by = found[1] if found else ""
                return formula_index(by, self.places, self.evidence, self.page.path) if self.judged else ""
            number, given = next(givens, (0, None))
            if given is None:
                return ""
            messages = tuple(m for m in self.page.diagnostics if m.line == given.line)
            return given_card(self.page, number, self.evidence, messages)

        content = REASON.sub(r'\1<p class="texproof-title">○ unchecked: \2</p>', content)
        return PLACE.sub(fill, content)

    def _outside(self, html: str) -> str:
        """Return what stands around the content, with the formulas of headings that it repeats typeset."""
        if SYMBOLS_PLACE in html:
            # Themes repeat the table of contents within the navigation of narrow windows; symbols stand at the last.
            front, _, back = html.rpartition(SYMBOLS_PLACE)
            symbols = page_symbols(self.page, self.evidence.name) if self.judged else ""
            html = front.replace(SYMBOLS_PLACE, "") + symbols + back
        return ECHO.sub(lambda match: self._typeset(unescape(match[1]), False, None), html)
