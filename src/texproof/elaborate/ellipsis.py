"""Matrices as written: in full, in blocks, and with an ellipsis whose corners give the pattern.

An ellipsis matrix is the matrix of all entries that follow its corners' pattern. What differs between the
first and the last row of the first column counts the rows; likewise for columns. Every other entry that is
written has to be the one the pattern asks for, which is an obligation.
"""

from __future__ import annotations

from dataclasses import replace

from ..diagnostic import Span
from ..model.size import Size
from ..parse import tree as t
from . import algebra, indices
from .blocks import blocks
from .counting import Axis, Changes, Count, difference, spelled_out
from .letters import apart
from .problem import Problem
from .scope import Read, Running, Scope
from .term import Delta, Entries, Entry, Index, Multiply, Term
from .unfoldable import Cell, Unfoldable, cell_of

ONE = Size.of(1)


def array(node: t.Array, scope: Scope, read: Read) -> Term:
    """Return the matrix that an array of cells is."""
    node = replace(node, rows=_blanks_filled(node.rows))
    for row in node.rows:
        for cell in row:
            if isinstance(cell, t.Missing):
                raise Problem("syntax", "a cell of the matrix is empty", node.span, help="write 0, or \\cdots")
    if not any(isinstance(cell, t.Dots) for row in node.rows for cell in row):
        return blocks([[read(cell, scope) for cell in row] for row in node.rows], node.span, scope)
    return Pattern(node, scope, read).term()


def _blanks_filled(rows: tuple[tuple[t.Node, ...], ...]) -> tuple[tuple[t.Node, ...], ...]:
    """Return the cells with dots for the blanks between dots: a row of dots is often drawn with some left out."""

    def filled(line: tuple[t.Node, ...]) -> tuple[t.Node, ...]:
        dots = next((cell for cell in line if isinstance(cell, t.Dots)), None)
        if dots is None or not all(isinstance(cell, t.Dots | t.Missing) for cell in line):
            return line
        return tuple(dots if isinstance(cell, t.Missing) else cell for cell in line)

    columns = tuple(zip(*(filled(row) for row in rows), strict=True))
    return tuple(zip(*(filled(column) for column in columns), strict=True))


class Pattern:
    """An array with an ellipsis while it is read."""

    def __init__(self, node: t.Array, scope: Scope, read: Read) -> None:
        self.node, self.scope, self.read = node, scope, read
        self.rows = self._axis([all(isinstance(c, t.Dots) for c in row) for row in node.rows], "row")
        kept = [node.rows[i] for i in self.rows.written]
        self.columns = self._axis(
            [all(isinstance(row[j], t.Dots) for row in kept) for j in range(len(kept[0]))], "column"
        )
        cells = [[row[j] for j in self.columns.written] for row in kept]
        for row in cells:
            for cell in row:
                if isinstance(cell, t.Dots):
                    raise self._problem("an ellipsis fills a whole row or column of the matrix", cell)
        self.cells = [[spelled_out(cell, scope) for cell in row] for row in cells]
        # What its cells say when it is written out, and how many rows and columns the ellipsis stands for.
        self.patterns: list[Cell | None] = []
        self.counted: tuple[Size | None, Size | None] = (None, None)

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
        found = self._term()
        known = tuple(one for one in self.patterns if one is not None)
        span = Span(self.cells[0][0].span.start, self.cells[-1][-1].span.end)
        self.scope.unfoldable.append(Unfoldable(span, *self.counted, known if len(known) == len(self.patterns) else ()))
        return found

    def _term(self) -> Term:
        written = [[self.read(cell, self.scope) for cell in row] for row in self.cells]
        if self.rows.dots is not None:
            if self.columns.dots is not None:
                return self._family(self.cells, written, self.rows, self.columns)
            parts = [
                self._family(
                    [[row[j]] for row in self.cells], [[row[j]] for row in written], self.rows, Axis((0,), None)
                )
                for j in range(len(self.columns.written))
            ]
            return parts[0] if len(parts) == 1 else blocks([parts], self.node.span, self.scope)
        lines = [
            [self._family([row], [terms], Axis((0,), None), self.columns)]
            for row, terms in zip(self.cells, written, strict=True)
        ]
        return lines[0][0] if len(lines) == 1 else blocks(lines, self.node.span, self.scope)

    def _family(self, cells: list[list[t.Node]], written: list[list[Term]], rows: Axis, columns: Axis) -> Term:
        down = difference(cells[0][0], cells[-1][0]) if rows.dots is not None else ()
        across = difference(cells[0][0], cells[0][-1]) if columns.dots is not None else ()
        if rows.dots is not None and columns.dots is not None and _is_diagonal(cells, down, across):
            return self._diagonal(cells, written, rows, columns)
        if down is None or across is None:
            raise self._problem("the corners of the matrix are not of one pattern", self.node)
        if {path for path, *_ in down} & {path for path, *_ in across}:
            raise self._problem("the same index counts rows and columns", cells[0][0])
        template = cells[0][0]
        row_count, template = self._counted(template, down, rows, r"\rowindex")
        column_count, template = self._counted(template, across, columns, r"\columnindex")
        self._unfolded(cells[0][0], down, across, row_count, column_count)
        body, row, column = self._body(template, row_count, column_count)
        term = self._entries(body, row, column)
        self._state_written(cells, written, template, rows, columns, (row_count, column_count))
        return term

    def _unfolded(
        self, first: t.Node, down: Changes, across: Changes, rows: Count, columns: Count, beside: t.Node | None = None
    ) -> None:
        self.patterns.append(cell_of(first, down, across, (rows.first, columns.first), self.scope.tex, beside))
        self.counted = (
            None if self.rows.dots is None else rows.size(),
            None if self.columns.dots is None else columns.size(),
        )

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
            # It stands for all of them; the last one is where it can reach too far.
            template = t.placed(template, path, t.Letter(hole, span=b.span))
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
                self._state(written[i][j], self.read(template, self.scope), cell)
        for count in counts:
            self.scope.holes.pop(count.hole, None)

    def _state(self, written: Term, asked: Term, cell: t.Node) -> None:
        """State that a written entry is what the pattern asks for. Problem: it has another shape."""
        if _differ(asked, written):
            written, asked = self.scope.same_shape(
                written, asked, cell.span, "this entry is {}; by the pattern of the corners it is {}"
            )
            self.scope.state("pattern", written, asked, cell, cell.span)

    def _diagonal(self, cells: list[list[t.Node]], written: list[list[Term]], rows: Axis, columns: Axis) -> Term:
        """Return the matrix whose diagonal counts and whose other entries are all the one in its corners."""
        changes = difference(cells[0][0], cells[-1][-1]) or ()
        count, template = self._counted(cells[0][0], changes, rows, r"\rowindex")
        body, row, column = self._body(template, count, replace(count, hole=""))
        if body.shape:
            raise self._problem("a diagonal of blocks is not read", self.node)
        self._unfolded(cells[0][0], changes, (), count, count, beside=cells[0][-1])
        delta = Delta(Index(((row.name, 1),)), Index(((column.name, 1),)), span=self.node.span)
        other = written[0][-1]
        step = algebra.add(body, other, "-", self.scope)
        entry = algebra.add(other, Multiply(delta, step, span=self.node.span), "+", self.scope)
        for i, line in enumerate(cells):
            for j, cell in enumerate(line):
                if count.hole:
                    self.scope.holes[count.hole] = rows.counts(i, count.first, count.last)
                on_diagonal = rows.counts(i, count.first, count.last) == columns.counts(j, count.first, count.last)
                self._state(written[i][j], self.read(template, self.scope) if on_diagonal else other, cell)
        self.scope.holes.pop(count.hole, None)
        return Entries(row.name, column.name, entry, shape=(row.upper, column.upper), span=self.node.span)


def _differ(first: Term, second: Term) -> bool:
    """Whether two terms differ in more than the names of the letters that they bind."""
    return first != second and apart(first, "#") != apart(second, "#")


def _is_diagonal(cells: list[list[t.Node]], down: Changes | None, across: Changes | None) -> bool:
    corners_same = cells[0][-1] == cells[-1][0]
    return corners_same and (down is None or across is None or bool(down and across and cells[0][0] == cells[-1][-1]))
