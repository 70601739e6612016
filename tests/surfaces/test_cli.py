"""The command's contract: exit status, the JSON object, places in every form, and nothing of a page that acts."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from texproof.surfaces.cli import FORMATS, main

SNIPPET = """from texproof import Matrix, dims, model, unknown

m, k, n = dims("m k n")


@model
def matmul(xp, Z: Matrix[m, k], W: Matrix[k, n]):
    A = Z @ W
    return {"A": A, "L": unknown(A)}
"""
GOOD = """# Page

/// given | matmul
///

Let $Z$ be.

$$
\\frac{\\partial L}{\\partial W} = Z^\\top \\frac{\\partial L}{\\partial A} \\label{gradient}
$$
"""
WRONG = GOOD.replace("= Z^", "= -Z^")
VERDICTS = ["proved", "supported", "refuted", "ill-shaped", "malformed", "undecided", "conflict"]
VERDICTS += ["definition", "mention", "refuted-erratum", "unchecked"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    root = tmp_path / "project"
    for folder in ("docs/sub", "snippets"):
        (root / folder).mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    (root / "snippets" / "matmul.py").write_text(SNIPPET, encoding="utf-8")
    (root / "docs" / "matmul.md").write_text(GOOD, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def check(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def write(path: str, text: str) -> None:
    Path(path).write_text(text, encoding="utf-8")


def test_everything_holds(project: Path) -> None:
    result = check()
    assert result.exit_code == 0, result.output
    assert result.output == "2 formulas on 1 page: 1 proved, 1 mention; everything holds\n"


def test_something_does_not(project: Path) -> None:
    write("docs/sub/wrong.md", WRONG.replace("gradient", "other"))
    result = check()
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0] == "docs/sub/wrong.md:9:33: error[refuted]: the two sides are not equal"
    assert lines[1] == "    = given: matmul (line 3): Z m×k, W k×n, A m×n, L a number"
    assert any(line.startswith("    = counterexample at m = ") for line in lines)
    assert lines[-1] == "4 formulas on 2 pages: 1 proved, 1 refuted, 2 mention; 1 error"


def test_pages_and_folders_are_chosen(project: Path) -> None:
    write("docs/sub/wrong.md", WRONG.replace("gradient", "other"))
    assert check("docs/matmul.md").exit_code == 0
    assert check("docs/sub").exit_code == 1
    assert check("docs/matmul.md", "docs/sub/wrong.md").exit_code == 1
    assert check("docs").output.startswith("docs/sub/wrong.md:9:33: ")


def test_a_page_outside_any_project(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "elsewhere" / "page ü.md"
    page.parent.mkdir()
    page.write_text(WRONG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = check(page, "--snippets", project / "snippets")
    assert result.exit_code == 1
    assert result.output.startswith("elsewhere/page ü.md:9:33: error[refuted]")
    assert not (tmp_path / "elsewhere" / ".texproof_cache").exists()
    assert not (tmp_path / ".texproof_cache").exists()


def test_a_page_whose_name_starts_with_a_dash(project: Path) -> None:
    write("-page.md", WRONG)
    assert check("--", "-page.md").output.startswith("-page.md:9:33: ")


UNUSABLE = [
    ["nowhere.md"],
    ["--format", "xml"],
    ["--no-such-option"],
    ["--snippets", "nowhere"],
    ["--only", "docs/matmul.md"],
    ["--only", "docs/matmul.md:0"],
    ["--only", "docs/nowhere.md:3"],
    ["--only", "docs/matmul.md:1"],
    ["docs/sub"],
    ["--processes", "0"],
]


@pytest.mark.parametrize("arguments", UNUSABLE, ids=" ".join)
def test_unusable(project: Path, arguments: list[str]) -> None:
    result = CliRunner().invoke(main, ["check", *arguments])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr


def test_no_snippets_folder_is_unusable_where_one_is_needed(project: Path) -> None:
    (project / "snippets" / "matmul.py").unlink()
    (project / "snippets").rmdir()
    result = check()
    assert result.exit_code == 2
    assert "snippets" in result.stderr
    write("docs/matmul.md", "No formula, $1 + 1 = 2$.\n")
    assert check().exit_code == 0


def test_only_one_line(project: Path) -> None:
    write("docs/matmul.md", WRONG)
    assert check("--only", "docs/matmul.md:6").exit_code == 0
    result = check("--only", "docs/matmul.md:9")
    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == "1 formula on 1 page: 1 refuted; 1 error"


def document(*arguments: object) -> dict[str, Any]:
    result = check("--format", "json", *arguments)
    assert result.exit_code in (0, 1), result.output
    loaded: dict[str, Any] = json.loads(result.stdout)
    return loaded


def test_the_object_is_the_contract(project: Path) -> None:
    found = document()
    assert found["version"] == 1
    assert list(found["summary"]) == ["formulas", *VERDICTS]
    assert found["summary"]["formulas"] == 2
    formula = found["formulas"][1]
    place = {name: formula[name] for name in ("page", "line", "column", "end_line", "end_column")}
    assert place == {"page": "docs/matmul.md", "line": 8, "column": 1, "end_line": 10, "end_column": 3}
    assert formula["tex"] == GOOD[GOOD.index("$$") + 2 : GOOD.rindex("$$")]
    assert (formula["id"], formula["role"], formula["verdict"], formula["given"]) == (
        "gradient",
        "claim",
        "proved",
        "matmul",
    )
    (obligation,) = formula["obligations"]
    assert (obligation["line"], obligation["column"], obligation["verdict"]) == (9, 33, "proved")
    assert isinstance(obligation["every_size"], bool)
    assert set(obligation["routes"]) >= {"sympy", "numpy"}
    for route in obligation["routes"].values():
        said = {"answer", "sizes", "points", "residual", "reason", "counterexample", "seconds", "without_value"}
        assert set(route) == said
        assert route["answer"] == "yes"
        assert route["counterexample"] is None
    assert obligation["routes"]["numpy"]["residual"] < 1e-9
    assert obligation["tex"].startswith("\\frac")
    assert formula["diagnostics"] == []


def test_the_object_of_what_is_wrong(project: Path) -> None:
    write("docs/matmul.md", WRONG + "\n$\\foo$ and $x\n")
    found = document()
    refuted, malformed = found["formulas"][1:]
    (diagnostic,) = refuted["diagnostics"]
    assert {name: diagnostic[name] for name in ("code", "line", "column", "end_line", "end_column")} == {
        "code": "refuted",
        "line": 9,
        "column": 33,
        "end_line": 9,
        "end_column": 70,
    }
    assert refuted["obligations"][0]["routes"]["numpy"]["counterexample"]["sizes"]
    assert malformed["verdict"] == "malformed"
    assert [(d["page"], d["code"], d["line"]) for d in found["diagnostics"]] == [
        ("docs/matmul.md", "unclosed-formula", 12)
    ]
    assert found["summary"]["refuted"] == found["summary"]["malformed"] == 1


def test_github_commands(project: Path) -> None:
    write("docs/a,b:c%.md", WRONG.replace("gradient", "other"))
    result = check("--format", "github")
    assert result.exit_code == 1
    first, last = result.output.splitlines()
    assert first.startswith("::error file=docs/a%2Cb%3Ac%25.md,line=9,endLine=9,col=33,endColumn=")
    assert ",title=texproof%3A refuted::the two sides are not equal%0Agiven: matmul" in first
    assert last.endswith("1 error")


def test_the_forms_for_programs_tell_the_same_errors(project: Path) -> None:
    write("docs/matmul.md", WRONG + "\n$\\foo$ and $x\n")
    log = json.loads(check("--format", "sarif").stdout)
    results = log["runs"][0]["results"]
    places = [result["locations"][0]["physicalLocation"]["region"] for result in results]
    from_sarif = [(r["ruleId"], p["startLine"], p["startColumn"]) for r, p in zip(results, places, strict=True)]
    lines = check("--format", "line").stdout.splitlines()[:-1]
    said = [re.fullmatch(r"docs/matmul\.md:(\d+):(\d+): error\[([a-z-]+)\]: .+", line) for line in lines]
    assert from_sarif == [(m[3], int(m[1]), int(m[2])) for m in said if m]
    assert [code for code, _, _ in from_sarif] == ["refuted", "unknown-macro", "unclosed-formula"]
    suites = ET.fromstring(check("--format", "junit").stdout)
    failures = [failure.get("type") for failure in suites.iter("failure")]
    assert sorted(map(str, failures)) == sorted(code for code, _, _ in from_sarif)
    assert suites.get("tests") == "4"


HOSTILE = "bad \x1b[31m $\x1b]0;x\x07 \u202e x$ and $\u200b$\n::error file=x::y\n$z\n"


@pytest.mark.parametrize("form", ["text", *FORMATS])
def test_nothing_of_a_page_acts_on_a_terminal(project: Path, form: str) -> None:
    write("docs/matmul.md", GOOD + HOSTILE)
    (project / "snippets" / "bad.py").write_text("raise ValueError('\\x1b[2J\\n::error::z')\n", encoding="utf-8")
    write("docs/other.md", "/// given | bad\n///\n\n$Z$\n")
    result = check("--format", form)
    assert result.exit_code == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e]", result.output)
    commands = [line for line in result.output.splitlines() if line.startswith("::")]
    assert all(line.startswith("::error file=docs/") for line in commands)
    assert bool(commands) == (form == "github")


def test_a_terminal_that_knows_only_ascii(project: Path) -> None:
    write("docs/matmul.md", WRONG.replace("Let", "数 é"))
    environment = os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", "from texproof.surfaces.cli import FORMATS, main; main()", "check"],
        capture_output=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 1
    assert b"docs/matmul.md:9:33: error[refuted]" in done.stdout
    assert b"Traceback" not in done.stderr


def test_the_same_object_twice(project: Path) -> None:
    def timeless(found: Any) -> Any:
        if isinstance(found, dict):
            return {name: timeless(value) for name, value in found.items() if name != "seconds"}
        return [timeless(item) for item in found] if isinstance(found, list) else found

    write("docs/matmul.md", WRONG)
    first = document("--cold")
    assert timeless(first) == timeless(document("--cold"))
    assert timeless(document()) == timeless(first)
