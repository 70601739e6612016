"""Where a term is evaluated: at which values of the symbols, for which values of the index letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...elaborate.term import Derivative, Differential, Entries, Fold, Index, Integral, Series, Sum, Term, children
from ...model.size import Shape, Size
from ...model.tape import State
from .arithmetic import Binary64, Undecidable

Array = NDArray[Any]

# Bounds on work, so that a term of many nested sums or derivatives ends as "unknown" and not in a full memory.
MOST_ROWS = 400_000
MOST_SHIFTS = 40_000


@dataclass(frozen=True, slots=True)
class Batch:
    """All assignments of index letters under which a term is wanted: row r gives letter its values[letter][r]."""

    rows: int
    values: Mapping[str, Array]

    def taken(self, rows: Array) -> Batch:
        """Return the batch of the given rows, in their order; a row may be taken more than once."""
        if len(rows) > MOST_ROWS:
            raise Undecidable(f"there are {len(rows)} assignments of its index letters to go through")
        return Batch(len(rows), {letter: values[rows] for letter, values in self.values.items()})

    def bound(self, letter: str, values: Array) -> Batch:
        """Return the batch in which `letter` has one more value for each row."""
        return Batch(self.rows, {**self.values, letter: values})

    def expanded(self, letter: str, upper: int) -> Batch:
        """Return the batch with each row repeated for letter = 1 … upper, the last running fastest."""
        repeated = self.taken(np.repeat(np.arange(self.rows), upper))
        return repeated.bound(letter, np.tile(np.arange(1, upper + 1), self.rows))


ONE = Batch(1, {})


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a term from its text: a number equal for equal terms, its free letters, its derivatives.

    `depth` is how many derivatives stand in one another in it.
    """

    term: Term  # kept, so that no other term gets its id
    number: int
    letters: frozenset[str]
    depth: int


class Terms:
    """What is known of the terms of one obligation, at whatever sizes it is decided."""

    def __init__(self) -> None:
        self._known: dict[int, Known] = {}
        self._numbers: dict[Term, int] = {}

    def of(self, term: Term) -> Known:
        """Return what is known of a term."""
        found = self._known.get(id(term))
        if found is None:
            below = [self.of(child) for child in children(term)]
            letters: frozenset[str] = frozenset().union(*(k.letters for k in below)) | _letters_in(term)
            if isinstance(term, Sum | Fold | Integral):
                letters = (letters - {term.letter}) | _letters(term.lower) | _letters(term.upper)
            elif isinstance(term, Series):
                letters = (letters - {term.letter}) | _letters(term.lower)
            elif isinstance(term, Entries):
                letters -= {term.row, term.column}
            depth = max((k.depth for k in below), default=0) + isinstance(term, Derivative | Differential)
            number = self._numbers.setdefault(term, len(self._numbers))
            found = self._known[id(term)] = Known(term, number, letters, depth)
        return found


@dataclass(slots=True)
class Frame:
    """What stays while one obligation is decided at one tuple of sizes.

    `varied`: for the number of a term that is varied, its symbol and the flat positions of the symbol's entries.
    """

    sizes: Mapping[str, int]
    terms: Terms = field(default_factory=Terms)
    page_shapes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    varied: dict[int, tuple[Known, Array]] = field(default_factory=dict)
    lengths: dict[Size, int] = field(default_factory=dict)
    shifts: int = 0
    differences: bool = False  # whether a derivative was taken by real differences

    def size(self, size: Size) -> int:
        found = self.lengths.get(size)
        if found is None:
            try:
                found = self.lengths[size] = size.value(self.sizes)
            except KeyError as error:
                raise Undecidable(f"the size {size}: {error.args[0]}") from None
        return found

    def shape(self, shape: Shape) -> tuple[int, ...]:
        return tuple(self.size(size) for size in shape)


def _letters(index: Index) -> frozenset[str]:
    return frozenset(letter for letter, _ in index.letters)


def _letters_in(term: Term) -> frozenset[str]:
    """Return the letters of the indices that stand directly in a term."""
    if isinstance(term, Sum | Fold | Series | Integral):
        return frozenset()
    found: frozenset[str] = frozenset()
    for name in ("index", "row", "column", "left", "right"):
        value = getattr(term, name, None)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Index):
                found |= _letters(item)
    return found


@dataclass(slots=True)
class Scene:
    """A state of the symbols in some arithmetic, with a batch of index values, in a frame.

    `memo` holds the values of terms without free letters in this state; `near` the states next to it.
    """

    frame: Frame
    state: State
    arithmetic: Binary64
    batch: Batch = ONE
    memo: dict[int, Array] = field(default_factory=dict)
    near: dict[Any, Scene] = field(default_factory=dict)

    def at(self, batch: Batch) -> Scene:
        """Return the same state with another batch."""
        if batch is self.batch:
            return self
        return Scene(self.frame, self.state, self.arithmetic, batch, self.memo, self.near)

    def moved(self, node: int, position: int, step: Any, arithmetic: Binary64, key: Any) -> Scene:
        """Return the scene in which `step` is added to one entry (flat position) of a node."""
        found = self.near.get((node, position, key))
        if found is None:
            self.frame.shifts += 1
            if self.frame.shifts > MOST_SHIFTS:
                raise Undecidable("its derivatives take too many evaluations at these sizes")
            value = self.state.value(node)
            shift = np.zeros(value.shape, dtype=arithmetic.dtype or np.result_type(type(step), float))
            shift.reshape(-1)[position] = step
            found = Scene(self.frame, self.state.shifted(node, shift, arithmetic.rule), arithmetic, self.batch)
            self.near[(node, position, key)] = found
        return found.at(self.batch)

    def moved_along(self, shifts: Mapping[int, Any], arithmetic: Binary64, key: Any) -> Scene:
        """Return the scene in which each node of `shifts` has its shift, an array of the node's shape, added."""
        found = self.near.get(key)
        if found is None:
            self.frame.shifts += len(shifts)
            if self.frame.shifts > MOST_SHIFTS:
                raise Undecidable("its differentials take too many evaluations at these sizes")
            state = self.state
            for node, shift in shifts.items():
                state = state.shifted(node, shift, arithmetic.rule)
            found = self.near[key] = Scene(self.frame, state, arithmetic, self.batch)
        return found.at(self.batch)

    def index(self, index: Index) -> Array:
        """Return an index's value in each row; it is not to be changed."""
        if not index.offset.terms and len(index.letters) == 1 and index.letters[0][1] == 1:
            alone = self.batch.values.get(index.letters[0][0])
            if alone is not None:
                return alone
        total = np.full(self.batch.rows, self.frame.size(index.offset))
        for letter, coefficient in index.letters:
            if letter not in self.batch.values:
                raise Undecidable(f"the index {letter} has no range")
            total = total + coefficient * self.batch.values[letter]
        return total
