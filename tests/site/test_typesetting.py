"""Formulas are typeset by KaTeX as HTML with MathML, and what cannot be typeset is an error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from texproof.build.cache import Cache
from texproof.elaborate.shown import Part
from texproof.report.report import Report
from texproof.surfaces.decorated import Decoration
from texproof.surfaces.evidence import Evidence, to_typeset
from texproof.surfaces.katex import style_and_fonts
from texproof.surfaces.kept import Kept
from texproof.surfaces.ledger import ledger
from texproof.surfaces.places import Places
from texproof.surfaces.rendered import inventory
from texproof.surfaces.typeset import TypesetError, Typesetter, mathml, references, with_references

from .pages import ROOT, obligation, page_of, rendered, typesetter


def annotation(html: str) -> str:
    found = re.findall(r'<annotation encoding="application/x-tex">(.*?)</annotation>', html, re.DOTALL)
    assert len(found) == 1
    return unescape(found[0])


@pytest.mark.parametrize(
    "tex",
    [
        "a < b",
        r"\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial A}",
        r"\underbrace{\begin{bmatrix} a & \cdots \\ \vdots & \ddots \end{bmatrix}}_{\frac{\partial L}{\partial W}}",
        r"\begin{aligned} a &= b \\ &= c \end{aligned}",
        r"\text{if } x \text{ \& y}",
    ],
)
@pytest.mark.parametrize("display", [True, False])
def test_the_mathml_carries_the_tex_that_was_given(tex: str, display: bool) -> None:
    html = typesetter().html(tex, display)
    assert annotation(html) == tex
    assert "<math" in html
    assert "Math/MathML" not in html, "what HTML does not need weighs on every page"
    assert 'class="katex-html"' in html
    assert ("katex-display" in html) is display


@pytest.mark.parametrize(
    ("tex", "letters"),
    [
        (r"\mathbb{R}", "ℝ"),
        (r"\mathbb{E}", "𝔼"),
        (r"\mathbf{1}", "𝟏"),
        (r"\mathbf{xY}", "𝐱𝐘"),
        (r"\boldsymbol{\alpha}", "𝜶"),
        (r"\mathsf{A}", "𝖠"),
        (r"\mathrm{d}", "d"),
        ("x", "x"),
    ],
)
def test_mathml_alone_has_the_letters_of_its_alphabet(tex: str, letters: str) -> None:
    alone = mathml(typesetter().html(tex, display=False))
    assert alone.startswith("<math>")
    assert letters in re.sub(r"<annotation.*?</annotation>|<[^>]*>", "", alone)
    assert "katex-html" not in alone


@pytest.mark.parametrize(
    ("tex", "apart"),
    [
        (r"\log \det X", "log det X"),
        (r"\log\det(X)", "log det(X)"),
        (r"A \operatorname{diag}(x)", "A diag(x)"),
        (r"\partial \det(X)", "∂ det(X)"),
        (r"\det(X)^2 \det(Y)", "det(X)2 det(Y)"),
        (r"(\det(X) + 2) x", "(det(X)+2)x"),
    ],
)
def test_mathml_alone_keeps_names_of_operators_apart(tex: str, apart: str) -> None:
    alone = re.sub(r"<annotation.*?</annotation>", "", mathml(typesetter().html(tex, display=False)))
    assert re.sub(r"<[^>]*>|\u2061", "", re.sub(r"<mspace[^>]*>", " ", alone)) == apart


@pytest.mark.parametrize(
    "tex",
    [
        r"\unknown",
        r"\frac{1}",
        "x % a comment",
        r"\href{javascript:alert(1)}{x}",
        r"\url{https://example.org}",
        r"\htmlClass{texproof-mark}{x}",
        r"\includegraphics{x}",
        r"\def\a{\a\a}\a",
        r"\sqrt{" * 1000 + "}" * 1000,
        "{" * 3000 + "}" * 3000,
    ],
    ids=lambda tex: tex[:20],
)
def test_what_cannot_be_typeset_is_an_error(tex: str) -> None:
    with pytest.raises(TypesetError) as error:
        typesetter().html(tex, True)
    assert str(error.value)


def test_a_macro_of_one_formula_is_unknown_to_the_next() -> None:
    typesetter().html(r"\gdef\mine{x} \mine")
    with pytest.raises(TypesetError, match="mine"):
        typesetter().html(r"\mine")


def test_sizes_are_finite() -> None:
    assert "1000em" not in typesetter().html(r"\rule{1000em}{1em}").partition("katex-html")[2]


class Counting(Typesetter):
    """A typesetter that counts the formulas for which it was asked and had to make a start itself."""

    def __init__(self, done: Mapping[str, str] | None = None) -> None:
        super().__init__((ROOT / "node_modules/katex/dist/katex.min.js").read_text(encoding="utf-8"), done)
        self.runs: list[str] = []

    def _typeset(self, tex: str, display: bool, parts: tuple[Part, ...]) -> str:
        self.runs.append(tex)
        return super()._typeset(tex, display, parts)


def test_a_formula_is_typeset_once() -> None:
    counting = Counting()
    assert counting.html("x") == counting.html("x") != counting.html("x", display=True)
    assert counting.runs == ["x", "x"]


def test_what_was_typeset_ahead_is_what_would_be_typeset_when_asked_for() -> None:
    counting = Counting()
    thread = counting.ahead([("a + b", True, ()), ("a + b", False, ())])
    assert thread is not None
    thread.join()
    assert counting.html("a + b", True) == typesetter().html("a + b", True)
    assert counting.html("a + b") == typesetter().html("a + b")
    assert counting.runs == []
    assert len(counting.anew) == 2  # they are kept for the next build
    assert len(counting.done(2)) == 2


def test_what_cannot_be_typeset_is_an_error_when_it_is_asked_for_and_not_before() -> None:
    counting = Counting()
    # Nested so deep that the engine's stack must end before that of its thread.
    deep = r"\sqrt{" * 1000 + "}" * 1000
    thread = counting.ahead([("c", False, ()), (deep, True, ()), (r"\unknown", False, ())])
    assert thread is not None
    thread.join()
    for tex in (deep, r"\unknown"):
        with pytest.raises(TypesetError):
            counting.html(tex, tex is deep)
    assert counting.html("c")
    assert counting.runs == [deep, r"\unknown"]


def test_what_is_known_is_not_typeset_ahead_again() -> None:
    counting = Counting()
    counting.html("x")
    assert counting.ahead([("x", False, ())]) is None


def test_all_that_a_page_asks_to_be_typeset_is_foretold() -> None:
    text = "/// given | matmul\n///\n\n$Z$ and $$ A = Z W \\label{one} $$\n"
    page = page_of(text, lambda f: replace(f, obligations=(obligation("A = B"), obligation("B = C"))) if f.id else f)
    report = Report((page,))
    counting = Counting()
    evidence = Evidence(counting)
    foretold = list(to_typeset(report, listed=True))
    html = rendered(text)
    places = Places(report, {page.path: "page/"}, {page.path: "Page"})
    Decoration(page, places, evidence).html(html, inventory(html))
    ledger(places, evidence, page.path)
    assert counting.runs
    assert set(counting.done(99)) == {("display " if display else "inline ") + tex for tex, display, _ in foretold}


def test_references_become_the_texts_of_their_labels() -> None:
    tex = r"a \overset{\eqref{one}}{=} b \eqref{ two }"
    assert references(tex) == ("one", "two")
    assert with_references(tex, {"one": "(1)", "two": "(2)"}) == r"a \overset{\text{(1)}}{=} b \text{(2)}"


def test_the_style_asks_for_its_own_woff2_fonts_alone() -> None:
    style = (ROOT / "node_modules/katex/dist/katex.min.css").read_text(encoding="utf-8")
    kept, fonts = style_and_fonts(style)
    assert len(fonts) == 20
    assert re.findall(r"url\(([^)]*)\)", kept) == [f"fonts/{name}" for name in re.findall(r"fonts/([^)]*)\)", kept)]
    for name in fonts:
        assert (ROOT / "node_modules/katex/dist/fonts" / name).is_file()


@pytest.mark.parametrize("style", ["", "@font-face{src:url(https://example.org/x.woff2)}", "a{background:url(x.png)}"])
def test_a_style_that_asks_for_something_else_is_refused(style: str) -> None:
    with pytest.raises(ValueError, match="woff2"):
        style_and_fonts(style)


def test_what_was_typeset_is_kept_in_parts(tmp_path: Path) -> None:
    kept = Kept(Cache(tmp_path), {"katex": "0"})
    formulas = [f"x_{{{number}}}" for number in range(200)]
    first = Counting()
    found = [first.html(tex) for tex in formulas]
    kept.write(first)
    second = Counting(kept.read())
    assert [second.html(tex) for tex in formulas] == found
    assert second.runs == []

    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "typeset").iterdir()}
    assert len(before) > 30
    second.html("y")
    kept.write(second)
    changed = {path for path in (tmp_path / "typeset").iterdir() if path.stat().st_mtime_ns != before.get(path)}
    assert len(changed) == 1
    third = Counting(kept.read())
    third.html("y")
    third.html("x_{7}")
    assert third.runs == []


def test_what_was_typeset_with_something_else_is_not_known(tmp_path: Path) -> None:
    first = Counting()
    first.html("x")
    Kept(Cache(tmp_path), {"katex": "0"}).write(first)
    assert Kept(Cache(tmp_path), {"katex": "1"}).read() == {}
