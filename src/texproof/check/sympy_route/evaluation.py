"""The exact value of a typed term at one tuple of sizes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from ...elaborate import term as t
from . import functions, layout, linear
from .atoms import Defined, Variable
from .field import Field
from .forward import Run
from .layout import Shape
from .polynomial import Poly, TooLarge, single_generator
from .quotient import divide

SUM_LIMIT = 20_000  # values of one summation index
VALUE_LIMIT = 400_000  # terms evaluated for one obligation

Value = tuple[Shape, Sequence[Poly]]
Rows = list[list[Poly]]


class EvaluationError(Exception):
    """A term that has no exact value here; the message says why."""


class Evaluator:
    """Evaluates terms in one run of a model. Values are kept by term and by the indices that occur in it."""

    def __init__(self, run: Run, sizes: Mapping[str, int]) -> None:
        self.run = run
        self.field: Field = run.field
        self.sizes = sizes
        self.count = 0
        self._letters: dict[int, tuple[str, ...]] = {}
        self._kept: dict[tuple[int, tuple[int, ...]], Value] = {}

    def value(self, term: t.Term, indices: Mapping[str, int]) -> Value:
        """Return the shape and the entries, in C order, of a term for the given values of the indices in it."""
        letters = self._letters.get(id(term))
        if letters is None:
            letters = self._letters[id(term)] = tuple(sorted(free_letters(term)))
        missing = [letter for letter in letters if letter not in indices]
        if missing:
            raise EvaluationError(f"the index {missing[0]} has no range")
        key = (id(term), tuple(indices[letter] for letter in letters))
        kept = self._kept.get(key)
        if kept is None:
            self.count += 1
            if self.count > VALUE_LIMIT:
                raise TooLarge("too many terms to evaluate")
            kept = self._kept[key] = self._conform(term, self._dispatch(term, indices))
        return kept

    def _dispatch(self, term: t.Term, indices: Mapping[str, int]) -> Value:
        handler = HANDLERS.get(type(term))
        if handler is None:
            raise EvaluationError(f"{type(term).__name__} has no exact value in this route")
        return handler(self, term, indices)

    def shape(self, term: t.Term) -> Shape:
        return tuple(size.value(self.sizes) for size in term.shape)

    def _conform(self, term: t.Term, value: Value) -> Value:
        """Give the value the shape that the term has: 1×1 may stand for a number, (n,) for a column."""
        shape, entries = value
        wanted = self.shape(term)
        if shape == wanted:
            return value
        if [s for s in shape if s != 1] == [s for s in wanted if s != 1] and prod(wanted) == len(entries):
            return wanted, entries
        raise EvaluationError(f"a value of shape {shape} where {wanted} was expected")

    def number(self, term: t.Term, indices: Mapping[str, int]) -> Poly:
        _, entries = self.value(term, indices)
        if len(entries) != 1:
            raise EvaluationError(f"{len(entries)} entries where a number was expected")
        return entries[0]

    def rows(self, term: t.Term, indices: Mapping[str, int]) -> Rows:
        """Return a matrix as a list of rows; a number is a matrix of one entry."""
        shape, entries = self.value(term, indices)
        if len(shape) not in (0, 2):
            raise EvaluationError(f"a value of shape {shape} where a matrix was expected")
        width = shape[1] if shape else 1
        return [list(entries[i : i + width]) for i in range(0, len(entries), width)]

    def at(self, index: t.Index, indices: Mapping[str, int], size: int) -> int:
        """Return an index's value counted from 0. Raises EvaluationError where it is not among 1 … size."""
        number = index.value(indices, self.sizes)
        if not 1 <= number <= size:
            raise EvaluationError(f"the index {number} does not lie in 1 … {size}")
        return number - 1

    # Leaves

    def number_term(self, term: t.Number, indices: Mapping[str, int]) -> Value:
        return (), [self.field.rational(term.value)]

    def index_number(self, term: t.IndexNumber, indices: Mapping[str, int]) -> Value:
        return (), [self.field.rational(term.index.value(indices, self.sizes))]

    def zero(self, term: t.Zero, indices: Mapping[str, int]) -> Value:
        shape = layout.shape_of(self.shape(term))
        return shape, [self.field.ring.zero] * prod(shape)

    def symbol(self, term: t.Symbol, indices: Mapping[str, int]) -> Value:
        array = self.run.arrays.get(term.name)
        if array is None:
            raise EvaluationError(f"the model has no array {term.name}")
        return array.shape, array.entries

    def identity(self, term: t.Identity, indices: Mapping[str, int]) -> Value:
        shape = layout.shape_of(self.shape(term))
        return shape, [self._delta(i == j) for i, j in product(*map(range, shape))]

    def ones(self, term: t.Ones, indices: Mapping[str, int]) -> Value:
        shape = layout.shape_of(self.shape(term))
        return shape, [self.field.ring.one] * prod(shape)

    def unit(self, term: t.Unit, indices: Mapping[str, int]) -> Value:
        m, n = shape = self.shape(term)
        at = (self.at(term.row, indices, m), self.at(term.column, indices, n))
        return shape, [self._delta((i, j) == at) for i, j in product(range(m), range(n))]

    def delta(self, term: t.Delta, indices: Mapping[str, int]) -> Value:
        equal = term.left.value(indices, self.sizes) == term.right.value(indices, self.sizes)
        return (), [self._delta(equal)]

    def _delta(self, equal: bool) -> Poly:
        return self.field.ring.one if equal else self.field.ring.zero

    # Parts

    def entry(self, term: t.Entry, indices: Mapping[str, int]) -> Value:
        shape, entries = self.value(term.array, indices)
        if len(term.index) != len(shape):
            raise EvaluationError(f"{len(term.index)} indices for an array of shape {shape}")
        steps = layout.strides(shape)
        at = (self.at(i, indices, size) for i, size in zip(term.index, shape, strict=True))
        return (), [entries[sum(i * s for i, s in zip(at, steps, strict=True))]]

    def slice(self, term: t.Slice, indices: Mapping[str, int]) -> Value:
        rows = self.rows(term.array, indices)
        row, column = term.index
        if row is not None:
            rows = [rows[self.at(row, indices, len(rows))]]
        if column is not None:
            j = self.at(column, indices, len(rows[0]))
            rows = [[r[j]] for r in rows]
        return _matrix(rows)

    # Arithmetic

    def add(self, term: t.Add, indices: Mapping[str, int]) -> Value:
        shape, total = self.value(term.terms[0], indices)
        for other in term.terms[1:]:
            shape, total = self._entrywise(shape, total, other, indices, self.field.add)
        return shape, total

    def _entrywise(
        self, shape: Shape, left: Sequence[Poly], other: t.Term, indices: Mapping[str, int],
        function: Callable[[Poly, Poly], Poly],
    ) -> Value:  # fmt: skip
        second, right = self.value(other, indices)
        if second != shape:
            raise EvaluationError(f"shapes {shape} and {second} where they should agree")
        return shape, [function(p, q) for p, q in zip(left, right, strict=True)]

    def negative(self, term: t.Negative, indices: Mapping[str, int]) -> Value:
        shape, entries = self.value(term.argument, indices)
        return shape, [-p for p in entries]

    def multiply(self, term: t.Multiply, indices: Mapping[str, int]) -> Value:
        if term.left.shape and term.right.shape:
            return _matrix(self._product(self.rows(term.left, indices), self.rows(term.right, indices)))
        number, array = (term.left, term.right) if not term.left.shape else (term.right, term.left)
        factor = self.number(number, indices)
        if not factor and isinstance(number, t.Delta):
            shape = self.shape(array)  # a δ of 0 makes a term 0 whose other factors need not be worked out
            return shape, [factor] * prod(shape)
        shape, entries = self.value(array, indices)
        return shape, [self.field.multiply(factor, p) for p in entries]

    def _product(self, left: Rows, right: Rows) -> Rows:
        if len(left[0]) != len(right):
            raise EvaluationError(f"{len(left[0])} columns times {len(right)} rows")
        return linear.product(self.field, left, right)

    def divide(self, term: t.Divide, indices: Mapping[str, int]) -> Value:
        shape, entries = self.value(term.numerator, indices)
        denominator = self.number(term.denominator, indices)
        return shape, [divide(self.field, p, denominator) for p in entries]

    def power(self, term: t.Power, indices: Mapping[str, int]) -> Value:
        exponent = self.number(term.exponent, indices)
        if not term.base.shape:
            return (), [functions.power(self.field, self.number(term.base, indices), exponent)]
        whole = self.field.fraction(exponent)
        if whole is None or whole.denominator != 1 or abs(whole) > 64:
            raise EvaluationError("a matrix to a power that is not a small whole number")
        base = self.rows(term.base, indices)
        if whole < 0:
            base = linear.inverse(self.field, base)
        result = [[self._delta(i == j) for j in range(len(base))] for i in range(len(base))]
        for _ in range(abs(int(whole))):
            result = self._product(result, base)
        return _matrix(result)

    def transpose(self, term: t.Transpose, indices: Mapping[str, int]) -> Value:
        return _matrix([list(column) for column in zip(*self.rows(term.argument, indices), strict=True)])

    def _square(self, term: t.Term, indices: Mapping[str, int]) -> Rows:
        rows = self.rows(term, indices)
        if len(rows) != len(rows[0]):
            raise EvaluationError(f"a matrix of {len(rows)} rows and {len(rows[0])} columns where a square one is needed")
        return rows

    def inverse(self, term: t.Inverse, indices: Mapping[str, int]) -> Value:
        return _matrix(linear.inverse(self.field, self._square(term.argument, indices)))

    def hadamard(self, term: t.Hadamard, indices: Mapping[str, int]) -> Value:
        shape, entries = self.value(term.left, indices)
        return self._entrywise(shape, entries, term.right, indices, self.field.multiply)

    def kronecker(self, term: t.Kronecker, indices: Mapping[str, int]) -> Value:
        left, right = self.rows(term.left, indices), self.rows(term.right, indices)
        layout.shape_of((len(left) * len(right), len(left[0]) * len(right[0])))
        return _matrix([[self.field.multiply(p, q) for p in row for q in other] for row in left for other in right])

    def trace(self, term: t.Trace, indices: Mapping[str, int]) -> Value:
        rows = self._square(term.argument, indices)
        return (), [self._total([rows[i][i] for i in range(len(rows))])]

    def _total(self, entries: Sequence[Poly]) -> Poly:
        total = self.field.ring.zero
        for p in entries:
            total = self.field.add(total, p)
        return total

    def determinant(self, term: t.Determinant, indices: Mapping[str, int]) -> Value:
        return (), [linear.determinant(self.field, self._square(term.argument, indices))]

    def vec(self, term: t.Vec, indices: Mapping[str, int]) -> Value:
        columns = zip(*self.rows(term.argument, indices), strict=True)
        return _matrix([[p] for column in columns for p in column])

    def inner(self, term: t.Inner, indices: Mapping[str, int]) -> Value:
        shape, left = self.value(term.left, indices)
        second, right = self.value(term.right, indices)
        if shape != second:
            raise EvaluationError(f"an inner product of shapes {shape} and {second}")
        return (), [self.field.dot(left, right)]

    def norm2(self, term: t.Norm2, indices: Mapping[str, int]) -> Value:
        _, entries = self.value(term.argument, indices)
        return (), [self.field.dot(entries, entries)]

    def apply(self, term: t.Apply, indices: Mapping[str, int]) -> Value:
        shape, entries = self.value(term.argument, indices)
        if term.function in self.run.functions:
            return shape, [functions.applied(self.field, term.function, term.order, p) for p in entries]
        function = functions.ENTRYWISE.get(term.function)
        if function is None or term.order:
            raise EvaluationError(f"the function {term.function} with {term.order} primes")
        return shape, [function(self.field, p) for p in entries]

    # Binders

    def sum(self, term: t.Sum, indices: Mapping[str, int]) -> Value:
        lower, upper = term.lower.value(indices, self.sizes), term.upper.value(indices, self.sizes)
        if upper - lower >= SUM_LIMIT:
            raise TooLarge(f"a sum over {upper - lower + 1} values")
        shape = self.shape(term)
        total: list[Poly] = [self.field.ring.zero] * prod(shape)
        for number in range(lower, upper + 1):
            _, entries = self.value(term.body, {**indices, term.letter: number})
            total = [self.field.add(p, q) for p, q in zip(total, entries, strict=True)]
        return shape, total

    def entries(self, term: t.Entries, indices: Mapping[str, int]) -> Value:
        m, n = shape = layout.shape_of(self.shape(term))
        return shape, [
            self.number(term.body, {**indices, term.row: i, term.column: j})
            for i, j in product(range(1, m + 1), range(1, n + 1))
        ]

    def blocks(self, term: t.Blocks, indices: Mapping[str, int]) -> Value:
        whole: Rows = []
        for cells in term.rows:
            parts = [self.rows(cell, indices) for cell in cells]
            if any(len(part) != len(parts[0]) for part in parts):
                raise EvaluationError("blocks of different heights in one row")
            whole += [[p for part in parts for p in part[i]] for i in range(len(parts[0]))]
        if any(len(row) != len(whole[0]) for row in whole):
            raise EvaluationError("rows of different lengths")
        return _matrix(whole)

    # Derivatives

    def derivative(self, term: t.Derivative, indices: Mapping[str, int]) -> Value:
        of_shape, of = self.value(term.of, indices)
        by_shape, by = self.value(term.by, indices)
        variables = [self._variable(p) for p in by]
        if len(of) * len(by) > layout.ENTRY_LIMIT:
            raise TooLarge(f"a derivative with {len(of) * len(by)} entries")
        parts = [self.field.derivative(p, v) for p in of for v in variables]
        match term.layout:
            case "gradient":
                return by_shape, parts
            case "entrywise":
                return of_shape, parts
            case "jacobian":
                return (len(of), len(by)), parts
            case "tensor":
                return of_shape + by_shape, parts
        raise EvaluationError(f"a derivative laid out as {term.layout!r}")

    def _variable(self, p: Poly) -> int:
        """Return the number of the atom that an entry of a varied symbol is."""
        number = single_generator(p)
        if number is not None and isinstance(self.field.atoms[number], (Variable, Defined)):
            return number
        raise EvaluationError("a derivative by what cannot be varied on its own")


def _matrix(rows: Rows) -> Value:
    return (len(rows), len(rows[0]) if rows else 0), [p for row in rows for p in row]


def free_letters(term: t.Term) -> frozenset[str]:
    """Return the index letters that a term needs values for."""
    below: set[str] = set()
    for child in t.children(term):
        below |= free_letters(child)
    match term:
        case t.Sum(letter=letter):
            below -= {letter}
            below |= _letters(term.lower, term.upper)
        case t.Entries(row=row, column=column):
            below -= {row, column}
        case t.IndexNumber(index=index):
            below |= _letters(index)
        case t.Entry() | t.Slice():
            below |= _letters(*term.index)
        case t.Unit(row=row, column=column):  # type: ignore[misc]
            below |= _letters(row, column)  # type: ignore[arg-type]
        case t.Delta(left=left, right=right):
            below |= _letters(left, right)
    return frozenset(below)


def _letters(*indices: t.Index | None) -> set[str]:
    return {letter for index in indices if index is not None for letter, _ in index.letters}


def varied(term: t.Term) -> frozenset[str]:
    """Return the names of the symbols that some derivative in the term is taken by."""
    return frozenset(
        symbol.name
        for part in t.walk(term)
        if isinstance(part, t.Derivative)
        for symbol in t.walk(part.by)
        if isinstance(symbol, t.Symbol)
    )


HANDLERS: dict[type[t.Term], Callable[[Evaluator, Any, Mapping[str, int]], Value]] = {
    t.Number: Evaluator.number_term,
    t.IndexNumber: Evaluator.index_number,
    t.Zero: Evaluator.zero,
    t.Symbol: Evaluator.symbol,
    t.Entry: Evaluator.entry,
    t.Slice: Evaluator.slice,
    t.Add: Evaluator.add,
    t.Negative: Evaluator.negative,
    t.Multiply: Evaluator.multiply,
    t.Divide: Evaluator.divide,
    t.Power: Evaluator.power,
    t.Transpose: Evaluator.transpose,
    t.Inverse: Evaluator.inverse,
    t.Hadamard: Evaluator.hadamard,
    t.Kronecker: Evaluator.kronecker,
    t.Trace: Evaluator.trace,
    t.Determinant: Evaluator.determinant,
    t.Vec: Evaluator.vec,
    t.Inner: Evaluator.inner,
    t.Norm2: Evaluator.norm2,
    t.Apply: Evaluator.apply,
    t.Identity: Evaluator.identity,
    t.Ones: Evaluator.ones,
    t.Unit: Evaluator.unit,
    t.Delta: Evaluator.delta,
    t.Sum: Evaluator.sum,
    t.Entries: Evaluator.entries,
    t.Blocks: Evaluator.blocks,
    t.Derivative: Evaluator.derivative,
}
