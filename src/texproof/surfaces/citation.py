"""The foot of a formula's evidence: its LaTeX, its permanent address, and how it is cited, each to be copied."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from ..report.report import FormulaReport
from .words import verdict_in_words


@dataclass(frozen=True, slots=True)
class Cited:
    """A page as it is cited: the name of its site, its own title, and its address, "" where the site has none."""

    site: str = ""
    title: str = ""
    address: str = ""

    def foot(self, formula: FormulaReport, identity: str, number: int | None) -> str:
        """Return the foot of a formula that stands at `identity`, with its number among the page's named ones.

        All of it is text that can be selected; a script puts a button for copying beside each.
        """
        anchor = f"#{quote(identity, safe='')}"
        address = f"{self.address}{anchor}"
        title = f"“{self.title}”" if self.title else ""
        named = formula.id.replace("-", " ") + (f" ({number})" if number else "")
        words = ", ".join(part for part in (self.site, title, named, verdict_in_words(formula)) if part)
        rows = (
            ("LaTeX", f"<code>{escape(formula.shown.strip())}</code>"),
            ("Address", f'<a href="{escape(anchor)}">{escape(address)}</a>'),
            ("Cite as", escape(f"{words}. {address}")),
        )
        items = "".join(f"<dt>{name}</dt><dd><span>{html}</span></dd>" for name, html in rows)
        return f'<dl class="texproof-cited">{items}</dl>'
