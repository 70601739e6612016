"""Where SymPy is wrong, texproof is right: by both routes, or by refusing what it does not read."""

from __future__ import annotations

from collections import Counter

import pytest

from texproof.check.verdict import PASSING
from texproof.report.report import FormulaReport, PageReport

from .hazard import Hazard
from .judged import HAZARDS, KINDS, failing, judged, right, wrong

pytestmark = pytest.mark.xdist_group("hazards")
BY_NAME = pytest.mark.parametrize("hazard", HAZARDS, ids=[hazard.name for hazard in HAZARDS])


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PageReport]:
    found = judged(HAZARDS, tmp_path_factory.mktemp("hazards"))
    return {hazard.name: page for hazard, page in zip(HAZARDS, found, strict=True)}


def answers(formula: FormulaReport) -> set[tuple[str, str]]:
    return {(name, result.answer) for stated in formula.obligations for name, result in stated.routes.items()}


@pytest.mark.parametrize(
    "hazard", [hazard for hazard in HAZARDS if hazard.shown], ids=[hazard.name for hazard in HAZARDS if hazard.shown]
)
def test_the_installed_sympy_still_does_it(hazard: Hazard) -> None:
    """Fails where a release of SymPy mends what a hazard is about: then it is one no longer."""
    assert hazard.shown is not None
    assert hazard.shown(), f"mended in this SymPy: {hazard.says}"


@BY_NAME
def test_the_right_formula_is_proved_by_both_routes(hazard: Hazard, pages: dict[str, PageReport]) -> None:
    formula = right(pages[hazard.name])
    assert (formula.verdict, formula.diagnostics) == ("proved", ())
    assert answers(formula) == {("sympy", "yes"), ("numpy", "yes")}
    if hazard.condition:
        assert [hazard.condition] == [condition for stated in formula.obligations for condition in stated.conditions]


@BY_NAME
def test_the_wrong_formula_is_refused(hazard: Hazard, pages: dict[str, PageReport]) -> None:
    page = pages[hazard.name]
    assert not page.diagnostics
    formula = wrong(page)
    assert (formula.verdict, formula.passes) == (hazard.verdict, False)
    assert formula.diagnostics
    if hazard.verdict == "refuted":
        assert ("sympy", "no") in answers(formula)
        assert ("numpy", "no") in answers(formula)


def test_there_are_hazards_of_every_kind_and_each_has_a_name_of_its_own() -> None:
    assert len(HAZARDS) >= 60
    assert min(map(len, KINDS.values())) >= 5
    assert Counter(hazard.name for hazard in HAZARDS).most_common(1)[0][1] == 1


def test_no_wrong_formula_is_expected_to_pass() -> None:
    assert not {hazard.verdict for hazard in HAZARDS} & PASSING
    assert sum(hazard.verdict == "refuted" for hazard in HAZARDS) > len(HAZARDS) / 2


def test_a_hazard_is_seen_to_fail_where_its_formulas_change_places(tmp_path_factory: pytest.TempPathFactory) -> None:
    from dataclasses import replace

    turned = [replace(hazard, right=hazard.wrong, wrong=hazard.right) for hazard in HAZARDS[:6]]
    names = {hazard.name for hazard in turned}
    found = failing(turned, judged(turned, tmp_path_factory.mktemp("turned")))
    assert found == {"right": names, "wrong": names}
