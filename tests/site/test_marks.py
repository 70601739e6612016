"""Each formula gets its mark with its verdict in words, and the mark opens what the verdict rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import html as parser

from texproof.check.verdict import Answer, RouteResult
from texproof.report.report import FormulaReport, Message, Report
from texproof.surfaces.citation import Cited
from texproof.surfaces.decorated import Decoration
from texproof.surfaces.evidence import Evidence
from texproof.surfaces.places import Places
from texproof.surfaces.rendered import inventory
from texproof.surfaces.symbols import PLACE, page_symbols
from texproof.surfaces.words import reach, sentence, verdict_in_words

from .pages import CLOSE, EXACT, PATH, WRONG, decorated, obligation, page_of, rendered, typesetter, whole

DISPLAY = "/// given | matmul\n///\n\n$$ A = Z W \\label{product} $$\n"
INLINE = "/// given | matmul\n///\n\nSo $A = Z W$ is.\n"


def having(verdict: str, **changes: Any) -> Callable[[FormulaReport], FormulaReport]:
    return lambda formula: replace(formula, verdict=verdict, **changes)


def one(html: str, path: str) -> Any:
    found = select(html, path)
    assert len(found) == 1, (path, len(found))
    return found[0]


def select(html: str, path: str) -> list[Any]:
    name, _, classed = path.partition(".")
    tree = parser.document_fromstring(html)
    return [e for e in tree.iter(name or None) if not classed or classed in e.get("class", "").split()]


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


AT_TWO = RouteResult(Answer.YES, ({"m": 2, "k": 2, "n": 2},))
WORDS = [
    ("proved", {}, "proved at m=2, k=3, n=4"),
    ("proved", {"obligations": (obligation("A = ZW", every_size=True),)}, "proved for every m, k, n"),
    ("proved", {"obligations": (obligation("A = ZW", sympy=AT_TWO, numpy=CLOSE),)}, "proved at 2×2"),
    ("proved", {"obligations": (obligation("1 = 1", sympy=RouteResult(Answer.YES, ({},))),)}, "proved"),
    ("refuted", {"obligations": (obligation("A = Z", "refuted", sympy=WRONG),)}, "refuted: counterexample"),
    ("ill-shaped", {"obligations": ()}, "ill-shaped"),
    ("malformed", {"obligations": ()}, "malformed"),
    ("undecided", {}, "undecided"),
    ("supported", {}, "supported by numbers, not proved"),
    ("conflict", {}, "the routes disagree"),
    ("definition", {"obligations": ()}, "defined"),
    ("refuted-erratum", {"obligations": (obligation("A = Z", "refuted", sympy=WRONG),)}, "refuted: counterexample"),
    ("refuted-erratum", {"obligations": (), "refuted_as": "ill-shaped"}, "refused: ill-shaped"),
    ("unchecked", {"reason": "it is folklore"}, "unchecked: it is folklore"),
]
IDS = [f"{verdict}-{number}" for number, (verdict, _, _) in enumerate(WORDS)]


@pytest.mark.parametrize(("verdict", "changes", "words"), WORDS, ids=IDS)
def test_a_display_formulas_mark_says_its_verdict(verdict: str, changes: dict[str, Any], words: str) -> None:
    html, decoration = decorated(DISPLAY, having(verdict, **changes))
    summary = one(html, "details.texproof-mark").find("summary")
    assert text(summary).endswith(words)
    assert (text(summary)[0] == "∎") is (verdict == "proved")
    assert f"texproof-{verdict}" in one(html, "div.texproof-formula").get("class").split()
    assert decoration.messages == []


@pytest.mark.parametrize(("verdict", "changes", "words"), WORDS, ids=IDS)
def test_an_inline_formulas_mark_says_its_verdict_and_names_its_panel(
    verdict: str, changes: dict[str, Any], words: str
) -> None:
    html, _ = decorated(INLINE, having(verdict, **changes))
    button = one(html, "button.texproof-mark")
    assert text(button).endswith(words)
    panel = one(html, "div.texproof-panel")
    assert button.get("popovertarget") == panel.get("id")
    assert panel.get("popover") is not None
    assert words in panel.get("aria-label")
    assert "p" not in [parent.tag for parent in panel.iterancestors()]


def test_a_mention_has_no_mark() -> None:
    html, _ = decorated("Here is $Z$.\n\n$$ Z $$\n")
    assert select(html, "details.texproof-mark") == select(html, "button.texproof-mark") == []
    assert html.count('class="katex"') == 2


def test_the_evidence_holds_hypotheses_sizes_points_residual_time_and_the_way_to_the_snippet() -> None:
    html, _ = decorated(DISPLAY)
    evidence = text(one(html, "div.texproof-evidence"))
    for part in ("Given", "m×k, invertible", "m=2, k=3, n=4", "12 random points", "2.2·10⁻¹⁶", "12 ms", "4.0 ms"):
        assert part in evidence
    link = next(a for a in one(html, "div.texproof-evidence").iter("a"))
    card = one(html, "div.texproof-given")
    assert link.get("href") == f"#{card.get('id')}"
    assert "x = 1" in text(card)


def test_a_counterexample_names_sizes_entry_both_sides_and_values() -> None:
    html, _ = decorated(DISPLAY, having("refuted", obligations=(obligation("A = Z", "refuted", sympy=WRONG),)))
    shown = text(one(html, "div.texproof-counterexample"))
    for part in ("m=2, k=3, n=4", "entry (2, 1)", "0.731", "-1.204", "[[0.1, 0.2]]"):
        assert part in shown


def test_cells_in_which_both_sides_differ_are_marked_by_a_sign_and_a_word() -> None:
    assert WRONG.counterexample is not None
    whole = ((("2", "-4"), ("6", "-2")), (("2", "6"), ("6", "-2")))
    wrong = replace(WRONG, counterexample=replace(WRONG.counterexample, whole=whole))
    html, _ = decorated(DISPLAY, having("refuted", obligations=(obligation("A = Z", "refuted", sympy=wrong),)))
    left, right = select(html, "table.texproof-side")
    assert [text(cell) for cell in left.iter("td")] == ["2", "≠differs: −4", "6", "−2"]
    assert [text(cell) for cell in right.iter("td")] == ["2", "≠differs: 6", "6", "−2"]
    assert [text(caption) for caption in (*left.iter("caption"), *right.iter("caption"))] == ["left", "right"]


def test_each_obligation_is_typeset_with_its_verdict() -> None:
    two = (obligation("A = Z W"), obligation("Z W = Q", "refuted", sympy=WRONG))
    html, _ = decorated(DISPLAY, having("refuted", obligations=two))
    items = [text(item) for item in one(html, "ol.texproof-obligations").iter("li")]
    assert len(items) == 2
    assert "∎ proved" in items[0]
    assert "refuted" in items[1]
    assert len(one(html, "ol.texproof-obligations").xpath(".//math")) == 2


def test_what_is_wrong_stands_at_its_place() -> None:
    message = Message("refuted", "the <sides> differ", 4, 7, 4, 9, ("a note",), r"write \frac")
    for page, kind in ((DISPLAY, "texproof-formula"), (INLINE, "texproof-inline")):
        html, _ = decorated(page, having("refuted", diagnostics=(message,)))
        box = one(html, "span.texproof-error")
        for part in ("error[refuted]: the <sides> differ", "docs/page.md:4:7", "a note", r"write \frac"):
            assert part in text(box)
        assert kind in box.getprevious().get("class").split()


def test_evidence_stands_open_where_the_page_asks_for_it() -> None:
    html, _ = decorated(DISPLAY)
    assert one(html, "details.texproof-mark").get("open") is None
    html, _ = decorated(DISPLAY, opened=frozenset({"product"}))
    assert one(html, "details.texproof-mark").get("open") is not None


def test_a_label_is_an_id_a_number_and_what_references_lead_to() -> None:
    page = DISPLAY + "\nBy $\\eqref{product}$ and by \\eqref{product}, not by `\\eqref{product}`.\n"
    html, decoration = decorated(page)
    assert decoration.messages == []
    assert one(html, "div.texproof-formula").get("id") == "product"
    assert text(one(html, "a.texproof-number")) == "(1)"
    links = select(html, "a.texproof-reference")
    assert [(text(link), link.get("href")) for link in links] == [("(1)", "#product")] * 2
    assert html.count("\\eqref") == 1
    assert "\\label" not in html


def test_a_reference_to_nothing_is_an_error() -> None:
    _, decoration = decorated("By \\eqref{nowhere}.\n")
    assert [message.code for message in decoration.messages] == ["unknown-label"]


def test_a_formula_that_holds_but_cannot_be_typeset_is_an_error() -> None:
    _, decoration = decorated("$$ \\unknown = 1 $$\n")
    assert "cannot be typeset" in decoration.messages[0].message
    html, decoration = decorated("$$ \\unknown = 1 $$\n", having("malformed"))
    assert decoration.messages == []
    assert "<code>\\unknown = 1</code>" in html


def test_an_erratum_shows_what_was_written_and_how_it_was_refused() -> None:
    page = "/// given | matmul\n///\n\n/// erratum | wrong\n\n$$ A = Z $$\n\nBecause.\n\n$$ A = Z W $$\n///\n"
    html, decoration = decorated(page)
    assert decoration.messages == []
    card = one(html, "div.texproof-erratum")
    assert card.get("id") == "wrong"
    first, second = [e for e in card.iter("div") if "texproof-formula" in e.get("class", "").split()]
    assert text(first).startswith("What was written")
    assert "✗" in text(first)
    assert "What was written" not in text(second)


def test_marks_stay_out_of_links_and_display_formulas_out_of_paragraphs() -> None:
    html, _ = decorated("A [link with $A = Z W$](x.md).\n")
    assert select(html, "button.texproof-mark") == []
    assert "proved" in text(one(html, "span.texproof-mark"))


def test_a_build_that_does_not_judge_says_so_and_claims_nothing() -> None:
    html, _ = decorated("$$ A = Z W $$\n\nSo $A = Z W$ is.\n", judged=False)
    assert "Not judged" in text(one(html, "p.texproof-not-judged"))
    assert "∎" not in html
    assert html.count("A = Z W</annotation>") == 2


def test_the_same_page_gives_the_same_bytes() -> None:
    assert decorated(DISPLAY + INLINE)[0] == decorated(DISPLAY + INLINE)[0]


def test_a_heading_is_typeset_where_the_table_of_contents_repeats_it() -> None:
    heading = "# About $Z$\n"
    _, decoration = decorated(heading)
    page = rendered(heading).replace("<nav>Site", r"<nav>About \(Z\)")
    assert decoration.html(page, inventory(page)).count("Z</annotation>") == 2


def test_words_of_many_sizes_are_counted() -> None:
    sizes = tuple({"m": n, "n": n + 1} for n in range(2, 6))
    many = obligation("A = B", sympy=RouteResult(Answer.YES, sizes), numpy=EXACT)
    assert reach((many,)) == "at m=2, n=3 and m=3, n=4 and 2 more"


def test_a_claim_is_proved_for_every_size_only_if_all_of_it_is() -> None:
    both = (obligation("A = B", every_size=True), obligation("B = C"))
    formula = replace(page_of(DISPLAY).formulas[0], obligations=both)
    assert verdict_in_words(formula) == "proved at m=2, k=3, n=4"


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("the labels differ", "the labels differ"),
        (r"write \partial a_{1,1}", r"write <code>\partial a_{1,1}</code>"),
        (r"\mathbf{y} is not declared", r"<code>\mathbf{y}</code> is not declared"),
        (r"W^\top and a < b", r"<code>W^\top</code> and a &lt; b"),
        (r"so write \frac{\partial L}{\partial W}.", r"so write <code>\frac{\partial L}{\partial W}</code>."),
    ],
)
def test_tex_in_a_message_is_code(words: str, html: str) -> None:
    assert sentence(words) == html


def test_a_condition_is_typeset() -> None:
    stated = replace(obligation("A = B"), conditions=("$X^{-1}$ exists & more", r"$\det(X)$ is positive"))
    formula = replace(page_of(DISPLAY).formulas[0], obligations=(stated,))
    panel = parser.fromstring(Evidence(typesetter()).panel(formula, None, ""))
    said = " ".join(p.text_content() for p in panel.iter("p"))
    assert ["".join(math.itertext()).replace("\u2061", "") for math in panel.iter("math")][1:] == ["X−1", "det(X)"]
    assert "exists & more" in said
    assert "$" not in said


def test_evidence_ends_with_what_can_be_copied() -> None:
    cited = Cited("Small site", "Page", "https://example.org/page/")
    html, _ = decorated(DISPLAY, cited=cited)
    foot = one(html, "dl.texproof-cited")
    assert [text(entry) for entry in foot.iter("dd")] == [
        "A = Z W",
        "https://example.org/page/#product",
        "Small site, “Page”, product (1), proved at m=2, k=3, n=4. https://example.org/page/#product",
    ]
    assert [link.get("href") for link in foot.iter("a")] == ["#product"]


def test_what_has_no_label_has_an_address_and_is_cited_too() -> None:
    html, _ = decorated(INLINE, cited=Cited("Small site", "Page", "https://example.org/page/"))
    identity = one(html, "span.texproof-inline").get("id")
    assert text(one(html, "dl.texproof-cited")).count(f"https://example.org/page/#{identity}") == 2


def test_a_snippet_is_shown_once_and_linked_from_the_cards_after() -> None:
    again = DISPLAY + "\n/// given | matmul\n    sizes: {m: 2}\n///\n"
    html, _ = decorated(again)
    first, second = select(html, "div.texproof-given")
    assert len(list(first.iter("details"))) == 1
    assert len(list(second.iter("details"))) == 0
    assert [link.get("href") for link in second.iter("a")] == [f"#{first.get('id')}"]


def test_the_symbols_of_a_page_stand_where_the_theme_has_a_place_for_them() -> None:
    page = page_of(DISPLAY)
    shown = one(whole("", header=page_symbols(page, Evidence(typesetter()).name)), "section.texproof-page-symbols")
    assert [text(row) for row in shown.iter("li")] == ["Z m×k, invertible", "A=ZW m×n", "what they are"]
    assert (
        one(whole("", header=page_symbols(page, str)), "section.texproof-page-symbols").find("details").get("open")
        == ""
    )
    assert page_symbols(page_of("Nothing is given.\n"), str) == ""
    places = Places(Report((page,)), {PATH: "page/"}, {PATH: "Page"})
    html = rendered(DISPLAY).replace("<nav>Site</nav>", f"<nav>Site</nav>{PLACE}")
    assert "Symbols of this page" in Decoration(page, places, Evidence(typesetter())).html(html, inventory(html))
