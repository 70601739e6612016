"""From the tree of what is written to terms: names, subscripts, brackets, sums of terms, fractions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction as Rational

from ..diagnostic import Span
from ..parse import tree as t
from . import (
    algebra,
    composition,
    conjugation,
    derivatives,
    differentials,
    ellipsis,
    exponents,
    indices,
    labels,
    names,
    norms,
    products,
    progressions,
    selections,
    structured,
    sums,
    tangents,
)
from .problem import Problem
from .products import Row, runs_of
from .scope import Scope
from .signs import partial_order
from .superscripts import is_transpose, superscripted
from .term import Negative, Number, Symbol, Term
from .vocabulary import key


def read(node: t.Node, scope: Scope) -> Term:
    """Return the term that a node is. Problem: it has no meaning here, or its shapes do not fit."""
    term = _term(node, scope)
    scope.met.append((node, term))
    return term


def _term(node: t.Node, scope: Scope) -> Term:
    match node:
        case t.Letter() | t.Accented() | t.Bold():
            return _named(node, scope)
        case t.Numeral():
            return Number(Rational(node.text), span=node.span)
        case t.Scripted():
            return norm(node.base, node, scope) if isinstance(node.base, t.Norm) else with_scripts(node, scope)
        case t.Group():
            return replace(_grouped(node, scope), span=node.span)
        case t.Sum():
            return _sum_of_terms(node, scope)
        case t.Product():
            marked = differentials.with_partials(composition.applied(node, scope), scope)
            assert isinstance(marked, t.Product)
            return Row(scope, Here()).term(*runs_of(_slash_of_partials(marked)))
        case t.Fraction():
            return fraction(node, scope)
        case t.Factorial() | t.Root() | t.Binomial():
            return _of_numbers(node, scope)
        case t.Bars() | t.Cases():
            return selections.chosen(node, scope, read)
        case t.Angles() | t.Norm():
            return _fenced(node, scope)
        case t.Braced():
            return labels.brace(node, scope, read)
        case t.Array():
            return ellipsis.array(node, scope, read)
        case t.Named() | t.BigSum() | t.Nabla():
            named = isinstance(node, t.Named) and not products.is_operator_name(node, scope)
            return names.name(node, scope) if named else Row(scope, Here()).term([[node]], [])
    raise Problem("not-understood", f"{scope.written(node.span)} has no meaning here", node.span)


def _named(node: t.Letter | t.Accented | t.Bold, scope: Scope) -> Term:
    """Return what a name is. Where something is complex, a bar above what has no such name conjugates."""
    vocabulary = scope.vocabulary
    barred = isinstance(node, t.Accented) and node.accent == "bar" and vocabulary.is_complex
    if isinstance(node, t.Accented) and barred and not vocabulary.knows(key(node)):
        return replace(conjugation.conjugate(read(node.body, scope), vocabulary), span=node.span)
    return names.name(node, scope)


def _of_numbers(node: t.Factorial | t.Root | t.Binomial, scope: Scope) -> Term:
    if isinstance(node, t.Factorial):
        return exponents.factorial(node, scope)
    if isinstance(node, t.Binomial):
        return exponents.binomial(node, scope)
    body = read(node.body, scope)
    if node.degree is None:
        return algebra.apply_operator("sqrt", body, node.span, scope)
    exponent = exponents.of_root(node.degree, scope)
    if body.shape:
        shape = scope.shown(body.shape)
        message = f"a root with a degree is of a number, and {scope.written(node.body.span)} is {shape}"
        raise Problem("not-understood", message, node.span, help="write an entry of it")
    return algebra.power(body, exponent, node.span, scope)


def _fenced(node: t.Angles | t.Norm, scope: Scope) -> Term:
    if isinstance(node, t.Norm):
        return norm(node, node, scope)
    return algebra.inner(read(node.left, scope), read(node.right, scope), node.span, scope)


def _grouped(node: t.Group, scope: Scope) -> Term:
    if isinstance(node.body, t.Chain) and node.kind == "[":
        return selections.indicator(node.body, scope, read)
    if isinstance(node.body, t.Statements | t.Chain):
        raise Problem("not-understood", "a list or a relation in brackets is not a term", node.span)
    return read(node.body, scope)


def _sum_of_terms(node: t.Sum, scope: Scope) -> Term:
    if progressions.has_dots(node):
        return progressions.progression(node, scope, read)
    total: Term | None = None
    for sign, part in zip(node.signs, node.terms, strict=True):
        term = read(part, scope)
        if total is not None:
            total = algebra.add(total, term, sign, scope)
        else:
            total = term if sign == "+" else Negative(term, shape=term.shape, span=Span(node.span.start, term.span.end))
    assert total is not None
    return total


def _slash_of_partials(node: t.Product) -> t.Product:
    r"""Write ∂u / ∂v as the fraction that it is, behind other factors too."""
    factors, operators = list(node.factors), list(node.operators)
    while "/" in operators:
        at = operators.index("/") + 1
        end = next((i for i in range(at, len(operators)) if operators[i]), len(operators)) + 1
        start = next((i for i in range(at - 1, -1, -1) if partial_order(factors[i]) is not None), at)
        if start == at or any(operators[start : at - 1]) or partial_order(factors[at]) is None:
            break
        top, bottom = _row(factors[start:at]), _row(factors[at:end])
        factors[start:end] = [t.Fraction(top, bottom, span=top.span | bottom.span)]
        operators[start : end - 1] = []
    return t.Product(tuple(factors), tuple(operators), span=node.span)


def _row(factors: list[t.Node]) -> t.Node:
    span = Span(factors[0].span.start, factors[-1].span.end)
    return factors[0] if len(factors) == 1 else t.Product(tuple(factors), ("",) * (len(factors) - 1), span=span)


def with_scripts(node: t.Scripted, scope: Scope) -> Term:
    """Return the term of a base with its subscript, primes and superscript."""
    if scope.vocabulary.knows(key(node)):
        return names.name(node, scope)
    for sup, primes in ((node.sup, node.primes), (None, node.primes), (node.sup, 0)):
        upper = t.Scripted(node.base, None, sup, primes, span=node.span)
        if (sup is not None or primes) and upper != node and scope.vocabulary.knows(key(upper)):
            rest = t.Scripted(upper, node.sub, None if sup else node.sup, 0 if primes else node.primes, span=node.span)
            return with_scripts(rest, scope)
    relation = selections.subscript_relation(node)
    if relation is not None and node.sup is None:
        return replace(selections.indicator(relation, scope, read), span=node.span)
    if _is_exponential(node, scope):
        assert node.sup is not None
        return structured.apply("exp", read(node.sup, scope), node.span, scope)
    special = names.unit_with_upper(node, scope)
    if special is not None:
        return special
    if products.is_operator_name(node.base, scope):
        assert isinstance(node.base, t.Named)
        message = f"a script stands behind the argument of {node.base.name}, not before it"
        raise Problem("not-understood", message, node.span, help=f"write {node.base.name}(…) with its script behind")
    if node.primes:
        raise _stray_prime(node.span)
    if node.sub is None:
        if isinstance(node.base, t.BigSum | t.Nabla):
            return Row(scope, Here()).term([[node]], [])
        base = read(node.base, scope)
    else:
        base = subscripted(node, scope)
    return base if node.sup is None else superscripted(base, node.sup, node, scope, read)


def norm(bars: t.Norm, node: t.Node, scope: Scope) -> Term:
    """Return the norm that a node, the bars or they with their scripts, is."""
    if isinstance(node, t.Scripted) and node.primes:
        raise _stray_prime(node.span)
    sup = node.sup if isinstance(node, t.Scripted) else None
    power = None if sup is None else read(sup, scope)
    return norms.norm(read(bars.body, scope), node, power, lambda index: read(index, scope), scope)


def _is_exponential(node: t.Scripted, scope: Scope) -> bool:
    """Whether a node is e^x, where e is nothing that is declared here."""
    if key(node.base) != "e" or node.sub is not None or node.sup is None or node.primes:
        return False
    taken = scope.vocabulary.knows("e") or "e" in scope.running or "e" in scope.indices
    return not taken and not is_transpose(node.sup, scope) and not isinstance(node.sup, t.Entrywise | t.Group)


def _stray_prime(span: Span) -> Problem:
    return Problem("not-understood", "a prime stands only behind a function, before its bracket", span)


def subscripted(node: t.Scripted, scope: Scope) -> Term:
    """Return the term of a base with a subscript: a name of its own, a special matrix, an entry, an annotation."""
    sub, base = node.sub, node.base
    assert sub is not None
    if isinstance(sub, t.Chain) and isinstance(base, t.Group):
        return _taken_where(base, sub, scope)
    braced = scope.tex[: sub.span.start].rstrip().endswith("{")
    end = scope.tex.index("}", sub.span.end) + 1 if braced else sub.span.end
    span = Span(base.span.start, end)
    whole = t.Scripted(base, sub, span=span)
    spelled = key(whole)
    if spelled in scope.vocabulary.names or spelled in scope.vocabulary.definitions:
        return names.name(whole, scope)
    if spelled in scope.vocabulary.letters:
        return names.name(whole, scope)
    if isinstance(base, t.BigSum | t.Nabla):
        return Row(scope, Here()).term([[whole]], [])
    bare = key(base)
    if not scope.vocabulary.knows(bare):
        special = names.special(bare, sub, span, scope)
        if special is not None and bare in scope.vocabulary.entries:
            array = scope.vocabulary.tex[scope.vocabulary.entries[bare]]
            message = f"it is not clear whether {scope.written(span)} is an entry of {array}"
            raise Problem("ambiguous-notation", message, span, help="write [ … ] around the matrix")
        if special is not None:
            return special
    shape = indices.annotated_shape(sub, scope)
    term = _indexed_base(base, bare, scope) if shape is None else read(base, scope)
    if isinstance(base, t.Angles):
        if not (isinstance(sub, t.Letter) and sub.name == "F"):
            raise Problem("not-understood", "an inner product has no subscript but F", sub.span)
        return replace(term, span=span)
    if shape is not None:
        return labels.stated_shape(term, shape, "the annotation says {}; it is {}", whole, span, scope)
    entry = indices.entry(term, sub, span, scope)
    if node.sup is not None and not entry.shape:
        _refuse_two_readings(node, term, scope)
    return entry


def _taken_where(base: t.Group, where: t.Chain, scope: Scope) -> Term:
    """Return a term in brackets with the place where it is taken, [∂f/∂Y]_{Y = AX + B}; that Y is so is stated."""
    sides = where.sides
    name = scope.vocabulary.names.get(key(sides[0]), "")
    if [r.sign for r in where.relations] != ["="] or not scope.vocabulary.depends(name):
        message = f"{scope.written(where.span)} does not say where a computed symbol is taken"
        raise Problem("not-understood", message, where.span, help="write the value itself, without the subscript")
    symbol, value = read(sides[0], scope), read(sides[1], scope)
    message = f"{scope.written(sides[0].span)} is {{}}; its value is {{}}"
    symbol, value = scope.same_shape(symbol, value, sides[1].span, message)
    scope.state("place", symbol, value, where, sides[1].span)
    return replace(read(base, scope), span=base.span)


def _refuse_two_readings(node: t.Scripted, array: Term, scope: Scope) -> None:
    """Problem: both scripts of one base could come first: an entry of the transpose, of the inverse, of a power.

    A name for entries alone, x_{ij} for X, leaves no choice; nor does an array that has no powers.
    """
    base, sub, sup = node.base, node.sub, node.sup
    assert sub is not None
    assert sup is not None
    vocabulary, bare = scope.vocabulary, key(base)
    of_entries = bare in vocabulary.entries or bare in vocabulary.defined_entries
    whole = vocabulary.knows(bare) or not of_entries
    shape = scope.sizes.shape(array.shape)
    if isinstance(sup, t.Letter | t.Named) and is_transpose(sup, scope):
        what = "transpose"
    elif whole and len(shape) == 2 and shape[0] == shape[1]:
        inverse = isinstance(sup, t.Sum) and sup.signs == ("-",)
        if not inverse and sub.span.start < sup.span.start:
            return
        what = "inverse" if inverse else "power"
    else:
        return
    raise Problem(
        "ambiguous-notation",
        f"it is not clear whether {scope.written(node.span)} is an entry of the {what}",
        node.span,
        help=f"write ({scope.written(base.span)}^{{{scope.written(sup.span)}}})_{{{scope.written(sub.span)}}}",
    )


def _indexed_base(base: t.Node, bare: str, scope: Scope) -> Term:
    """Return the array whose entries a base names: Z for z_{ij} too, where z is nothing else that has entries."""
    array = scope.vocabulary.entries.get(bare)
    if array is not None and bare not in scope.vocabulary.definitions:
        return Symbol(array, shape=scope.vocabulary.shapes[array], span=base.span)
    defined = scope.vocabulary.defined_entries.get(bare)
    if defined is not None:
        return scope.defined(defined, base.span)
    derived = scope.vocabulary.derived_entries.get(bare)
    return tangents.derived(derived, base.span, scope) if derived is not None else read(base, scope)


def fraction(node: t.Fraction, scope: Scope) -> Term:
    """Return a derivative where ∂ or d stands above and below, else a quotient."""
    marked = differentials.with_partials(node, scope)
    assert isinstance(marked, t.Fraction)
    node = marked
    if derivatives.starts_with_partial(node.numerator) or derivatives.starts_with_partial(node.denominator):
        return derivatives.fraction(node, scope, Here())
    return algebra.divide(read(node.numerator, scope), read(node.denominator, scope), node.span, scope)


class Here:
    """The readings that a product needs of the rest of the language; see products.Readings."""

    def read(self, node: t.Node, scope: Scope) -> Term:
        return read(node, scope)

    def sum(self, node: t.Node, body: Callable[[], Term], scope: Scope) -> Term:
        return sums.summation(node, body, scope)

    def derivative(self, node: t.Node, body: Callable[[], Term], scope: Scope) -> Term:
        return derivatives.operator(node, body, scope, self)

    def scripted(self, term: Term, node: t.Scripted, scope: Scope) -> Term:
        if node.primes:
            raise _stray_prime(node.span)
        if node.sub is not None:
            term = indices.entry(term, node.sub, node.span, scope)
        return term if node.sup is None else superscripted(term, node.sup, node, scope, read)
