"""Differentials, tangents and adjoints by both routes and for every size; each of the three by itself."""

from __future__ import annotations

import time
from functools import cache

import pytest

from texproof.check.decide import decide
from texproof.check.verdict import Answer
from texproof.elaborate.claim import Obligation
from texproof.elaborate.elaborate import elaborate
from texproof.elaborate.vocabulary import Vocabulary
from texproof.model.load import load
from texproof.model.signature import signature
from texproof.parse.reader import read

HEAD = """
from texproof import *

k, m, n, p = dims("k m n p")

@model
"""
MODELS = {
    "free": """def it(xp, X: Matrix[m, n], Y: Matrix[n, p], M: Matrix[n, n, invertible], S: Matrix[n, n, symmetric],
    P: Matrix[n, n, positive_definite], D: Matrix[n, n, diagonal], T: Matrix[n, n, lower_triangular], x: Vector[n],
    sigma: Function):
    F = X @ Y
    return {"F": F, "g": unknown(F)}""",
    "modes": """def it(xp, A: Matrix[m, n], B: Matrix[n, p], A_dot: Matrix[m, n], B_dot: Matrix[n, p],
    C_bar: Matrix[m, p]):
    return {"C": A @ B}""",
    "tied": """def it(xp, S: Matrix[n, n, symmetric], T: Matrix[n, n, lower_triangular], C_bar: Matrix[n, n]):
    return {"C": S @ T}""",
}
TRUE = [
    ("free", r"\mathrm{d}F = (\mathrm{d}X)Y + X\,\mathrm{d}Y"),
    ("free", r"\mathrm{d}g = \langle \nabla_X g, \mathrm{d}X \rangle + \langle \nabla_Y g, \mathrm{d}Y \rangle"),
    ("free", r"\mathrm{d}(M^{-1}) = -M^{-1} (\mathrm{d}M) M^{-1}"),
    ("free", r"\mathrm{d}\det(M) = \det(M) \operatorname{tr}(M^{-1} \mathrm{d}M)"),
    ("free", r"\mathrm{d}\sigma(X) = \sigma'(X) \odot \mathrm{d}X"),
    ("free", r"\mathrm{d}^2(M^{-1}) = 2 M^{-1}(\mathrm{d}M)M^{-1}(\mathrm{d}M)M^{-1}"),
    ("free", r"\mathrm{d}S = (\mathrm{d}S)^\top"),
    ("free", r"\mathrm{d}P = (\mathrm{d}P)^\top"),
    ("free", r"(\mathrm{d}D) S = ((\mathrm{d}D) \odot I) S"),
    ("modes", r"\dot C = \dot A B + A \dot B"),
    ("modes", r"\bar A = \bar C B^\top"),
    ("modes", r"\bar a_{ij} = \sum_{q} \bar C_{iq} B_{jq}"),
    ("tied", r"\bar S = \frac{1}{2} (\bar C T^\top + T \bar C^\top)"),
]
FALSE = [
    ("free", r"\mathrm{d}F = (\mathrm{d}X)Y"),
    ("free", r"\mathrm{d}F = (\mathrm{d}X)Y - X\,\mathrm{d}Y"),
    ("free", r"\mathrm{d}(M^{-1}) = -M^{-1} M^{-1} \mathrm{d}M"),
    ("free", r"\mathrm{d}(S^2) = 2 S\,\mathrm{d}S"),
    ("free", r"\mathrm{d}M = (\mathrm{d}M)^\top"),
    ("free", r"\mathrm{d}T = (\mathrm{d}T)^\top"),
    ("free", r"\mathrm{d}P = 0"),
    ("free", r"\mathrm{d}^2 F = (\mathrm{d}X)(\mathrm{d}Y)"),
    ("free", r"(\mathrm{d}X) Y = X\,\mathrm{d}Y"),
    ("free", r"\operatorname{tr}(M\,\mathrm{d}M) = \operatorname{tr}(M^\top \mathrm{d}M)"),
    ("modes", r"\dot C = \dot A B"),
    ("modes", r"\bar A = 2 \bar C B^\top"),
    ("tied", r"\bar S = \bar C T^\top"),
    ("tied", r"\bar T = S \bar C"),
]


@cache
def vocabulary(name: str) -> Vocabulary:
    return Vocabulary(signature(load(HEAD + MODELS[name], "snippets/it.py")["it"]))


def obligation_of(name: str, tex: str) -> Obligation:
    tree = read(tex).tree
    assert tree is not None
    claim = elaborate(tree, vocabulary(name), tex)
    assert not claim.diagnostics, claim.diagnostics
    [obligation] = claim.obligations
    return obligation


def model_of(name: str):
    found = vocabulary(name).signature
    assert found is not None
    return found.model


@pytest.mark.parametrize(("name", "tex"), TRUE, ids=[tex for _, tex in TRUE])
def test_what_holds_is_proved_for_every_size(name: str, tex: str) -> None:
    found = decide(obligation_of(name, tex), model_of(name), {}, 1, time.perf_counter)
    assert found.verdict == "proved", found.detail
    assert found.every_size, found.proof.reason


@pytest.mark.parametrize(("name", "tex"), FALSE, ids=[tex for _, tex in FALSE])
def test_what_does_not_hold_is_refused_by_each_route(name: str, tex: str) -> None:
    found = decide(obligation_of(name, tex), model_of(name), {}, 1, time.perf_counter)
    assert {route: result.answer for route, result in found.routes.items()} == {"sympy": Answer.NO, "numpy": Answer.NO}
    assert not found.proof.holds


def test_what_is_half_right_is_refused_by_its_diagonal() -> None:
    right, wrong = (r"\bar T = \operatorname{tril}(S \bar C)", r"\bar T = \operatorname{triu}(S \bar C)")
    found = [decide(obligation_of("tied", tex), model_of("tied"), {}, 1, time.perf_counter) for tex in (right, wrong)]
    assert [one.verdict for one in found] == ["proved", "refuted"]
