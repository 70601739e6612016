"""What is scanned is what the renderer typesets: every formula, in text, and none beside."""

from __future__ import annotations

import html
import random

import pytest

from texproof.source.document import Document
from texproof.source.extensions import EVERY, extensions_of
from texproof.source.markdown import scan

from ..program import ROOT
from .rendering import rendered

# One reason each why a formula is one, or is none.
PAGES = {
    "inline and displayed": "The $x$ and\n\n$$\ny\n$$\n\nand \\(z\\).\n\n\\[\nw\n\\]\n",
    "displayed on one line": "$$ y $$\n\n\\[ z \\]\n",
    "an environment is a block of its own": "\\begin{aligned}\na &= b \\\\\n&= c\n\\end{aligned}\n",
    "an environment within text is none": "see \\begin{aligned} a \\end{aligned}\n",
    "two displayed in one block are one": "$$a$$ $$b$$\n",
    "a blank line ends a display": "$$ a\n\nb $$\n",
    "a display within text is inline at most": "text $$a$$ text\n",
    "a display right under text": "text\n$$\na\n$$\n",
    "blanks inside dollars": "$ x $ and $x $ and $ x$\n",
    "money": "It costs $5 and $6, not 7$.\n",
    "escaped dollars": r"\$x$ and \\$y$ and \\\$z$ and $a\$b$" + "\n",
    "escaped brackets": r"\\(x\\) and \(y\) and \\\(z\)" + "\n",
    "an inline formula over two lines": "text $a +\nb$ text\n",
    "an inline formula ends with its paragraph": "text $a +\n\nb$ text\n",
    "code spans": "`$a$` and ``b ` $c$`` and `$d` $e$ `f$`\n",
    "unequal runs of backticks": "```` `$a$` ``` $b$ `` c\n",
    "escaped backslashes before code": "a \\\\`$a$` b \\\\\\`$b$` c\n",
    "a longer run of backticks": "``x `$r$` y ``` $z$\n",
    "an escaped backtick": "\\`$a$` and $b$`\n",
    "a code span between dollars": "$a `b$` c$\n",
    "fences": "```\n$a$\n```\n\n~~~ python\n$b$\n~~~\n\n```` { .py }\n```\n$c$\n```\n````\n\n$d$\n",
    "a fence never closed is none": "```\n$a$\n",
    "fences in lists and quotes": "- item\n\n    ```\n    $a$\n    ```\n\n    $b$\n\n> ```\n> $c$\n> ```\n> $d$\n",
    "indented code": "text\n\n    $a$\n\ntext $b$\n",
    "a list's second paragraph": "- item $a$\n\n    $b$\n\n        $c$\n",
    "a display in a list": "1. item\n\n    $$\n    a\n    $$\n\n2. $b$\n",
    "a display in a quote": "> $$\n> a\n> + b\n> $$\n>\n> $c$\n",
    "a lazy quote": "> $a +\nb$\n",
    "a quote in a list in a quote": "> - x\n>\n>     > $$\n>     > a\n>     > $$\n",
    "nested lists": "- a $1a$\n    - b $2b$\n        - c $3c$\n\n            $$\n            4d\n            $$\n",
    "headings": "# On $a$\n\nSetext $b$\n========\n\n### $c$ {#id}\n",
    "tables": "| $a$ | b |\n|-----|---|\n| $c | d$ | `$e|f$` |\n| $g$ | $h$ |\n",
    "a table with an escaped bar": "| a | b |\n|---|---|\n| $x \\| y$ | $z$ |\n",
    "admonitions": '!!! note "On $a$"\n    Text $b$\n\n    $$\n    c\n    $$\n\n    $d$\n\n$e$\n',
    "details": '??? note "On $a$"\n    $b$\n\n    $$c$$\n',
    "tabs": '=== "One $a$"\n\n    $b$\n\n=== "Two"\n\n    $$\n    c\n    $$\n',
    "definitions": "Term $a$\n:   Meaning $b$\n\n    $$\n    c\n    $$\n",
    "footnotes": "Text[^1] $a$.\n\n[^1]: Note $b$\n\n    $$\n    c\n    $$\n\n$d$\n",
    "a given": "/// given | matmul\n    sizes: {m: 2}\n///\n\n$a$\n",
    "an erratum": "/// erratum | slug\n\n$$\na\n$$\n\ntext $b$\n\n///\n\n$c$\n",
    "blocks in blocks": "//// note | On $a$\n\n/// details | D\n$b$\n\n$$c$$\n///\n\n$d$\n////\n",
    "a block in a list": "- x\n\n    /// erratum | s\n    $$\n    a\n    $$\n    ///\n\n- $b$\n",
    "a block that is not known": "/// nothing | $a$\n\n$b$\n\n///\n",
    "a block never closed": "/// note | T\n\n$a$\n\n$$b$$\n",
    "raw HTML": "<div>\n$a$\n\n$$b$$\n</div>\n\n$c$\n",
    "raw HTML with Markdown in it": '<div markdown="1">\n$a$\n\n$$\nb\n$$\n</div>\n\n$c$\n',
    "raw HTML with spans in it": '<p markdown="span">$a$</p>\n\n$b$\n',
    "raw HTML never closed": "<div>\n\n$a$\n\ntext\n",
    "inline HTML": "a <b>$x$</b> and <kbd>$y$</kbd>\n",
    "comments": "<!-- $a$ -->\n\n$b$ <!-- $c$ --> $d$\n\n<!--\n\n$e$\n\n-->\n\n$f$\n",
    "a script": "<script>\nvar a = '$b$';\n</script>\n\n$c$\n",
    "links": "[on $a$](b.md) and [$c$][d]\n\n[d]: e.md\n",
    "emphasis": "*$a$* and **$b_1 * c_2$** and $d_1$ _e $f_2$ g_\n",
    "dollars in text commands": "$a \\text{if $b$ then} c$ and $d$\n",
    "signs of HTML": "$a < b$ and $c > d$ and $e & f$\n\n$$\ng < h & i\n$$\n",
    "tabs and blanks": "\t$a$\n\n-\t$b$\n\n\t$c\td$\n\ntext\t$e$\tf $g\\tg$\n",
    "line ends of Windows": "text $a\r\nb$\r\n\r\n$$\r\nc\r\n$$\r\n\r\n> $d\r\n> e$\r\n",
    "line ends of old": "text $a$\r\r$$\rb\r$$\r",
    "other scripts": "Größe $a$ 数 $b$ 🎉 $c$\n",
    "an unchecked one": 'text $a${.unchecked reason="why"} and $b$\n',
    "round brackets over lines": "text \\(a\n+ b\\) and \\(c\\\\)\\)\n",
    "a formula at the very end": "$a$",
    "keys and marks": "++ctrl+c++ $a$ ^^b^^ ~~$c$~~ H~2~O $d~e~$\n",
    "tasks": "- [x] $a$\n- [ ] $b$\n",
}


SITE = extensions_of((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
SETS = {"every": EVERY, "site": SITE, "few": ("attr_list", "fenced_code", "md_in_html", "tables"), "none": ()}


@pytest.mark.parametrize("extensions", SETS)
@pytest.mark.parametrize("name", PAGES)
def test_scanned_is_what_is_rendered(name: str, extensions: str) -> None:
    page = scan(Document("page.md", PAGES[name]), SETS[extensions])
    shown, source = rendered(PAGES[name], SETS[extensions])
    assert sorted(formula.tex.text for formula in page.formulas) == sorted(shown), source
    if "[^" not in PAGES[name]:  # footnotes are rendered last, wherever they stand
        assert [formula.tex.text for formula in page.formulas] == shown


@pytest.mark.parametrize("name", PAGES)
def test_every_sign_of_a_formula_is_traced_to_the_page(name: str) -> None:
    text = PAGES[name]
    for formula in scan(Document("page.md", text)).formulas:
        tex = formula.tex
        assert all(c.isspace() or text[tex.offset(i)] == c for i, c in enumerate(tex.text))
        assert text[formula.span.start : formula.span.end].startswith(("$", "\\(", "\\[", "\\begin{"))
        assert text[formula.span.start : formula.span.end].endswith(("$", "\\)", "\\]", "}"))


PIECES = [
    *("$x$", "$a$", "$", "$$", "\\(y\\)", "\\(", "\\)", "\\[", "\\]", "$$\nA\n$$", "$$B$$", "\\[\nC\n\\]"),
    *("\\begin{aligned}\na &= b\n\\end{aligned}", "\\begin{x}", "\\end{aligned}", "\n", "\n\n", "\n    ", "\n\n    "),
    *(
        "\n- ",
        "\n1. ",
        "\n> ",
        "\n\n> ",
        "> ",
        "    ",
        "\t",
        "`",
        "``",
        "```",
        "\n```\n",
        "\n~~~\n",
        "\\",
        "\\\\",
        "\\$",
    ),
    *("text", "word ", "5", " ", "|", "\n| a | $b$ |\n|---|---|\n| ", "\n# ", "\n---\n", '\n\n!!! note "T $t$"\n    '),
    *(
        '\n\n??? note "D"\n    ',
        '\n\n=== "Tab $q$"\n\n    ',
        "\n\n/// given | matmul\n///\n\n",
        "\n\n/// note | T $n$\n",
    ),
    *("\n///\n", "\n\n/// erratum | s\n    expect: refuted\n", "\n\n////note\n", "\n////\n", "<div>", "</div>"),
    *("\n<div>\n", "\n</div>\n", '\n<div markdown="1">\n', "<b>", "</b>", "[l](u)", "[^1]", "\n\n[^1]: foot $f$\n"),
    *("\n: def $d$\n", "*", "**", "_", "<", " >", "{", "}", "\n\n        ", "é", "≠", "\r\n"),
]


def _random_page(seed: int) -> str:
    choose = random.Random(seed)
    return "".join(choose.choice(PIECES) for _ in range(choose.randint(3, 14)))


@pytest.mark.parametrize("extensions", SETS)
@pytest.mark.parametrize("block", range(8))
def test_random_pages_are_scanned_as_rendered(block: int, extensions: str) -> None:
    compared = 0
    for seed in range(block * 40, block * 40 + 40):
        text = _random_page(seed)
        page = scan(Document("page.md", text), SETS[extensions])
        if any(diagnostic.code == "unknown-option" for diagnostic in page.diagnostics):
            continue  # a block of ours with wrong options is still one here, and no block for the renderer
        try:
            shown, source = rendered(text, SETS[extensions])
        except AssertionError:  # Python's own HTML parser gives up on some declarations
            continue
        compared += 1
        found = [html.unescape(formula.tex.text) for formula in page.formulas]
        assert sorted(found) == sorted(shown), f"{text!r}\n{source}"
    assert compared >= 30


def test_the_extensions_of_a_site_are_read_from_its_settings() -> None:
    assert extensions_of("markdown_extensions: [pymdownx.arithmatex]") == ("fenced_code", "tables")
    assert extensions_of(
        "markdown_extensions:\n  - pymdownx.arithmatex: {generic: true}\n  - footnotes\n"
        "  - pymdownx.superfences:\n      custom_fences: !!python/name:os.system\n"
    ) == ("footnotes", "pymdownx.superfences", "tables")
    assert "md_in_html" in extensions_of("markdown_extensions: [extra, pymdownx.arithmatex]")
    for settings in ("", "site_name: x", "markdown_extensions: [toc]", "a: [", "[" * 5_000, "- 1", "\0"):
        assert extensions_of(settings) == EVERY
