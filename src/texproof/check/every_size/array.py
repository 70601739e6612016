"""Arrays with symbolic sizes: an entry at a place is a combination of networks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import count

from ...model.declare import Kind
from ...model.size import Size
from .coefficient import Coefficient
from .network import Combination, Computed, Delta, total
from .positions import ONE, Axis, Node, NoRule, Place, Position, axis_of, finer, grouped, length, numbered

Places = tuple[Place, ...]
Cuts = Mapping[int, tuple[Size, ...]]
_numbers = count(1)


class Array:
    """An array of which each entry is known as a combination, at places that stand for all sizes.

    `axes`: for each index how it is split. `made`: how it was made of others, where rules ask for that.
    `parts`: what it was computed from. A `named` one stands for itself until it is written out.
    `kind`: of a parameter, what it is declared as. `cuts`: the sizes of the blocks along an axis, where it has some.
    """

    __slots__ = ("_depends", "_entry", "axes", "cuts", "kind", "made", "named", "number", "parts")

    def __init__(
        self,
        axes: Sequence[Axis],
        entry: Callable[[Places], Combination],
        of: Sequence[Array] = (),
        made: str = "",
        cuts: Cuts | None = None,
    ) -> None:
        self.axes = tuple(axes)
        self._entry = entry
        self.made: tuple[str, tuple[Array, ...]] = (made, tuple(of)) if made else ("", ())
        self.number = next(_numbers)
        self.parts = tuple(of)
        self._depends: frozenset[int] | None = None
        self.named = False
        self.cuts: Cuts = cuts or {}
        self.kind: Kind | None = None

    @property
    def depends(self) -> frozenset[int]:
        """The numbers of the arrays in it, itself among them.

        Taken only when it is asked for: a body of thousands of steps would else hold as many growing sets.
        """
        if self._depends is None:
            found: set[int] = set()
            left = [self]
            while left:
                array = left.pop()
                if array.number not in found:
                    found.add(array.number)
                    left.extend(array.parts)
            self._depends = frozenset(found)
        return self._depends

    @property
    def shape(self) -> tuple[Size, ...]:
        return tuple(map(length, self.axes))

    def entry(self, places: Places) -> Combination:
        """Return the entry: a symbol's as it is named, any other written out."""
        if len(places) != len(self.axes):
            raise NoRule(f"{len(places)} indices for an array with {len(self.axes)}")
        return Combination.of(Computed(self, places)) if self.named else self._entry(places)

    def written_out(self, places: Places) -> Combination:
        """Return the entry by the definition."""
        return self._entry(places)


def constant(value: Coefficient | Fraction | int) -> Array:
    return Array((), lambda _: Combination.of(value))


def filled(axes: Sequence[Axis], value: int) -> Array:
    return Array(axes, lambda _: Combination.of(value))


def identity(axis: Axis) -> Array:
    return Array((axis, axis), lambda at: delta(at[0], at[1]), made="identity")


def delta(first: Place, second: Place) -> Combination:
    """Return 1 where two indices of one axis are equal, else 0. Raises NoRule where they are split in two ways."""
    axis = finer(axis_of(first), axis_of(second)) if len(first) != len(second) else axis_of(first)
    result = Combination.of(1)
    one = first if axis_of(first) == axis else _split(first, axis)
    other = second if axis_of(second) == axis else _split(second, axis)
    for (p, _), (q, _) in zip(one, other, strict=True):
        apart = p - q
        if apart.nodes or apart.offset.constant is None:
            result = result * Combination.of(Delta(p, q))
        elif apart.offset.constant:
            return Combination()
    return result


def _split(place: Place, axis: Axis) -> Place:
    raise NoRule(f"an index up to {length(axis_of(place))} beside one that is split into {len(axis)}")


def values(axis: Axis, cut: tuple[Size, ...] | None = None) -> Iterator[tuple[Place, tuple[Node, ...]]]:
    """Yield what an index of an axis can be, with the nodes in it; block by block where it is cut."""
    if cut is None:
        yield from numbered(axis)
        return
    before, size = Position.of(0), length(axis)
    for part in cut:
        for place, nodes in numbered((part,)):
            yield ((place[0][0] + before, size),), nodes
        before = before + Position.of(part)


def summed(axis: Axis, body: Callable[[Place], Combination], cut: tuple[Size, ...] | None = None) -> Combination:
    """Return the sum of a body over all values of an index."""
    return total(body(place).summed(nodes) for place, nodes in values(axis, cut))


def one_cut(*cuts: tuple[Size, ...] | None) -> tuple[Size, ...] | None:
    """Return the blocks of an index that several arrays share. Raises NoRule where they are cut in two ways."""
    found = {cut for cut in cuts if cut is not None}
    if len(found) > 1:
        raise NoRule("matrices of blocks that are cut in two ways")
    return found.pop() if found else None


def _kept(*pairs: tuple[int, tuple[Size, ...] | None]) -> Cuts:
    return {axis: cut for axis, cut in pairs if cut is not None}


def add(first: Array, second: Array) -> Array:
    """Return first + second, with NumPy's rules for shapes."""
    return _broadcast(first, second, lambda a, b: a + b)


def subtract(first: Array, second: Array) -> Array:
    return _broadcast(first, second, lambda a, b: a - b)


def multiply(first: Array, second: Array) -> Array:
    """Return the product entry by entry."""
    made = "multiple" if not first.axes else ""
    return _broadcast(first, second, lambda a, b: a * b, made)


def divide(first: Array, second: Array) -> Array:
    return multiply(power(second, Fraction(-1)), first)


def _broadcast(
    first: Array, second: Array, combine: Callable[[Combination, Combination], Combination], made: str = ""
) -> Array:
    rank = max(len(first.axes), len(second.axes))
    axes = []
    for i in range(rank):
        a, b = _from_right(first, i, rank), _from_right(second, i, rank)
        if a is None or b is None:
            axes.append(b if a is None else a)
        elif length(a) == length(b):
            axes.append(finer(a, b))
        elif ONE in (length(a), length(b)):
            axes.append(b if length(a) == ONE else a)
        else:
            raise NoRule(f"arrays with {length(a)} and {length(b)} entries along one axis")
    found = tuple(axis for axis in axes if axis is not None)
    shift = rank - len(first.axes), rank - len(second.axes)
    cuts = _kept(*((i, one_cut(first.cuts.get(i - shift[0]), second.cuts.get(i - shift[1]))) for i in range(rank)))
    return Array(
        found,
        lambda at: combine(first.entry(_fitted(first, at)), second.entry(_fitted(second, at))),
        (first, second),
        made,
        cuts,
    )


def _from_right(array: Array, i: int, rank: int) -> Axis | None:
    position = i - (rank - len(array.axes))
    return array.axes[position] if position >= 0 else None


FIRST: Place = ((Position.of(1), ONE),)


def _fitted(array: Array, at: Places) -> Places:
    """Return the places of an operand's entry for those of a broadcast result."""
    last = at[len(at) - len(array.axes) :]
    return tuple(FIRST if length(axis) == ONE else place for axis, place in zip(array.axes, last, strict=True))


def entrywise(array: Array, function: Callable[[Combination], Combination]) -> Array:
    return Array(array.axes, lambda at: function(array.entry(at)), (array,), cuts=array.cuts)


def power(array: Array, exponent: Fraction) -> Array:
    """Return array ** exponent, entry by entry."""
    return entrywise(array, lambda entry: entry.power(exponent))


def transpose(array: Array, order: Sequence[int]) -> Array:
    def entry(at: Places) -> Combination:
        places = dict(zip(order, at, strict=True))
        return array.entry(tuple(places[i] for i in range(len(order))))

    made = "transpose" if tuple(order) == (1, 0) else ""
    cuts = _kept(*((i, array.cuts.get(old)) for i, old in enumerate(order)))
    return Array([array.axes[i] for i in order], entry, (array,), made, cuts)


def matmul(first: Array, second: Array) -> Array:
    """Return first @ second: vectors, matrices, and stacks of matrices of one shape."""
    if not first.axes or not second.axes:
        raise NoRule("@ of a number")
    if length(first.axes[-1]) != length(second.axes[-2 if len(second.axes) > 1 else -1]):
        raise NoRule(f"@ of arrays of shapes {first.shape} and {second.shape}")
    last, meeting = len(first.axes) - 1, max(0, len(second.axes) - 2)
    inner = finer(first.axes[last], second.axes[meeting])
    cut = one_cut(first.cuts.get(last), second.cuts.get(meeting))
    rows = first.axes[-2:-1]
    columns = second.axes[-1:] if len(second.axes) > 1 else ()
    stack = first.axes[:-2] or second.axes[:-2]
    if second.axes[:-2] and stack != second.axes[:-2]:
        raise NoRule("@ of stacks of different shapes")

    def entry(at: Places) -> Combination:
        before, rest = at[: len(stack)], at[len(stack) :]
        row, column = rest[: len(rows)], rest[len(rows) :]
        left = (*(before if len(first.axes) > 2 else ()), *row)
        right = before if len(second.axes) > 2 else ()
        return summed(inner, lambda k: first.entry((*left, k)) * second.entry((*right, k, *column)), cut)

    is_matrix = len(rows) == len(columns) == 1
    cuts = _kept((0, first.cuts.get(0)), (1, second.cuts.get(1))) if is_matrix and not stack else {}
    return Array((*stack, *rows, *columns), entry, (first, second), "product" if is_matrix else "", cuts)


def reduced(array: Array, axes: Sequence[int], *, keep: bool = False) -> Array:
    """Return the sums along axes."""
    left = [axis for i, axis in enumerate(array.axes) if i not in axes]

    def entry(at: Places) -> Combination:
        if keep:
            at = tuple(place for i, place in enumerate(at) if i not in axes)
        return _over(
            array, list(axes), dict(zip([i for i in range(len(array.axes)) if i not in axes], at, strict=True))
        )

    kept = [(ONE,) if i in axes else axis for i, axis in enumerate(array.axes)]
    cuts = _kept(*((n if not keep else i, array.cuts.get(i)) for n, i in enumerate(_others(array, axes))))
    return Array(kept if keep else left, entry, (array,), cuts=cuts)


def _others(array: Array, axes: Sequence[int]) -> list[int]:
    return [i for i in range(len(array.axes)) if i not in axes]


def _over(array: Array, axes: list[int], places: dict[int, Place]) -> Combination:
    if not axes:
        return array.entry(tuple(places[i] for i in range(len(array.axes))))
    first, *rest = axes
    return summed(array.axes[first], lambda k: _over(array, rest, {**places, first: k}), array.cuts.get(first))


def trace(array: Array) -> Array:
    rows, columns = _square(array, "trace")
    axis = finer(rows, columns)
    cut = one_cut(array.cuts.get(0), array.cuts.get(1))
    return Array((), lambda _: summed(axis, lambda i: array.entry((i, i)), cut), (array,))


def _square(array: Array, what: str) -> tuple[Axis, Axis]:
    if len(array.axes) != 2 or length(array.axes[0]) != length(array.axes[1]):
        raise NoRule(f"the {what} of an array that is no square matrix")
    return array.axes[0], array.axes[1]


def kronecker(first: Array, second: Array) -> Array:
    """Return first ⊗ second of two matrices: an index of it is a pair of theirs."""
    if len(first.axes) != 2 or len(second.axes) != 2:
        raise NoRule("⊗ of what is no matrix")
    pairs = list(zip(first.axes, second.axes, strict=True))

    def entry(at: Places) -> Combination:
        groups = [grouped(place, (length(a), length(b))) for place, (a, b) in zip(at, pairs, strict=True)]
        return first.entry(tuple(g[0] for g in groups)) * second.entry(tuple(g[1] for g in groups))

    return Array([(*a, *b) for a, b in pairs], entry, (first, second), "kronecker")


def vec(array: Array) -> Array:
    """Return the columns of a matrix stacked, as a matrix with one column: an index is a column and a row."""
    rows, columns = array.axes

    def entry(at: Places) -> Combination:
        column, row = grouped(at[0], (length(columns), length(rows)))
        return array.entry((row, column))

    return Array(((*columns, *rows), (ONE,)), entry, (array,))


def view(array: Array, axes: Sequence[Axis], places: Callable[[Places], Places]) -> Array:
    """Return an array of the same entries, found at other places."""
    return Array(axes, lambda at: array.entry(places(at)), (array,))
