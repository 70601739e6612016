"""The card of a given block as HTML: symbols with their shapes and hypotheses, and the snippet's source."""

from __future__ import annotations

import ast
from functools import lru_cache
from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from ..report.report import GivenReport, Message, SymbolReport
from .evidence import Evidence, error_box
from .places import GIVEN_ID
from .words import sizes_in_words

_LEXER = PythonLexer()
_FORMATTER = HtmlFormatter(nowrap=True)


def given_card(given: GivenReport, number: int, evidence: Evidence, messages: tuple[Message, ...], page: str) -> str:
    """Return the card of a page's given block. `messages` are what is wrong with it."""
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
        f"{error_box(messages, page)}{table}{_source(given)}</div>"
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
    return f"<tr><td>{evidence.typeset(symbol.tex)}</td><td>{shape}</td><td>{words}</td></tr>"


@lru_cache(maxsize=256)
def _highlighted(source: str) -> str:
    return str(highlight(source, _LEXER, _FORMATTER)).rstrip("\n")


def _source(given: GivenReport) -> str:
    if not given.source:
        return ""
    code = _highlighted(given.source)
    return (
        f"<details><summary>The snippet <code>{escape(given.path or given.name)}</code></summary>"
        f'<div class="highlight"><pre><code>{code}</code></pre></div></details>'
    )
