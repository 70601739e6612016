"""The cases, judged by the build."""

from __future__ import annotations

import pytest

from .pages import HERE, Case, cases_of, every_case, judged, passing, rewritten

pytestmark = pytest.mark.xdist_group("cases")
CASES = every_case()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> dict[str, tuple[str, ...]]:
    lines = judged(CASES, tmp_path_factory.mktemp("cases"))
    by_name = {case.name: said for case, said in zip(CASES, lines, strict=True)}
    if request.config.getoption("--rewrite-cases", default=False):
        for path in HERE.glob("*.md"):
            rewritten(path, {case.title: by_name[case.name] for case in cases_of(path)})
    return by_name


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case: Case, found: dict[str, tuple[str, ...]]) -> None:
    assert found[case.name] == case.expect


def test_there_are_cases_and_each_has_a_name_of_its_own() -> None:
    assert len(CASES) >= 80
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_holds_stands_beside_its_spoiled_twin(case: Case) -> None:
    assert {passing(line) for line in case.expect} == {True, False}
