"""Each code has a page, whose example gives the code and no other, and whose mended example passes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from texproof.build.crew import Crew
from texproof.diagnostic import CODES
from texproof.surfaces import explain

from ..program import ROOT
from .pages import BUILD, CHECK, FOLDER, built, codes_with_a_page, judged, page_of, rewritten, said

pytestmark = pytest.mark.xdist_group("checks")
WITH_PAGE = codes_with_a_page()
# No page by itself can give these; the test that does stands beside each.
BY_NO_PAGE = {"rejudged": "tests/build/test_rejudge.py"}
EXAMPLES = {code: page_of(code).console[0] for code in WITH_PAGE if code not in BY_NO_PAGE}
CHECKED = [
    pytest.param(code, marks=[pytest.mark.slow] * (code == "crashed")) for code in EXAMPLES if EXAMPLES[code] == CHECK
]
BUILT = [code for code, command in EXAMPLES.items() if command == BUILD]


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    with Crew(2) as crew:
        yield crew


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert set(WITH_PAGE) == CODES


def codes_of(lines: tuple[str, ...]) -> set[str]:
    return {code for line in lines for code in re.findall(r": error\[([a-z-]+)\]: ", line)}


@pytest.mark.parametrize("code", WITH_PAGE)
def test_a_page_has_the_title_of_its_code_and_says_in_one_paragraph_what_that_means(code: str) -> None:
    assert page_of(code).title == f"# {code}"
    assert "\n" not in page_of(code).meaning


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_is_run_and_has_a_mended_one(code: str) -> None:
    assert EXAMPLES[code] in (CHECK, BUILD)
    assert page_of(code).example
    assert page_of(code).mended != page_of(code).example


@pytest.mark.parametrize("code", BY_NO_PAGE)
def test_what_no_page_can_give_is_given_by_a_test(code: str) -> None:
    assert not page_of(code).mended
    assert f'"{code}"' in (ROOT / BY_NO_PAGE[code]).read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CHECKED)
def test_the_example_gives_its_code_and_no_other(
    code: str, crew: Crew, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    page = page_of(code)
    lines = said(judged(page.example, tmp_path, crew))
    if request.config.getoption("--rewrite-checks", default=False):
        rewritten(page, lines)
        page = page_of(code)
    assert page.console[1] == lines
    assert codes_of(lines) == {code}


@pytest.mark.parametrize("code", CHECKED)
def test_the_mended_example_passes(code: str, crew: Crew, tmp_path: Path) -> None:
    report = judged(page_of(code).mended, tmp_path, crew)
    assert said(report) == ()
    assert report.passes
    assert report.formulas


@pytest.mark.parametrize("code", BUILT)
def test_the_example_fails_the_build_of_a_site_and_the_mended_one_does_not(
    code: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    page = page_of(code)
    assert not built(page.example, tmp_path / "example")
    told = tuple(line for line in capfd.readouterr().err.splitlines() if ": error[" in line)
    if request.config.getoption("--rewrite-checks", default=False):
        rewritten(page, told)
        page = page_of(code)
    assert page.console[1] == told
    assert codes_of(told) == {code}
    assert built(page.mended, tmp_path / "mended")


def test_the_index_lists_every_page_in_one_line() -> None:
    assert set(explain.checks()) == CODES
    listed = [line for line in (FOLDER / "index.md").read_text(encoding="utf-8").splitlines() if line[:2] == "- "]
    assert len(listed) == len(CODES)
    assert all(len(check.summary) <= 90 and check.summary[-1] == "." for check in explain.checks().values())


def test_the_site_lists_the_pages_in_the_order_of_the_index() -> None:
    nav = re.search(r"^nav:\n(?:[ -].*\n)+", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert nav is not None
    (section,) = (entry["Checks"] for entry in yaml.safe_load(nav.group())["nav"] if "Checks" in entry)
    assert section.pop(0) == "checks/index.md"
    in_index: dict[str, list[str]] = {}
    for check in explain.checks().values():
        in_index.setdefault(check.group, []).append(f"checks/{check.code}.md")
    assert {name: pages for entry in section for name, pages in entry.items()} == in_index
