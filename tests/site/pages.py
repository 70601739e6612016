"""Pages as the build sees them: read by the scanner, rendered by Python-Markdown, judged by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import markdown
from pymdownx.arithmatex import arithmatex_fenced_format

from texproof.check.verdict import Answer, Counterexample, Proof, RouteResult
from texproof.report.report import FormulaReport, GivenReport, ObligationReport, PageReport, Report, SymbolReport
from texproof.source.document import Document
from texproof.source.markdown import scan
from texproof.surfaces.decorated import Decoration, framed
from texproof.surfaces.evidence import Evidence
from texproof.surfaces.places import Places
from texproof.surfaces.rendered import inventory
from texproof.surfaces.typeset import Typesetter

ROOT = Path(__file__).resolve().parents[2]
PATH = "docs/page.md"
LABEL = re.compile(r"\\label\{([^}]*)\}")
EXTENSIONS = ["attr_list", "tables", "toc", "pymdownx.arithmatex", "pymdownx.superfences", "texproof.surfaces.blocks"]
CONFIGS: dict[str, Any] = {"pymdownx.arithmatex": {"generic": True}}
# A second extension that sets mathematics, past the reader of formulas.
SECOND = {
    "pymdownx.superfences": {
        "custom_fences": [
            {"name": "math", "class": "arithmatex", "format": arithmatex_fenced_format(mode="generic", tag="div")},
            {"name": "jax", "class": "arithmatex", "format": arithmatex_fenced_format(mode="mathjax", tag="div")},
        ]
    }
}

EXACT = RouteResult(Answer.YES, ({"m": 2, "k": 3, "n": 4},), seconds=0.0123)
CLOSE = RouteResult(Answer.YES, ({"m": 2, "k": 3, "n": 4},), points=12, residual=2.2e-16, seconds=0.004)
WRONG = RouteResult(
    Answer.NO,
    ({"m": 2, "k": 3, "n": 4},),
    counterexample=Counterexample({"m": 2, "k": 3, "n": 4}, {}, (2, 1), "0.731", "-1.204", {"Z": "[[0.1, 0.2]]"}),
)
SYMBOLS = (SymbolReport("Z", "Z", "m×k", ("invertible",)), SymbolReport("A", "A = Z W", "m×n", (), True))


@cache
def typesetter() -> Typesetter:
    """Return the one typesetter of these tests."""
    return Typesetter((ROOT / "node_modules/katex/dist/katex.min.js").read_text(encoding="utf-8"))


def obligation(tex: str, verdict: str = "proved", every_size: bool = False, **routes: RouteResult) -> ObligationReport:
    """Return an obligation with the routes' answers, by default those of a proof."""
    proof = Proof(True, letters=("m", "k", "n"), rules=("delta",)) if every_size else Proof(False, "no rule for this")
    answers = routes or {"sympy": EXACT, "numpy": CLOSE}
    return ObligationReport("equality", tex, 1, 1, verdict, every_size, proof, answers)


def proved(formula: FormulaReport) -> FormulaReport:
    """Return the formula as it is: a judge who changes nothing."""
    return formula


def page_of(text: str, judge: Callable[[FormulaReport], FormulaReport] = proved, path: str = PATH) -> PageReport:
    """Return the page as the scanner reads it; what has an equals sign is proved unless `judge` says otherwise."""
    document = Document(path, text)
    page = scan(document)
    formulas = []
    for formula in page.formulas:
        start, end = document.place(formula.span.start), document.place(formula.span.end)
        tex = formula.tex.text
        label, shown = LABEL.search(tex), LABEL.sub("", tex).strip()
        claim = "=" in tex
        formulas.append(
            judge(
                FormulaReport(
                    path,
                    start.line,
                    start.column,
                    end.line,
                    end.column,
                    tex,
                    shown,
                    formula.display,
                    label[1] if label else "",
                    "erratum" if formula.erratum else "claim" if claim else "mention",
                    "refuted-erratum" if formula.erratum else "proved" if claim else "mention",
                    page.givens[formula.given].name if formula.given is not None else "",
                    (obligation(shown),) if claim else (),
                    refuted_as=formula.expect or ("refuted" if formula.erratum else ""),
                )
            )
        )
    givens = tuple(
        GivenReport(g.name, document.place(g.span.start).line, 1, g.sizes, SYMBOLS, f"snippets/{g.file}.py", "x = 1\n")
        for g in page.givens
    )
    return PageReport(path, text, tuple(formulas), givens)


def rendered(text: str, configs: dict[str, Any] | None = None, extensions: tuple[str, ...] = ()) -> str:
    """Return the text's HTML within a whole page, as a theme makes it."""
    content = markdown.markdown(
        text, extensions=[*EXTENSIONS, *extensions], extension_configs=CONFIGS | (configs or {})
    )
    return whole(content)


def whole(content: str, header: str = "<nav>Site</nav>", footer: str = "") -> str:
    """Return a page with that content in its frame."""
    head = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title></head>'
    return f"{head}<body>{header}<main>{framed(content)}</main>{footer}</body></html>"


def decorated(
    text: str, judge: Callable[[FormulaReport], FormulaReport] = proved, **options: Any
) -> tuple[str, Decoration]:
    """Return the page's HTML with its marks, and what it was decorated with."""
    page = page_of(text, judge)
    places = Places(Report((page,)), {PATH: "page/"}, {PATH: "Page"})
    decoration = Decoration(page, places, Evidence(typesetter()), **options)
    html = rendered(text)
    return decoration.html(html, inventory(html)), decoration
