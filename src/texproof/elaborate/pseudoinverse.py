"""Pseudo-inverses: A⁺ where the rank of A is not in doubt, by the inverse of AᵀA or of AAᵀ.

Of a matrix of full column rank it is (AᵀA)⁻¹Aᵀ, of full row rank Aᵀ(AAᵀ)⁻¹; of CD, C of full column rank and D of full
row rank, it is D⁺C⁺. A symbol of which no rank is said is supposed to have full rank, whichever its sizes allow;
anything else the largest rank that it can have, which it has nearly everywhere.
Source: Ben-Israel and Greville, Generalized Inverses (2003), sections 1.2 and 1.6.
"""

from __future__ import annotations

from fractions import Fraction

from ..diagnostic import Span
from ..model.hypotheses import (
    Hypothesis,
    diagonal,
    full_column_rank,
    full_row_rank,
    idempotent,
    lower_triangular,
    positive_definite,
    skew_symmetric,
    symmetric,
    upper_triangular,
)
from . import algebra
from .conjugation import adjoint, is_complex
from .definedness import always_invertible, never_zero
from .problem import Problem
from .scope import ONE, Scope
from .term import (
    Apply,
    Divide,
    Inverse,
    Kronecker,
    Multiply,
    Negative,
    Number,
    PseudoInverse,
    Symbol,
    Term,
    Transpose,
    walk,
)

_TURNED = {full_column_rank: full_row_rank, full_row_rank: full_column_rank}


def pseudoinverse(a: Term, span: Span, scope: Scope) -> Term:
    """Return A⁺. Shapes: A (m, n); result (n, m). Problem: the rank of A is in doubt."""
    shape = scope.sizes.shape(a.shape)
    if len(shape) != 2:
        raise Problem("shape-mismatch", f"{scope.shown(shape)} has no pseudo-inverse", span)
    found = _of_column(a, span, scope) if ONE in shape else _by_form(a, span, scope)
    if found is None:
        found = _by_rank(a, span, scope)
    if found is None:
        message = f"the rank of {scope.written(a.span)} is in doubt, and with it the pseudo-inverse"
        help_ = "declare full_column_rank or full_row_rank in the snippet for what it is made of"
        raise Problem("not-understood", message, span, help=help_)
    return found


def _of_column(x: Term, span: Span, scope: Scope) -> Term:
    """Return xᵀ/‖x‖² of a column or row that is not 0."""
    return algebra.divide(adjoint(x, scope.vocabulary), algebra.squared_norm(x, x.span, scope), span, scope)


def _by_form(a: Term, span: Span, scope: Scope) -> Term | None:
    """Return A⁺ by what A is made of, where its rank does not matter."""
    match a:
        case Transpose(argument=inner):
            return algebra.transpose(pseudoinverse(inner, span, scope), span, scope)
        case Negative(argument=inner):
            inverse = pseudoinverse(inner, span, scope)
            return Negative(inverse, shape=inverse.shape, span=span)
        case PseudoInverse(argument=inner):
            return inner
        case Multiply(left=number, right=array) if not number.shape and never_zero(number, scope):
            one = Divide(Number(Fraction(1), span=span), number, span=span)
            return algebra.multiply(one, pseudoinverse(array, span, scope), scope)
        case Kronecker():
            left, right = (pseudoinverse(side, span, scope) for side in (a.left, a.right))
            return algebra.kronecker(left, right, scope)
        case Multiply(left=left, right=right) if _is_gram(left, right, scope) and not always_invertible(a, scope):
            return algebra.multiply(pseudoinverse(right, span, scope), pseudoinverse(left, span, scope), scope)
        case Multiply(left=left, right=right) if PseudoInverse in (type(left), type(right)):
            other, inverse = (left, right) if isinstance(right, PseudoInverse) else (right, left)
            return a if isinstance(inverse, PseudoInverse) and inverse.argument == other else None
    return None


def _is_gram(left: Term, right: Term, scope: Scope) -> bool:
    """Whether one factor is the conjugate transpose of the other, of real matrices the transpose."""
    return Transpose in (type(left), type(right)) and adjoint(left, scope.vocabulary) == right


def _by_rank(a: Term, span: Span, scope: Scope) -> Term | None:
    """Return A⁺ by the rank that A has."""
    if always_invertible(a, scope):
        return algebra.inverse(a, span, scope)
    turned = adjoint(a, scope.vocabulary)
    if has_rank(a, full_column_rank, scope):
        gram = algebra.multiply(turned, a, scope)
        return algebra.multiply(algebra.inverse(gram, span, scope), turned, scope)
    if has_rank(a, full_row_rank, scope):
        gram = algebra.multiply(a, turned, scope)
        return algebra.multiply(turned, algebra.inverse(gram, span, scope), scope)
    if not any(isinstance(part, Symbol | Apply) for part in walk(a)):
        # Made of sizes alone, as D_n is: where its rank is not full the inverse of AᵀA does not exist either.
        return PseudoInverse(a, shape=(a.shape[1], a.shape[0]), span=span)
    match a:
        case Multiply(left=c, right=d) if has_rank(c, full_column_rank, scope) and has_rank(d, full_row_rank, scope):
            return algebra.multiply(pseudoinverse(d, span, scope), pseudoinverse(c, span, scope), scope)
        case Symbol():
            kind = scope.vocabulary.kinds.get(a.name)
            if kind is not None and kind.has(idempotent):
                return a if kind.has(symmetric) else None
            if kind is None or any(h.structure for h in kind.hypotheses):
                return _generic(a, span, scope)
            _suppose(f"${scope.written(a.span)}$ has full rank", scope)
            own = turned if is_complex(a, scope.vocabulary) else None
            return PseudoInverse(a, adjoint=own, shape=(a.shape[1], a.shape[0]), span=span)
    return _generic(a, span, scope)


# Hypotheses whose matrices fall apart into pieces of different ranks do not say which rank is meant.
_OF_ONE_PIECE = frozenset({symmetric, diagonal, lower_triangular, upper_triangular, skew_symmetric, positive_definite})


def _generic(a: Term, span: Span, scope: Scope) -> Term | None:
    """Return A⁺ of the largest rank that A has; None where a hypothesis leaves the rank open, or A is complex."""
    if is_complex(a, scope.vocabulary):
        return None
    inside = {part.name for part in walk(a) if isinstance(part, Symbol)}
    reached = inside.union(*(scope.vocabulary.depends(name) for name in inside))
    kinds = [scope.vocabulary.kinds[name] for name in reached if name in scope.vocabulary.kinds]
    if any(h.structure and h not in _OF_ONE_PIECE for kind in kinds for h in kind.hypotheses):
        return None
    _suppose(f"${scope.written(a.span)}$ has the largest rank that it can have", scope)
    return PseudoInverse(a, generic=True, shape=(a.shape[1], a.shape[0]), span=span)


def _suppose(words: str, scope: Scope) -> None:
    if words not in scope.conditions:
        scope.conditions.append(words)


def has_rank(a: Term, rank: Hypothesis, scope: Scope) -> bool:
    """Whether the hypotheses say that a matrix has full column, or row, rank (sufficient, by its parts)."""
    if always_invertible(a, scope):
        return True
    match a:
        case Symbol():
            kind = scope.vocabulary.kinds.get(a.name)
            return kind is not None and kind.has(rank)
        case Transpose():
            return has_rank(a.argument, _TURNED[rank], scope)
        case Negative():
            return has_rank(a.argument, rank, scope)
        case Multiply() | Kronecker() if a.left.shape and a.right.shape:
            return has_rank(a.left, rank, scope) and has_rank(a.right, rank, scope)
        case Inverse():
            return True
    return False
