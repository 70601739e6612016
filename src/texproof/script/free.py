"""How a script makes the value of a free symbol: an expression over `xp` and `new`, from its type's hypotheses."""

from __future__ import annotations

from ..model.conjugates import conjugate_name, is_conjugate
from ..model.declare import Kind
from ..model.hypotheses import (
    COMPLEX,
    Hypothesis,
    constant,
    diagonal,
    full_column_rank,
    full_row_rank,
    hermitian,
    idempotent,
    invertible,
    involutory,
    lower_triangular,
    mask,
    nonzero,
    one_hot,
    orthogonal,
    positive,
    positive_definite,
    positive_semidefinite,
    probability,
    signs,
    skew_hermitian,
    skew_symmetric,
    small,
    square_zero,
    stochastic,
    symmetric,
    unit_interval,
    unitary,
    upper_triangular,
    vanishing,
)
from .code import Unscripted, shape_code, size_code, symbol_name

# What makes up a matrix, by the function of a script that does: the first that a type has.
_SQUARE = {
    orthogonal: "orthogonal",
    idempotent: "idempotent",
    involutory: "involutory",
    square_zero: "square_zero",
    skew_symmetric: "skew",
    diagonal: "diagonal",
    lower_triangular: "lower",
    upper_triangular: "upper",
    positive_definite: "definite",
    positive_semidefinite: "semidefinite",
    symmetric: "symmetric",
    hermitian: "hermitian",
    skew_hermitian: "skew_hermitian",
    unitary: "unitary",
}
_WITH_DOMAIN = frozenset({"skew", "diagonal", "lower", "upper", "symmetric"})
_ROWS = {one_hot: "one_hot", probability: "shares", stochastic: "shares"}
_DOMAINS = {
    mask: "bit",
    signs: "sign",
    unit_interval: "interval",
    small: "tiny",
    positive: "positive",
    nonzero: "nonzero",
}
# What nearly every array has that is drawn.
_GENERIC = frozenset({constant, invertible, full_column_rank, full_row_rank, nonzero, *COMPLEX})
_TOGETHER = {
    positive_definite: {symmetric, positive_semidefinite},
    positive_semidefinite: {symmetric},
    probability: {positive},
    stochastic: {positive},
    unit_interval: {positive},
    lower_triangular: {positive},
    signs: {nonzero},
}


def free_code(name: str, kind: Kind) -> str:
    """Return the source of a free symbol's value, generic where `new` gives symbols, random where numbers.

    Raises: Unscripted where its hypotheses are not combined here.
    """
    plain = symbol_name(name)
    if is_conjugate(name):
        return f'conjugate(xp, new, "{symbol_name(conjugate_name(name))}", {symbol_name(conjugate_name(name))})'
    hypotheses = set(kind.hypotheses) - {constant}
    if vanishing in hypotheses:
        return f"xp.zeros({shape_code(kind.shape)})" if kind.shape else "xp.number(0)"
    partners = [h.partner for h in hypotheses if h.partner]
    if partners:
        if len(hypotheses - _GENERIC) > 1:
            raise Unscripted(f"{name} commutes with another matrix and has other hypotheses")
        return f'commuting(xp, new, "{plain}", {symbol_name(partners[0])})'
    return _made(plain, kind, hypotheses)


def _made(name: str, kind: Kind, hypotheses: set[Hypothesis]) -> str:
    start = f'(xp, new, "{name}", '
    for hypothesis, function in _ROWS.items():
        if hypothesis in hypotheses:
            _alone(name, hypothesis, hypotheses)
            return f"{function}{start}{shape_code(kind.shape)})"
    domain = _domain(hypotheses)
    for hypothesis, function in _SQUARE.items():
        if hypothesis in hypotheses:
            beside = {positive, nonzero, unit_interval, small} if function in _WITH_DOMAIN else set()
            _alone(name, hypothesis, hypotheses - beside)
            own = f', "{domain}"' if function in _WITH_DOMAIN and domain != "real" else ""
            return f"{function}{start}{size_code(kind.shape[0])}{own})"
    if len(hypotheses - _GENERIC) > 1 and unit_interval not in hypotheses:
        raise Unscripted(f"{name} has hypotheses that are not combined here")
    if invertible in hypotheses and domain in ("real", "complex"):
        own = "" if domain == "real" else f', "{domain}"'
        return f"invertible{start}{size_code(kind.shape[0])}{own})"
    if domain == "real":
        return f"entries{start}{shape_code(kind.shape)})"
    return f'entries{start}{shape_code(kind.shape)}, "{domain}")'


def _domain(hypotheses: set[Hypothesis]) -> str:
    if hypotheses & COMPLEX:
        return "complex"
    return next((domain for hypothesis, domain in _DOMAINS.items() if hypothesis in hypotheses), "real")


def _alone(name: str, hypothesis: Hypothesis, hypotheses: set[Hypothesis]) -> None:
    rest = hypotheses - _GENERIC - {hypothesis} - _TOGETHER.get(hypothesis, set())
    if rest:
        raise Unscripted(f"{name} is {hypothesis} and {next(iter(rest))}, which are not combined here")
