"""What a page says beside its formulas: givens, errata, what is left out; and what is wrong, at its place."""

from __future__ import annotations

import time

import pytest

from texproof.source.document import Document, Page
from texproof.source.markdown import scan


def read(text: str) -> Page:
    return scan(Document("page.md", text))


def places(page: Page) -> list[tuple[int, int, str]]:
    found = [(page.document.place(d.span.start), d.code) for d in page.diagnostics]
    return [(place.line, place.column, code) for place, code in found]


def test_offsets_of_a_formula_in_a_quote_in_a_list() -> None:
    text = "1. item\n\n    > $$\n    > a\n    > + b\n    > $$\n"
    (formula,) = read(text).formulas
    assert formula.tex.text == "\na\n+ b\n"
    document = Document("page.md", text)
    b = formula.tex.span(5, 6)
    assert text[b.start] == "b"
    assert (document.place(b.start).line, document.place(b.start).column) == (5, 9)


def test_offsets_behind_tabs_count_characters() -> None:
    text = "-\titem\n\n\t$a\t+ b$\n"
    (formula,) = read(text).formulas
    assert text[formula.tex.offset(formula.tex.text.index("b"))] == "b"
    assert text[formula.span.start : formula.span.end] == "$a\t+ b$"


def test_private_characters_of_a_page_are_its_own() -> None:
    text = "$a \U000f0000\U00100000 b$\n"
    (formula,) = read(text).formulas
    assert formula.tex.text == "a \U000f0000\U00100000 b"


def test_a_byte_order_mark_is_no_part_of_the_page() -> None:
    (formula,) = read("\ufeff$$\na\n$$\n").formulas
    assert formula.display
    assert formula.span.start == 1


def test_front_matter_holds_no_formula_and_is_not_trusted() -> None:
    page = read("---\ntitle: $a$\n---\n\n$b$\n")
    assert [f.tex.text for f in page.formulas] == ["b"]
    assert page.diagnostics == ()
    page = read('---\ntitle: x\nrun: !!python/object/apply:os.system ["true"]\n---\n\n$b$\n')
    assert places(page) == [(3, 1, "unknown-option")]
    assert len(page.formulas) == 1


def test_a_given_holds_until_the_next_also_out_of_its_block() -> None:
    page = read(
        "$a$\n\n> /// given | one\n> ///\n\n$b$\n\n/// given | two.three\n    sizes: {m: 2, n: 3}\n///\n\n$c$\n"
    )
    assert [f.given for f in page.formulas] == [None, 0, 1]
    assert [(g.name, g.file, g.model, dict(g.sizes)) for g in page.givens] == [
        ("one", "one", "one", {}),
        ("two.three", "two", "three", {"m": 2, "n": 3}),
    ]
    assert page.diagnostics == ()


def test_the_first_formula_of_an_erratum_is_its_claim() -> None:
    page = read("/// erratum | lost\n    expect: ill-shaped\n\nText:\n\n$$\na\n$$\n\nRight is $b$.\n\n///\n\n$c$\n")
    assert [(f.tex.text.strip(), f.erratum, f.expect) for f in page.formulas] == [
        ("a", "lost", "ill-shaped"),
        ("b", "", ""),
        ("c", "", ""),
    ]


def test_what_is_left_out_says_why() -> None:
    page = read(
        '$a${.unchecked reason="too long"} $b$\n\n/// unchecked | a table of values\n$c$\n\n$$d$$\n///\n\n$e$\n'
    )
    assert [f.unchecked for f in page.formulas] == ["too long", "", "a table of values", "a table of values", ""]
    page = read('$$\na\n$$ {.unchecked reason="r"}\n\n$$b$$\n{.unchecked reason="s"}\n')
    assert [(f.tex.text.strip(), f.unchecked) for f in page.formulas] == [("a", "r"), ("b", "s")]


WRONG = {
    "lone dollar": ("The loss $L is\n", [(1, 10, "unclosed-formula")]),
    "blank behind a dollar": ("so $ x $ is\n", [(1, 4, "unclosed-formula"), (1, 8, "unclosed-formula")]),
    "display never closed": ("text\n\n$$\na\n", [(3, 1, "unclosed-formula")]),
    "display with a blank line": ("$$\na\n\nb\n$$\n", [(1, 1, "unclosed-formula"), (5, 1, "unclosed-formula")]),
    "display in a table": (
        "| a | b |\n|---|---|\n| $$x$$ | y |\n",
        [(3, 7, "unclosed-formula")],
    ),
    "round bracket": ("so \\(a is\n", [(1, 4, "unclosed-formula")]),
    "square bracket": ("\\[\na\n", [(1, 1, "unclosed-formula")]),
    "environment without its end": ("\\begin{aligned}\na\n", [(1, 1, "unclosed-formula")]),
    "end without its environment": ("a\n\\end{aligned}\n", [(2, 1, "unclosed-formula")]),
    "in a quote": ("> - a\n>\n>     b $c\n", [(3, 9, "unclosed-formula")]),
    "formula in a title": ('[a](b "on $c$")\n', [(1, 11, "misplaced-formula")]),
    "formula in a tag": ('a <b title="$c$">d</b>\n', [(1, 13, "misplaced-formula")]),
    "formula in an image": ("![the $a$](b.png)\n", [(1, 7, "misplaced-formula")]),
    "block never closed": ("a\n\n/// given | one\n\n$b$\n", [(3, 1, "unclosed-block")]),
    "block of another never closed": ("/// note | one\n\n$b$\n", [(1, 1, "unclosed-block")]),
    "block not known": ("/// gven | one\n///\n", [(1, 1, "unknown-block"), (2, 1, "unknown-block")]),
    "block not known below a given": (
        "/// given | one\n///\n\nText.\n\n/// proof\nA.\n///\n",
        [(6, 1, "unknown-block"), (8, 1, "unknown-block")],
    ),
    "end of no block below code": ("```\n/// erratum | x\n///\n```\n\n> ///\n", [(6, 3, "unknown-block")]),
    "block not known in a block": (
        "//// erratum | a\n$a$\n\n/// proof\n\nA\n\n///\n////\n",
        [(4, 1, "unknown-block"), (8, 1, "unknown-block")],
    ),
    "given without a name": ("/// given\n///\n", [(1, 1, "unknown-option")]),
    "unknown option": ("/// given | one\n    size: {m: 2}\n///\n", [(2, 5, "unknown-option")]),
    "size 0": ("/// given | one\n    sizes: {m: 0}\n///\n", [(2, 5, "unknown-option")]),
    "negative size": ("/// given | one\n    sizes: {m: -1}\n///\n", [(2, 5, "unknown-option")]),
    "half a size": ("/// given | one\n    sizes: {m: 1.5}\n///\n", [(2, 5, "unknown-option")]),
    "a truth for a size": ("/// given | one\n    sizes: {m: true}\n///\n", [(2, 5, "unknown-option")]),
    "a vast size": ("/// given | one\n    sizes: {m: 1000000000}\n///\n", [(2, 5, "unknown-option")]),
    "sizes in a list": ("/// given | one\n    sizes: [2]\n///\n", [(2, 5, "unknown-option")]),
    "size of no name": ("/// given | one\n    sizes: {NO: 2}\n///\n", [(2, 5, "unknown-option")]),
    "key twice": ("/// given | one\n    sizes: {m: 2, m: 3}\n///\n", [(2, 5, "unknown-option")]),
    "tag": ("/// given | one\n    sizes: !!python/name:os.system\n///\n", [(2, 5, "unknown-option")]),
    "anchor": ("/// given | one\n    sizes: &a {m: 2}\n///\n", [(2, 5, "unknown-option")]),
    "no YAML": ("/// given | one\n    sizes: {m: 2\n///\n", [(2, 5, "unknown-option")]),
    "second option wrong": (
        "/// given | one\n    sizes: {m: 2}\n    cold: 1\n///\n",
        [(3, 5, "unknown-option")],
    ),
    "erratum without a name": ("/// erratum | a b\n$a$\n///\n", [(1, 1, "unknown-option")]),
    "erratum of no kind": ("/// erratum | a\n    expect: wrong\n\n$a$\n///\n", [(2, 5, "unknown-option")]),
    "erratum without a formula": ("/// erratum | a\nText.\n///\n", [(1, 1, "erratum-empty")]),
    "left out without a reason": ("$a${.unchecked}\n", [(1, 4, "misplaced-unchecked")]),
    "block left out without a reason": ("/// unchecked\n$a$\n///\n", [(1, 1, "misplaced-unchecked")]),
    "left out far away": (
        '$a$ {.unchecked reason="x"}\n\ntext {.unchecked reason="x"}\n',
        [(1, 5, "misplaced-unchecked"), (3, 6, "misplaced-unchecked")],
    ),
    "given never closed in a list": ("- a\n\n    /// given | one\n\n    b\n", [(3, 5, "unclosed-block")]),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_has_its_place(name: str) -> None:
    text, expected = WRONG[name]
    assert places(read(text)) == expected


def test_a_block_whose_name_is_near_one_of_ours_is_named() -> None:
    near, _, far, _ = read("/// gven | one\n///\n\n/// proof\n///\n").diagnostics
    assert near.help == "write /// given"
    assert "given, erratum, unchecked" in far.help


NOT_WRONG = [
    "It costs $5, or $6.50.\n\nMore than 7$ it is not.\n",
    "`$a` and ``\\(`` and `{.unchecked}`\n",
    "```\n$$\n/// given | x\n\\begin{a}\n```\n",
    "<div>\n$ \\( $$\n</div>\n",
    "escaped \\$ and \\\\ and \\[not a formula\\]\n",
    "[a](b_(c).md) and ![b](c.png) and <https://example.org/$a>\n",
    "<!-- $ \\( -->\n\ntext <!-- $a --> text\n",
    "",
    "---\ntitle: a\n---\n",
]


@pytest.mark.parametrize("text", NOT_WRONG)
def test_what_is_text_is_left_alone(text: str) -> None:
    page = read(text)
    assert places(page) == []
    assert page.formulas == ()


def test_the_rest_of_a_broken_page_is_read() -> None:
    page = read("/// given | one\n    sizes: {m: 0, n: 2}\n///\n\n$a$ and $b\n\n$$\nc\n$$\n")
    assert [f.tex.text.strip() for f in page.formulas] == ["a", "c"]
    assert dict(page.givens[0].sizes) == {"n": 2}
    assert [code for _, _, code in places(page)] == ["unknown-option", "unclosed-formula"]


HEAVY = {
    "opening brackets": "[" * 20_000 + "$a$",
    "backticks": "`" * 20_000 + " $a$ " + "` `` " * 5_000,
    "runs of backticks": " ".join("`" * n for n in range(1, 601)) + " $a$",
    "round brackets": "\\(" * 20_000 + " $a$",
    "dollars": "$ " * 20_000,
    "comments": "<!--" * 20_000 + "$a$",
    "declarations": "<![" * 100 + "\n\n$a$",
    "quotes": "> " * 600 + "$a$",
    "lists": "".join("  " * n + "- a\n" for n in range(600)) + "\n$a$",
    "images": "![](" * 10_000 + "$a$",
    "stars": "*" * 20_000 + "$a$" + "_a" * 10_000,
    "options": "/// given | a\n    sizes: " + "[" * 2_000 + "\n///\n",
    "cells": "| a " * 2_000 + "|\n" + "|---" * 2_000 + "|\n" + "| $a$ " * 2_000 + "|\n",
    "formulas": "$a$ " * 10_000,
    "a long page": "text $a$ text\n\n" * 4_000_000,
}


@pytest.mark.parametrize("name", HEAVY)
def test_no_page_takes_long(name: str) -> None:
    start = time.process_time()
    read(HEAVY[name])
    assert time.process_time() - start < 8


def test_a_page_that_is_too_long_says_so() -> None:
    assert places(read("a\n" * 1_500_000)) == [(1, 1, "too-large")]
