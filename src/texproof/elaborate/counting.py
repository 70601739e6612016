"""How the cells of an ellipsis matrix count: where two of them differ, and by which index."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from ..model.size import Size
from ..parse import tree as t
from . import indices
from .scope import Scope
from .term import Index
from .vocabulary import key

ONE = Size.of(1)
Changes = tuple[tuple[t.Path, t.Node, t.Node], ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """The rows or the columns of an ellipsis matrix.

    `written` are the positions of cells that are written; `dots` how many of them stand before the
    ellipsis, or None where this axis has none.
    """

    written: tuple[int, ...]
    dots: int | None

    def counts(self, position: int, first: Index, last: Index) -> Index:
        """Return what the counting index is at the written position with this number."""
        if self.dots is None or position < self.dots:
            return Index(first.letters, first.offset + position)
        return Index(last.letters, last.offset - (len(self.written) - 1 - position))


@dataclass(frozen=True, slots=True)
class Count:
    """How an axis counts: its index at the first and at the last written cell; `hole` stands for it in the template."""

    first: Index
    last: Index
    hole: str = ""

    def size(self) -> Size:
        if self.first.letters != self.last.letters:
            return Size()
        return self.last.offset - self.first.offset + 1


def difference(first: t.Node, last: t.Node, path: t.Path = ()) -> Changes | None:
    """Return the places where two cells differ, each an index; None where they differ in more than indices."""
    if first == last:
        return ()
    counts = t.Numeral | t.Letter | t.Sum | t.Product
    in_subscript = any(name == "sub" for name, _ in path)
    if in_subscript and isinstance(first, counts) and isinstance(last, counts) and _countable(first, last):
        return ((path, first, last),)
    if type(first) is not type(last):
        return None
    found: Changes = ()
    for f in fields(first):
        if f.name == "span":
            continue
        a, b = getattr(first, f.name), getattr(last, f.name)
        if isinstance(a, t.Node) and isinstance(b, t.Node):
            below = difference(a, b, (*path, (f.name, -1)))
            if below is None:
                return None
            found += below
        elif isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b):
            for i, (x, y) in enumerate(zip(a, b, strict=True)):
                if isinstance(x, t.Node) and isinstance(y, t.Node):
                    below = difference(x, y, (*path, (f.name, i)))
                    if below is None:
                        return None
                    found += below
                elif x != y:
                    return None
        elif a != b:
            return None
    return found


def _countable(first: t.Node, last: t.Node) -> bool:
    """Whether two subscripts differ as counting does: not two products of the same make, which differ inside."""
    return isinstance(first, t.Numeral | t.Letter) or type(first) is not type(last)


def spelled_out(node: t.Node, scope: Scope) -> t.Node:
    """Return a cell with its double subscripts as lists, so that w_{11} and w_{1n} have one make."""
    if isinstance(node, t.Scripted) and node.sub is not None:
        base = spelled_out(node.base, scope)
        sub: t.Node = node.sub
        if not isinstance(sub, t.Statements) and not scope.vocabulary.knows(key(t.Scripted(node.base, node.sub))):
            rank = _rank(node.base, scope)
            parts = indices.split(sub, 2) if rank == 2 and indices.annotation(sub) is None else None
            if parts is not None:
                sub = t.Statements(parts, (",",), span=sub.span)
        return replace(node, base=base, sub=sub)
    return t.rebuilt(node, lambda part: spelled_out(part, scope))


def _rank(base: t.Node, scope: Scope) -> int:
    """Return how many indices stand on a base."""
    spelled, vocabulary = key(base), scope.vocabulary
    name = vocabulary.names.get(spelled) or vocabulary.entries.get(spelled) or ""
    if vocabulary.is_matrix(name):
        return 2
    shape = vocabulary.shapes.get(name, ())
    defined = vocabulary.definitions.get(vocabulary.defined_entries.get(spelled, spelled))
    if defined is not None:
        shape = defined.term.shape
    if len(shape) == 2 and shape[1] == ONE:
        return 1
    return len(shape) if shape else 2 if spelled in (r"\delta", "E") else 0
