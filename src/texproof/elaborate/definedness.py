"""Where a formula needs something to be defined: a number not zero, a matrix invertible."""

from __future__ import annotations

from ..model.declare import Kind, invertible, nonzero, orthogonal, positive, positive_definite
from .problem import Problem
from .scope import Scope
from .term import (
    Apply,
    Divide,
    Entry,
    Identity,
    IndexNumber,
    Inverse,
    Kronecker,
    Multiply,
    Number,
    Power,
    Symbol,
    Term,
    Transpose,
    walk,
)


def _kind(term: Term, scope: Scope) -> Kind | None:
    symbol = term.array if isinstance(term, Entry) else term
    return scope.vocabulary.kinds.get(symbol.name) if isinstance(symbol, Symbol) else None


def never_zero(term: Term, scope: Scope) -> bool:
    """Whether the hypotheses say that a number is never zero (sufficient, by its parts)."""
    match term:
        case Number():
            return term.value != 0
        case IndexNumber():
            return not term.index.letters and all(c > 0 for _, c in term.index.offset.terms)
        case Multiply():
            return never_zero(term.left, scope) and never_zero(term.right, scope)
        case Divide():
            return never_zero(term.numerator, scope)
        case Power():
            return never_zero(term.base, scope)
        case Apply(function="exp"):
            return True
        case Symbol() | Entry():
            kind = _kind(term, scope)
            return kind is not None and (kind.has(positive) or (kind.has(nonzero) and kind.noun == "scalar"))
    return False


def always_invertible(term: Term, scope: Scope) -> bool:
    """Whether the hypotheses say that a matrix is invertible (sufficient, by its parts)."""
    match term:
        case Identity():
            return True
        case Transpose() | Inverse():
            return always_invertible(term.argument, scope)
        case Multiply() | Kronecker():
            sides = (term.left, term.right)
            return all(always_invertible(s, scope) if s.shape else never_zero(s, scope) for s in sides)
        case Symbol():
            kind = _kind(term, scope)
            return kind is not None and any(kind.has(h) for h in (invertible, positive_definite, orthogonal))
    return False


def _free(term: Term, scope: Scope) -> bool:
    """Whether a term is a lone symbol of the given, or an entry of one: then its hypotheses say all there is."""
    return _kind(term, scope) is not None


def check(term: Term, scope: Scope) -> None:
    """Note the side conditions of divisions, inverses and logarithms in a term.

    Problem: may-be-undefined where a lone symbol lacks the hypothesis; what is compound becomes a condition in words.
    """
    for part in walk(term):
        if isinstance(part, Divide) and not never_zero(part.denominator, scope):
            _require(part.denominator, "may be 0", "is not 0", "nonzero or positive", scope)
        elif isinstance(part, Power) and isinstance(part.exponent, Number) and part.exponent.value < 0:
            if not never_zero(part.base, scope):
                _require(part.base, "may be 0", "is not 0", "nonzero or positive", scope)
        elif isinstance(part, Inverse) and not always_invertible(part.argument, scope):
            _require(part.argument, "may have no inverse", "is invertible", "invertible", scope)


def _require(term: Term, doubt: str, condition: str, hypothesis: str, scope: Scope) -> None:
    written = scope.written(term.span)
    if _free(term, scope):
        raise Problem(
            "may-be-undefined",
            f"{written} {doubt}, and then this is not defined",
            term.span,
            help=f"declare it {hypothesis} in the snippet",
        )
    words = f"${written}$ {condition}"
    if words not in scope.conditions:
        scope.conditions.append(words)
