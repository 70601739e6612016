"""What the hypotheses say of symbols: which are above zero, invertible, of full rank, near the identity."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.declare import Kind
from ..model.hypotheses import (
    Hypothesis,
    full_column_rank,
    full_row_rank,
    invertible,
    involutory,
    mask,
    one_hot,
    orthogonal,
    permutation,
    positive,
    positive_definite,
    probability,
    small,
    stochastic,
    unit_interval,
    unitary,
)
from ..model.size import Size
from .conjugation import adjoint
from .scope import Scope
from .term import Add, Entry, Identity, Multiply, Negative, Number, Ones, Symbol, Term, Transpose

# Every entry is above zero, or at least zero.
ABOVE = (positive, unit_interval, probability)
NOT_BELOW = (*ABOVE, mask, one_hot, stochastic, permutation)
REGULAR = (invertible, positive_definite, orthogonal, involutory, permutation, unitary)


def has(kind: Kind | None, hypotheses: tuple[Hypothesis, ...]) -> bool:
    return kind is not None and any(kind.has(h) for h in hypotheses)


def ranks(scope: Scope) -> Iterator[tuple[Size, Size]]:
    """Yield the pairs of sizes of which the first is at least the second, since a symbol has full rank."""
    for name, kind in scope.vocabulary.kinds.items():
        if kind.noun == "matrix" and kind.shape[0] != kind.shape[1]:
            rows, columns = scope.vocabulary.shapes[name]
            if kind.has(full_column_rank):
                yield rows, columns
            if kind.has(full_row_rank):
                yield columns, rows


def kind_of(term: Term, scope: Scope) -> Kind | None:
    symbol = term.array if isinstance(term, Entry) else term
    return scope.vocabulary.kinds.get(symbol.name) if isinstance(symbol, Symbol) else None


def left_of_one(term: Add, scope: Scope) -> bool:
    """Whether a sum is 1 − x, or has 1 − x for its entries, with x between 0 and 1."""
    if len(term.terms) != 2 or not isinstance(term.terms[1], Negative):
        return False
    one, kind = term.terms[0], kind_of(term.terms[1].argument, scope)
    is_one = isinstance(one, Ones) or (isinstance(one, Number) and one.value == 1)
    return is_one and has(kind, (unit_interval,))


def gram(term: Multiply, scope: Scope) -> bool:
    """Whether a product is AᵀA with A of full column rank, or AAᵀ with A of full row rank."""
    left, right = term.left, term.right
    if not left.shape or not right.shape or adjoint(left, scope.vocabulary) != right:
        return False
    tall, wide = has(kind_of(right, scope), (full_column_rank,)), has(kind_of(left, scope), (full_row_rank,))
    return (isinstance(left, Transpose) and tall) or (isinstance(right, Transpose) and wide)


def near_identity(term: Add, scope: Scope) -> bool:
    """Whether a sum is I + A or I − A with the norm of A below one."""
    one, *rest = term.terms
    part = rest[0].argument if len(rest) == 1 and isinstance(rest[0], Negative) else rest[0]
    return isinstance(one, Identity) and len(rest) == 1 and has(kind_of(part, scope), (small,))
