"""Conditions: what each supposes of which symbol, what it puts in, its words; and names that a formula explains."""

from __future__ import annotations

import pytest

from texproof.elaborate.claim import Obligation

from .formulas import meaning, vocabulary


def stated(tex: str, model: str = "conditioned") -> Obligation:
    claim = meaning(tex, vocabulary(model))
    assert not claim.diagnostics, claim.diagnostics
    return claim.obligations[0]


SUPPOSED = [
    (r"A = A^\top \Rightarrow", {"A": "symmetric"}, "$A = A^\\top$"),
    (r"A^\top = A \Rightarrow", {"A": "symmetric"}, "$A^\\top = A$"),
    (r"A^\top = -A \Rightarrow", {"A": "skew-symmetric"}, "$A^\\top = -A$"),
    (r"-A^\top = A \Rightarrow", {"A": "skew-symmetric"}, "$-A^\\top = A$"),
    (r"A^\top A = I \Rightarrow", {"A": "orthogonal"}, "$A^\\top A = I$"),
    (r"I = A A^\top \Rightarrow", {"A": "orthogonal"}, "$I = A A^\\top$"),
    (r"A^\top = A^{-1} \Rightarrow", {"A": "orthogonal"}, "$A^\\top = A^{-1}$"),
    (r"A A = A \Rightarrow", {"A": "idempotent"}, "$A A = A$"),
    (r"A^2 = A \Rightarrow", {"A": "idempotent"}, "$A^2 = A$"),
    (r"A A = I \Rightarrow", {"A": "involutory"}, "$A A = I$"),
    (r"A^2 = I \Rightarrow", {"A": "involutory"}, "$A^2 = I$"),
    (r"A = A^{-1} \Rightarrow", {"A": "involutory"}, "$A = A^{-1}$"),
    (r"A \succ 0 \Rightarrow", {"A": "positive definite"}, "$A \\succ 0$"),
    (r"A \succeq 0 \Rightarrow", {"A": "positive semidefinite"}, "$A \\succeq 0$"),
    (r"\alpha > 0 \Rightarrow", {"alpha": "positive"}, "$\\alpha > 0$"),
    (r"\alpha \ne 0 \Rightarrow", {"alpha": "nonzero"}, "$\\alpha \\ne 0$"),
    (r"\beta \neq 0 \Rightarrow", {"beta": "nonzero"}, "$\\beta \\neq 0$"),
    (r"\det A \ne 0 \Rightarrow", {"A": "invertible"}, "$\\det A \\ne 0$"),
    (r"A \text{ is symmetric} \Rightarrow", {"A": "symmetric"}, "$A$ is symmetric"),
    (r"A \text{ is skew-symmetric} \Rightarrow", {"A": "skew-symmetric"}, "$A$ is skew-symmetric"),
    (r"A, B \text{ are symmetric} \Rightarrow", {"A": "symmetric", "B": "symmetric"}, "$A$, $B$ are symmetric"),
    (r"A \text{ and } M \text{ are diagonal} \Rightarrow", {"A": "diagonal", "M": "diagonal"}, "$A$, $M$ are diagonal"),
    (r"\text{if } A \text{ is invertible} \text{ then }", {"A": "invertible"}, "$A$ is invertible"),
    (r"\text{if } A = A^\top \text{ then }", {"A": "symmetric"}, "$A = A^\\top$"),
    (r"\text{for symmetric } A \Rightarrow", {"A": "symmetric"}, "$A$ is symmetric"),
    # what the given says already is a condition all the same, and supposes nothing new
    (r"O \text{ is orthogonal} \Rightarrow", {}, "$O$ is orthogonal"),
    (r"X^\top X = I \Rightarrow", {"X": "orthogonal"}, "$X^\\top X = I$"),
]  # fmt: skip


@pytest.mark.parametrize(("lead", "supposed", "words"), SUPPOSED, ids=[lead for lead, *_ in SUPPOSED])
def test_a_condition_supposes_a_hypothesis(lead: str, supposed: dict[str, str], words: str) -> None:
    found = stated(rf"{lead} M = M")
    assert {name: ", ".join(map(str, hypotheses)) for name, hypotheses in found.supposed} == supposed
    assert found.conditions == (words,)
    assert found.put_in == ()


@pytest.mark.parametrize(
    "behind",
    [
        r"\text{ if } A = A^\top",
        r"\quad \text{when } A = A^\top",
        r"\text{ whenever } A = A^\top",
        r"\text{ provided } A = A^\top",
        r"\text{ provided that } A = A^\top",
        r"\text{ assuming } A = A^\top",
        r"\text{ assuming that } A = A^\top",
        r"\text{ given that } A = A^\top",
        r"\text{ if } A \text{ is symmetric}",
        r"\quad A \text{ is symmetric}",
        r"\quad \text{for symmetric } A",
        r"\text{ if } A = A^\top \text{ and } A = A^\top",
    ],
)
def test_a_condition_may_follow(behind: str) -> None:
    claim = meaning(rf"M = M {behind}", vocabulary("conditioned"))
    assert not claim.diagnostics
    [found] = claim.obligations
    assert [(name, [str(h) for h in hypotheses]) for name, hypotheses in found.supposed] == [("A", ["symmetric"])]


def test_conditions_add_up() -> None:
    found = stated(r"M = M \text{ if } A = A^\top, A \succ 0, \alpha > 0")
    assert [(name, [str(h) for h in hypotheses]) for name, hypotheses in found.supposed] == [
        ("A", ["symmetric", "positive definite"]),
        ("alpha", ["positive"]),
    ]
    assert found.conditions == ("$A = A^\\top$", "$A \\succ 0$", "$\\alpha > 0$")


def test_a_condition_holds_for_all_that_follows_and_not_for_the_next_formula() -> None:
    claim = meaning(r"A = A^\top \Rightarrow M = M, \quad B = B", vocabulary("conditioned"))
    assert [o.conditions for o in claim.obligations] == [("$A = A^\\top$",)] * 2
    assert stated("M = M").conditions == stated("M = M").supposed == ()


PUT_IN = [
    (r"M = A B \Rightarrow M x = y", r"(A B) x = y", ("M",)),
    (r"A B = M \Rightarrow M x = y", r"(A B) x = y", ("M",)),
    (r"M x = y \text{ if } M = A B", r"(A B) x = y", ("M",)),
    (r"M = B \Rightarrow M x = B y", r"B x = B y", ("M",)),
    (r"y = B x \Rightarrow y^\top y = 0", r"(B x)^\top (B x) = 0", ("y",)),
    (r"\alpha = \beta^2 + 1 \Rightarrow \alpha x = y", r"(\beta^2 + 1) x = y", ("alpha",)),
    (r"M = A B, \alpha = \beta^2 \Rightarrow \alpha M = 0", r"\beta^2 (A B) = 0", ("M", "alpha")),
    (r"M = \alpha B, \alpha = \beta^2 \Rightarrow M = B", r"\beta^2 B = B", ("M", "alpha")),
    (r"y = B x \Rightarrow \mathrm{d}y = 0", r"\mathrm{d}(B x) = 0", ("y",)),
    (r"y = B x \Rightarrow \mathrm{d}(y^\top y) = 0", r"\mathrm{d}((B x)^\top (B x)) = 0", ("y",)),
    # what is invertible nearly everywhere may stand for what is
    (r"X = A B \Rightarrow X x = y", r"(A B) x = y", ("X",)),
    # the side whose symbol nothing is computed from
    (r"A = B \Rightarrow f = y^\top B y", r"f = y^\top A y", ("B",)),
]


@pytest.mark.parametrize(("tex", "plain", "names"), PUT_IN, ids=[tex for tex, *_ in PUT_IN])
def test_an_equation_with_a_lone_symbol_is_put_in(tex: str, plain: str, names: tuple[str, ...]) -> None:
    found, other = stated(tex), stated(plain)
    assert (found.left, found.right) == (other.left, other.right)
    assert (found.put_in, found.supposed) == (names, ())


EXPLAINED = [
    (r"f = x^\top h, \quad h = A x", r"f = x^\top (A x)"),
    (r"f = x^\top h_1, \quad h_1 = A x", r"f = x^\top (A x)"),
    (r"f = x^\top \hat{h}, \quad \hat{h} = A x", r"f = x^\top (A x)"),
    (r"f = x^\top \mathbf{h}, \quad \mathbf{h} = A x", r"f = x^\top (A x)"),
    (r"f = x^\top h, \text{ where } h = A x", r"f = x^\top (A x)"),
    (r"h = A x, \quad f = x^\top h", r"f = x^\top (A x)"),
    (r"f = g + h, \quad g = h, \quad h = x^\top A x", r"f = x^\top A x + x^\top A x"),
    (r"f = \gamma, \quad \gamma = g + 1, \quad g = x^\top x", r"f = (x^\top x + 1)"),
]


@pytest.mark.parametrize(("tex", "plain"), EXPLAINED)
def test_a_name_that_a_formula_explains_stands_for_what_it_says(tex: str, plain: str) -> None:
    claim = meaning(tex, vocabulary("conditioned"))
    assert not claim.diagnostics, claim.diagnostics
    [found], other = claim.obligations, stated(plain)
    assert (found.left, found.right) == (other.left, other.right)
    assert claim.role == "claim"


def test_what_follows_in_an_explanation_is_stated_too() -> None:
    claim = meaning(r"f = x^\top h, \quad h = A x = B x", vocabulary("conditioned"))
    [second, _] = sorted(claim.obligations, key=lambda one: -one.span.start)
    other = stated("A x = B x")
    assert (second.left, second.right) == (other.left, other.right)


NO_NAMES = [
    (r"f = x^\top h, \quad h = g, \quad g = h", {"h", "g"}),
    (r"f = x^\top h^2, \quad h^2 = A x", {"h"}),
    (r"f = x^\top h_i, \quad h_i = A x", {"h"}),
    (r"f = 1, \quad h = A x", {"h"}),
    (r"f = h, \quad h \le 2", {"h"}),
    (r"f = h, \quad 2 h = 4", {"h"}),
]


@pytest.mark.parametrize(("tex", "names"), NO_NAMES)
def test_what_explains_no_name_leaves_it_undeclared(tex: str, names: set[str]) -> None:
    found = meaning(tex, vocabulary("conditioned")).diagnostics
    assert {d.code for d in found} == {"undeclared-symbol"}
    assert {tex[d.span.start : d.span.end] for d in found} == names


COMPARED = [
    (r"\alpha \le \beta", r"1 - [\alpha > \beta]"),
    (r"\alpha \leq \beta", r"1 - [\alpha > \beta]"),
    (r"\alpha \leqslant \beta", r"1 - [\alpha > \beta]"),
    (r"\alpha \ge \beta", r"1 - [\beta > \alpha]"),
    (r"\alpha \geq \beta", r"1 - [\beta > \alpha]"),
    (r"\alpha < \beta", r"[\beta > \alpha]"),
    (r"\alpha > \beta", r"[\alpha > \beta]"),
]


@pytest.mark.parametrize(("tex", "indicator"), COMPARED)
def test_a_comparison_states_that_its_indicator_is_one(tex: str, indicator: str) -> None:
    found, other = stated(tex), stated(f"{indicator} = 1")
    assert (found.kind, other.kind) == ("comparison", "equality")
    assert (found.left, found.right) == (other.left, other.right)
    assert (tex[found.span.start : found.span.end], tex[found.mark.start : found.mark.end]) == (tex, r"\beta")


def test_a_chain_states_each_of_its_relations() -> None:
    tex = r"0 \le \alpha < \beta = f"
    claim = meaning(tex, vocabulary("conditioned"))
    assert [(o.kind, tex[o.span.start : o.span.end], tex[o.mark.start : o.mark.end]) for o in claim.obligations] == [
        ("comparison", r"0 \le \alpha", r"\alpha"),
        ("comparison", r"< \beta", r"\beta"),
        ("equality", "= f", "f"),
    ]
