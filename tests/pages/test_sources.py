"""What the pages promise by their text alone: headings, figures, errata, models."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from texproof.model.load import load
from texproof.model.signature import signature

from ..mistakes.models import entries
from ..program import ROOT

DOCS = ROOT / "docs"
# What is said of codes and of the program's parts is not about formulas.
ABOUT_THE_CHECKER = {"checks", "develop"}
PAGES = sorted(page for page in DOCS.glob("**/*.md") if page.relative_to(DOCS).parts[0] not in ABOUT_THE_CHECKER)
FIGURES = sorted((DOCS / "assets" / "figures").glob("*.svg"))
SNIPPETS = sorted((ROOT / "snippets").glob("*.py"))
ERRATA = [DOCS / "errata.md", DOCS / "errata" / "derivative-of-a-product.md"]
MISTAKES = sorted({*DOCS.glob("common-mistakes/*.md")} - {DOCS / "common-mistakes" / "index.md"})
NOTEBOOKS = sorted(DOCS.glob("**/*.ipynb"))
NUMBERS = {"thirty-seven": 37}


def name(path: Path) -> str:
    return path.name


def text_of(path: Path) -> str:
    """The page's Markdown; of a notebook, that of its text cells."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    cells = json.loads(text)["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def erratum_blocks(page: Path) -> dict[str, str]:
    """A page's errata, each from its header's options to its end, by slug."""
    blocks = re.findall(r"^/// erratum \| (\S+)\n(.*?)\n///$", text_of(page), re.S | re.M)
    return dict(blocks)


def given_names() -> set[str]:
    """The models that some page is about, as FILE.MODEL."""
    names: set[str] = set()
    for page in [*PAGES, *NOTEBOOKS]:
        found = re.findall(r"^/// given \| (\S+)", text_of(page), re.M)
        names.update(f"{n.partition('.')[0]}.{n.rpartition('.')[2]}" for n in found)
    return names


@pytest.mark.parametrize("page", [*PAGES, *NOTEBOOKS], ids=name)
def test_a_page_has_one_title_and_no_formula_in_a_heading(page: Path) -> None:
    """A table of contents shows TeX in a heading raw."""
    prose = re.sub(r"^```.*?^```", "", text_of(page), flags=re.S | re.M)
    headings = re.findall(r"^(#+) (.*)$", prose, re.M)
    assert [level for level, _ in headings].count("#") == 1
    assert not [title for _, title in headings if "$" in title or "\\" in title]


@pytest.mark.parametrize("page", [*PAGES, *NOTEBOOKS], ids=name)
def test_nothing_is_left_out_of_the_check(page: Path) -> None:
    assert not re.search(r"\{:?\s*\.unchecked|^/// unchecked", text_of(page), re.M)


@pytest.mark.parametrize("snippet", SNIPPETS, ids=name)
def test_a_snippet_says_in_one_line_what_it_is_and_every_model_has_a_page(snippet: Path) -> None:
    source = snippet.read_text(encoding="utf-8")
    assert re.match(r'"""[^\n]+\."""\n', source)
    models = load(source, f"snippets/{snippet.name}")
    assert {f"{snippet.stem}.{model}" for model in models} <= given_names()


@pytest.mark.parametrize("snippet", SNIPPETS, ids=name)
def test_every_model_has_the_shape_of_each_of_its_symbols(snippet: Path) -> None:
    """A function has none: it is applied entry by entry to any."""
    for model in load(snippet.read_text(encoding="utf-8"), f"snippets/{snippet.name}").values():
        shapes = signature(model).shapes
        assert shapes.keys() >= {name for name, kind in model.parameters.items() if not kind.is_function}
        assert all(letter in model.dims for shape in shapes.values() for size in shape for letter in size.letters)


@pytest.mark.parametrize("figure", FIGURES, ids=name)
def test_a_figure_is_shown_and_can_be_read_in_words_and_in_the_dark(figure: Path) -> None:
    shown = [
        alternative
        for page in PAGES
        for alternative, target in re.findall(r"!\[([^]]*)\]\(([^)]*)\)", text_of(page))
        if target == f"assets/figures/{figure.name}"
    ]
    assert shown
    assert all(len(alternative) > 40 for alternative in shown)
    source = figure.read_text(encoding="utf-8")
    assert "prefers-color-scheme: dark" in source
    root = ElementTree.fromstring(source)
    assert root.find("{http://www.w3.org/2000/svg}title") is not None
    assert not re.search(r"href=|<script|url\(", source)


@pytest.mark.parametrize("page", ERRATA, ids=name)
def test_each_card_of_the_errata_names_its_kind_its_line_its_reason_and_what_is_right(page: Path) -> None:
    _assert_cards(page, r"Line \d+\. .+\.$")


@pytest.mark.parametrize("page", MISTAKES, ids=name)
def test_each_common_mistake_names_its_kind_its_reason_where_it_is_seen_and_what_is_right(page: Path) -> None:
    _assert_cards(page, r"[A-Z].+\. (Seen .+|Well known\b.*)\.$")
    assert len(erratum_blocks(page)) <= 20


def test_most_of_the_known_mistakes_have_a_card_each_one_of_its_own() -> None:
    cards = [entry.card for entry in entries() if entry.card]
    shown = {f"{page.relative_to(DOCS).as_posix()}#{slug}" for page in MISTAKES for slug in erratum_blocks(page)}
    assert set(cards) <= shown
    assert len(cards) == len(set(cards)) >= 80


def _assert_cards(page: Path, reason: str) -> None:
    blocks = erratum_blocks(page)
    assert blocks
    for slug, block in blocks.items():
        options, _, rest = block.partition("\n\n")
        wrong, words, *right = [part for part in re.split(r"\n*^\$\$$\n?", rest, flags=re.M) if part.strip()]
        assert re.fullmatch(r" {4}expect: (refuted|ill-shaped|malformed)", options), slug
        assert wrong.strip(), slug
        assert re.match(reason, words.strip(), re.S), slug
        assert right, slug
        assert wrong.split() not in [formula.split() for formula in right], slug


def test_the_errata_count_themselves() -> None:
    text = "\n".join(map(text_of, ERRATA))
    said = [number for word, number in NUMBERS.items() if f"{word} of their claims are wrong" in text]
    lines = set(re.findall(r"^Line (\d+)\.", text, re.M))
    # Two sentences of one paragraph and one formula under two readings make several cards of one line.
    assert said == [len(lines)]
