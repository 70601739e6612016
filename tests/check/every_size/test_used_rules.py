"""On which rules a proof for every size rests, by their titles, and for which sizes it is meant."""

from __future__ import annotations

import pytest

from texproof.check.every_size import prove
from texproof.check.every_size.rules import RULES

from ...elaborate.formulas import meaning, vocabulary
from ..test_twins import stated

RESTS_ON = [
    (r"(X Y)^{-1} = Y^{-1} X^{-1}", ("inverse of a product",)),
    (r"(X^\top)^{-1} = (X^{-1})^\top", ("inverse of a transpose",)),
    (r"(X^{-1})^{-1} = X", ("inverse of an inverse",)),
    (r"(2 X)^{-1} = \frac{1}{2} X^{-1}", ("inverse of a multiple",)),
    (r"(X \otimes Z)^{-1} = X^{-1} \otimes Z^{-1}", ("inverse of a Kronecker product",)),
    (r"X X^{-1} = I", ("a matrix meets its inverse", "Kronecker's delta taken away")),
    (r"D^{-1} x = x \oslash \operatorname{diag}(D)", ("a diagonal matrix", "Kronecker's delta taken away")),
    (r"D x = \operatorname{diag}(D) \odot x", ("a diagonal matrix", "Kronecker's delta taken away")),
    (r"O^{-1} = O^\top", ("an orthogonal matrix",)),
    (r"O O^\top = I", ("an orthogonal matrix", "Kronecker's delta taken away")),
    (r"S^{-1} = (S^{-1})^\top", ("a symmetric matrix",)),
    (r"S = S^\top", ("a symmetric matrix",)),
    (r"P = P^\top", ("a symmetric matrix",)),
    (r"\det(X Y) = \det X \det Y", ("determinant of a product",)),
    (r"\det(X^\top) = \det X", ("determinant of a transpose",)),
    (r"\det(X^{-1}) = \frac{1}{\det X}", ("determinant of an inverse",)),
    (r"\operatorname{tr}(I_n) = n", ("a sum of ones",)),
    (r"\sum_{j=1}^{n} \delta_{ij} x_j = x_i", ("Kronecker's delta taken away",)),
    (
        r"\frac{\partial x^\top y}{\partial x} = y",
        ("entries are varied one by one", "product rule", "Kronecker's delta taken away"),
    ),
    (
        r"\frac{\partial x^\top x}{\partial x} = 2 x",
        ("entries are varied one by one", "power rule", "Kronecker's delta taken away"),
    ),
    (r"\frac{\partial t^3}{\partial t} = 3 t^2", ("entries are varied one by one", "power rule")),
    (
        r"\frac{\partial \phi(t)}{\partial t} = \phi'(t)",
        ("entries are varied one by one", "derivative of an entrywise function"),
    ),
    (r"\frac{\partial e^t}{\partial t} = e^t", ("entries are varied one by one", "derivative of exp")),
    (r"e^{t} e^{t} = e^{2 t}", ("exp of a sum",)),
    (r"\frac{\partial \log t}{\partial t} = \frac{1}{t}", ("entries are varied one by one", "derivative of log")),
    (r"\frac{\partial \sin t}{\partial t} = \cos t", ("entries are varied one by one", "derivatives of sin and cos")),
    (r"\frac{\partial \tanh t}{\partial t} = 1 - \tanh^2(t)", ("entries are varied one by one", "derivative of tanh")),
    (
        r"\frac{\partial \operatorname{ReLU}(t)}{\partial t} = [t > 0]",
        ("entries are varied one by one", "derivative of a relation in brackets", "product rule"),
    ),
    (
        r"\frac{\partial x^\top X^{-1} y}{\partial X} = -X^{-\top} x y^\top X^{-\top}",
        ("derivative of an inverse", "entries are varied one by one", "product rule", "Kronecker's delta taken away"),
    ),
    (
        r"\frac{\partial \det X}{\partial X} = \det(X) X^{-\top}",
        ("derivative of a determinant", "entries are varied one by one", "Kronecker's delta taken away"),
    ),
    (
        r"\frac{\partial g}{\partial A} = \frac{\partial g}{\partial B} X^\top",
        ("chain rule", "entries are varied one by one", "product rule", "Kronecker's delta taken away"),
    ),
    (r"(X + Y)^{-1} X + (X + Y)^{-1} Y = I", ("Kronecker's delta taken away", "a sum meets its inverse")),
    (r"\frac{1}{1 + t} + \frac{t}{1 + t} = 1", ("a denominator cleared",)),
    (r"x^\top y = y^\top x", ()),
    (
        r"\frac{\partial^2 g}{\partial B_{11} \partial B_{12}} = \frac{\partial^2 g}{\partial B_{12} \partial B_{11}}",
        (
            "chain rule",
            "entries are varied one by one",
            "product rule",
            "mixed partial derivatives",
            "Kronecker's delta taken away",
        ),
    ),
    (r"x_3 = x_3 + x_5 - x_5", ()),
]


@pytest.mark.parametrize(("tex", "titles"), RESTS_ON, ids=[tex for tex, _ in RESTS_ON])
def test_a_proof_names_the_rules_that_it_rests_on(tex: str, titles: tuple[str, ...]) -> None:
    proof = prove(*stated(tex, "regular"), {})
    assert proof.holds, proof.reason
    assert tuple(RULES[slug].title for slug in proof.rules) == titles
    assert proof.letters == ("n", "k", "m")


LEAST = [
    (r"x_3 + x_5 = x_5 + x_3", {"n": 5}),
    (r"x_{n-2} + x_1 = x_1 + x_{n-2}", {"n": 3}),
    (r"A_{2,3} + A_{1,1} = A_{1,1} + A_{2,3}", {"m": 2, "n": 3}),
    (r"A x = A (x + y) - A y", {}),
]


@pytest.mark.parametrize(("tex", "least"), LEAST)
def test_a_proof_says_from_which_sizes_on_it_is_meant(tex: str, least: dict[str, int]) -> None:
    proof = prove(*stated(tex, "regular"), {})
    assert (proof.holds, dict(proof.least)) == (True, least)


def test_a_size_that_the_given_fixes_is_none_that_it_is_for_all_values_of() -> None:
    names = vocabulary("regular", sizes={"n": 2})
    [obligation] = meaning(r"A x = A (x + y) - A y", names).obligations
    assert names.signature is not None
    proof = prove(obligation, names.signature.model, {"n": 2})
    assert (proof.holds, proof.letters) == (True, ("k", "m"))


REASONS = [
    (r"X^{-1} = X", "left minus right keeps 2 networks that no rule takes away"),
    (r"x^\top X x = 0", "left minus right keeps 1 network that no rule takes away"),
    (r"\max_i x_i = \max_i x_i + 0", "no rule for Fold"),
    (r"\lambda_1(S) = \lambda_1(S) + 0", "no rule for Spectrum"),
    (r"\sin(X) = \sin(X) + 0", "no rule for MatrixFunction"),
]


@pytest.mark.parametrize(("tex", "reason"), REASONS)
def test_what_is_not_proved_says_why(tex: str, reason: str) -> None:
    proof = prove(*stated(tex, "regular"), {})
    assert (proof.holds, proof.reason, proof.fault) == (False, reason, False)
