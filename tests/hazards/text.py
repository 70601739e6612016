"""Text that SymPy runs, and TeX that it misreads without a word."""

from __future__ import annotations

import os
import warnings
from typing import Any

from lark import Tree
from sympy import E, I, Integer, Matrix, N, Q, S, Symbol, Tuple, lambdify, pi, simplify, sympify
from sympy.parsing.latex.lark import parse_latex_lark

from .hazard import Hazards

TEXT = Hazards()

RUNS = "Integer(__import__('os').getpid())"
NAME = "__import__('os').getpid()"


def taken(tex: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return parse_latex_lark(tex)


@TEXT.add(
    given="square",
    right=r"A = (A^\top)^\top",
    wrong=r"\operatorname{os.getpid()} = 1",
    verdict="malformed",
)
def text_is_evaluated() -> bool:
    """sympify, simplify, N and Matrix run the text that they are given."""
    pid = os.getpid()
    return [int(run) for run in (sympify(RUNS), simplify(RUNS), N(RUNS), Matrix([RUNS])[0])] == [pid] * 4


@TEXT.add(given="square", right=r"x^\top y = y^\top x", wrong=r"\mathrm{__import__('os')} = 1", verdict="malformed")
def text_is_evaluated_to_be_compared() -> bool:
    """x.equals(…) runs the text that it is given."""
    return Integer(os.getpid()).equals(RUNS) is True


@TEXT.add(
    issue=24990,
    given="square.named",
    right=r"\pi \beta = \beta \pi",
    wrong=r"\mathrm{os.getpid}() = \beta",
    verdict="malformed",
)
def names_are_run() -> bool:
    """lambdify runs the names of symbols."""
    return bool(lambdify([], Symbol(NAME))() == os.getpid())


@TEXT.add(
    given="square.named",
    right=r"\frac{\partial \operatorname{tr}(E^\top E)}{\partial E} = 2 E",
    wrong=r"E N = N E",
)
def names_that_sympy_has_taken() -> bool:
    """E, I, N, Q and S in text are Euler's number, i, a function, predicates and a registry."""
    return bool(
        sympify("E") is E and sympify("I") is I and sympify("N") is N and sympify("Q") is Q and sympify("S") is S
    )


@TEXT.add(given="square.named", right=r"\sin(\pi) = \sin(\pi + \beta - \beta)", wrong=r"\sin(\pi) = 0")
def a_letter_that_is_a_number() -> bool:
    """π in text is 3.14159…, whatever the page says that it is."""
    return sympify("pi") is pi


@TEXT.add(
    given="square",
    right=r"A B - B A = -(B A - A B)",
    wrong=r"A B - B A = 0",
)
def matrices_that_commute() -> bool:
    """AB − BA reads as 0."""
    return bool(taken(r"A B - B A") == 0)


@TEXT.add(
    given="square",
    right=r"(A B)^T = B^T A^T",
    wrong=r"A^T B^T = B^T A^T",
)
def a_transpose_that_is_a_power() -> bool:
    """Aᵀ reads as A to the power T, so that AᵀBᵀ is (AB)ᵀ."""
    return bool(taken(r"A^T") == Symbol("A") ** Symbol("T"))


@TEXT.add(
    issue=19662,
    given="square",
    right=r"\frac{\partial \operatorname{tr}(A)}{\partial a_{11}} = 1",
    wrong=r"\frac{\partial \operatorname{tr}(A)}{\partial a_{11}} = 0",
)
def an_entry_that_is_a_symbol_of_its_own() -> bool:
    """W_{ij} reads as a symbol that has nothing to do with W, i or j."""
    return bool(taken(r"W_{ij}") == Symbol("W_{ij}"))


@TEXT.add(issue=30486, given="square.letters", right=r"b d e = e d b", wrong=r"b d e = b d + b e")
def a_letter_that_is_a_differential() -> bool:
    """b d e reads as b times a pair."""
    return bool(taken(r"b d e").has(Tuple) or any(isinstance(a, tuple | Tuple) for a in taken(r"b d e").args))


@TEXT.add(
    issue=30486,
    given="layer.absolute",
    right=r"\frac{dz}{dy} = 2 y",
    wrong=r"\frac{dz}{dy} = y",
    verdict="refuted",
)
def a_derivative_that_is_a_pair() -> bool:
    """dz/dy reads as the pair ('derivative', y)."""
    return bool(taken(r"\frac{dz}{dy}") == ("derivative", Symbol("y")))


@TEXT.add(
    issue=30486,
    given="square.letters",
    right=r"x (y + z) = x y + x z",
    wrong=r"x (y + z) = x y + z",
)
def a_product_that_may_be_a_function() -> bool:
    """x(y + z) reads as a tree of two readings, which is no expression."""
    return isinstance(taken("x(y + z)"), Tree)


@TEXT.add(
    issue=30486,
    given="square.letters",
    right=r"\sin(x^2) = \sin(x x)",
    wrong=r"\sin(x^2) = (\sin(x))^2",
)
def an_argument_without_brackets() -> bool:
    """sin x² reads as a tree of two readings, which is no expression."""
    return isinstance(taken(r"\sin x^2"), Tree)


@TEXT.add(
    issue=30486,
    given="square",
    right=r"\sum_{i=1}^{n} i + 1 = 1 + \sum_{i=1}^{n} i",
    wrong=r"\sum_{i=1}^{n} i + 1 = \sum_{i=1}^{n} (i + 1)",
)
def how_far_a_sum_reaches() -> bool:
    """Σᵢ i + 1 reads as a tree of two readings, which is no expression."""
    return isinstance(taken(r"\sum_{i=1}^{n} i + 1"), Tree)


@TEXT.add(
    given="square",
    right=r"X^{-1} X = I",
    wrong=r"X^{-1} = \frac{1}{X}",
    verdict="ill-shaped",
)
def an_inverse_that_is_a_fraction() -> bool:
    """A⁻¹ reads as 1/A."""
    return bool(taken(r"A^{-1}") == 1 / Symbol("A"))
