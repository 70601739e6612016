"""Each rule that a proof for every size may use stands on the page of rules, proved in every way that there is."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from texproof.check.every_size import prove
from texproof.check.every_size.rules import RULES

from .page import PATH, SLUGS, TEXT, section, sections, stated

BY_SLUG = pytest.mark.parametrize("slug", SLUGS)
PARTS = {"derivatives": "Derivatives", "identities": "Identities"}


@pytest.fixture(scope="module")
def judged(report: dict[str, Any]) -> list[dict[str, Any]]:
    """The claims of the page, as the engine judges them."""
    return [f for f in report["formulas"] if f["page"] == PATH and f["role"] == "claim"]


def test_each_rule_has_one_section_and_each_section_a_rule() -> None:
    assert Counter(s.slug for s in sections()) == Counter(RULES.keys())
    assert TEXT.count("#rule-") == len(RULES)


@BY_SLUG
def test_a_section_has_the_rules_title_and_stands_in_its_part(slug: str) -> None:
    found, rule = section(slug), RULES[slug]
    assert found.title.lower() == rule.title.lower()
    assert found.part == PARTS[rule.of]


def test_derivatives_come_first() -> None:
    parts = [s.part for s in sections()]
    assert parts == sorted(parts)


@BY_SLUG
def test_a_section_says_what_the_rule_asks_for_and_where_it_is_from(slug: str) -> None:
    found = section(slug)
    assert len(found.told("Asks for")) == len(found.told("Source")) == 1
    assert found.labels == (f"{slug}-rule",)


@BY_SLUG
def test_its_formula_is_proved_by_both_routes_and_for_every_size_by_that_rule(
    judged: list[dict[str, Any]], slug: str
) -> None:
    (formula,) = [f for f in judged if f["id"] == f"{slug}-rule"]
    assert formula["verdict"] == "proved"
    assert formula["obligations"]
    for obligation in formula["obligations"]:
        assert {name: route["answer"] for name, route in obligation["routes"].items()} == {
            "sympy": "yes",
            "numpy": "yes",
        }
        assert obligation["every_size"]
    assert any(slug in obligation["proof"]["rules"] for obligation in formula["obligations"])


@BY_SLUG
def test_the_sizes_of_its_formula_are_not_fixed(judged: list[dict[str, Any]], slug: str) -> None:
    """With fixed sizes there would be nothing to prove for every size."""
    (formula,) = [f for f in judged if f["id"] == f"{slug}-rule"]
    assert all(obligation["proof"]["letters"] for obligation in formula["obligations"])


@BY_SLUG
def test_what_is_read_from_the_page_here_is_what_was_judged(slug: str) -> None:
    """The tests of spoiled rules ask the engine itself."""
    model, found = stated(slug)
    proofs = [prove(obligation, model, {}) for obligation in found]
    assert all(proof.holds for proof in proofs)
    assert slug in {name for proof in proofs for name in proof.rules}


def test_what_follows_from_the_rules_is_proved_for_every_size_too(judged: list[dict[str, Any]]) -> None:
    others = [f for f in judged if not f["id"]]
    assert len(others) >= 20
    assert not [(f["line"], f["tex"]) for f in others if not all(o["every_size"] for o in f["obligations"])]


def test_no_proof_of_the_site_names_a_rule_that_has_no_section(report: dict[str, Any]) -> None:
    named = {name for f in report["formulas"] for o in f["obligations"] for name in o["proof"]["rules"]}
    assert named <= {s.slug for s in sections()}
