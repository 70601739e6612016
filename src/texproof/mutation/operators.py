"""The mutation operators: each yields the nodes that one edit makes of the node at a site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..elaborate.signs import is_nabla, is_operator, is_sum
from ..elaborate.superscripts import ADJOINTS, TRANSPOSES
from ..elaborate.vocabulary import key
from ..model.size import Size
from ..parse import tree as t
from .choices import choices
from .indices import edited_subscripts
from .names import Named, Names
from .sites import Site, starts_with_partial

Edits = Iterator[tuple[str, t.Node]]  # the operator's name and what it makes of the node
Operator = Callable[[Site, Names], Edits]

OTHER_SHAPES = 2  # symbols of another shape that one is exchanged for
_ONE = Size.of(1)


def signs(site: Site, _names: Names) -> Edits:
    """Turn the sign of a term, of a side of a relation, of a brace's label, of a matrix's cell."""
    node = site.node
    if isinstance(node, t.Sum):
        for n, sign in enumerate(node.signs):
            turned = "-" if sign == "+" else "+"
            yield "sign", replace(node, signs=(*node.signs[:n], turned, *node.signs[n + 1 :]))
    elif not site.in_script and _is_term(node) and _stands_alone(site):
        yield "sign", t.Sum((node,), ("-",), span=node.span)


def constants(site: Site, _names: Names) -> Edits:
    """Make a number larger by 1; a 0 becomes 1."""
    node = site.node
    if isinstance(node, t.Numeral) and "." not in node.text and not _in_subscript(site):
        yield "constant", replace(node, text=str(int(node.text) + 1))


def transposes(site: Site, names: Names) -> Edits:
    r"""Drop a transpose; add one to a matrix, a row of factors in brackets, or a derivative."""
    node = site.node
    if site.in_script or site.varied or site.behind_partial:
        return
    if isinstance(node, t.Scripted) and is_transpose(node.sup):
        yield "transpose-drop", bare_of(node)
    elif _can_be_turned(site, names):
        base = t.Group("(", node, span=node.span) if isinstance(node, t.Fraction) else node
        if isinstance(node, t.Scripted):
            yield "transpose-add", replace(node, sup=t.Letter(r"\top"))
        else:
            yield "transpose-add", t.Scripted(base, sup=t.Letter(r"\top"), span=node.span)


def conjugates(site: Site, names: Names) -> Edits:
    """Exchange the signs of a transpose, of a conjugate and of both; drop one that conjugates."""
    node = site.node
    if not names.is_complex or not isinstance(node, t.Scripted) or site.in_script:
        return
    if site.behind_partial and not site.varied:
        return
    bare = None if node.sup is None else t.unstyled(node.sup)
    sign = bare.name if isinstance(bare, t.Letter | t.Named) else ""
    if sign not in ("*", *ADJOINTS, *TRANSPOSES):
        return
    for other in ("H", r"\top", "*"):
        if not site.varied and not is_same_sign(sign, other):
            yield "conjugate-exchange", replace(node, sup=t.Letter(other))
    if sign not in TRANSPOSES:
        yield "conjugate-drop", bare_of(node)


def is_same_sign(sign: str, other: str) -> bool:
    """Whether two superscripts say the same: ᵀ and ⊤, H and a dagger."""
    return sign == other or any({sign, other} <= signs for signs in (ADJOINTS, TRANSPOSES))


def inverses(site: Site, _names: Names) -> Edits:
    """Drop an inverse."""
    node = site.node
    if isinstance(node, t.Scripted) and isinstance(node.sup, t.Sum) and node.sup.signs == ("-",):
        yield "inverse-drop", bare_of(node)


def primes(site: Site, _names: Names) -> Edits:
    """Drop a prime."""
    node = site.node
    if isinstance(node, t.Scripted) and node.primes:
        fewer = replace(node, primes=node.primes - 1)
        yield "prime-drop", bare_of(fewer) if fewer.sup is None and not fewer.primes else fewer


def terms(site: Site, _names: Names) -> Edits:
    """Drop a term of a sum."""
    node = site.node
    if not isinstance(node, t.Sum) or len(node.terms) < 2 or site.in_script:
        return
    for n in range(len(node.terms)):
        rest = node.terms[:n] + node.terms[n + 1 :]
        left = node.signs[:n] + node.signs[n + 1 :]
        if rest and (len(rest) > 1 or left[0] == "-"):
            yield "term-drop", replace(node, terms=rest, signs=left)
        else:
            yield "term-drop", rest[0]


def factors(site: Site, _names: Names) -> Edits:
    """Exchange neighbours in a product, drop a factor, or take the other kind of product."""
    node = site.node
    if not isinstance(node, t.Product) or starts_with_partial(node) or site.in_script:
        return
    free = [stands_free(node, n) for n in range(len(node.factors))]
    for n in range(len(node.factors) - 1):
        first, second = node.factors[n : n + 2]
        if not (free[n] and free[n + 1]):
            continue
        if not isinstance(first, t.Numeral) and not isinstance(second, t.Numeral) and node.operators[n] != "/":
            exchanged = (*node.factors[:n], second, first, *node.factors[n + 2 :])
            yield "factor-exchange", replace(node, factors=exchanged)
        other = {"": r"\odot", r"\times": r"\odot", r"\cdot": r"\odot", r"\odot": "", r"\oslash": r"\odot"}.get(
            node.operators[n]
        )
        if other is not None and not isinstance(first, t.Numeral):
            changed = (*node.operators[:n], other, *node.operators[n + 1 :])
            yield "product-kind", replace(node, operators=changed)
    for n in range(len(node.factors)):
        if free[n]:
            yield "factor-drop", _without(node, n)


def symbols(site: Site, names: Names) -> Edits:
    """Exchange a symbol for another: of the same shape, of another one, below ∂ another variable."""
    node = site.node
    if site.parent is not None and isinstance(site.parent, t.Scripted) and key(site.parent) in names.symbols:
        return  # the base of a name that has a subscript of its own
    spelled = key(node)
    indexed = isinstance(site.parent, t.Scripted) and site.above[-1][1] == "base" and site.parent.sub is not None
    known = names.entries if indexed and spelled in names.entries else names.symbols
    this = known.get(spelled)
    if this is None or (_in_subscript(site) and not site.varied):
        return
    others = [named for other, named in known.items() if other != spelled]
    same = [named for named in others if named.shape == this.shape]
    another = [named for named in others if named.shape != this.shape and named.shape is not None]
    for found, operator in ((same, "symbol-same-shape"), (_nearest(another, this), "symbol-other-shape")):
        for named in found:
            yield "variable" if site.varied else operator, named.node


def sizes(site: Site, names: Names) -> Edits:
    r"""Exchange a size letter for another in a stated shape, ℝ^{m×n} or A_{m×n}, and where it is a number."""
    spelled, parent = key(site.node), site.parent
    if spelled not in names.sizes or (isinstance(parent, t.Scripted) and site.above[-1][1] in ("sub", "sup")):
        return
    if _in_subscript(site) and not (isinstance(parent, t.Product) and any(parent.operators)):
        return
    yield from (("size-exchange", node) for letter, node in names.sizes.items() if letter != spelled)


def subscripts(site: Site, names: Names) -> Edits:
    """Edit the indices of an entry, a row, a column, a matrix of known size, or the bounds of a sum."""
    if isinstance(site.node, t.Scripted) and key(site.node) not in names.symbols:
        yield from edited_subscripts(site, names)


OPERATORS: tuple[Operator, ...] = (
    signs,
    constants,
    transposes,
    conjugates,
    inverses,
    primes,
    terms,
    factors,
    symbols,
    sizes,
    subscripts,
    choices,
)


def is_transpose(node: t.Node | None) -> bool:
    bare = None if node is None else t.unstyled(node)
    return isinstance(bare, t.Letter | t.Named) and bare.name in TRANSPOSES


def bare_of(node: t.Scripted) -> t.Node:
    """Return what is left of a base with scripts when its superscript is taken away."""
    return node.base if node.sub is None and not node.primes else replace(node, sup=None)


def _stands_alone(site: Site) -> bool:
    parent = site.parent
    if isinstance(parent, t.Chain):
        return all(relation.sign == "=" for relation in parent.relations)
    return isinstance(parent, t.Array) or (isinstance(parent, t.Braced) and site.above[-1][1] == "label")


def _is_term(node: t.Node) -> bool:
    return not isinstance(node, t.Missing | t.Prose | t.Named | t.Colon | t.Dots | t.Statements | t.Chain)


def _in_subscript(site: Site) -> bool:
    return any(isinstance(node, t.Scripted) and name == "sub" for node, name in site.above)


def _can_be_turned(site: Site, names: Names) -> bool:
    node, parent = site.node, site.parent
    if isinstance(parent, t.Scripted) and site.above[-1][1] == "base":
        return False  # its own scripts come first
    if isinstance(node, t.Scripted) and node.sup is not None:
        return False
    if isinstance(node, t.Group):
        before = _before(site)
        return not isinstance(node.body, t.Statements | t.Chain) and (before is None or not takes_argument(before))
    if isinstance(node, t.Fraction):
        return starts_with_partial(node.denominator) and not is_operator(node)
    named = names.symbols.get(key(node))
    return named is not None and bool(named.shape)


def _before(site: Site) -> t.Node | None:
    """Return the factor that stands before this one in its product."""
    if not isinstance(site.parent, t.Product):
        return None
    at = next(n for n, factor in enumerate(site.parent.factors) if factor is site.node)
    return site.parent.factors[at - 1] if at else None


def takes_argument(node: t.Node) -> bool:
    """Whether what follows this factor is its argument: a named function, Σ, ∂, ∇, or a letter that may be one."""
    base = node.base if isinstance(node, t.Scripted) else node
    return isinstance(base, t.Named | t.Partial) or is_sum(node) or is_nabla(node) or is_operator(node)


def stands_free(node: t.Product, n: int) -> bool:
    """Whether a factor can be moved or dropped without taking an argument from what stands before it."""
    before = node.factors[n - 1] if n else None
    return not takes_argument(node.factors[n]) and (before is None or is_sum(before) or not takes_argument(before))


def _without(node: t.Product, n: int) -> t.Node:
    rest = node.factors[:n] + node.factors[n + 1 :]
    kept = node.operators[: max(n - 1, 0)] + node.operators[max(n - 1, 0) + 1 :] if n else node.operators[1:]
    return rest[0] if len(rest) == 1 else replace(node, factors=rest, operators=kept)


def _nearest(others: list[Named], this: Named) -> list[Named]:
    """Return a few symbols of other shapes, those first whose number of indices is the same."""
    rank = len(this.shape or ())
    return sorted(others, key=lambda named: abs(len(named.shape or ()) - rank))[:OTHER_SHAPES]
