"""Matrices as written: in full, in blocks, and with an ellipsis whose corners give the pattern.

An ellipsis matrix is the matrix of all entries that follow its corners' pattern. What differs between the
first and the last row of the first column counts the rows; likewise for columns. Every other entry that is
written has to be the one the pattern asks for, which is an obligation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from ..diagnostic import Span
from ..model.size import Shape, Size
from ..parse import tree as t
from . import algebra, indices
from .problem import Problem
from .scope import Running, Scope
from .vocabulary import key
from .term import Blocks, Delta, Entries, Entry, Index, Multiply, Term

ONE = Size.of(1)
Read = Callable[[t.Node, Scope], Term]


def array(node: t.Array, scope: Scope, read: Read) -> Term:
    """Return the matrix that an array of cells is."""
    for row in node.rows:
        for cell in row:
            if isinstance(cell, t.Missing):
                raise Problem("syntax", "a cell of the matrix is empty", node.span, help="write 0, or \\cdots")
    if not any(isinstance(cell, t.Dots) for row in node.rows for cell in row):
        return _blocks([[read(cell, scope) for cell in row] for row in node.rows], node.span, scope)
    return Pattern(node, scope, read).term()


def _blocks(rows: list[list[Term]], span: Span, scope: Scope) -> Term:
    """Return a matrix of cells; cells of a row share their height, cells of a column their width."""
    heights = [_one([_shape(c, scope)[0] for c in row], row, "height", scope) for row in rows]
    columns = list(zip(*rows, strict=True))
    widths = [_one([_shape(c, scope)[1] for c in column], list(column), "width", scope) for column in columns]
    shape = (_total(heights), _total(widths))
    return Blocks(tuple(tuple(row) for row in rows), shape=shape, span=span)


def _shape(cell: Term, scope: Scope) -> Shape:
    shape = scope.sizes.shape(cell.shape)
    if len(shape) > 2:
        raise Problem("shape-mismatch", f"{scope.shown(shape)} is not a block of a matrix", cell.span)
    return shape or (ONE, ONE)


def _one(sizes: list[Size], cells: list[Term], what: str, scope: Scope) -> Size:
    for size, cell in zip(sizes[1:], cells[1:], strict=True):
        if not scope.sizes.unify(sizes[0], size):
            first = f"{scope.written(cells[0].span)} is {scope.shown(cells[0].shape)}"
            message = f"this cell is {scope.shown(cell.shape)}, of another {what} than its neighbours"
            raise Problem("shape-mismatch", message, cell.span, notes=(first,))
    return scope.sizes.resolve(sizes[0])


def _total(sizes: list[Size]) -> Size:
    total = Size()
    for size in sizes:
        total = total + size
    return total


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


class Pattern:
    """An array with an ellipsis while it is read."""

    def __init__(self, node: t.Array, scope: Scope, read: Read) -> None:
        self.node, self.scope, self.read = node, scope, read
        self.rows = self._axis([all(isinstance(c, t.Dots) for c in row) for row in node.rows], "row")
        kept = [node.rows[i] for i in self.rows.written]
        self.columns = self._axis([all(isinstance(row[j], t.Dots) for row in kept) for j in range(len(kept[0]))], "column")
        cells = [[row[j] for j in self.columns.written] for row in kept]
        for row in cells:
            for cell in row:
                if isinstance(cell, t.Dots):
                    raise self._problem("an ellipsis fills a whole row or column of the matrix", cell)
        self.cells = [[_spelled_out(cell, scope) for cell in row] for row in cells]

    def _problem(self, message: str, node: t.Node) -> Problem:
        return Problem("ellipsis-pattern", message, node.span)

    def _axis(self, dotted: list[bool], what: str) -> Axis:
        if dotted.count(True) > 1:
            raise self._problem(f"more than one {what} is an ellipsis", self.node)
        written = tuple(i for i, dots in enumerate(dotted) if not dots)
        dots = dotted.index(True) if True in dotted else None
        if not written or dots == 0 or (dots is not None and dots == len(dotted) - 1):
            raise self._problem(f"an ellipsis has a written {what} before and after it", self.node)
        return Axis(written, dots)

    def term(self) -> Term:
        written = [[self.read(cell, self.scope) for cell in row] for row in self.cells]
        if self.rows.dots is not None:
            if self.columns.dots is not None:
                return self._family(self.cells, written, self.rows, self.columns)
            parts = [
                self._family([[row[j]] for row in self.cells], [[row[j]] for row in written], self.rows, Axis((0,), None))
                for j in range(len(self.columns.written))
            ]
            return parts[0] if len(parts) == 1 else _blocks([parts], self.node.span, self.scope)
        lines = [
            [self._family([row], [terms], Axis((0,), None), self.columns)]
            for row, terms in zip(self.cells, written, strict=True)
        ]
        return lines[0][0] if len(lines) == 1 else _blocks(lines, self.node.span, self.scope)

    def _family(self, cells: list[list[t.Node]], written: list[list[Term]], rows: Axis, columns: Axis) -> Term:
        down = _difference(cells[0][0], cells[-1][0]) if rows.dots is not None else ()
        across = _difference(cells[0][0], cells[0][-1]) if columns.dots is not None else ()
        if rows.dots is not None and columns.dots is not None and _is_diagonal(cells, down, across):
            return self._diagonal(cells, written, rows, columns)
        if down is None or across is None:
            raise self._problem("the corners of the matrix are not of one pattern", self.node)
        if {path for path, *_ in down} & {path for path, *_ in across}:
            raise self._problem("the same index counts rows and columns", cells[0][0])
        template = cells[0][0]
        row_count, template = self._counted(template, down, rows, r"\rowindex")
        column_count, template = self._counted(template, across, columns, r"\columnindex")
        body, row, column = self._body(template, row_count, column_count)
        term = self._entries(body, row, column)
        self._state_written(cells, written, template, rows, columns, (row_count, column_count))
        return term

    def _counted(self, template: t.Node, changes: Changes, axis: Axis, hole: str) -> tuple[Count, t.Node]:
        """Return how an axis counts, and the template with a hole where its index stands."""
        if not changes:
            size = ONE if axis.dots is None else self.scope.sizes.fresh("a", self.node.span)
            return Count(Index((), ONE), Index((), size)), template
        _, first_node, last_node = changes[0]
        first, last = indices.index(first_node, self.scope), indices.index(last_node, self.scope)
        for path, a, b in changes:
            if (indices.index(a, self.scope), indices.index(b, self.scope)) != (first, last):
                raise self._problem("two indices count differently in one pattern", b)
            template = _replaced(template, path, t.Letter(hole, span=a.span))
        return Count(first, last, hole), template

    def _body(self, template: t.Node, rows: Count, columns: Count) -> tuple[Term, Running, Running]:
        running = []
        for count in (rows, columns):
            name = f"#{len(self.scope.every) + 1}"
            one = Running(name, ONE, count.size(), True, self.node.span, "in the ellipsis matrix")
            self.scope.every[name] = one
            running.append(one)
            if count.hole:
                start = count.first
                self.scope.holes[count.hole] = Index(tuple(sorted((*start.letters, (name, 1)))), start.offset - 1)
        try:
            return self.read(template, self.scope), running[0], running[1]
        finally:
            for count in (rows, columns):
                self.scope.holes.pop(count.hole, None)

    def _entries(self, body: Term, row: Running, column: Running) -> Term:
        shape = self.scope.sizes.shape(body.shape)
        span = self.node.span
        if not shape:
            return Entries(row.name, column.name, body, shape=(row.upper, column.upper), span=span)
        # Columns beside each other, or rows below each other, are a matrix of their entries.
        if shape[1:] == (ONE,) and row.upper == ONE:
            entry = Entry(body, (Index(((row.name, 1),)), Index((), ONE)), span=span)
            row.upper = shape[0]
            return Entries(row.name, column.name, entry, shape=(shape[0], column.upper), span=span)
        if len(shape) == 2 and shape[0] == ONE and column.upper == ONE:
            entry = Entry(body, (Index((), ONE), Index(((column.name, 1),))), span=span)
            column.upper = shape[1]
            return Entries(row.name, column.name, entry, shape=(row.upper, shape[1]), span=span)
        raise self._problem(f"an ellipsis of blocks, {self.scope.shown(shape)} each, is not read", self.node)

    def _state_written(
        self,
        cells: list[list[t.Node]],
        written: list[list[Term]],
        template: t.Node,
        rows: Axis,
        columns: Axis,
        counts: tuple[Count, Count],
    ) -> None:
        for i, row in enumerate(cells):
            for j, cell in enumerate(row):
                for count, axis, position in ((counts[0], rows, i), (counts[1], columns, j)):
                    if count.hole:
                        self.scope.holes[count.hole] = axis.counts(position, count.first, count.last)
                asked = self.read(template, self.scope)
                if asked != written[i][j]:
                    self.scope.state("pattern", written[i][j], asked, cell, cell.span)
        for count in counts:
            self.scope.holes.pop(count.hole, None)

    def _diagonal(self, cells: list[list[t.Node]], written: list[list[Term]], rows: Axis, columns: Axis) -> Term:
        """Return the matrix whose diagonal counts and whose other entries are all the one in its corners."""
        changes = _difference(cells[0][0], cells[-1][-1]) or ()
        count, template = self._counted(cells[0][0], changes, rows, r"\rowindex")
        body, row, column = self._body(template, count, replace(count, hole=""))
        if body.shape:
            raise self._problem("a diagonal of blocks is not read", self.node)
        delta = Delta(Index(((row.name, 1),)), Index(((column.name, 1),)), span=self.node.span)
        other = written[0][-1]
        step = algebra.add(body, other, "-", self.scope)
        entry = algebra.add(other, Multiply(delta, step, span=self.node.span), "+", self.scope)
        for i, line in enumerate(cells):
            for j, cell in enumerate(line):
                if count.hole:
                    self.scope.holes[count.hole] = rows.counts(i, count.first, count.last)
                on_diagonal = rows.counts(i, count.first, count.last) == columns.counts(j, count.first, count.last)
                asked = self.read(template, self.scope) if on_diagonal else other
                if asked != written[i][j]:
                    self.scope.state("pattern", written[i][j], asked, cell, cell.span)
        self.scope.holes.pop(count.hole, None)
        return Entries(row.name, column.name, entry, shape=(row.upper, column.upper), span=self.node.span)


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


Path = tuple[tuple[str, int, int], ...]
Changes = tuple[tuple[Path, t.Node, t.Node], ...]


def _difference(first: t.Node, last: t.Node, path: Path = ()) -> Changes | None:
    """Return the places where two cells differ, each an index; None where they differ in more than indices."""
    if first == last:
        return ()
    counts = t.Numeral | t.Letter | t.Sum | t.Product
    in_subscript = any(name == "sub" for name, *_ in path)
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
            below = _difference(a, b, (*path, (f.name, -1, -1)))
            if below is None:
                return None
            found += below
        elif isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b):
            for i, (x, y) in enumerate(zip(a, b, strict=True)):
                if isinstance(x, t.Node) and isinstance(y, t.Node):
                    below = _difference(x, y, (*path, (f.name, i, -1)))
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


def _replaced(node: t.Node, path: Path, new: t.Node) -> t.Node:
    if not path:
        return new
    (field, position, _), rest = path[0], path[1:]
    value = getattr(node, field)
    if position < 0:
        return replace(node, **{field: _replaced(value, rest, new)})
    changed = tuple(_replaced(x, rest, new) if i == position else x for i, x in enumerate(value))
    return replace(node, **{field: changed})


def _is_diagonal(cells: list[list[t.Node]], down: Changes | None, across: Changes | None) -> bool:
    corners_same = cells[0][-1] == cells[-1][0]
    return corners_same and (down is None or across is None or bool(down and across and cells[0][0] == cells[-1][-1]))


def _spelled_out(node: t.Node, scope: Scope) -> t.Node:
    """Return a cell with its double subscripts as lists, so that w_{11} and w_{1n} have one make."""
    if isinstance(node, t.Scripted) and node.sub is not None:
        base = _spelled_out(node.base, scope)
        sub = node.sub
        if not isinstance(sub, t.Statements) and not scope.vocabulary.knows(_key(node)):
            rank = _rank(node.base, scope)
            parts = indices.split(sub, 2) if rank == 2 and indices.annotation(sub) is None else None
            if parts is not None:
                sub = t.Statements(parts, (",",), span=sub.span)
        return replace(node, base=base, sub=sub)
    changes = {}
    for f in fields(node):
        value = getattr(node, f.name)
        if isinstance(value, t.Node):
            changes[f.name] = _spelled_out(value, scope)
        elif isinstance(value, tuple) and value and isinstance(value[0], t.Node):
            changes[f.name] = tuple(_spelled_out(x, scope) for x in value)
    return replace(node, **changes) if changes else node


def _key(node: t.Scripted) -> str:


    return key(t.Scripted(node.base, node.sub))


def _rank(base: t.Node, scope: Scope) -> int:


    spelled = key(base)
    name = scope.vocabulary.entries.get(spelled) or scope.vocabulary.names.get(spelled)
    shape = scope.vocabulary.shapes.get(name or "", ())
    if spelled in scope.vocabulary.definitions:
        shape = scope.vocabulary.definitions[spelled].term.shape
    if len(shape) == 2 and shape[1] == ONE:
        return 1
    return len(shape) if shape else 2 if spelled in (r"\delta", "E") else 0
