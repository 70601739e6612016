r"""Differentials: `\mathrm{d}X`, `dX` and a bare `\partial X`.

The differential of a free symbol is its increment, a free array of its shape. That of anything computed is the
directional derivative in all increments at once, which is linear in them. What is declared `constant` has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ..diagnostic import Span
from ..model.hypotheses import constant
from ..model.increments import increment, increment_kind
from ..parse import tree as t
from .problem import Problem
from .scope import Scope
from .signs import is_transpose_sign, owns_its_power
from .term import Apply, Differential, Number, Symbol, Term, Zero, rebuild, walk
from .vocabulary import Vocabulary, key

HIGHEST = 4  # order of a differential
BRACKETED = r"write (\mathrm{d}X) Y or \mathrm{d}(X Y)"
_SHOWN_SPACE = re.compile(r"\\[,;: ]|~|\\(thin|med|thick)space(?![A-Za-z])")


def order(node: t.Node, scope: Scope) -> int | None:
    r"""Return n for the sign dⁿ of a differential: `\mathrm{d}`, `d` or `\partial`; None for any other node.

    A d that the given declares, or that is an index here, is no such sign.
    """
    if isinstance(node, t.Scripted):
        power = node.sup.text if isinstance(node.sup, t.Numeral) and node.sub is None and not node.primes else ""
        return int(power) if power.isdigit() and order(node.base, scope) == 1 else None
    if isinstance(node, t.Partial):
        return 1
    if isinstance(node, t.Named):
        return 1 if node.name == "d" and not scope.vocabulary.knows(key(node)) else None
    if not (isinstance(node, t.Letter) and node.name == "d") or scope.vocabulary.knows("d"):
        return None
    return None if "d" in scope.running or "d" in scope.indices or "d" in scope.holes else 1


def check_reach(argument: t.Node, follower: t.Node | None, scope: Scope) -> None:
    """Problem: it is not clear how far a differential reaches, over a power or over the factor that follows."""
    if (
        isinstance(argument, t.Scripted)
        and not scope.vocabulary.knows(key(argument))
        and not _commutes(argument, scope)
    ):
        raise scope.unclear(argument.span, "whether the differential is taken first", BRACKETED)
    if follower is None or isinstance(argument, t.Group) or order(follower, scope) is not None:
        return
    if not _SHOWN_SPACE.search(scope.tex[argument.span.end : follower.span.start]):
        raise scope.unclear(follower.span, "whether the differential reaches this factor", BRACKETED)


def _commutes(node: t.Scripted, scope: Scope) -> bool:
    """Whether its superscript is a transpose, which may come first or last, or makes e^x of e or ‖x‖² of a norm."""
    conjugated = isinstance(node.sup, t.Letter) and node.sup.name in ("H", "*") and scope.vocabulary.is_complex
    return (
        node.sup is None
        or conjugated
        or is_transpose_sign(node.sup)
        or owns_its_power(node, scope.vocabulary.knows("e"))
    )


def differential(of: Term, times: int, span: Span, scope: Scope) -> Term:
    """Return dⁿ of a term, each d in all increments. Problem: a symbol in it has no free increments."""
    if times > HIGHEST:
        raise Problem("too-large", f"a differential of an order beyond {HIGHEST} is not evaluated", span)
    for _ in range(times):
        of = _once(of, span, scope)
    return of


def _once(of: Term, span: Span, scope: Scope) -> Term:
    vocabulary = scope.vocabulary
    if isinstance(of, Symbol) and of.name in vocabulary.kinds and of.name in moving(of, vocabulary):
        return _increment(of.name, span, scope)
    symbols = vocabulary.shapes
    along = tuple(
        (Symbol(name, shape=symbols[name], span=span), _increment(name, span, scope)) for name in moving(of, vocabulary)
    )
    if along:
        return Differential(of, along, shape=of.shape, span=span)
    return Zero(shape=of.shape, span=span) if of.shape else Number(Fraction(0), span=span)


def moving(of: Term, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the free symbols that vary and on which a term depends, in the order of the given."""
    named = {part.name for part in walk(of) if isinstance(part, Symbol)}
    named |= {part.function for part in walk(of) if isinstance(part, Apply)}  # it may use symbols of the model
    reached = named.union(*(vocabulary.depends(name) for name in named))
    steps = set(declared_increments(vocabulary).values())
    return tuple(
        name
        for name, kind in vocabulary.kinds.items()
        if name in reached and not kind.is_function and not kind.has(constant) and name not in steps
    )


def put_in(term: Term, scope: Scope) -> Term:
    """Return a term with what conditions say that symbols are; the increment of such a symbol is its differential.

    Problem: a direction is given for such a symbol, which cannot move on its own.
    """

    def changed(term: Term) -> Term:
        found = change(term)
        assert isinstance(found, Term)
        return found

    def change(value: object) -> object:
        if isinstance(value, Differential):
            of, moved = changed(value.of), {s.name for s, _ in value.along if isinstance(s, Symbol)}
            if not moved & scope.put_in.keys():
                return replace(value, of=of, along=tuple((s, changed(step)) for s, step in value.along))
            own = {increment(name) for name in moved}
            if any(not isinstance(step, Symbol) or step.name not in own for _, step in value.along):
                name = scope.vocabulary.tex[sorted(moved & scope.put_in.keys())[0]]
                raise Problem("not-understood", f"a condition says what {name} is, so it cannot be varied", value.span)
            return _once(of, value.span, scope)
        if isinstance(value, Symbol) and value.name in steps:
            return _once(scope.put_in[steps[value.name]], value.span, scope)
        if isinstance(value, Symbol) and value.name in scope.put_in:
            return replace(scope.put_in[value.name], span=value.span)
        return rebuild(value, change) if isinstance(value, Term) else value

    steps = {increment(name): name for name in scope.put_in}
    return changed(term)


def declared_increments(vocabulary: Vocabulary) -> dict[str, str]:
    """Return the symbols whose increment the snippet declares by name: dX for X, of one shape."""
    kinds = vocabulary.kinds
    pairs = ((name, f"d{name}") for name in kinds)
    return {name: step for name, step in pairs if step in kinds and kinds[step].shape == kinds[name].shape}


def _increment(name: str, span: Span, scope: Scope) -> Symbol:
    vocabulary = scope.vocabulary
    declared = declared_increments(vocabulary).get(name)
    if declared is None and increment_kind(vocabulary.kinds[name]) is None:
        tied = ", ".join(str(h) for h in vocabulary.kinds[name].hypotheses if h.structure)
        message = f"the increments of {vocabulary.tex[name]} are not free: it is {tied}"
        raise Problem("not-a-variable", message, span, help="declare it constant too where it does not vary")
    return Symbol(declared or increment(name), shape=vocabulary.shapes[name], span=span)


def with_partials(node: t.Node, scope: Scope) -> t.Node:
    r"""Return `\frac{df}{dt}` as `\frac{\partial f}{\partial t}`: what t is computed from there is nothing.

    Problem: d stands below alone, or what it varies is computed.
    """
    if isinstance(node, t.Product):
        return replace(node, factors=tuple(_slashed(node, scope)))
    if not isinstance(node, t.Fraction) or _first(node.denominator) == t.Partial():
        return node
    above, below = (order(_first(part), scope) for part in (node.numerator, node.denominator))
    if below is None or _first(node.numerator) == t.Partial():
        return node
    if above is None:
        written = scope.written(node.numerator.span)
        raise Problem(
            "missing-partial", "d stands below the fraction line and not above it", node.numerator.span,
            help=rf"write \mathrm{{d}} {written}",
        )  # fmt: skip
    _check_free(node.denominator, scope)
    return replace(node, numerator=_signed(node.numerator, scope, 1), denominator=_signed(node.denominator, scope))


def _slashed(node: t.Product, scope: Scope) -> Iterator[t.Node]:
    """Yield the factors of a product, with ∂ for both signs of each df/dt in it."""
    factors = [with_partials(f, scope) if isinstance(f, t.Fraction) else f for f in node.factors]
    for at, sign in enumerate(node.operators):
        starts = [i for i in range(at, -1, -1) if not any(node.operators[i:at])]
        first = next((i for i in starts if _is_d(factors[i], scope)), None)
        partial = next((factors[i] for i in starts if _bare(factors[i]) == t.Partial()), None)
        if sign == "/" and partial is not None and _bare(factors[at + 1]) != t.Partial():
            raise Problem("missing-partial", "∂ stands before the slash and not behind it", partial.span)
        if sign == "/" and first is not None and _is_d(factors[at + 1], scope):
            end = next((i for i in range(at + 1, len(node.operators)) if node.operators[i]), len(node.operators)) + 1
            _check_free(t.Product(tuple(factors[at + 1 : end]), ("",) * (end - at - 2)), scope)
            for i in (first, *(i for i in range(at + 1, end) if _is_d(factors[i], scope))):
                factors[i] = _partial(factors[i])
    yield from factors


def _is_d(node: t.Node, scope: Scope) -> bool:
    return order(node, scope) is not None and _partial(node) != node


def _first(node: t.Node) -> t.Node:
    return node.factors[0] if isinstance(node, t.Product) else node


def _bare(node: t.Node) -> t.Node:
    return node.base if isinstance(node, t.Scripted) else node


def _partial(node: t.Node) -> t.Node:
    if isinstance(node, t.Scripted):
        return replace(node, base=t.Partial(span=node.base.span))
    return t.Partial(span=node.span)


def _signed(node: t.Node, scope: Scope, most: int | None = None) -> t.Node:
    """Return a product with ∂ for the signs of differentials in it, or for the first one alone."""
    if not isinstance(node, t.Product):
        return _partial(node)
    signs = [i for i, factor in enumerate(node.factors) if order(factor, scope) is not None][:most]
    return replace(node, factors=tuple(_partial(f) if i in signs else f for i, f in enumerate(node.factors)))


def _check_free(node: t.Node, scope: Scope) -> None:
    """Problem: what d varies below is computed, so that the symbols that it is computed from would have to follow."""
    for factor in t.factors_of(node):
        for part in (factor, _bare(factor)):
            name = scope.vocabulary.names.get(key(part), "")
            if scope.vocabulary.depends(name):
                message = f"{scope.written(part.span)} is computed; d/d… is taken of a free symbol"
                raise Problem("not-a-variable", message, part.span, help=r"write \partial, which varies it on its own")
