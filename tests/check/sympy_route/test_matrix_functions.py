"""Functions of square matrices and their series, exactly; where eigenvalues may be complex nothing is said too soon."""

from __future__ import annotations

from functools import cache

import pytest

from texproof.check.decide import stated_for
from texproof.check.sympy_route.decide import decide
from texproof.check.verdict import Answer
from texproof.elaborate.claim import Obligation
from texproof.elaborate.elaborate import elaborate
from texproof.elaborate.vocabulary import Vocabulary
from texproof.model.declare import Model
from texproof.model.load import load
from texproof.model.signature import signature
from texproof.parse.reader import read

MODEL = """
from texproof import *

n = dims("n")

@model
def it(xp, A: Matrix[n, n], B: Matrix[n, n], X: Matrix[n, n], A_dot: Matrix[n, n], Q: Matrix[n, n, small],
    S: Matrix[n, n, symmetric], T: Matrix[n, n, symmetric], P: Matrix[n, n, positive_definite],
    E: Matrix[n, n, idempotent], V: Matrix[n, n, involutory], N: Matrix[n, n, square_zero], M: Matrix[n, n, nilpotent],
    U: Matrix[n, n, invertible], s: Scalar, t: Scalar, q: Scalar[small], f: MatrixFunction, g: Function):
    return {"Y": xp.sqrt(xp.trace(X @ X))}
"""
HOLDS = [
    r"e^{A} e^{-A} = I",
    r"A B = B A \Rightarrow e^{A} e^{B} = e^{A + B}",
    r"f(A) A = A f(A)",
    r"f(A^\top) = f(A)^\top",
    r"f(U A U^{-1}) = U f(A) U^{-1}",
    r"f(s I + t E) = (I - E) f(s) + E f(s + t)",
    r"f(s I + t V) = \frac{1}{2} ((I + V) f(s + t) + (I - V) f(s - t))",
    r"f(s I + t N) = f(s) I + t f'(s) N",
    r"\log(e^{S}) = S",
    r"\exp \begin{bmatrix} A & B \\ 0 & E \end{bmatrix} \exp \begin{bmatrix} -A & -B \\ 0 & -E \end{bmatrix} = I",
    r"\log(I + Q)^\top = \log(I + Q^\top)",
    r"P^{1/2} P^{1/2} = P",
    r"\frac{\partial \operatorname{tr}(f(X))}{\partial X} = f'(X)^\top",
    r"\frac{\partial \operatorname{tr}(A e^X)}{\partial X} = \frac{\partial \operatorname{tr}(e^X A)}{\partial X}",
    r"\mathrm{d} \operatorname{tr}(f(X)) = \operatorname{tr}(f'(X)\, \mathrm{d}X)",
    r"e^{A} \otimes e^{B} = e^{A \oplus B}",
    r"(I - Q)^{-1} = \sum_{k=0}^{\infty} Q^k",
    r"(I - Q)^{-2} = \sum_{k=0}^{\infty} (k + 1) Q^k",
    r"\log(I - Q) = -\sum_{k=1}^{\infty} \frac{1}{k} Q^k",
    r"\cos(t A) = \sum_{k=0}^{\infty} \frac{(-1)^k}{(2k)!} t^{2k} A^{2k}",
    r"\frac{e^{t} + e^{-t}}{2} = \sum_{k=0}^{\infty} \frac{1}{(2k)!} t^{2k}",
    r"\frac{e^{t} - e^{-t}}{2} = \sum_{k=0}^{\infty} \frac{1}{(2k + 1)!} t^{2k + 1}",
    r"e^{E} = \sum_{k=0}^{\infty} \frac{1}{k!} E^k",
    r"\frac{1}{1 - q} = 1 + q + q^2 + \cdots",
    r"\mathrm{d} e^{X} = \int_0^1 e^{uX} (\mathrm{d}X) e^{(1-u)X} \, du",
    r"\int_0^1 e^{uA} A \, du = e^{A} - I",
    r"\int_1^3 u^2 \, du = \frac{26}{3}",
    r"\frac{\mathrm{d}}{\mathrm{d}t} e^{A + tB} = \int_0^1 e^{u(A + tB)} B e^{(1-u)(A + tB)} \, du",
    r"\frac{\partial \operatorname{tr}(e^{AX + B})}{\partial X} = A^\top (e^{AX + B})^\top",
]
FAILS = [
    r"e^{A} e^{-A} = -I",
    r"A B = B A \Rightarrow e^{A} + e^{B} = e^{A + B}",
    r"f(A^\top) = f(A)",
    r"f(A) B = B f(A)",
    r"f(U A U^{-1}) = U^{-1} f(A) U",
    r"f(s I + t E) = (I - E) f(s) - E f(s + t)",
    r"f(s I + t N) = f(s) I - t f'(s) N",
    r"\frac{\partial \operatorname{tr}(f(X))}{\partial X} = f'(X)",
    r"\frac{\partial \operatorname{tr}(f(X))}{\partial X} = f(X)^\top",
    r"e^{A} \otimes e^{B} = e^{A \otimes B}",
    r"(I - Q)^{-1} = \sum_{k=1}^{\infty} Q^k",
    r"e^{-A} = \sum_{k=0}^{\infty} \frac{1}{k!} A^k",
    r"e^{A} = I + A + \frac{1}{2} A^2",
    r"\mathrm{d} e^{X} = \int_0^1 e^{uX} (\mathrm{d}X) e^{-uX} \, du",
    r"\int_0^1 u^2 \, du = \frac{1}{2}",
    r"\frac{\mathrm{d}}{\mathrm{d}t} e^{A + tB} = B e^{A + tB}",
    r"\frac{\partial \operatorname{tr}(e^{AX + B})}{\partial X} = (e^{AX + B})^\top",
    r"e^{A + B} A = A e^{A + B}",
]
# Each holds, or may hold, where all eigenvalues are real, and is false or without a proof elsewhere.
OPEN = {
    r"\log(e^{A}) = A": "complex",
    r"(e^{A})^{1/2} = e^{A/2}": "complex",
    r"|\operatorname{tr}(e^{A})| = \operatorname{tr}(e^{A})": "complex",
    r"\sqrt{\operatorname{tr}(e^{A})^2} = \operatorname{tr}(e^{A})": "complex",
    r"\max(\operatorname{tr}(e^{A}), 0) = \operatorname{tr}(e^{A})": "complex",
    r"Y \operatorname{tr}(e^{X}) = Y \operatorname{tr}(e^{X^\top})": "complex",
    r"\det(e^{A})^{1/2} = e^{\operatorname{tr}(A)/2}": "complex",
    # A symmetric S may be the identity, which commutes with matrices that are not symmetric.
    r"A S = S A \Rightarrow A^\top = A": "not combined",
    r"e^{A} e^{B} = e^{A + B}": "not computed exactly",
    r"(I - X)^{-1} = \sum_{k=0}^{\infty} X^k": "converge",
    r"f(s I + t M + t N) = f(s) I": "not computed exactly",
    r"\log(e^{A + B}) = A + B": "not computed exactly",
    r"Y e^{X + t B} = Y e^{t B + X}": "computed",
    r"\int_0^1 g(u) \, du = t": "no power and no exponential",
    r"\int_0^1 e^{u^2} \, du = t": "not linear",
    r"\frac{\partial^2 \operatorname{tr}(e^{X})}{\partial X_{1,1} \partial X_{1,1}} = 0": "derivative",
}


@cache
def _model() -> tuple[Vocabulary, Model]:
    made = load(MODEL, "snippets/it.py")["it"]
    return Vocabulary(signature(made)), made


def _obligation(tex: str) -> Obligation:
    tree = read(tex).tree
    assert tree is not None, tex
    claim = elaborate(tree, _model()[0], tex)
    assert not claim.diagnostics, claim.diagnostics
    (obligation,) = claim.obligations
    return obligation


def _said(tex: str, size: int) -> tuple[Answer, str]:
    obligation = _obligation(tex)
    found = decide(obligation, stated_for(obligation, _model()[1]), {"n": size})
    return found.answer, found.reason


@pytest.mark.parametrize("tex", HOLDS)
def test_what_holds_is_proved(tex: str) -> None:
    answer, reason = _said(tex, 2)
    assert answer is Answer.YES, reason


@pytest.mark.parametrize("tex", FAILS)
def test_what_fails_is_refused(tex: str) -> None:
    assert _said(tex, 2)[0] is Answer.NO


@pytest.mark.parametrize(("tex", "why"), OPEN.items(), ids=OPEN)
def test_what_real_eigenvalues_do_not_decide_stays_open(tex: str, why: str) -> None:
    answer, reason = _said(tex, 2)
    assert answer is Answer.UNKNOWN
    assert why in reason


def test_a_nilpotent_matrix_is_no_square_zero_one_from_three_rows_on() -> None:
    tex = r"f(s I + t M) = f(s) I + t f'(s) M"
    assert _said(tex, 2)[0] is Answer.YES
    assert _said(tex, 3)[0] is Answer.NO
