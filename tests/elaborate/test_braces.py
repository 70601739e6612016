"""Braces: a label that is mathematics is an obligation, words are prose, sizes are a shape."""

from __future__ import annotations

import pytest

from .formulas import Wrong, meaning, term, vocabulary, wrong

STATED = [
    (r"\underbrace{Z W}_{A}", [("label", "A")]),
    (r"\overbrace{Z W}^{A}", [("label", "A")]),
    (r"\underbrace{Z W}_A", [("label", "A")]),
    (r"\underbrace{Z W}_{= A}", [("label", "A")]),
    (r"\underbrace{Z W}_{A \text{ (the output)}}", [("label", r"A \text{ (the output)}")]),
    (r"\underbrace{Z W}_{\text{the output}}", []),
    (r"\underbrace{Z W}", []),
    (r"\overbrace{\underbrace{Z W}_{A}}^{A}", [("label", "A"), ("label", "A")]),
    (r"\underbrace{\underbrace{Z}_{Z} W}_{A}", [("label", "Z"), ("label", "A")]),
    (r"\underbrace{Z}_{m \times k} \underbrace{W}_{k \times n}", [("shape", r"m \times k"), ("shape", r"k \times n")]),
    (r"\underbrace{A}_{\in \mathbb{R}^{m \times n}}", [("shape", r"\in \mathbb{R}^{m \times n}")]),
    (r"\underbrace{L}_{2 \times 3}", [("label", r"2 \times 3")]),
    (r"\underbrace{A - A}_{0}", [("label", "0")]),
]


@pytest.mark.parametrize(("tex", "stated"), STATED, ids=[tex for tex, _ in STATED])
def test_a_label_is_an_obligation_of_its_own_place(tex: str, stated: list[tuple[str, str]]) -> None:
    claim = meaning(tex, vocabulary("matmul"))
    assert not claim.diagnostics
    marks = [(o.kind, tex[o.mark.start : o.mark.end]) for o in claim.obligations]
    trimmed = [(kind, label.partition(r" \text")[0]) for kind, label in stated]
    assert [(kind, mark.partition(r" \text")[0]) for kind, mark in marks] == trimmed


def test_what_is_braced_means_the_same_without_the_brace() -> None:
    names = vocabulary("matmul")
    assert term(r"\underbrace{Z}_{\text{input}} W", names) == term("Z W", names)


def test_a_label_under_a_sum_holds_for_every_value_of_its_index() -> None:
    tex = r"\sum_{l=1}^k \underbrace{z_{il} w_{lj}}_{w_{lj} z_{il}} = a_{ij}"
    [label, equality] = meaning(tex, vocabulary("matmul")).obligations
    assert [str(r.upper) for r in label.free] == ["m", "n", "k"]
    assert [str(r.upper) for r in equality.free] == ["m", "n"]


REFUSED = [
    (r"\underbrace{A}_{Z}", "Z", "shape-mismatch"),
    (r"\underbrace{Z}_{k \times m}", r"k \times m", "shape-mismatch"),
    (r"\underbrace{A}_{m}", "m", "shape-mismatch"),
    (r"\underbrace{A}_{\in \mathbb{R}^{n \times m}}", r"\in \mathbb{R}^{n \times m}", "shape-mismatch"),
    (r"\underbrace{A}_{Q}", "Q", "undeclared-symbol"),
    (r"\underbrace{A}_{A = A}", "A = A", "not-understood"),
    (r"\underbrace{A}_{A, A}", "A", "not-understood"),
    (r"\underbrace{A}_{\approx A}", r"\approx A", "not-understood"),
    (r"\underbrace{A = A}_{A}", "A = A", "not-understood"),
    (
        r"\sum_{l=2}^k \underbrace{z_{il} w_{lj}}_{z_{il} w_{lj}} = 0",
        r"\underbrace{z_{il} w_{lj}}_{z_{il} w_{lj}}",
        "not-understood",
    ),
]


@pytest.mark.parametrize(("tex", "place", "code"), REFUSED, ids=[tex for tex, *_ in REFUSED])
def test_what_no_label_can_mean_is_refused(tex: str, place: str, code: str) -> None:
    assert wrong(tex, vocabulary("matmul")) == [Wrong(code, place)]
