"""Edits that undo what the mutation operators do and these do not: what was dropped is put in, what grew shrinks."""

from __future__ import annotations

from dataclasses import replace

from ..elaborate.signs import is_transpose_sign
from ..elaborate.vocabulary import key
from ..parse import tree as t
from .indices import joined, parts_of
from .names import Names
from .operators import Edits, Operator, stands_free
from .sites import Site, starts_with_partial

_MINUS_ONE = t.Sum((t.Numeral("1"),), ("-",))


def partial_signs(site: Site, _names: Names) -> Edits:
    r"""Put the ∂ in front of both parts of a fraction that lacks one: \frac{L}{w} is meant as a derivative."""
    node = site.node
    if not isinstance(node, t.Fraction) or isinstance(node.numerator, t.Numeral):
        return
    above, below = (starts_with_partial(part) for part in (node.numerator, node.denominator))
    if not (above and below) and not isinstance(node.denominator, t.Numeral):
        top = node.numerator if above else _behind_partial(node.numerator)
        bottom = node.denominator if below else _behind_partial(node.denominator)
        yield "partial-sign", replace(node, numerator=top, denominator=bottom)


def smaller(site: Site, _names: Names) -> Edits:
    """Make a number outside of subscripts smaller by 1, and drop a "+ 1" or "- 1" in a script."""
    node = site.node
    if isinstance(node, t.Numeral) and node.text.isdigit() and node.text != "0":
        less = str(int(node.text) - 1)
        if less != "1" or not isinstance(site.parent, t.Product) or site.in_script:  # 1 X says X, which is tried too
            yield "constant", replace(node, text=less)
    if isinstance(node, t.Sum) and len(node.terms) == 2 and site.in_script and node.signs[0] == "+":
        yield "index-shift", node.terms[0]


def negative(site: Site, _names: Names) -> Edits:
    """Put a minus before a transpose, or before a number in the subscript of a named operator.

    An operator's number may be negative, tril_{-1}, where an index is not.
    """
    parent, node = site.parent, site.node
    if not isinstance(parent, t.Scripted):
        return
    counted = isinstance(node, t.Numeral) and parent.sub is node and isinstance(parent.base, t.Named)
    if counted or (parent.sup is node and is_transpose_sign(node)):
        yield "sign", t.Sum((node,), ("-",))


def inserted_indices(site: Site, names: Names) -> Edits:
    """Put an index letter, a colon or a number into a subscript at each place."""
    node = site.node
    if not isinstance(node, t.Scripted) or node.sub is None or key(node) in names.symbols:
        return
    base = t.unstyled(node.base)
    parts, commas = parts_of(node.sub)
    if parts is None or len(parts) > 3 or not isinstance(base, t.Letter | t.Accented | t.Group):
        return
    for at in range(len(parts) + 1):
        for letter in (*map(t.Letter, names.indices), t.Colon(), *names.sizes.values(), *map(t.Numeral, "12")):
            yield "index-insert", replace(node, sub=joined([*parts[:at], letter, *parts[at:]], commas))


def other_symbols(site: Site, names: Names) -> Edits:
    """Exchange a symbol for any other."""
    spelled = key(site.node)
    if spelled in names.symbols and (not site.in_script or site.varied):
        yield from (("symbol-other-shape", named.node) for other, named in names.symbols.items() if other != spelled)


def added_scripts(site: Site, names: Names) -> Edits:
    """Put an inverse on a square symbol, a prime on a function."""
    node = site.node
    if site.in_script or site.varied or isinstance(site.parent, t.Scripted):
        return
    named = names.symbols.get(key(node))
    if named is not None and named.shape is None:
        yield "prime-add", t.Scripted(node, primes=1, span=node.span)
    elif named is not None and named.shape is not None and len(named.shape) == 2 and len(set(named.shape)) == 1:
        yield "inverse-add", t.Scripted(node, sup=_MINUS_ONE, span=node.span)


def inserted_factors(site: Site, names: Names) -> Edits:
    """Put a factor that stands elsewhere in the formula, or a symbol, or a 2, beside a factor or a side."""
    node = site.node
    if site.in_script or site.behind_partial or isinstance(node, t.Chain | t.Statements | t.Sum):
        return
    pieces = names.pieces
    if isinstance(node, t.Product):
        if starts_with_partial(node):
            return
        for at in range(len(node.factors) + 1):
            if at < len(node.factors) and not stands_free(node, at):
                continue
            operators = list(node.operators)
            operators.insert(min(at, len(operators)), "")
            for piece in pieces:
                grown = (*node.factors[:at], piece, *node.factors[at:])
                yield "factor-insert", replace(node, factors=grown, operators=tuple(operators))
    elif not isinstance(site.parent, t.Product | t.Scripted) and _is_factor(node):
        for piece in pieces:
            for pair in ((piece, node), (node, piece)):
                yield "factor-insert", t.Product(pair, ("",), span=node.span)


def inserted_terms(site: Site, names: Names) -> Edits:
    """Add a term, or subtract it, that is a factor or a side elsewhere in the formula."""
    node = site.node
    if site.in_script or not isinstance(site.parent, t.Chain | t.Group) or not _is_factor(node):
        return
    for piece in names.pieces:
        for sign in "+-":
            yield "term-insert", t.Sum((node, piece), ("+", sign), span=node.span)


MENDING: tuple[Operator, ...] = (
    partial_signs,
    smaller,
    negative,
    other_symbols,
    inserted_indices,
    added_scripts,
    inserted_factors,
    inserted_terms,
)


def _behind_partial(node: t.Node) -> t.Node:
    if isinstance(node, t.Product):
        return replace(node, factors=(t.Partial(), *node.factors), operators=("", *node.operators))
    return t.Product((t.Partial(), node), ("",), span=node.span)


def _is_factor(node: t.Node) -> bool:
    return not isinstance(
        node, t.Missing | t.Prose | t.Named | t.Colon | t.Dots | t.Relation | t.BigSum | t.Partial | t.Nabla | t.Chain
    )
