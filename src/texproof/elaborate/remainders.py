r"""Remainders: f = g + O(\varepsilon^p) states that f and g have the same derivatives below the order p at ε = 0.

That is what it means where both are smooth there (Taylor's formula), so that both must be made of smooth functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..diagnostic import Span
from ..model.hypotheses import constant
from ..model.size import Size
from ..parse import tree as t
from . import derivatives
from .problem import Problem
from .scope import ONE, Scope, Stated
from .signs import bracket
from .term import (
    Add,
    Apply,
    Blocks,
    Determinant,
    Divide,
    Entries,
    Entry,
    Hadamard,
    Inner,
    Inverse,
    Kronecker,
    MatrixFunction,
    Multiply,
    Negative,
    Norm2,
    Number,
    Power,
    Slice,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
    children,
    walk,
)
from .vocabulary import key

NEARLY = r"\approx"
HIGHEST = 4  # order of a remainder
# Analytic in their parts wherever they are defined.
_ANALYTIC = (
    Add, Blocks, Determinant, Divide, Entries, Entry, Hadamard, Inner, Inverse, Kronecker, Multiply, Negative, Norm2,
    Slice, Sum, Trace, Transpose, Vec,
)  # fmt: skip
_ENTIRE = frozenset({"exp", "sin", "cos", "tanh", "erf"})
# Where these have a first derivative they are analytic, and where they end they have none.
_ENDING = frozenset({"log", "sqrt"})


@dataclass(frozen=True, slots=True)
class Remainder:
    """O(symbol^order), of a free number of the given by its name in the snippet."""

    symbol: str
    order: int
    span: Span


def split(side: t.Node, scope: Scope) -> tuple[t.Node, Remainder | None]:
    """Return a side without the O(…) that is added to it, and that. Problem: it is not of a power of a free number."""
    found = _order_sign(side, scope)
    if found is not None:
        return t.Numeral("0", span=side.span), _remainder(found, side.span, scope)
    if not isinstance(side, t.Sum):
        return side, None
    groups = [_order_sign(part, scope) for part in side.terms]
    places = [at for at, group in enumerate(groups) if group is not None]
    if not places:
        return side, None
    at = places[0]
    group = groups[at]
    if len(places) > 1 or side.signs[at] != "+" or group is None:
        raise Problem("not-understood", "one O(…) is added to a side", side.terms[places[-1]].span)
    terms, signs = (*side.terms[:at], *side.terms[at + 1 :]), (*side.signs[:at], *side.signs[at + 1 :])
    rest = terms[0] if len(terms) == 1 and signs == ("+",) else replace(side, terms=terms, signs=signs)
    return rest, _remainder(group, side.terms[at].span, scope)


def _order_sign(node: t.Node, scope: Scope) -> t.Group | None:
    """Return the bracket of O(…), where O is nothing that is declared."""
    if not isinstance(node, t.Product) or len(node.factors) != 2 or node.operators != ("",):
        return None
    sign, group = node.factors
    named = key(sign) in ("O", r"\mathcal{O}") and not scope.vocabulary.knows(key(sign))
    return bracket(group) if named and isinstance(group, t.Group) else None


def _remainder(group: t.Group, span: Span, scope: Scope) -> Remainder:
    body, order = group.body, 1
    name = scope.vocabulary.names.get(key(body))
    if name is None and isinstance(body, t.Scripted) and isinstance(body.sup, t.Numeral) and body.sup.text.isdigit():
        order = int(body.sup.text)
        bare = body.base if body.sub is None else t.Scripted(body.base, body.sub, span=body.span)
        name = scope.vocabulary.names.get(key(bare))
    kind = scope.vocabulary.kinds.get(name or "")
    if name is None or kind is None or kind.noun != "scalar" or not 1 <= order <= HIGHEST:
        message = f"{scope.written(span)} is read of a power, up to {HIGHEST}, of a free number of the given"
        raise Problem("not-understood", message, span, help=r"write O(\varepsilon^2), and declare \varepsilon")
    if any(h is not constant for h in kind.hypotheses):
        message = f"{scope.vocabulary.tex[name]} goes to 0 here, and its hypotheses keep it away or tie it"
        raise Problem("not-understood", message, span, help="declare it without them")
    return Remainder(name, order, span)


def between(relation: t.Relation, beside: Sequence[Remainder | None]) -> Remainder | None:
    """Return the remainder up to which a relation's two sides are equal; of two the one of lower order.

    Problem: they are of different numbers, or the relation is a comparison, or ≈ stands without one.
    """
    found = sorted((one for one in beside if one is not None), key=lambda one: one.order)
    if not found:
        if relation.sign == NEARLY:
            help_ = r"write what is left out: = … + O(\varepsilon^2)"
            raise Problem("not-understood", f"{NEARLY} does not say how near", relation.span, help=help_)
        return None
    if relation.sign not in ("=", NEARLY) or found[0].symbol != found[-1].symbol:
        raise Problem("not-understood", "up to this remainder nothing is stated here", found[-1].span)
    return found[0]


def state(left: Term, right: Term, remainder: Remainder, span: Span, mark: Span, scope: Scope) -> None:
    """State that two sides of one shape agree but for a remainder. Problem: one of them may not be smooth.

    Their derivatives of the orders below the remainder's, at zero, stand below each other.
    """
    symbol = Symbol(remainder.symbol, shape=(), span=mark)
    for side in (left, right):
        _check_smooth(side, remainder, scope)
    words = f"${scope.vocabulary.tex[remainder.symbol]}$ goes to 0"
    if words not in scope.conditions:
        scope.conditions.append(words)
    columns = [_derivatives(side, symbol, remainder.order, scope) for side in (left, right)]
    scope.stated.append(Stated("equality", columns[0], columns[1], span, mark, vanishing=remainder.symbol))


def _derivatives(side: Term, by: Symbol, order: int, scope: Scope) -> Term:
    parts = [side]
    for _ in range(order - 1):
        parts.append(derivatives.differentiate(parts[-1], by, side.span, scope))
    if order == 1:
        return side
    rows, columns = side.shape if side.shape else (ONE, ONE)
    return Blocks(tuple((part,) for part in parts), shape=(Size.of(order) * rows, columns), span=side.span)


def _check_smooth(term: Term, remainder: Remainder, scope: Scope) -> None:
    """Check that a term is analytic in a symbol at zero. Problem: it may have a kink or an end there."""
    if not _moves(term, remainder.symbol, scope):
        return
    functions = scope.vocabulary.functions
    match term:
        case Symbol(name=remainder.symbol):
            return
        case Power(exponent=Number(value=value)) if value.denominator == 1:
            smooth = True
        case Apply(function=name):
            own = name in functions and name in scope.vocabulary.kinds
            smooth = own or (not term.order and (name in _ENTIRE or (name in _ENDING and remainder.order > 1)))
        case MatrixFunction(function=name):
            smooth = name in _ENTIRE
        case _:
            smooth = isinstance(term, _ANALYTIC)
    if not smooth:
        message = f"{scope.written(term.span)} may not be smooth where {scope.vocabulary.tex[remainder.symbol]} is 0"
        help_ = "write it with sums, products, quotients, whole powers, exp, sin or cos"
        raise Problem("not-understood", message, term.span, help=help_)
    for part in children(term):
        _check_smooth(part, remainder, scope)


def _moves(term: Term, symbol: str, scope: Scope) -> bool:
    symbols = scope.vocabulary
    met = {part.name for part in walk(term) if isinstance(part, Symbol)}
    met |= {part.function for part in walk(term) if isinstance(part, Apply)}
    return symbol in met or any(symbol in symbols.depends(name) for name in met)
