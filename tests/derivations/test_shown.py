"""What a reader and a program see of a proof for every size: the derivation that was judged, and for which sizes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml.html import HtmlElement, fragment_fromstring, tostring

from texproof.build import derived
from texproof.build.judge import Judge
from texproof.build.project import Project
from texproof.check.verdict import Answer, Proof, RouteResult, Step
from texproof.report.record import from_data, to_data
from texproof.report.report import FormulaReport, ObligationReport, PageReport, Report
from texproof.surfaces import data
from texproof.surfaces.evidence import Evidence, to_typeset
from texproof.surfaces.typeset import Typesetter
from texproof.surfaces.words import reach

from ..controls.checkers import InThisProcess
from ..program import ROOT
from .project import CLAIM, LABEL, judged, write


@cache
def evidence() -> Evidence:
    return Evidence(Typesetter((ROOT / "node_modules/katex/dist/katex.min.js").read_text(encoding="utf-8")))


@pytest.fixture
def formula(tmp_path: Path) -> FormulaReport:
    return judged(tmp_path, CLAIM + LABEL)


def panel(formula: FormulaReport) -> HtmlElement:
    return fragment_fromstring(evidence().panel(formula, None, ""), create_parent="div")


def rows(formula: FormulaReport) -> list[HtmlElement]:
    return panel(formula).xpath('.//div[@class="texproof-derivation"]/ol/li')


def typeset(row: HtmlElement) -> str:
    """Return the MathML of what a row shows typeset as a formula of its own."""
    (found,) = row.xpath('.//span[@class="texproof-stated"]//*[local-name()="math"]')
    return markup(found)


def markup(element: HtmlElement) -> str:
    return tostring(element, encoding="unicode", with_tail=False)


def as_mathml(tex: str, display: bool = True) -> str:
    """Return the MathML of a TeX, which differs between any two of a derivation."""
    return markup(fragment_fromstring(evidence().light(tex, display)))


def as_shown(steps: Sequence[Step]) -> list[str]:
    """Return the MathML of a derivation's rows: all but the first begin with the sign."""
    found = [as_mathml(f"= {step.tex}" if number else step.tex) for number, step in enumerate(steps)]
    assert len(set(found)) == len(found)
    return found


def test_what_is_shown_is_what_was_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chains: list[str] = []
    refused = derived._refused

    def watched(tex: str, count: int, given: str) -> str:
        chains.append(tex)
        return refused(tex, count, given)

    monkeypatch.setattr(derived, "_refused", watched)
    formula = judged(tmp_path, CLAIM + LABEL)
    (claim,) = formula.obligations
    assert len(claim.steps) > 2
    assert [" = ".join(step.tex for step in claim.steps)] == chains
    assert [typeset(row) for row in rows(formula)] == as_shown(claim.steps)


def test_the_steps_stand_in_order_each_with_its_rule(formula: FormulaReport) -> None:
    (claim,) = formula.obligations
    found = rows(formula)
    assert [typeset(row) for row in found] == as_shown(claim.steps)
    rules = [row.xpath('.//span[@class="texproof-rule"]')[0] for row in found]
    assert rules[0].text_content() == ""
    assert rules[1].text_content() == "chain rule"
    assert rules[-1].text_content() == "written as a matrix"


def test_a_symbol_in_a_rule_is_typeset(formula: FormulaReport) -> None:
    (claim,) = formula.obligations
    number = [step.rule for step in claim.steps].index(r"definition of $\hat{A}$")
    (rule,) = rows(formula)[number].xpath('.//span[@class="texproof-rule"]')
    assert rule.text == "definition of "
    assert [markup(element) for element in rule.xpath('.//*[local-name()="math"]')] == [as_mathml(r"\hat{A}", False)]
    assert "$" not in rule.text_content()


def test_nothing_in_it_runs(formula: FormulaReport) -> None:
    elements = [element for row in rows(formula) for element in row.iter()]
    assert len(elements) > 100
    assert not [e for e in elements if e.tag in ("script", "iframe", "object", "a")]
    assert not [name for e in elements for name in e.attrib if name.startswith("on") or name in ("href", "src")]


def test_words_in_a_rule_are_text() -> None:
    step = Step("x", "a <b> & $<i>$")
    claim = ObligationReport("equality", "x = x", 1, 1, "proved", True, Proof(True), steps=(Step("x"), step, step))
    html = evidence()._derivation(claim.steps)
    assert "a &lt;b&gt; &amp; " in html
    assert "<i>" not in html.replace("<i>x</i>", "")


def test_a_result_without_a_name_shows_none(tmp_path: Path) -> None:
    formula = judged(tmp_path, CLAIM)
    assert formula.obligations[0].every_size
    assert not rows(formula)
    assert "texproof-derivation" not in evidence().panel(formula, None, "")


def test_all_that_is_typeset_is_known_before(formula: FormulaReport) -> None:
    page = PageReport(formula.page, "", (formula,))
    ahead = {*to_typeset(Report((page,)), listed=False)}
    steps = formula.obligations[0].steps
    assert (steps[0].tex, True, ()) in ahead
    assert {(f"= {step.tex}", True, ()) for step in steps[1:]} <= ahead
    assert (r"\hat{A}", False, ()) in ahead


def test_a_program_reads_the_derivation_and_the_proof(formula: FormulaReport) -> None:
    page = PageReport(formula.page, "", (formula,))
    (found,) = data.document(Report((page,)))["formulas"][0]["obligations"]
    (claim,) = formula.obligations
    assert found["every_size"] is True
    assert found["derivation"] == [{"tex": step.tex, "rule": step.rule} for step in claim.steps]
    assert found["derivation"][0] == {"tex": r"\frac{\partial L}{\partial w_{p,q}}", "rule": ""}
    proof: dict[str, Any] = found["proof"]
    assert (proof["holds"], proof["letters"], proof["least"], proof["fault"]) == (True, ["n"], {}, False)
    assert proof["rules"]
    assert proof["networks"] > 0
    assert from_data(Proof, proof) == claim.proof
    assert tuple(from_data(Step, step) for step in found["derivation"]) == claim.steps
    assert "\\u" not in data.text(Report((page,))).split('"derivation"')[1].split("]")[0]


def test_a_claim_without_a_proof_for_every_size_says_why(tmp_path: Path) -> None:
    tex = r"\frac{\partial \det(W)}{\partial w_{1,2}} = -w_{2,1}"
    page = write(tmp_path, tex + LABEL)
    page.write_text(
        page.read_text(encoding="utf-8").replace("| square\n", "| square\n    sizes: {n: 2}\n"), encoding="utf-8"
    )
    with Judge(Project.around([page], cache=False), cold=True, crew=InThisProcess()) as judge:
        ((claim,),) = (formula.obligations for formula in judge.judge([page]).formulas)
    assert (claim.verdict, claim.every_size, claim.steps) == ("proved", False, ())
    found = to_data(claim)
    assert found["proof"]["holds"] is False
    assert found["proof"]["reason"]


def obligation(every_size: bool, letters: str = "", least: dict[str, int] | None = None, **sizes: int) -> Any:
    tried = RouteResult(Answer.YES, (sizes,) if sizes else ())
    proof = Proof(every_size, letters=tuple(letters), least=least or {})
    return ObligationReport("equality", "A = A", 1, 1, "proved", every_size, proof, {"sympy": tried, "numpy": tried})


@pytest.mark.parametrize(
    ("obligations", "words"),
    [
        ([obligation(True, "mkn", m=2, k=3, n=4)], "for every m, k, n"),
        ([obligation(True, "n", n=2)], "for every n"),
        ([obligation(True, "mkn", {"k": 2}, m=2, k=3, n=4)], "for every m, k ≥ 2, n"),
        ([obligation(True, "mn", {"n": 3}), obligation(True, "mn", {"n": 2})], "for every m, n ≥ 3"),
        ([obligation(True, "mn"), obligation(True, "nk", {"k": 2})], "for every m, n, k ≥ 2"),
        # A given that fixes all sizes leaves none to be proved for; one that fixes some leaves the others.
        ([obligation(True, "", m=2, k=2, n=2)], "at 2×2"),
        ([obligation(True, "n", m=2, n=3)], "for every n"),
        ([obligation(False, "", m=2, k=3, n=4)], "at m=2, k=3, n=4"),
        # One part that is not proved for every size speaks for the whole.
        ([obligation(True, "mn", m=2, n=3), obligation(False, "", m=2, n=3)], "at m=2, n=3"),
        ([obligation(True)], ""),
        ([], ""),
    ],
)
def test_for_which_sizes_a_proof_holds(obligations: list[ObligationReport], words: str) -> None:
    assert reach(tuple(obligations)) == words
