"""Scripts of claims of each kind: what they say, that they pass, and that they fail when the claim in them is wrong."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from texproof.build.stages import judge
from texproof.build.work import Work
from texproof.script.scripted import Scripted
from texproof.script.write import written

from .runner import run, spoiled

SNIPPET = '''"""A snippet."""

from texproof import *

m, k, n = dims("m k n")


@model
def product(xp, Z: Matrix[m, k], W: Matrix[k, n], y: Vector[n], sigma: Function):
    A = Z @ W
    S = xp.exp(A) / 2 + 0.25
    L = unknown(S)
    return {"A": A, "S": S, "L": L}


@model(letters=[k])
def square(
    xp,
    A: Matrix[n, n, invertible],
    P: Matrix[n, n, positive_definite],
    Q: Matrix[n, n, orthogonal],
    S: Matrix[n, n, symmetric],
    E: Matrix[n, n, idempotent],
    J: Matrix[n, n, involutory],
    x: Vector[n],
    p: Vector[n, probability],
    h: Vector[n, one_hot],
    f: MatrixFunction,
):
    R = xp.where(x > 0, x, 0)
    return {"R": R}


@model
def complex_one(xp, z: Scalar[complex, nonzero], X: Matrix[n, n, complex], H: Matrix[n, n, hermitian],
                U: Matrix[n, n, unitary], g: Function[complex]):
    return {}
'''
CLAIMS = {
    r"\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial A}": "product",
    r"\frac{\partial L}{\partial a_{ij}} = \frac{1}{2} \frac{\partial L}{\partial s_{ij}} e^{a_{ij}}": "product",
    r"(ZW)_{ij} = \sum_{p=1}^k z_{i,p} w_{p,j}": "product",
    r"\frac{\partial}{\partial y} \sum_i \sigma(y_i) = \sigma'(y)": "product",
    r"\operatorname{vec}(ZW) = (W^\top \otimes I) \operatorname{vec}(Z)": "product",
    r"d(ZW) = dZ\, W + Z\, dW": "product",
    r"\frac{\partial \det A}{\partial A} = \det(A) A^{-\top}": "square",
    r"\frac{\partial x^\top S x}{\partial x} = 2 S x": "square",
    r"Q Q^\top = I": "square",
    r"E^2 = E": "square",
    r"J^2 = I": "square",
    r"\sum_i p_i = 1": "square",
    r"h^\top h = 1": "square",
    r"(P^{-1})^\top = P^{-1}": "square",
    r"A e^A = e^A A": "square",
    r"\sum_i r_i = \sum_i \max(x_i, 0)": "square",
    r"\frac{\partial \bar z z}{\partial z} = \bar z": "complex_one",
    r"(X H)^* = X^* H^\top": "complex_one",
    r"U^\top U^* = I": "complex_one",
}


@cache
def script(tex: str) -> tuple[Scripted, str]:
    """Return what the script of a claim is written from, and its text."""
    judged = judge(Work("judge", (tex,), "snippet.py", SNIPPET, CLAIMS[tex]))
    assert judged.verdict == "proved", judged.diagnostics
    (obligation,) = judged.obligations
    assert obligation.script is not None
    return obligation.script, written(obligation.script, name="claim.py", heading=[tex], source=SNIPPET)


@pytest.mark.parametrize("tex", CLAIMS)
def test_a_script_passes(tex: str) -> None:
    code, said, _ = run(script(tex)[1])
    assert code == 0, said
    assert said.count("\n") == 2
    assert "texproof" not in script(tex)[1]


@pytest.mark.parametrize("tex", CLAIMS)
def test_a_script_fails_when_its_claim_is_spoiled(tex: str) -> None:
    for text in (spoiled(script(tex)[1]), written(turned(script(tex)[0]), name="", heading=[], source=SNIPPET)):
        code, said, _ = run(text)
        assert code == 1, said
        assert said.count("the sides differ") == 2


def turned(claim: Scripted) -> Scripted:
    """Return a claim with the sign of its right side changed, which no side here is 0 to allow."""
    return replace(claim, right=f"-({claim.right})")


def test_what_is_proved_is_said_to_be_and_what_is_not_is_not() -> None:
    proved = {tex: "proved, left - right is 0" in run(script(tex)[1])[1] for tex in CLAIMS}
    assert [tex for tex in CLAIMS if not proved[tex]] == [r"A e^A = e^A A"]


def test_both_say_no_by_themselves() -> None:
    """A script whose one half says yes to all fails by the other."""
    wrong = spoiled(script(r"E^2 = E")[1])
    for half in ("exactly", "numerically"):
        blind = wrong.replace("\n\ndef main():", f"\n\n{half} = lambda: True\n\n\ndef main():")
        code, said, _ = run(blind)
        assert code == 1, said
        assert said.count("the sides differ") == 1


def test_a_script_reads_as_its_claim_does() -> None:
    text = script(r"\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial A}")[1]
    assert 'return derivative(lambda at: at["L"], at, "W", (k, n))' in text
    assert 'return at["Z"].T @ derivative(lambda at: at["L"], at, "A", (m, n))' in text
    assert "S = keep('S', xp.exp(A) / 2 + xp.number(1, 4))" in text


def test_a_script_holds_only_what_it_uses() -> None:
    text = script(r"(ZW)_{ij} = \sum_{p=1}^k z_{i,p} w_{p,j}")[1]
    assert "def matrix_exp" not in text
    assert "def orthogonal" not in text
    assert len(text) < 24_000


def test_the_same_claim_has_the_same_text() -> None:
    claim, text = script(r"E^2 = E")
    assert written(claim, name="claim.py", heading=[r"E^2 = E"], source=SNIPPET) == text
