"""`:=` gives a new name a meaning from there on."""

from __future__ import annotations

import pytest

from .formulas import Wrong, meaning, term, vocabulary, wrong

GRADIENT = r"G := \frac{\partial L}{\partial A}"


@pytest.mark.parametrize(
    ("definition", "tex", "other"),
    [
        (GRADIENT, "G", r"\frac{\partial L}{\partial A}"),
        (GRADIENT, "g_{ij}", r"\frac{\partial L}{\partial A}_{ij}"),
        (GRADIENT, "G_{ij}", r"g_{i,j}"),
        (GRADIENT, r"\mathbf{G}", "G"),
        (r"G \coloneqq L", "G", "L"),
        (r"\hat{A} := A^\top", r"\hat{a}_{ij}", r"(A^\top)_{ij}"),
        ("B_1 := A", "B_1", "A"),
        (r"c := \frac{L}{2}", "c^2", r"\left(\frac{L}{2}\right)^2"),
        (r"f(Z) := \operatorname{tr}(Z^\top Z)", "f(Z)", r"\operatorname{tr}(Z^\top Z)"),
        (r"f(Z) := \operatorname{tr}(Z^\top Z)", "f", r"\operatorname{tr}(Z^\top Z)"),
        (r"f(Z, W) := L", "f(Z, W)", "L"),
        (r"D := A, \quad F := D^\top", "F", r"A^\top"),
        ("G := Z W = A", "G", "Z W"),
        (r"v := A_{:,1}", "v_i", "(A_{:,1})_i"),
    ],
)
def test_a_definition_stands_for_its_term(definition: str, tex: str, other: str) -> None:
    names = vocabulary("matmul", after=[definition])
    assert term(tex, names) == term(other, names)


def test_its_role_and_what_else_it_states() -> None:
    names = vocabulary("matmul")
    assert meaning(GRADIENT, names).role == "definition"
    claim = meaning("G := Z W = A", names)
    assert (claim.role, [o.kind for o in claim.obligations]) == ("claim", ["equality"])


@pytest.mark.parametrize(
    ("tex", "place", "code"),
    [
        ("A := Z", "A", "name-taken"),
        ("m := 2", "m", "name-taken"),
        ("G := 2 G", "G", "name-taken"),
        ("g := A", "g", "name-taken"),
        ("z := A", "z", "name-taken"),
        ("z_{11} := 1", "z_{11}", "name-taken"),
        ("Q := Q", "Q", "undeclared-symbol"),
        ("Q := W Z", "W Z", "shape-mismatch"),
        ("Q + A := Z", "Q + A", "not-understood"),
        ("Q' := A", "Q'", "not-understood"),
        ("v_i := a_{i1}", "v_i := a_{i1}", "not-understood"),
        (r"\operatorname{loss} := L", r"\operatorname{loss}", "not-understood"),
        ("A = Q := Z", "Q", "undeclared-symbol"),
        ("Q := I", "I", "unknown-size"),
        ("f(W)", "(W)", "not-understood"),
        (r"f (A + A)", "(A + A)", "not-understood"),
        (r"\frac{\partial L}{\partial G}", "G", "not-a-variable"),
    ],
)
def test_what_cannot_be_defined_or_used(tex: str, place: str, code: str) -> None:
    names = vocabulary("matmul", after=[GRADIENT, r"f(Z) := \operatorname{tr}(Z^\top Z)"])
    assert Wrong(code, place) in wrong(tex, names) or (code == "undeclared-symbol" and wrong(tex, names))


def test_its_own_sums_do_not_meet_the_letters_of_the_formula_that_uses_it() -> None:
    names = vocabulary("matmul", after=[r"s := \sum_i a_{i1}"])
    claim = meaning(r"\sum_i a_{i1} s + a_{j1} s = s^2 + s a_{j1}", names)
    assert not claim.diagnostics
    assert [r.letter for r in claim.obligations[0].free] == ["j"]
    claim = meaning("a_{i1} s = s a_{i1}", names)
    assert not claim.diagnostics


def test_its_conditions_follow_it_in_its_own_words() -> None:
    names = vocabulary("matmul", after=[r"c := \frac{1}{L + 1}"])
    [obligation] = meaning("c = c", names).obligations
    assert obligation.conditions == ("$L + 1$ is not 0",)


def test_what_is_wrong_with_a_name_used_is_said_where_it_is_used() -> None:
    names = vocabulary("matmul", after=[r"P := \frac{\partial L}{\partial A} A^\top + Z Z^\top + A A^\top"])
    assert wrong("P W", names) == [Wrong("shape-mismatch", "P W")]
