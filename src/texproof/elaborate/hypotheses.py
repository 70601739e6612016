"""Hypotheses by their names, and the equations that define them: A = A^T says that A is symmetric."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from ..model import hypotheses
from ..model.hypotheses import Hypothesis
from . import algebra
from .conjugation import adjoint
from .scope import Scope
from .term import Identity, Negative, Number, Term, Zero

# What words may name: whatever a snippet can say. `vanishing` is what a remainder supposes of its own symbol.
HYPOTHESES = {
    name: value
    for name, value in vars(hypotheses).items()
    if isinstance(value, Hypothesis) and value is not hypotheses.vanishing
}


def in_words(words: str) -> Hypothesis | None:
    """Return the hypothesis that words name: "is symmetric", "for positive definite"; None where they name none."""
    for lead in ("for ", "is ", "are ", "all "):
        words = words.removeprefix(lead)
    return HYPOTHESES.get(words.replace(" ", "_").replace("-", "_"))


Sides = tuple[Term, Term]


def _symmetric(a: Term, scope: Scope) -> list[Sides]:
    return [(a, _t(a, scope))]


def _skew(a: Term, scope: Scope) -> list[Sides]:
    turned = _t(a, scope)
    return [(turned, _minus(a)), (a, _minus(turned))]


def _orthogonal(a: Term, scope: Scope) -> list[Sides]:
    turned, one = _t(a, scope), Identity(shape=a.shape)
    products = (algebra.multiply(turned, a, scope), algebra.multiply(a, turned, scope))
    return [*((product, one) for product in products), (turned, algebra.inverse(a, a.span, scope))]


def _idempotent(a: Term, scope: Scope) -> list[Sides]:
    return [(square, a) for square in _squares(a, scope)]


def _involutory(a: Term, scope: Scope) -> list[Sides]:
    inverse = algebra.inverse(a, a.span, scope)
    return [*((square, Identity(shape=a.shape)) for square in _squares(a, scope)), (a, inverse)]


def _square_zero(a: Term, scope: Scope) -> list[Sides]:
    return [(square, Zero(shape=a.shape)) for square in _squares(a, scope)]


def _t(a: Term, scope: Scope) -> Term:
    return algebra.transpose(a, a.span, scope)


def _minus(a: Term) -> Term:
    return Negative(a, shape=a.shape)


def _squares(a: Term, scope: Scope) -> tuple[Term, Term]:
    return algebra.multiply(a, a, scope), algebra.power(a, Number(Fraction(2)), a.span, scope)


def _hermitian(a: Term, scope: Scope) -> list[Sides]:
    return [(a, adjoint(a, scope.vocabulary))]


def _skew_hermitian(a: Term, scope: Scope) -> list[Sides]:
    turned = adjoint(a, scope.vocabulary)
    return [(turned, _minus(a)), (a, _minus(turned))]


def _unitary(a: Term, scope: Scope) -> list[Sides]:
    turned, one = adjoint(a, scope.vocabulary), Identity(shape=a.shape)
    products = (algebra.multiply(turned, a, scope), algebra.multiply(a, turned, scope))
    return [*((product, one) for product in products), (turned, algebra.inverse(a, a.span, scope))]


EQUATIONS: Mapping[str, Callable[[Term, Scope], list[Sides]]] = {
    "symmetric": _symmetric,
    "skew_symmetric": _skew,
    "orthogonal": _orthogonal,
    "idempotent": _idempotent,
    "involutory": _involutory,
    # Of a real matrix these say what has been asked above.
    "hermitian": _hermitian,
    "skew_hermitian": _skew_hermitian,
    "unitary": _unitary,
    "square_zero": _square_zero,
}
EQUATIONS = {name: sides for name, sides in EQUATIONS.items() if name in HYPOTHESES}
