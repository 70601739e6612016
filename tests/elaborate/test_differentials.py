"""d: what is its sign, what it takes, what its increments are."""

from __future__ import annotations

import pytest

from texproof.elaborate.term import Differential, Sum, Symbol, Zero, walk
from texproof.elaborate.vocabulary import Vocabulary
from texproof.model.increments import increment
from texproof.model.load import load
from texproof.model.signature import signature
from texproof.model.size import shape_text

from .formulas import term, wrong

HEAD = """from texproof import *
m, n, p = dims("m n p")
"""
FREE = """@model
def it(xp, X: Matrix[m, n], Y: Matrix[n, p], M: Matrix[n, n, invertible], P: Matrix[n, n, positive_definite],
       Q: Matrix[n, n, orthogonal], A: Matrix[n, n, constant], x: Vector[n], alpha: Scalar, sigma: Function):
    F = X @ Y
    return {"F": F, "g": unknown(F)}
"""
DECLARED = """@model
def it(xp, X: Matrix[m, n], dX: Matrix[m, n], dY: Matrix[m, n], Y: Matrix[n, p]):
    return {"F": X @ Y}
"""
CURVED = """@model
def it(xp, X: Matrix[m, n], alpha: Scalar, beta: Scalar):
    def s(t):
        return alpha * t * t
    return {"s": s}
"""
INDEXED = """@model
def it(xp, X: Matrix[m, n], d: Scalar):
    return {}
"""


def names(body: str = FREE) -> Vocabulary:
    return Vocabulary(signature(load(HEAD + body, "snippets/it.py")["it"]))


@pytest.mark.parametrize("tex", [r"\mathrm{d}X", r"\mathrm dX", "dX", r"\partial X", r"\operatorname{d} X", "d(X)"])
def test_the_differential_of_a_free_symbol_is_its_increment(tex: str) -> None:
    assert term(tex, names()) == Symbol(increment("X"), shape=term("X", names()).shape)


MOVING = [
    (r"\mathrm{d}F", ("X", "Y"), "m×p"),
    (r"\mathrm{d}g", ("X", "Y"), "a number"),
    (r"\mathrm{d}(\alpha x)", ("x", "alpha"), "n×1"),
    (r"\mathrm{d}(x^\top A x)", ("x",), "a number"),
    (r"\mathrm{d}\sigma(X)", ("X",), "m×n"),
    (r"\mathrm{d}^2 F", ("X", "Y"), "m×p"),
    (r"\mathrm{d}\operatorname{tr}(M^{-1})", ("M",), "a number"),
    (r"\mathrm{d}\sum_i x_i", ("x",), "a number"),
]


@pytest.mark.parametrize(("tex", "moved", "shape"), MOVING, ids=[tex for tex, *_ in MOVING])
def test_all_that_varies_moves_and_nothing_else(tex: str, moved: tuple[str, ...], shape: str) -> None:
    found = term(tex, names())
    assert isinstance(found, Differential)
    symbols = tuple(symbol.name for symbol, _ in found.along if isinstance(symbol, Symbol))
    assert (symbols, shape_text(found.shape)) == (moved, shape)
    assert [step for _, step in found.along] == [Symbol(increment(s.name), shape=s.shape) for s, _ in found.along]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "tex", [r"\mathrm{d}A", r"\mathrm{d}^2 X", r"\mathrm{d}(\mathrm{d}X)", r"\mathrm{d}(A A^\top)"]
)
def test_what_does_not_vary_has_the_differential_zero(tex: str) -> None:
    assert isinstance(term(tex, names()), Zero)


def test_what_holds_no_symbol_has_the_differential_zero_of_its_shape() -> None:
    found = term(r"\mathrm{d}(A A^\top)", names())
    assert (type(found), shape_text(found.shape)) == (Zero, "n×n")


REFUSED = [
    (r"\mathrm{d}XY", "Y", "ambiguous-notation"),
    (r"\mathrm{d}\alpha X", "X", "ambiguous-notation"),
    (r"\mathrm{d}M^2", "M^2", "ambiguous-notation"),
    (r"\mathrm{d}M^{-1}", "M^{-1}", "ambiguous-notation"),
    (r"\mathrm{d}(M^\top M)^{-1}", r"(M^\top M)^{-1}", "ambiguous-notation"),
    (r"\mathrm{d}(Q x)", r"\mathrm{d}(Q x)", "not-a-variable"),
    (r"\mathrm{d}^5 F", r"\mathrm{d}^5 F", "too-large"),
    (r"X\,\mathrm{d}", r"\mathrm{d}", "undeclared-symbol"),
    ("x d", "d", "undeclared-symbol"),
    (r"\mathrm{d}_x X", r"\mathrm{d}", "undeclared-symbol"),
    (r"\frac{x}{\mathrm{d}\alpha}", "x", "missing-partial"),
    (r"\frac{\mathrm{d}g}{\mathrm{d}F}", "F", "not-a-variable"),
    (r"\partial x / 2", r"\partial", "missing-partial"),
    (r"\mathrm{d}X + \mathrm{d}Y", r"\mathrm{d}X + \mathrm{d}Y", "shape-mismatch"),
]


@pytest.mark.parametrize(("tex", "place", "code"), REFUSED, ids=[tex for tex, *_ in REFUSED])
def test_what_has_two_readings_or_none_is_refused(tex: str, place: str, code: str) -> None:
    [found] = wrong(tex, names())
    assert found.code == code
    assert found.place.startswith(place) or place.startswith(found.place)


SPACED = [r"\mathrm{d}X\,Y", r"\mathrm{d}X\;Y", r"\mathrm{d}X~Y", r"(\mathrm{d}X) Y", r"\mathrm{d}X \cdot Y", r"d(X) Y"]


@pytest.mark.parametrize("tex", SPACED)
def test_what_a_space_or_a_bracket_sets_apart_is_a_factor(tex: str) -> None:
    assert term(tex, names()) == term(r"(\mathrm{d}X) Y", names())


@pytest.mark.parametrize("tex", [r"\mathrm{dX}", r"\mathrm{d}X", "dX"])
def test_an_increment_that_the_snippet_declares_is_taken(tex: str) -> None:
    assert (
        term(tex, names(DECLARED))
        == term(r"\mathrm{dX}", names(DECLARED))
        == Symbol("dX", shape=term("X", names()).shape)
    )


def test_a_symbol_of_another_shape_is_no_increment() -> None:
    found = term(r"\mathrm{d}F", names(DECLARED))
    assert isinstance(found, Differential)
    assert [step.name for _, step in found.along if isinstance(step, Symbol)] == ["dX", increment("Y")]


def test_a_declared_d_is_a_factor() -> None:
    assert term("d X", names(INDEXED)) == term("(d) X", names(INDEXED))
    assert not isinstance(term(r"\mathrm{d}X", names(INDEXED)), type(term("d X", names(INDEXED))))


def test_an_index_d_is_no_sign() -> None:
    assert isinstance(term(r"\sum_{d=1}^{n} d x_d", names()), Sum)
    assert not any(isinstance(part, Differential) for part in walk(term(r"\sum_{d=1}^{n} d x_d", names())))
    assert any(isinstance(part, Differential) for part in walk(term(r"\sum_{i=1}^{n} d x_i", names())))


def test_what_a_function_of_the_snippet_uses_moves_too() -> None:
    found = term(r"\mathrm{d}s(X)", names(CURVED))
    assert isinstance(found, Differential)
    assert [symbol.name for symbol, _ in found.along if isinstance(symbol, Symbol)] == ["X", "alpha"]
