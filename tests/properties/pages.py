"""Pages and notebooks made of what a page can be made of, well-formed or not."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from ..parse.generated import FORMULAS
from ..parse.test_robustness import PIECES
from .made import equal
from .terms import equality

SOUP = st.lists(PIECES, max_size=12).map(" ".join)
TEX = st.one_of(
    equal(2).map(lambda pair: equality(*pair)),
    FORMULAS,
    SOUP,
    st.text(alphabet="\\{}[]()_^&%$#~'\"abT12.,:;= \n", max_size=30),
    st.text(max_size=20),
)
WRAPPED = st.tuples(
    st.sampled_from(
        [
            "$$ {} $$",
            "$$\n{}\n$$",
            "${}$",
            r"\({}\)",
            r"\[ {} \]",
            "> $$ {} $$",
            "- ${}$",
            "    $$ {} $$",
            "$$ {}",
            "${} $$",
            "`${}$`",
            "\\begin{{align}} {} \\end{{align}}",
            '$$ {} $$ {{.unchecked reason="why"}}',
            "| a | ${}$ |\n|---|---|",
        ]
    ),
    TEX,
).map(lambda pair: pair[0].format(pair[1]))
LINES = st.sampled_from(
    [
        "/// given | terms",
        "/// given | square",
        "/// given | nowhere",
        "/// given",
        "///",
        "    sizes: {m: 2, n: 3, k: 4}",
        "    sizes: {m: 0}",
        "    sizes: [",
        "/// erratum | slip",
        "/// unchecked | why",
        "    expect: refuted",
        "# Heading",
        "- item",
        "> quote",
        "```",
        "~~~ python",
        "<div>",
        "</div>",
        "<!--",
        "-->",
        "---",
        "a: [1",
        "$",
        "$$",
        "\\(",
        "\\]",
        "| a | b |",
        "|---|---|",
        "[^1]: note",
        "!!! note",
        '--8<-- "x.md"',
        "<script>$x$</script>",
        "&amp;",
        "\\",
        "\t",
        "",
    ]
)
PAGES = st.lists(st.one_of(LINES, WRAPPED, st.text(max_size=30)), max_size=14).map("\n".join)

# A page that most likely has formulas under a given, so that the stages behind the scan are reached.
GIVEN_PAGES = st.lists(st.one_of(WRAPPED, WRAPPED, LINES), min_size=1, max_size=6).map(
    lambda parts: "/// given | terms\n///\n\n" + "\n\n".join(parts) + "\n"
)


def notebook(cells: list[tuple[str, str | list[str]]]) -> str:
    made = [{"cell_type": kind, "metadata": {}, "source": source, "outputs": []} for kind, source in cells]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made})


CELLS = st.tuples(
    st.sampled_from(["markdown", "markdown", "code", "raw", "other"]), PAGES | st.lists(PAGES, max_size=3)
)
NOTEBOOKS = st.one_of(st.lists(CELLS, max_size=3).map(notebook), st.text(max_size=60), PAGES)
