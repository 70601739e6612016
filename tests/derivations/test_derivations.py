"""Derivations of claims about a dozen models: each step is read, decided by both routes, and proved for every size."""

from __future__ import annotations

import re

import pytest

from texproof.check.every_size.chain import COLLECTED, CONSTANT, LINEAR
from texproof.check.every_size.rules import RULES

from .claims import CLAIMS, NETWORK, PRODUCT, REGRESSION, SKIPPED, SOFTMAX, WITHOUT

WORDS = {rule.title for rule in RULES.values()} | {LINEAR, CONSTANT, COLLECTED, "written as a matrix"}
DEFINITION = re.compile(r"definition of \$([^$]+)\$")


@pytest.mark.parametrize("name", [*CLAIMS])
def test_each_step_is_read_and_proved(name: str) -> None:
    given, tex = CLAIMS[name]
    assert given.decided(given.equation(tex)) == ("proved", True)
    steps = given.steps(tex)
    assert len(steps) > 2
    chain = given.claim(" = ".join(step.tex for step in steps))
    assert len(chain.obligations) == len(steps) - 1
    assert [given.decided(o) for o in chain.obligations] == [("proved", True)] * (len(steps) - 1)


@pytest.mark.parametrize("name", [*CLAIMS])
def test_it_leads_from_the_derivative_to_the_right_side(name: str) -> None:
    given, tex = CLAIMS[name]
    left, right = tex.split(" = ", 1)
    first, *_, last = given.steps(tex)
    assert first.rule == ""
    assert given.decided(given.equation(f"{last.tex} = {first.tex}")) == ("proved", True)
    if last.rule == "written as a matrix":
        indices = last.tex.removeprefix(rf"\left( {right} \right)_")
        assert re.fullmatch(r"\{\w(,\w)?\}", indices)
        assert given.decided(given.equation(rf"{first.tex} = \left( {left} \right)_{indices}")) == ("proved", True)
    else:
        assert given.decided(given.equation(f"{first.tex} = {left}")) == ("proved", True)
        assert given.decided(given.equation(f"{last.tex} = {right}")) == ("proved", True)


@pytest.mark.parametrize("name", [*CLAIMS])
def test_each_step_names_its_rule(name: str) -> None:
    given, tex = CLAIMS[name]
    for step in given.steps(tex)[1:]:
        for rule in step.rule.split(", "):
            found = DEFINITION.fullmatch(rule)
            assert rule in WORDS or (found and found[1] in given.vocabulary.tex.values()), rule


@pytest.mark.parametrize("name", [*WITHOUT])
def test_there_is_none_where_nothing_is_to_be_said(name: str) -> None:
    given, tex = WITHOUT[name]
    assert given.decided(given.equation(tex))[0] == "proved"
    assert given.steps(tex) == ()


def test_the_derivation_of_the_product() -> None:
    assert [(step.rule, step.tex) for step in PRODUCT.steps(CLAIMS["the product, by the weights"][1])] == [
        ("", r"\frac{\partial L}{\partial w_{p,q}}"),
        (
            "chain rule",
            (
                r"\sum_{i=1}^{m} \sum_{j=1}^{n} \frac{\partial L}{\partial a_{i,j}} "
                r"\frac{\partial a_{i,j}}{\partial w_{p,q}}"
            ),
        ),
        (
            "definition of $A$",
            (
                r"\sum_{i=1}^{m} \sum_{j=1}^{n} \frac{\partial L}{\partial a_{i,j}} "
                r"\frac{\partial}{\partial w_{p,q}} "
                r"\left( \left( \sum_{l=1}^{k} z_{i,l} w_{l,j} \right) + b_{j} \right)"
            ),
        ),
        (
            "entries are varied one by one, product rule",
            (
                r"\sum_{i=1}^{m} \sum_{j=1}^{n} \sum_{l=1}^{k} \frac{\partial L}{\partial a_{i,j}} "
                r"z_{i,l} \delta_{l,p} \delta_{j,q}"
            ),
        ),
        ("Kronecker's delta taken away", r"\sum_{i=1}^{m} z_{i,p} \frac{\partial L}{\partial a_{i,q}}"),
        ("written as a matrix", r"\left( Z^\top \frac{\partial L}{\partial A} \right)_{p,q}"),
    ]


def test_it_goes_through_the_symbols_of_the_right_side() -> None:
    """∂L/∂A is not worked out where the claim is about what lies before A."""
    for step in NETWORK.steps(CLAIMS["the first layer"][1])[1:]:
        assert r"\frac{\partial L}{\partial" in step.tex
        assert "W_{2}" not in step.tex


def test_it_goes_through_no_symbol_that_something_passes_by() -> None:
    """From A to K lead two ways, and only one of them through B."""
    tex = r"\frac{\partial K}{\partial A} = C \odot \frac{\partial K}{\partial B} + \frac{\partial K}{\partial D}"
    assert SKIPPED.decided(SKIPPED.equation(tex)) == ("proved", True)
    steps = SKIPPED.steps(tex)
    assert (steps[1].rule, steps[1].tex) == (
        "chain rule",
        r"\sum_{i=1}^{m} \sum_{j=1}^{n} \frac{\partial K}{\partial d_{i,j}} \frac{\partial d_{i,j}}{\partial a_{p,q}}",
    )


def test_where_a_symbol_is_put_back_its_definition_is_named() -> None:
    rules = [step.rule for step in SOFTMAX.steps(CLAIMS["log sum exp"][1])]
    assert rules[-2] == "definition of $s$, definition of $y$"


def test_a_symbol_in_a_rule_is_called_as_on_the_page() -> None:
    rules = [step.rule for step in REGRESSION.steps(CLAIMS["regression"][1])]
    assert r"definition of $\hat{y}$" in rules


def test_a_step_too_long_to_be_read_is_left_out_and_its_rule_kept() -> None:
    steps = PRODUCT.steps(CLAIMS["squares"][1])
    assert max(len(step.tex) for step in steps) <= 400
    assert [rule for step in steps for rule in step.rule.split(", ") if DEFINITION.fullmatch(rule)] == [
        "definition of $S$",
        "definition of $A$",
    ]
