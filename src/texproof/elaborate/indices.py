"""Subscripts: entries, rows, columns, sizes and shape annotations, told apart by type."""

from __future__ import annotations

from ..diagnostic import Span
from ..model.size import Shape, Size
from ..parse import tree as t
from .problem import Problem
from .scope import Scope
from .term import Entry, Index, Slice, Symbol, Term
from .vocabulary import key

LARGEST_POWER = 8
LETTERS = "ijklpqrs"  # in which a message writes indices


def index(node: t.Node, scope: Scope) -> Index:
    """Return the linear expression that a subscript's part is: i, 3, m, i + 1, 2k."""
    if isinstance(node, t.Numeral):
        if "." in node.text:
            raise Problem("not-understood", "an index is a whole number", node.span)
        return Index((), Size.of(int(node.text)))
    if isinstance(node, t.Letter):
        if node.name in scope.holes:
            return scope.holes[node.name]
        if node.name in scope.vocabulary.letters:
            return Index((), scope.vocabulary.letters[node.name])
        if node.name in scope.reals:
            raise Problem("not-understood", f"{node.name} runs over an interval, and is no index", node.span)
        one = scope.letter(node.name, node.span)
        return Index(((one.name, 1),), Size())
    if isinstance(node, t.Sum):
        total = Index((), Size())
        for sign, part in zip(node.signs, node.terms, strict=True):
            total = plus(total, index(part, scope), 1 if sign == "+" else -1)
        return total
    counted = isinstance(node, t.Product) and node.operators in (("",), (r"\cdot",))
    if isinstance(node, t.Product) and counted and isinstance(node.factors[0], t.Numeral):
        if "." in node.factors[0].text:
            raise Problem("not-understood", "an index is a whole number", node.factors[0].span)
        return plus(Index((), Size()), index(node.factors[1], scope), int(node.factors[0].text))
    if isinstance(node, t.Group):
        return index(node.body, scope)
    spelled = key(node)
    if spelled in scope.vocabulary.letters:
        return Index((), scope.vocabulary.letters[spelled])
    raise Problem("not-understood", f"{scope.written(node.span)} is not read as an index", node.span)


def plus(first: Index, second: Index, factor: int) -> Index:
    """Return first + factor · second."""
    letters = dict(first.letters)
    for name, coefficient in second.letters:
        letters[name] = letters.get(name, 0) + factor * coefficient
    return Index(tuple(sorted((n, c) for n, c in letters.items() if c)), first.offset + factor * second.offset)


def size(node: t.Node, scope: Scope) -> Size:
    """Return the size that a node is: m, 3, mn, n + 1."""
    if isinstance(node, t.Product) and all(o in ("", r"\cdot", r"\times") for o in node.operators):
        total = Size.of(1)
        for factor in node.factors:
            total = total * size(factor, scope)
        return total
    if isinstance(node, t.Sum):
        total = Size()
        for sign, part in zip(node.signs, node.terms, strict=True):
            total = total + (size(part, scope) if sign == "+" else -size(part, scope))
        return total
    if isinstance(node, t.Scripted) and isinstance(node.sup, t.Numeral) and node.sub is None:
        if "." in node.sup.text or int(node.sup.text) > LARGEST_POWER:
            raise Problem("not-understood", f"{scope.written(node.span)} is not read as a size", node.span)
        return _power(size(node.base, scope), int(node.sup.text))
    if isinstance(node, t.Numeral) and "." not in node.text:
        return Size.of(int(node.text))
    spelled = key(node)
    if spelled in scope.vocabulary.letters:
        return scope.vocabulary.letters[spelled]
    raise Problem("undeclared-symbol", f"{scope.written(node.span)} is not a size of the given", node.span)


def _power(base: Size, exponent: int) -> Size:
    total = Size.of(1)
    for _ in range(exponent):
        total = total * base
    return total


def annotation(node: t.Node) -> tuple[t.Node, t.Node] | None:
    r"""Return the two sizes of m \times n as nodes, or None where the node is something else."""
    if isinstance(node, t.Product) and node.operators.count(r"\times") == 1:
        at = node.operators.index(r"\times") + 1
        halves = []
        for factors, operators in (
            (node.factors[:at], node.operators[: at - 1]),
            (node.factors[at:], node.operators[at:]),
        ):
            span = Span(factors[0].span.start, factors[-1].span.end)
            halves.append(factors[0] if len(factors) == 1 else t.Product(factors, operators, span=span))
        return halves[0], halves[1]
    return None


def annotated_shape(node: t.Node, scope: Scope) -> Shape | None:
    halves = annotation(node)
    return None if halves is None else (size(halves[0], scope), size(halves[1], scope))


def split(node: t.Node, rank: int) -> tuple[t.Node, ...] | None:
    """Return the parts of a subscript on something with `rank` indices, or None where their number differs.

    With commas each part is an index; without, each sign is: w_{12} has the indices 1 and 2, x_{ik} i and k.
    For a vector digits stay together: b_{12} is the twelfth entry.
    """
    if isinstance(node, t.Statements):
        parts = node.statements if set(node.separators) == {","} else ()
        return parts if len(parts) == rank else None
    if rank == 1:
        return (node,)
    signs: list[t.Node] = []
    for factor in t.factors_of(node):
        if isinstance(factor, t.Numeral):
            start = factor.span.start
            signs += (t.Numeral(d, span=Span(start + i, start + i + 1)) for i, d in enumerate(factor.text))
        else:
            signs.append(factor)
    return tuple(signs) if len(signs) == rank else None


def _paired(sub: t.Node, array: Term, scope: Scope) -> bool:
    """Whether a column's subscript names row and column: with a comma, or of a matrix that has one column here."""
    if split(sub, 2) is None:
        return False
    return isinstance(sub, t.Statements) or (isinstance(array, Symbol) and scope.vocabulary.is_matrix(array.name))


def _with_ones(sub: t.Node, shape: Shape) -> tuple[t.Node, ...] | None:
    """Return a subscript's parts with a 1 for each column in a derivative's shape: a vector has one index."""
    written = split(sub, sum(size != Size.of(1) for size in shape))
    if written is None:
        return None
    rest = iter(written)
    return tuple(t.Numeral("1", span=sub.span) if size == Size.of(1) else next(rest) for size in shape)


def _miscounted(array: Term, rank: int, span: Span, scope: Scope) -> Problem:
    base = scope.written(array.span)
    if rank == 0:
        what, help_ = "a number", f"write {base} without an index" if base else ""
    else:
        what = f"{scope.shown(array.shape)} and has {rank} {'index' if rank == 1 else 'indices'}"
        help_ = f"write {base or '…'}_{{{','.join(LETTERS[:rank])}}}" + (", the row first" if rank == 2 else "")
    return Problem("index-count", f"{scope.written(span)}: what is indexed is {what}", span, help=help_)


def entry(array: Term, sub: t.Node, span: Span, scope: Scope) -> Term:
    """Return the entry, row or column of an array that a subscript names.

    Problem: index-count where the number of indices is not the array's, index-range where one runs past it.
    """
    shape = scope.sizes.shape(array.shape)
    column = len(shape) == 2 and shape[1] == Size.of(1)
    rank = 1 if column and not _paired(sub, array, scope) else len(shape)
    parts = split(sub, rank)
    if parts is None and rank > 2:
        parts = _with_ones(sub, shape)
    if rank == 0 or parts is None:
        raise _miscounted(array, rank, span, scope)
    if rank == 1:
        shape = shape[:1]
    chosen: list[Index | None] = []
    for position, (part, limit) in enumerate(zip(parts, shape, strict=True)):
        if isinstance(part, t.Colon):
            chosen.append(None)
            continue
        found = index(part, scope)
        side = ("the rows of " if position == 0 else "the columns of ") if rank == 2 else "the entries of "
        base = scope.written(array.span) if array.span.end > array.span.start else scope.written(span)
        scope.use(found, limit, part.span, f"in {side}{base}")
        chosen.append(found)
    numbers = tuple(i for i in chosen if i is not None)
    if len(numbers) == len(chosen):
        return Entry(array, (*numbers, Index((), Size.of(1))) if rank == 1 else numbers, span=span)
    if rank != 2 or not numbers:
        raise Problem("not-understood", "a colon stands for one index of a matrix beside a written one", span)
    first, second = chosen
    cut = (Size.of(1), shape[1]) if first is not None else (shape[0], Size.of(1))
    return Slice(array, (first, second), shape=cut, span=span)
