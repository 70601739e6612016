r"""Names by themselves: symbols, definitions, sizes, indices, and the matrices that have a name of their own.

Unless the snippet uses the name: I is the identity, the bold 1 the column of ones, \delta_{ij} Kronecker's,
E_{ij} and J^{ij} the matrix with 1 at (i, j) and 0 elsewhere.
"""

from __future__ import annotations

from fractions import Fraction

from ..diagnostic import Span
from ..model.conjugates import is_conjugate
from ..model.size import Shape, Size, shape_text
from ..parse import tree as t
from . import indices, mentions, structured, tangents
from .conjugation import is_imaginary_unit
from .problem import Problem
from .scope import Scope
from .term import Delta, Identity, ImaginaryUnit, Index, IndexNumber, Number, Ones, Pi, Symbol, Term, Unit, Zero
from .vocabulary import key

ONE = Size.of(1)
SPECIAL = frozenset({"I", r"\mathbf{1}", "0", r"\mathbf{0}", r"\delta", "E", "J"})


def is_special(spelled: str) -> bool:
    """Whether a key is that of a matrix, or of a family of them, that has its name without being declared."""
    return spelled in SPECIAL


def name(node: t.Node, scope: Scope) -> Term:
    """Return what a name by itself is: a symbol, a definition, a size, an index, I, 1 or a zero."""
    spelled = key(node)
    vocabulary = scope.vocabulary
    symbol = vocabulary.names.get(spelled)
    if symbol is not None:
        if symbol in vocabulary.functions:
            raise Problem("not-understood", f"{scope.written(node.span)} is a function: it needs (…)", node.span)
        return Symbol(symbol, shape=vocabulary.shapes[symbol], span=node.span)
    if spelled in vocabulary.definitions:
        return scope.defined(spelled, node.span)
    if spelled in vocabulary.letters:
        return IndexNumber(Index((), vocabulary.letters[spelled]), span=node.span)
    if spelled in vocabulary.derived:
        return tangents.derived(spelled, node.span, scope)
    bare = t.unstyled(node)
    if is_imaginary_unit(bare, scope):
        return ImaginaryUnit(span=node.span)
    if isinstance(bare, t.Letter):
        if bare.name in scope.holes:
            return IndexNumber(scope.holes[bare.name], span=node.span)
        if bare.name in scope.running or bare.name in scope.indices:
            return IndexNumber(Index(((scope.letter(bare.name, node.span).name, 1),)), span=node.span)
        if bare.name == r"\pi":
            return Pi(span=node.span)
        if bare.name == "I":
            size = scope.sizes.fresh("a", node.span)
            return Identity(shape=(size, size), span=node.span)
    if isinstance(bare, t.Bold | t.Numeral) and spelled == r"\mathbf{1}":
        return Ones(shape=(scope.sizes.fresh("a", node.span), ONE), span=node.span)
    if isinstance(node, t.Bold) and isinstance(node.body, t.Numeral):
        return Number(Fraction(node.body.text), span=node.span)
    raise undeclared(node, scope)


def undeclared(node: t.Node, scope: Scope) -> Problem:
    known = sorted(
        [
            *(x for name, x in scope.vocabulary.tex.items() if not is_conjugate(name)),
            *(d.name for d in scope.vocabulary.definitions.values()),
        ]
    )
    note = ("the symbols here are " + ", ".join(known),) if known else ("no given is in force here",)
    return Problem(
        "undeclared-symbol",
        f"{scope.written(node.span)} is not declared",
        node.span,
        notes=note,
        help=tangents.wanted(node, scope),
    )


def special(bare: str, sub: t.Node, span: Span, scope: Scope) -> Term | None:
    r"""Return \delta_{ij}, E_{ij}, K_{mn}, D_n, I_n, \mathbf{1}_m or 0_{m×n}; None where the base is none of these."""
    if bare == r"\delta":
        pair = _pair(sub, scope)
        size = scope.sizes.fresh("a", span)
        for one, place in pair:
            scope.use(one, size, place, f"in {scope.written(span)}")
        return Delta(pair[0][0], pair[1][0], span=span)
    if bare == "E" and indices.annotation(sub) is None:
        return _unit(sub, span, scope)
    found = structured.named_matrix(bare, sub, span, scope)
    if found is not None:
        return found
    bare = "0" if bare == r"\mathbf{0}" else bare
    if bare in ("I", r"\mathbf{1}", "0"):
        if bare == "I" and not mentions.is_size(sub, scope) and indices.split(sub, 2) is not None:
            size = scope.sizes.fresh("a", span)
            return indices.entry(Identity(shape=(size, size), span=span), sub, span, scope)
        shape = indices.annotated_shape(sub, scope)
        size = indices.size(sub, scope) if shape is None else shape[0]
        if bare == "0":
            return Zero(shape=shape or (size, ONE), span=span)
        if bare == "I":
            if shape is not None and shape[0] != shape[1]:
                raise Problem("shape-mismatch", f"an identity is square, not {shape_text(shape)}", span)
            return Identity(shape=(size, size), span=span)
        if shape is None or shape[1] == ONE:
            return Ones(shape=(size, ONE), span=span)
        raise Problem("not-understood", "the bold 1 is a column; write it times a row", span)
    return None


def _pair(sub: t.Node, scope: Scope) -> tuple[tuple[Index, Span], tuple[Index, Span]]:
    parts = indices.split(sub, 2)
    if parts is None:
        raise Problem("index-count", f"{scope.written(sub.span)}: two indices are needed here", sub.span)
    left, right = ((indices.index(part, scope), part.span) for part in parts)
    return left, right


def _unit(sub: t.Node, span: Span, scope: Scope) -> Term:
    (row, _), (column, _) = pair = _pair(sub, scope)
    shape: Shape = (scope.sizes.fresh("a", span), scope.sizes.fresh("a", span))
    for (one, place), size, what in zip(pair, shape, ("rows", "columns"), strict=True):
        scope.use(one, size, place, f"in the {what} of {scope.written(span)}")
    return Unit(row, column, shape=shape, span=span)


def unit_with_upper(node: t.Scripted, scope: Scope) -> Term | None:
    """Return J^{ij}, the other way to write E_{ij}."""
    if node.sub is not None or node.sup is None or key(node.base) != "J" or scope.vocabulary.knows("J"):
        return None
    return None if indices.split(node.sup, 2) is None else _unit(node.sup, node.span, scope)
