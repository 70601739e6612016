"""At which sizes an obligation is decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..elaborate.budget import LARGEST_SIZE
from ..elaborate.claim import Obligation
from ..elaborate.term import IndexNumber, Power, walk
from ..model.size import Size

LARGEST = LARGEST_SIZE
MOST_PAST = 3


def size_letters(obligation: Obligation, dims: Sequence[str]) -> tuple[str, ...]:
    """Return the letters that need a number: the model's, in order, then those of the obligation alone."""
    written = [letter for size, _ in obligation.at_least for letter in sorted(size.letters)]
    return tuple(dict.fromkeys([*dims, *obligation.letters, *written]))


def exact_sizes(letters: Sequence[str], fixed: Mapping[str, int], obligation: Obligation) -> list[dict[str, int]]:
    """Return small pairwise distinct sizes for exact arithmetic: 2, 3, 4, … in order; both 2 and 3 for one letter.

    A letter that is an exponent gets the next number too: a formula may hold for X³ and not for X⁴.
    """
    free = [letter for letter in letters if letter not in fixed]
    ascending = list(range(2, 2 + len(free)))
    choices = [(ascending, 0)] if len(free) != 1 else [([2], 0), ([3], 1)]
    rows = _met(letters, choices, fixed, obligation)
    raised = [letter for letter in free if len(free) > 1 and letter in _exponents(obligation)]
    return rows + [{**rows[0], letter: rows[0][letter] + 1} for letter in raised]


def _exponents(obligation: Obligation) -> frozenset[str]:
    """Return the size letters in the exponents of an obligation's matrices."""
    sides = [side for side in (obligation.left, obligation.right) if side is not None]
    powers = (part.exponent for side in sides for part in walk(side) if isinstance(part, Power) and part.shape)
    return frozenset().union(*(e.index.offset.letters for e in powers if isinstance(e, IndexNumber)))


def smaller_sizes(letters: Sequence[str], fixed: Mapping[str, int], obligation: Obligation) -> list[dict[str, int]]:
    """Return the smallest pairwise distinct sizes, 1 among them, in both orders: for what is too large at 2, 3, ….

    Of one letter 2 alone: what is too large at 3 need not be there. At size 1 matrices commute, so that these decide
    nothing by themselves: only what has a proof for all sizes.
    """
    free = [letter for letter in letters if letter not in fixed]
    ascending = list(range(1, 1 + len(free)))
    if len(free) == 1:
        return _met(letters, [([2], 0)], fixed, obligation)
    choices = [(ascending, 0), (ascending[::-1], 0)] if free else []
    decided = exact_sizes(letters, fixed, obligation)
    return [row for row in _met(letters, choices, fixed, obligation) if row not in decided]


def sampled_sizes(letters: Sequence[str], fixed: Mapping[str, int], obligation: Obligation) -> list[dict[str, int]]:
    """Return the sizes for random points: the exact ones, then two more tuples of pairwise distinct sizes, then 1s.

    Each letter has another number in each of the three, and each two letters stand in both orders: what holds
    only where k is 3, or only where m < n, fails somewhere.
    """
    free = [letter for letter in letters if letter not in fixed]
    count = len(free)
    start = 1 + count + count % 2
    descending = list(range(start, start - count, -1))
    choices = [(descending, 1), (_others(descending), 2), ([1] * count, 0)]
    if count == 1:
        choices = [([4], 2), ([5], 3), ([1], 0)]
    rows = [*exact_sizes(letters, fixed, obligation), *_met(letters, choices, fixed, obligation)]
    return [dict(row) for row in dict.fromkeys(tuple(row.items()) for row in rows)]


def wider_sizes(letters: Sequence[str], fixed: Mapping[str, int], obligation: Obligation) -> list[dict[str, int]]:
    """Return larger sizes, sizes two apart in the other order, and equal ones: for claims without a proof for all.

    A polynomial in the sizes may vanish at all small ones; what holds for m < n + 2 may fail beyond.
    """
    free = [letter for letter in letters if letter not in fixed]
    count = len(free)
    if not count:
        return []
    larger = list(range(6, 6 + count))
    apart = list(range(2 * count, 0, -2))
    choices = [(larger, 4), (apart, 4), ([3] * count, 4)] if count > 1 else [([6], 4), ([9], 5)]
    decided = sampled_sizes(letters, fixed, obligation)
    return [row for row in _met(letters, choices, fixed, obligation) if row not in decided]


def further_sizes(letters: Sequence[str], fixed: Mapping[str, int], obligation: Obligation) -> list[dict[str, int]]:
    """Return tuples of pairwise distinct sizes at which SymPy does not decide the obligation, the cheapest first.

    Empty where the given fixes all sizes.
    """
    free = [letter for letter in letters if letter not in fixed]
    if not free:
        return []
    decided = exact_sizes(letters, fixed, obligation)
    most = 1 + max(row[letter] for row in sampled_sizes(letters, fixed, obligation) for letter in free)
    runs = [list(range(low, low + len(free))) for low in range(2, most + 2)]
    choices = [(run, 4) for run in (*runs, *([*run[1:], run[0]] for run in runs))]
    rows = [dict(row) for row in dict.fromkeys(tuple(row.items()) for row in _met(letters, choices, fixed, obligation))]
    return sorted((row for row in rows if row not in decided), key=lambda row: sorted(row.values(), reverse=True))


def at_least(
    letters: Sequence[str], choice: Sequence[int], fixed: Mapping[str, int], obligation: Obligation
) -> dict[str, int]:
    """Return the sizes of a choice for the letters that are not fixed, raised to what written numbers ask for."""
    return _met(letters, [(choice, 0)], fixed, obligation)[0]


def _others(descending: Sequence[int]) -> list[int]:
    """Return the smallest distinct numbers from 3 on, none of them its letter's in either other tuple."""
    chosen: list[int] = []
    for position, number in enumerate(descending):
        chosen.append(next(_above(2, {2 + position, number, *chosen})))
    return chosen


def _met(
    letters: Sequence[str],
    choices: Sequence[tuple[Sequence[int], int]],
    fixed: Mapping[str, int],
    obligation: Obligation,
) -> list[dict[str, int]]:
    """Return the choices with each size that a written number asks for raised to it, and past it by the choice's own.

    Only past it can it be seen that what is written stops too early: x_1 + x_2 + x_3 is the whole sum at 3.
    """
    free = [letter for letter in letters if letter not in fixed]
    rows = []
    for choice, past in choices:
        sizes = {**fixed, **dict(zip(free, choice, strict=True))}
        distinct = len(set(choice)) == len(choice)
        for size, number in obligation.at_least:
            _raise(sizes, size, number + past, free, distinct)
        rows.append({letter: sizes[letter] for letter in letters})
    return rows


def _raise(sizes: dict[str, int], size: Size, number: int, free: Sequence[str], distinct: bool) -> None:
    """Raise the letters of a size until it reaches a number; sizes that were pairwise distinct stay so.

    Where one letter has to be at least another, they change places first: the numbers stay small.
    """
    if [coefficient for _, coefficient in size.terms] in ([1, -1], [-1, 1]) and size.value(sizes) < number:
        (first, second) = (monomial for monomial, _ in size.terms)
        if len(first) == len(second) == 1 and {*first, *second} <= {*free}:
            sizes[first[0]], sizes[second[0]] = sizes[second[0]], sizes[first[0]]
    grown = {letter for monomial, coefficient in size.terms if coefficient > 0 for letter in monomial}
    raised = [letter for letter in free if letter in grown]
    while size.value(sizes) < number and raised and max(sizes[r] for r in raised) < LARGEST + MOST_PAST:
        for letter in raised:
            others = {sizes[x] for x in free if x != letter} if distinct else set()
            sizes[letter] = next(_above(sizes[letter], others))


def _above(start: int, taken: set[int]) -> Iterator[int]:
    value = start + 1
    while True:
        if value not in taken:
            yield value
        value += 1
