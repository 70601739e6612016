r"""Forward and reverse mode: `\dot C` of a computed C, and `\bar A` of what a computed symbol is computed from.

Where the given declares tangents, `A_dot` beside a free A, what is computed or defined as C has the tangent
Ċ = Σ ∂C/∂A[α] · Ȧ[α] along them; what has no tangent stays. Where it declares adjoints, `C_bar` beside a computed
C, all that C is computed from has the adjoint Ā = ∂(Σ ⟨C̄, C⟩)/∂A, the sum being over the declared ones. Where A is
symmetric, triangular or diagonal, so is Ā: it is the one with Σ ⟨C̄, dC⟩ = ⟨Ā, dA⟩ for all increments of that kind.
"""

from __future__ import annotations

from fractions import Fraction

from ..diagnostic import Span
from ..model.declare import Kind
from ..model.hypotheses import diagonal, lower_triangular, symmetric, upper_triangular
from ..model.increments import increment_kind
from ..parse import tree as t
from . import algebra, structured
from .derivatives import differentiate, variable
from .problem import Problem
from .scope import Scope
from .term import Add, Differential, Identity, Inner, Multiply, Number, Symbol, Term
from .vocabulary import DEFINED, key


def derived(spelled: str, span: Span, scope: Scope) -> Term:
    r"""Return the tangent or adjoint that a name stands for which the given does not declare itself.

    Problem: the symbol's hypotheses tie what would have to move.
    """
    accent, name = scope.vocabulary.derived[spelled]
    if accent == "bar":
        return _adjoint(name, span, scope)
    return _tangent(scope.defined(name, span) if accent == DEFINED else _symbol(name, span, scope), span, scope)


def _symbol(name: str, span: Span, scope: Scope) -> Symbol:
    return Symbol(name, shape=scope.vocabulary.shapes[name], span=span)


def _tangent(of: Term, span: Span, scope: Scope) -> Term:
    vocabulary = scope.vocabulary
    pairs = [(free, vocabulary.tangents[free]) for free in vocabulary.moves(of)]
    for free, step in pairs:
        kind, wanted = vocabulary.kinds[step], increment_kind(vocabulary.kinds[free])
        if wanted is None or not set(wanted.hypotheses) <= set(kind.hypotheses):
            tied = ", ".join(str(h) for h in vocabulary.kinds[free].hypotheses if h.structure)
            message = f"{vocabulary.tex[free]} is {tied}, and nothing says that {vocabulary.tex[step]} keeps it so"
            help_ = "declare the tangent with what it keeps" if wanted else "declare it without the hypothesis"
            raise Problem("not-a-variable", message, span, help=help_)
    along = tuple((_symbol(free, span, scope), _symbol(step, span, scope)) for free, step in pairs)
    return Differential(of, along, shape=of.shape, span=span)


def _adjoint(name: str, span: Span, scope: Scope) -> Term:
    vocabulary = scope.vocabulary
    parts: list[Term] = []
    for computed, bar in vocabulary.adjoints.items():
        if name in vocabulary.depends(computed):
            left, right = _symbol(bar, span, scope), _symbol(computed, span, scope)
            parts.append(Inner(left, right, span=span) if left.shape else Multiply(left, right, span=span))
    pairing = parts[0] if len(parts) == 1 else Add(tuple(parts), span=span)
    symbol = _symbol(name, span, scope)
    kind = vocabulary.kinds.get(name)
    kept = None if kind is None else increment_kind(kind)
    if kept is None or not kept.hypotheses:
        return differentiate(pairing, variable(symbol, span, scope), span, scope)
    return _projected(differentiate(pairing, symbol, span, scope), kept, span, scope)


def _projected(gradient: Term, kind: Kind, span: Span, scope: Scope) -> Term:
    """Return the matrix of a linear structure that pairs with all others of it as the gradient does.

    Symmetric: (G + Gᵀ)/2, skew-symmetric: (G − Gᵀ)/2; diagonal and triangular: G with zeros outside.
    """
    if kind.has(diagonal):
        return algebra.hadamard(gradient, Identity(shape=gradient.shape, span=span), scope)
    if kind.has(lower_triangular):
        return structured.lower_triangle(gradient, span, scope)
    if kind.has(upper_triangular):
        return structured.upper_triangle(gradient, span, scope)
    sign = "+" if kind.has(symmetric) else "-"
    both = algebra.add(gradient, algebra.transpose(gradient, span, scope), sign, scope)
    return algebra.divide(both, Number(Fraction(2), span=span), span, scope)


def wanted(node: t.Node, scope: Scope) -> str:
    """Return which declaration would make a tangent or an adjoint of a name that is not declared; "" for another."""
    base = node.base if isinstance(node, t.Scripted) else node
    if not isinstance(base, t.Accented) or base.accent not in ("dot", "bar"):
        return ""
    vocabulary = scope.vocabulary
    bare = t.Scripted(base.body, node.sub, node.sup, node.primes) if isinstance(node, t.Scripted) else base.body
    name = vocabulary.names.get(key(bare)) or vocabulary.names.get(key(base.body), "")
    what = "tangent" if base.accent == "dot" else "adjoint"
    if (name in vocabulary.kinds) == (base.accent == "dot") and name in vocabulary.shapes:
        return f"declare {name}_{base.accent} in the snippet: it is the {what} of {vocabulary.tex[name]}"
    if base.accent == "dot":
        others = sorted(vocabulary.depends(name) & vocabulary.kinds.keys() - vocabulary.functions)
    else:
        others = sorted(other for other in vocabulary.shapes if name in vocabulary.depends(other))
    if not others:
        return ""
    return f"declare {others[0]}_{base.accent} in the snippet, from which the {what} of {vocabulary.tex[name]} follows"
