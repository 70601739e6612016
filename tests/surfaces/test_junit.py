"""The JUnit document: a case for each formula, with what its readers count."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from texproof.check.verdict import Answer, RouteResult
from texproof.report.report import FormulaReport, Message, ObligationReport, PageReport, Report
from texproof.surfaces import junit

PATH = "docs/a.md"
ROUTES = {"sympy": RouteResult(Answer.YES, seconds=0.25), "numpy": RouteResult(Answer.YES, seconds=0.5)}
REFUTED = Message("refuted", "not <equal>", 4, 3, 4, 4, ("given: a & b",), r"write \frac{a}{b}")


def formula(line: int, verdict: str, tex: str = "a = b", **more: object) -> FormulaReport:
    obligation = ObligationReport("equality", tex, line, 1, "proved", routes=ROUTES)
    fields: dict[str, object] = {"obligations": (obligation,), **more}
    return FormulaReport(
        PATH,
        line,
        1,
        line,
        8,
        tex,
        tex,
        False,
        str(fields.pop("id", "")),
        "claim",
        verdict,
        "",
        **fields,  # type: ignore[arg-type]
    )


def document(*formulas: FormulaReport, page: tuple[Message, ...] = ()) -> ET.Element:
    text = junit.text(Report((PageReport(PATH, "", formulas, diagnostics=page),)))
    assert text.isascii()
    return ET.fromstring(text)


def test_each_formula_is_a_case_of_its_page() -> None:
    root = document(
        formula(2, "proved"),
        formula(4, "refuted", diagnostics=(REFUTED,)),
        formula(6, "unchecked", reason="a remark"),
        formula(8, "mention", id="named"),
    )
    (suite,) = root
    assert (root.tag, suite.tag, suite.get("name")) == ("testsuites", "testsuite", PATH)
    for counted in (root, suite):
        counts = {name: counted.get(name) for name in ("tests", "failures", "errors", "skipped")}
        assert counts == {"tests": "4", "failures": "1", "errors": "0", "skipped": "1"}
        assert counted.get("time") == "3.000"
    proved, refuted, unchecked, named = suite
    assert all(case.get("classname") == case.get("file") == PATH for case in suite)
    assert [case.get("name") for case in suite] == ["a = b", "a = b (2)", "a = b (3)", "named"]
    assert (proved.get("line"), proved.get("time"), len(proved)) == ("2", "0.750", 0)
    (failure,) = refuted
    assert (failure.tag, failure.get("type"), failure.get("message")) == ("failure", "refuted", "not <equal>")
    assert failure.text == (
        "docs/a.md:4:3: error[refuted]: not <equal>\n    = given: a & b\n    = help: write \\frac{a}{b}"
    )
    (skipped,) = unchecked
    assert (skipped.tag, skipped.get("message")) == ("skipped", "unchecked: a remark")
    assert len(named) == 0


def test_what_is_wrong_outside_formulas_is_a_case_too() -> None:
    root = document(
        page=(Message("unclosed-formula", "open", 3, 1, 3, 2), Message("unclosed-formula", "open", 5, 1, 5, 2))
    )
    assert [case.get("name") for case in root.iter("testcase")] == [
        "page: unclosed-formula",
        "page: unclosed-formula (2)",
    ]
    assert (root.get("tests"), root.get("failures")) == ("2", "2")


def test_a_formula_that_is_left_out_and_wrong_all_the_same_fails() -> None:
    root = document(formula(4, "unchecked", diagnostics=(REFUTED,)))
    assert (root.get("failures"), root.get("skipped")) == ("1", "0")


def test_a_formula_that_fails_without_a_word_fails_here_too() -> None:
    (failure,) = document(formula(4, "undecided")).iter("failure")
    assert failure.get("type") == "undecided"


def test_two_messages_of_a_formula_are_one_failure() -> None:
    other = Message("duplicate-label", "taken", 4, 1, 4, 8)
    (failure,) = document(formula(4, "refuted", diagnostics=(REFUTED, other))).iter("failure")
    assert failure.text is not None
    assert "error[refuted]" in failure.text
    assert "error[duplicate-label]: taken" in failure.text


def test_characters_that_xml_forbids_are_written_out() -> None:
    hostile = "a\x00\x01\x1b\ufffe\ud800 = b ]]> & <x>"
    message = Message("syntax", f"at {hostile}", 1, 1, 1, 2)
    root = document(formula(1, "malformed", hostile, diagnostics=(message,)), page=(message,))
    assert [case.get("name") for case in root.iter("testcase")][1] == (r"a\x00\x01\x1b\ufffe\ud800 = b ]]> & <x>")


def test_a_long_formula_has_a_short_name() -> None:
    cases = document(formula(1, "proved", "x + " * 100), formula(2, "proved", "x + " * 101)).iter("testcase")
    names = [case.get("name") or "" for case in cases]
    assert len(set(names)) == 2
    assert all(len(name) < 130 for name in names)
