"""The card of a given block as HTML: symbols with their shapes and hypotheses, and the snippet's source."""

from __future__ import annotations

import ast
from functools import lru_cache
from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from ..report.report import Message, PageReport, SymbolReport
from .evidence import Evidence, error_box
from .places import GIVEN_ID
from .words import sizes_in_words

_LEXER = PythonLexer()
_FORMATTER = HtmlFormatter(nowrap=True)


def given_card(page: PageReport, number: int, evidence: Evidence, messages: tuple[Message, ...]) -> str:
    """Return the card of a page's given block by its number. `messages` are what is wrong with it."""
    given = page.givens[number - 1]
    written = definitions(given.source, given.name.rpartition(".")[2])
    rows = "".join(_symbol(symbol, evidence, written.get(symbol.name, "")) for symbol in given.symbols)
    table = (
        '<div class="texproof-scroll" tabindex="0" role="group" aria-label="Symbols"><table class="texproof-symbols">'
        '<thead><tr><th scope="col">Symbol</th><th scope="col">Shape</th><th scope="col">What it is</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
        if rows
        else ""
    )
    sizes = f" <span>at {escape(sizes_in_words(given.sizes))}</span>" if given.sizes else ""
    return (
        f'<div class="texproof-given" id="{GIVEN_ID}{number}">'
        f'<p class="texproof-title"><b>Given</b> <code>{escape(given.name)}</code>{sizes}</p>'
        f"{error_box(messages, page.path)}{table}{_source(page, number)}</div>"
    )


def definitions(source: str, model: str) -> dict[str, str]:
    """Return the code by which a model's body computes each name; read, never run."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return {}
    found: dict[str, ast.expr] = {}
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == model):
        for node in ast.walk(function):
            if isinstance(node, ast.Assign):
                found |= {target.id: node.value for target in node.targets if isinstance(target, ast.Name)}
            elif isinstance(node, ast.Return) and isinstance(node.value, ast.Dict):
                named = zip(node.value.keys, node.value.values, strict=True)
                found |= {
                    str(key.value): value
                    for key, value in named
                    if isinstance(key, ast.Constant) and not isinstance(value, ast.Name)
                }
    return {name: ast.unparse(value) for name, value in found.items()}


def _symbol(symbol: SymbolReport, evidence: Evidence, definition: str) -> str:
    words = escape(", ".join(symbol.hypotheses) or ("computed" if symbol.computed else "any"))
    if symbol.computed and definition:
        words = f"<code>{escape(definition)}</code>"
    shape = escape(symbol.shape) or "–"
    return f"<tr><td>{evidence.name(symbol.tex)}</td><td>{shape}</td><td>{words}</td></tr>"


@lru_cache(maxsize=256)
def _highlighted(source: str) -> str:
    return str(highlight(source, _LEXER, _FORMATTER)).rstrip("\n")


def _source(page: PageReport, number: int) -> str:
    """Return the snippet's source to be opened; where a card before it has the same one, a link to that card."""
    given = page.givens[number - 1]
    if not given.source:
        return ""
    name = f"<code>{escape(given.path or given.name)}</code>"
    first = next(n for n, other in enumerate(page.givens, 1) if other.source == given.source)
    if first != number:
        return f'<p class="texproof-again">The snippet <a href="#{GIVEN_ID}{first}">{name}</a> stands above.</p>'
    code = _highlighted(given.source)
    return (
        f"<details><summary>The snippet {name}</summary>"
        f'<div class="highlight"><pre><code>{code}</code></pre></div></details>'
    )
