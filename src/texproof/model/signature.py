"""The shapes of a model's symbols in its own size letters, and which symbols depend on which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, repeat

import numpy as np

from .declare import Model
from .defined import Defined
from .dim import Infinite, SnippetError
from .forward import forward_checked, point
from .hypotheses import full_column_rank, full_row_rank
from .size import Monomial, Shape, Size
from .tape import Tape

_PRIMES = (3, 5, 7, 11, 13, 17, 19, 23, 29, 31)
_RUNS = 5
_POINTS = 9  # at which a model without sizes is tried
_LARGEST = 12  # of a coefficient: 9·n + 4 is a size that a snippet may mean, 37·n is a coincidence


@dataclass(frozen=True, slots=True)
class Signature:
    """What a page needs to know of a model.

    `shapes`: of every symbol, free or computed, as on the page: a vector is (n, 1), a number ().
    `computed`: names in the order of the returned dictionary. `depends`: for each computed name, a
    function's too, every symbol whose variation changes it, itself excepted. `functions`: the
    `Function` parameters, and the functions of one number that the body returns.
    """

    model: Model
    shapes: Mapping[str, Shape]
    computed: tuple[str, ...]
    depends: Mapping[str, frozenset[str]]
    functions: frozenset[str]


def signature(model: Model) -> Signature:
    """Return a model's signature, found by running it at several tuples of pairwise distinct sizes.

    Each length of a computed array is the simplest polynomial in the size letters, with whole
    coefficients, that gives its number in every run.
    Raises: SnippetError where the body fails or a length is no such polynomial.
    """
    runs = _runs(model)
    tape = runs[0][1]
    computed = tuple(name for name in tape.symbols if name not in model.parameters)
    shapes = {name: kind.page_shape for name, kind in model.parameters.items() if not kind.is_function}
    shapes |= {name: _page_shape(model, name, runs) for name in computed}
    depends = {name: _depends(tape, name, tape.symbols[name]) for name in computed}
    made = {name: made for name, made in tape.functions.items() if isinstance(made, Defined)}
    depends |= {name: _depends(tape, name, function.result) for name, function in made.items()}
    return Signature(model, shapes, computed, depends, frozenset(tape.functions))


def _runs(model: Model) -> list[tuple[dict[str, int], Tape]]:
    """Return the runs that succeed; a body may need sizes in some order (a kernel no longer than its signal)."""
    runs: list[tuple[dict[str, int], Tape]] = []
    failure: SnippetError | None = None
    # Without sizes one run is enough, but where it divides by a number that is 0 at its point.
    trials: Iterable[dict[str, int]] = _trials(model.dims, _ranks(model)) if model.dims else repeat({}, _POINTS)
    enough, least = (_RUNS, 3) if model.dims else (1, 1)
    for seed, sizes in enumerate(trials):
        try:
            values = point(model, sizes, np.random.default_rng(seed))
            runs.append((sizes, forward_checked(model, sizes, values, seed)))
        except SnippetError as error:
            failure = failure or error
            if not (model.dims or isinstance(error, Infinite)):
                break
        if len(runs) == enough:
            break
    if failure is not None and len(runs) < least:
        raise failure
    return runs


def _ranks(model: Model) -> list[tuple[str, str]]:
    """Return pairs of size letters of which the first must be at least the second, for a matrix to have full rank."""
    found: list[tuple[str, str]] = []
    for kind in model.parameters.values():
        for rank, turned in ((full_column_rank, 1), (full_row_rank, -1)):
            if kind.has(rank) and all(size in map(Size.of, size.letters) for size in kind.shape):
                tall, wide = (min(size.letters) for size in kind.shape[::turned])
                found.append((tall, wide))
    return found


def _obeying(sizes: dict[str, int], ranks: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Return sizes with the same numbers, those exchanged at which a matrix could not have its rank."""
    for _ in range(len(sizes) ** 2):
        broken = next(((tall, wide) for tall, wide in ranks if sizes[tall] < sizes[wide]), None)
        if broken is None:
            break
        tall, wide = broken
        sizes[tall], sizes[wide] = sizes[wide], sizes[tall]
    return sizes


def _trials(letters: Sequence[str], ranks: Sequence[tuple[str, str]]) -> Iterator[dict[str, int]]:
    """Yield assignments of distinct sizes: growing along the letters, falling, then mixed, as the ranks let them."""
    if len(letters) > len(_PRIMES):
        raise SnippetError(f"a model with {len(letters)} size letters; at most {len(_PRIMES)} can be told apart")
    pool = _PRIMES[: len(letters) + 4]
    ordered = [pool[: len(letters)], pool[len(letters) + 2 : 2 : -1], pool[2 : len(letters) + 2]]
    rng = np.random.default_rng(len(letters))
    mixed = [tuple(rng.permutation(pool)[: len(letters)].tolist()) for _ in range(20)]
    rows = [_obeying(dict(zip(letters, v, strict=True)), ranks) for v in [*ordered, *mixed] if len(v) == len(letters)]
    for row in list(dict.fromkeys(tuple(row.items()) for row in rows))[:9]:
        yield dict(row)


def _page_shape(model: Model, name: str, runs: Sequence[tuple[dict[str, int], Tape]]) -> Shape:
    seen = [np.shape(tape.values[tape.symbols[name]]) for _, tape in runs if name in tape.symbols]
    if len(seen) != len(runs) or len({len(shape) for shape in seen}) != 1:
        raise SnippetError(f"{name} has another number of axes at other sizes", model.line)
    axes = []
    for position, lengths in enumerate(zip(*seen, strict=True)):
        size = fitted([sizes for sizes, _ in runs], lengths)
        if size is None:
            found = ", ".join(f"{n} at {_sizes_text(s)}" for (s, _), n in zip(runs[:3], lengths, strict=False))
            raise SnippetError(
                f"the length of axis {position + 1} of {name} is no polynomial with whole coefficients "
                f"in {', '.join(model.dims)}: it is {found}",
                model.line,
            )
        axes.append(size)
    return (axes[0], Size.of(1)) if len(axes) == 1 else tuple(axes)


def _sizes_text(sizes: Mapping[str, int]) -> str:
    return ", ".join(f"{letter} = {number}" for letter, number in sizes.items())


def fitted(sizes: Sequence[Mapping[str, int]], lengths: Sequence[int]) -> Size | None:
    """Return the simplest polynomial that takes the value lengths[r] at sizes[r] for every r, or None.

    Tried in this order: a number; c·M + c₀ for one product M of up to three letters; c₁·M₁ + c₂·M₂ + c₀
    for two of them; among those, fewer letters and then smaller coefficients come first.
    """
    if len(set(lengths)) == 1:
        return Size.of(int(lengths[0]))
    letters = tuple(sizes[0])
    products = [m for degree in (1, 2, 3) for m in combinations_with_replacement(letters, degree)]
    columns = {m: [int(np.prod([s[letter] for letter in m])) for s in sizes] for m in products}
    for terms in (1, 2):
        fits = []
        for chosen in combinations(products, terms):
            coefficients = _solved([columns[m] for m in chosen], lengths)
            if coefficients is not None:
                weight = sum(len(m) for m in chosen), sum(map(abs, coefficients))
                fits.append((weight, dict(zip((*chosen, ()), coefficients, strict=True))))
        if fits:
            return _as_size(min(fits, key=lambda fit: fit[0])[1])
    return None


def _as_size(coefficients: Mapping[Monomial, int]) -> Size:
    total = Size()
    for monomial, coefficient in coefficients.items():
        product = Size.of(coefficient)
        for letter in monomial:
            product = product * Size.of(letter)
        total = total + product
    return total


def _solved(columns: Sequence[Sequence[int]], lengths: Sequence[int]) -> list[int] | None:
    """Return small whole c, all but the last nonzero, with Σ c_i · columns[i] + c_last = lengths; else None."""
    matrix = np.array([*columns, [1] * len(lengths)], dtype=float).T
    found, _, rank, _ = np.linalg.lstsq(matrix, np.array(lengths, dtype=float), rcond=None)
    whole = [round(float(c)) for c in found]
    if rank < matrix.shape[1] or any(abs(c) > _LARGEST for c in whole[:-1]) or 0 in whole[:-1]:
        return None
    exact = all(
        sum(Fraction(c) * column[r] for c, column in zip(whole, [*columns, [1] * len(lengths)], strict=True)) == length
        for r, length in enumerate(lengths)
    )
    return whole if exact else None


def _depends(tape: Tape, name: str, node: int) -> frozenset[str]:
    above = tape.above(node)
    return frozenset(other for other, number in tape.symbols.items() if other != name and number in above)
