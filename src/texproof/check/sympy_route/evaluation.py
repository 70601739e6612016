"""The exact value of a typed term at one tuple of sizes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import prod
from typing import Any

from ...elaborate import term as t
from ...model.size import Size
from . import algebra, integrals, series, spectral, structure
from .field import Field
from .forward import Run
from .layout import Shape
from .letters import free_letters
from .polynomial import Poly, TooLarge
from .values import EvaluationError, Rows, Value

VALUE_LIMIT = 150_000  # terms evaluated for one obligation


class Evaluator:
    """Evaluates terms in one run of a model. Values are kept by term and by the indices that occur in it."""

    def __init__(self, run: Run, sizes: Mapping[str, int]) -> None:
        self.run = run
        self.field: Field = run.field
        self.sizes = sizes
        self.count = 0
        self.reals: dict[str, Poly] = {}  # what integrals run over
        # A term is held, so that its id stays its own.
        self._known: dict[int, tuple[tuple[str, ...], Shape, t.Term]] = {}
        self._offsets: dict[Size, int] = {}
        self._kept: dict[tuple[int, tuple[int, ...]], Value] = {}

    def again(self) -> None:
        """Count from the start: another obligation is decided, and what is known stays."""
        self.count = self.field.work = 0

    def value(self, term: t.Term, indices: Mapping[str, int]) -> Value:
        """Return the shape and the entries, in C order, of a term for the given values of the indices in it."""
        known = self._known.get(id(term))
        if known is None:
            known = self._known[id(term)] = (tuple(sorted(free_letters(term))), self.shape(term), term)
        try:
            key = (id(term), tuple([indices[letter] for letter in known[0]]))
        except KeyError as missing:
            raise EvaluationError(f"the index {missing.args[0]} has no range") from None
        kept = self._kept.get(key)
        if kept is None:
            self.count += 1
            if self.count > VALUE_LIMIT:
                raise TooLarge("too many terms to evaluate")
            kept = self._kept[key] = self._conform(known[1], self._dispatch(term, indices))
        return kept

    def _dispatch(self, term: t.Term, indices: Mapping[str, int]) -> Value:
        handler = HANDLERS.get(type(term))
        if handler is None:
            raise EvaluationError(f"{type(term).__name__} has no exact value in this route")
        return handler(self, term, indices)

    def shape(self, term: t.Term) -> Shape:
        return tuple(size.value(self.sizes) for size in term.shape)

    @staticmethod
    def _conform(wanted: Shape, value: Value) -> Value:
        """Give a value the shape that its term has: 1×1 may stand for a number, a snippet's (n,) for a column."""
        shape, entries = value
        if shape == wanted:
            return value
        if (*shape, 1) == wanted or prod(shape) == prod(wanted) == 1:
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

    def whole(self, index: t.Index, indices: Mapping[str, int]) -> int:
        """Return an index's value; `Index.value`, with the sizes in it worked out once."""
        offset = self._offsets.get(index.offset)
        if offset is None:
            offset = self._offsets[index.offset] = index.offset.value(self.sizes)
        return offset + sum(c * indices[letter] for letter, c in index.letters)

    def at(self, index: t.Index, indices: Mapping[str, int], size: int) -> int:
        """Return an index's value counted from 0. Raises EvaluationError where it is not among 1 … size."""
        number = self.whole(index, indices)
        if not 1 <= number <= size:
            raise EvaluationError(f"the index {number} does not lie in 1 … {size}")
        return number - 1


HANDLERS: dict[type[t.Term], Callable[[Evaluator, Any, Mapping[str, int]], Value]] = {
    t.Number: structure.number_term,
    t.ImaginaryUnit: structure.imaginary_unit,
    t.Pi: structure.pi,
    t.IndexNumber: structure.index_number,
    t.Zero: structure.zero,
    t.Symbol: structure.symbol,
    t.Entry: structure.entry,
    t.Slice: structure.part,
    t.Add: algebra.add,
    t.Negative: algebra.negative,
    t.Multiply: algebra.multiply,
    t.Divide: algebra.divide,
    t.Power: algebra.power,
    t.Transpose: algebra.transpose,
    t.Inverse: algebra.inverse,
    t.PseudoInverse: algebra.pseudoinverse,
    t.Hadamard: algebra.hadamard,
    t.Kronecker: algebra.kronecker,
    t.Trace: algebra.trace,
    t.Determinant: algebra.determinant,
    t.Vec: algebra.vec,
    t.Inner: algebra.inner,
    t.Norm2: algebra.norm2,
    t.MatrixFunction: spectral.matrix_function,
    t.Spectrum: spectral.refused,
    t.Apply: algebra.apply,
    t.Identity: structure.identity,
    t.Ones: structure.ones,
    t.Unit: structure.unit,
    t.Elimination: structure.elimination,
    t.Delta: structure.delta,
    t.Sum: structure.summation,
    t.Fold: structure.fold,
    t.Series: series.series,
    t.Integral: integrals.integral,
    t.Factorial: structure.factorial_term,
    t.Entries: structure.entries,
    t.Blocks: structure.blocks,
    t.Derivative: algebra.derivative,
    t.Differential: algebra.differential,
}
