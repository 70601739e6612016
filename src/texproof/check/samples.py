"""At which sizes an obligation is decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..elaborate.budget import LARGEST_SIZE
from ..elaborate.claim import Obligation
from ..model.size import Size

LARGEST = LARGEST_SIZE


def size_letters(obligation: Obligation, dims: Sequence[str]) -> tuple[str, ...]:
    """Return the letters that need a number: the model's, in order, then those of the obligation alone."""
    written = [letter for size, _ in obligation.at_least for letter in sorted(size.letters)]
    return tuple(dict.fromkeys([*dims, *obligation.letters, *written]))


def exact_sizes(letters: Sequence[str], fixed: Mapping[str, int], obligation: Obligation) -> list[dict[str, int]]:
    """Return small pairwise distinct sizes for exact arithmetic: 2, 3, 4, … in order; both 2 and 3 for one letter."""
    free = [letter for letter in letters if letter not in fixed]
    ascending = list(range(2, 2 + len(free)))
    choices = [ascending] if len(free) != 1 else [[2], [3]]
    return _met(letters, choices, fixed, obligation)


def sampled_sizes(letters: Sequence[str], fixed: Mapping[str, int], obligation: Obligation) -> list[dict[str, int]]:
    """Return the sizes for random points: the exact ones, then two more tuples of pairwise distinct sizes, then 1s."""
    free = [letter for letter in letters if letter not in fixed]
    count = len(free)
    mixed = [3 + (2 * i + 1) % count if count % 2 else 3 + (i + count // 2) % count for i in range(count)]
    choices = [list(range(1 + count, 1, -1)), mixed, [1] * count]
    if count == 1:
        choices = [[4], [5], [1]]
    rows = [*exact_sizes(letters, fixed, obligation), *_met(letters, choices, fixed, obligation)]
    return [dict(row) for row in dict.fromkeys(tuple(row.items()) for row in rows)]


def _met(
    letters: Sequence[str], choices: Sequence[Sequence[int]], fixed: Mapping[str, int], obligation: Obligation
) -> list[dict[str, int]]:
    """Return a number for each letter, in their order, for each choice of numbers for those that are not fixed."""
    free = [letter for letter in letters if letter not in fixed]
    rows = []
    for choice in choices:
        chosen = {**fixed, **dict(zip(free, choice, strict=True))}
        sizes = {letter: chosen[letter] for letter in letters}
        distinct = len(set(choice)) == len(choice)
        for size, number in obligation.at_least:
            _raise(sizes, size, number, free, distinct)
        rows.append(sizes)
    return rows


def _raise(sizes: dict[str, int], size: Size, number: int, free: Sequence[str], distinct: bool) -> None:
    """Raise the letters of a size until it reaches a number; sizes that were pairwise distinct stay so."""
    raised = [letter for letter in free if letter in size.letters]
    while size.value(sizes) < number and raised and max(sizes[r] for r in raised) < LARGEST:
        for letter in raised:
            others = {sizes[x] for x in free if x != letter} if distinct else set()
            sizes[letter] = next(_above(sizes[letter], others))


def _above(start: int, taken: set[int]) -> Iterator[int]:
    value = start + 1
    while True:
        if value not in taken:
            yield value
        value += 1
