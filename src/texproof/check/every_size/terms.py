"""What a typed term means for all sizes: an array whose entries are combinations of networks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from ...elaborate import term as t
from ...model.size import Size
from . import array as arrays
from . import structure
from .array import FIRST, Array, Places
from .differential import differentiated, over_entries
from .forward import Run
from .network import Applied, Combination, Determinant, nodes_in, total
from .positions import ONE, Bounds, NoRule, Position, grouped, length, node
from .writing import inverse

At = Mapping[str, Position]
Differentiate = Callable[[Combination, Array, Places], Combination]


class Reader:
    """Reads terms in one run of a model. `derivative` works a derivative out, or keeps it as it stands."""

    def __init__(self, run: Run, bounds: Bounds, derivative: Differentiate = differentiated) -> None:
        self.run = run
        self.bounds = bounds
        self.derivative = derivative

    def array(self, term: t.Term, at: At) -> Array:
        """Return the array that a term is, with positions for the index letters in it; its shape is the term's."""
        handler = HANDLERS.get(type(term))
        if handler is None:
            raise NoRule(f"{type(term).__name__}")
        return conform(handler(self, term, at), term.shape)

    def number(self, term: t.Term, at: At) -> Combination:
        return self.array(term, at).entry(())

    def position(self, index: t.Index, at: At) -> Position:
        result = Position((), index.offset)
        for letter, c in index.letters:
            result = result.plus(at[letter], c)
        return result


def conform(array: Array, shape: tuple[Size, ...]) -> Array:
    """Give an array the shape of its term: 1×1 may stand for a number, a snippet's (n,) for a column."""
    if array.shape == shape:
        return array
    sizes = [s for s in array.shape if s != ONE]
    if sizes != [s for s in shape if s != ONE]:
        raise NoRule(f"a value of shape {array.shape} where {shape} was expected")
    real = iter([axis for axis in array.axes if length(axis) != ONE])
    axes = [(ONE,) if size == ONE else next(real) for size in shape]

    def places(at: Places) -> Places:
        kept = iter([place for place, size in zip(at, shape, strict=True) if size != ONE])
        return tuple(FIRST if size == ONE else next(kept) for size in array.shape)

    return arrays.view(array, axes, places)


def _add(reader: Reader, term: t.Add, at: At) -> Array:
    first, *rest = (reader.array(part, at) for part in term.terms)
    for part in rest:
        first = arrays.add(first, part)
    return first


def _negative(reader: Reader, term: t.Negative, at: At) -> Array:
    return arrays.multiply(arrays.constant(-1), reader.array(term.argument, at))


def _multiply(reader: Reader, term: t.Multiply, at: At) -> Array:
    left, right = reader.array(term.left, at), reader.array(term.right, at)
    if left.axes and right.axes:
        return arrays.matmul(left, right)
    return arrays.multiply(right, left) if left.axes else arrays.multiply(left, right)


def _divide(reader: Reader, term: t.Divide, at: At) -> Array:
    return arrays.divide(reader.array(term.numerator, at), reader.array(term.denominator, at))


def _power(reader: Reader, term: t.Power, at: At) -> Array:
    base = reader.array(term.base, at)
    exponent = _fixed(term.exponent)
    if not base.axes:
        return arrays.power(base, exponent)
    if exponent.denominator != 1 or exponent < 0:
        raise NoRule(f"the power {exponent} of a matrix")
    result = arrays.identity(base.axes[0])
    for _ in range(int(exponent)):
        result = arrays.matmul(result, base)
    return result


def _fixed(exponent: t.Term) -> Fraction:
    """Return the number that an exponent is: 2, −1, 5/2."""
    match exponent:
        case t.Number(value=value):
            return value
        case t.IndexNumber(index=index) if not index.letters and index.offset.constant is not None:
            return Fraction(index.offset.constant)
        case t.Negative(argument=argument):
            return -_fixed(argument)
        case t.Divide(numerator=top, denominator=bottom) if _fixed(bottom):
            return _fixed(top) / _fixed(bottom)
    raise NoRule("a power whose exponent is no fixed number")


def _transpose(reader: Reader, term: t.Transpose, at: At) -> Array:
    return arrays.transpose(reader.array(term.argument, at), (1, 0))


def _inverse(reader: Reader, term: t.Inverse, at: At) -> Array:
    return inverse(_of_its_own(reader.array(term.argument, at)))


def _of_its_own(array: Array) -> Array:
    """Return the array. Raises NoRule where its entries depend on an index outside: sums over it would not see that."""
    places = tuple(tuple((Position.of(node(size)), size) for size in axis) for axis in array.axes)
    if array.entry(places).nodes() - nodes_in(places):
        raise NoRule("the inverse or determinant of a matrix that depends on an index")
    return array


def _hadamard(reader: Reader, term: t.Hadamard, at: At) -> Array:
    return arrays.multiply(reader.array(term.left, at), reader.array(term.right, at))


def _kronecker(reader: Reader, term: t.Kronecker, at: At) -> Array:
    return arrays.kronecker(reader.array(term.left, at), reader.array(term.right, at))


def _trace(reader: Reader, term: t.Trace, at: At) -> Array:
    return arrays.trace(reader.array(term.argument, at))


def _determinant(reader: Reader, term: t.Determinant, at: At) -> Array:
    array = _of_its_own(reader.array(term.argument, at))
    return Array((), lambda _: Combination.of(Determinant(array)), (array,))


def _vec(reader: Reader, term: t.Vec, at: At) -> Array:
    return arrays.vec(reader.array(term.argument, at))


def _inner(reader: Reader, term: t.Inner, at: At) -> Array:
    product = arrays.multiply(reader.array(term.left, at), reader.array(term.right, at))
    return arrays.reduced(product, range(len(product.axes)))


def _norm2(reader: Reader, term: t.Norm2, at: At) -> Array:
    square = arrays.power(reader.array(term.argument, at), Fraction(2))
    return arrays.reduced(square, range(len(square.axes)))


def _apply(reader: Reader, term: t.Apply, at: At) -> Array:
    array = reader.array(term.argument, at)
    if term.function in reader.run.defined:
        return _defined_function(reader, term, array)
    if term.function in reader.run.functions:
        name = f"@{term.function}"
    elif term.function == "sqrt" and not term.order:
        return arrays.power(array, Fraction(1, 2))
    elif term.order:
        raise NoRule(f"the function {term.function} with {term.order} primes")
    else:
        name = term.function
    return arrays.entrywise(array, lambda entry: Combination.of(Applied(name, term.order, entry)))


def _defined_function(reader: Reader, term: t.Apply, array: Array) -> Array:
    """Return f^(order) of each entry: f of a point that is varied on its own and has the entry's value."""
    function = reader.run.defined[term.function]

    def of(entry: Combination) -> Combination:
        point = Array((), lambda _: entry, (array,))
        point.named = True
        found = function(point).entry(())
        for _ in range(term.order):
            found = differentiated(found, point, ())
        return found

    return arrays.entrywise(array, of)


def _derivative(reader: Reader, term: t.Derivative, at: At) -> Array:
    of, by = reader.array(term.of, at), reader.array(term.by, at)
    symbol, target = _varied(reader, term.by, at)

    def entry(above: Places, below: Places) -> Combination:
        return reader.derivative(of.entry(above), symbol, target(below))

    match term.layout:
        case "gradient":
            return Array(by.axes, lambda to: entry((), to), (of, by))
        case "entrywise":
            return Array(of.axes, lambda to: entry(to, ()), (of, by))
        case "jacobian":
            return Array((of.axes[0], by.axes[0]), lambda to: entry((to[0], FIRST), (to[1], FIRST)), (of, by))
        case "tensor":
            rank = len(of.axes)
            return Array((*of.axes, *by.axes), lambda to: entry(to[:rank], to[rank:]), (of, by))
    raise NoRule(f"a derivative laid out as {term.layout}")


def _differential(reader: Reader, term: t.Differential, at: At) -> Array:
    of = reader.array(term.of, at)
    pairs = [(structure.symbol(reader, symbol, at), reader.array(step, at)) for symbol, step in term.along]  # type: ignore[arg-type]

    def entry(above: Places) -> Combination:
        value = of.entry(above)
        return total([_along(reader, value, symbol, step) for symbol, step in pairs])

    return Array(of.axes, entry, (of, *(array for pair in pairs for array in pair)))


def _along(reader: Reader, value: Combination, symbol: Array, step: Array) -> Combination:
    """Return Σ ∂value/∂X[α] · (dX)[α] over all entries α of X. A vector in code is a column on the page."""
    moved = conform(step, tuple(length(axis) for axis in symbol.axes))
    return over_entries(symbol, lambda places: reader.derivative(value, symbol, places) * moved.entry(places))


def _varied(reader: Reader, term: t.Term, at: At) -> tuple[Array, Callable[[Places], Places]]:
    """Return the symbol that is varied, and which of its entries stands at a place of the term."""
    match term:
        case t.Symbol():
            symbol = structure.symbol(reader, term, at)
            rank = len(symbol.axes)
            return symbol, lambda to: to[:rank]
        case t.Entry(array=t.Symbol() as inner):
            symbol = structure.symbol(reader, inner, at)
            places = tuple(
                structure.place(reader, index, size, at) for index, size in zip(term.index, inner.shape, strict=True)
            )
            return symbol, lambda to: places[: len(symbol.axes)]
        case t.Slice(array=t.Symbol() as inner, index=(row, column)):
            symbol = structure.symbol(reader, inner, at)
            fixed = [
                None if index is None else structure.place(reader, index, size, at)
                for index, size in zip((row, column), inner.shape, strict=True)
            ]
            return symbol, lambda to: tuple(f or place for f, place in zip(fixed, to, strict=True))[: len(symbol.axes)]
        case t.Vec(argument=t.Symbol() as inner):
            symbol = structure.symbol(reader, inner, at)
            rows, columns = inner.shape

            def places_of(to: Places) -> Places:
                column, row = grouped(to[0], (columns, rows))
                return row, column

            return symbol, places_of
    raise NoRule("a derivative by what is no symbol, entry, row, column or vec of one")


HANDLERS: dict[type[t.Term], Callable[[Reader, Any, At], Array]] = {
    t.Number: structure.number,
    t.Pi: structure.pi,
    t.IndexNumber: structure.index_number,
    t.Zero: structure.filled(0),
    t.Ones: structure.filled(1),
    t.Symbol: structure.symbol,
    t.Entry: structure.entry,
    t.Slice: structure.part,
    t.Add: _add,
    t.Negative: _negative,
    t.Multiply: _multiply,
    t.Divide: _divide,
    t.Power: _power,
    t.Transpose: _transpose,
    t.Inverse: _inverse,
    t.Hadamard: _hadamard,
    t.Kronecker: _kronecker,
    t.Trace: _trace,
    t.Determinant: _determinant,
    t.Vec: _vec,
    t.Inner: _inner,
    t.Norm2: _norm2,
    t.Apply: _apply,
    t.Identity: structure.identity,
    t.Unit: structure.unit,
    t.Delta: structure.delta,
    t.Sum: structure.summation,
    t.Entries: structure.entries,
    t.Blocks: structure.blocks,
    t.Derivative: _derivative,
    t.Differential: _differential,
}
