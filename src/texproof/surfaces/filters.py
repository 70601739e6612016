"""The filters of a ledger: a form by which a script hides rows. Where there are no scripts the style hides the form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from ..report.report import PageReport
from .places import Places

NAMES = {"proved": "proved", "definition": "definition", "mention": "mention", "refuted-erratum": "refused erratum"}


def filters(pages: Sequence[PageReport], places: Places, hypotheses: Sequence[str], brief: bool) -> str:
    """Return the form for the rows of these pages: page, verdict, every size or not, hypothesis by its number.

    Where the ledger is brief it has no mentions to ask for.
    """
    verdicts = dict.fromkeys(formula.verdict for page in pages for formula in page.formulas)
    of_pages = [(page.path, places.title(page.path)) for page in pages]
    of_verdicts = [
        (verdict, NAMES.get(verdict, verdict)) for verdict in verdicts if not (brief and verdict == "mention")
    ]
    of_sizes = [("every", "for every size"), ("some", "at sizes only")]
    of_needs = [(str(number), words) for number, words in enumerate(hypotheses)]
    controls = (
        _control("page", "Page", "all pages", of_pages)
        + _control("verdict", "Verdict", "any verdict", of_verdicts)
        + _control("sizes", "Proved", "either way", of_sizes)
        + _control("needs", "Hypothesis given", "any or none", of_needs)
    )
    return (
        f'<form class="texproof-filters" role="search" aria-label="Filter the ledger">{controls}'
        '<button type="reset">Show all</button><output aria-live="polite"></output></form>'
    )


def _control(name: str, label: str, none: str, choices: Iterable[tuple[str, str]]) -> str:
    options = "".join(f'<option value="{escape(value)}">{escape(words)}</option>' for value, words in choices)
    return f'<label>{label} <select name="{name}"><option value="">{none}</option>{options}</select></label>'
