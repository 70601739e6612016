"""Whether an obligation holds for every size: both sides have one normal form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ...elaborate.claim import Obligation
from ...elaborate.imaginary import Inseparable, without_imaginary
from ...model.declare import Model
from ...model.size import Size
from ..samples import size_letters
from ..verdict import Proof
from .array import Array, Places, one_cut, values
from .effort import bounded
from .evaluation import PRIME, large_enough, small, vanishes
from .forward import Runs
from .inverted import reduced
from .network import Combination, Entry
from .normal import Normaliser
from .positions import Axis, Bounds, NoRule, Place, Position, axis_of, finer, node
from .rules import noted
from .terms import At, Reader
from .writing import Writer

MOST_CASES = 64  # entries that are compared one by one, where sizes are fixed

runs = Runs()


def prove(obligation: Obligation, model: Model, fixed: Mapping[str, int]) -> Proof:
    """Return whether left = right follows for every size, from a model whose sizes in `fixed` are given numbers.

    `holds` is True only where the difference of the two sides has the empty normal form, for every value of
    the free indices. Everything else is False with a reason, and says nothing against the claim. Raises
    nothing but MemoryError.
    """
    try:
        with bounded(), noted() as used:
            found = _proof(obligation, model, fixed)
        if not found.holds:
            return found
        letters = tuple(letter for letter in size_letters(obligation, model.dims) if letter not in fixed)
        return replace(found, rules=tuple(used), letters=letters)
    except (NoRule, Inseparable) as error:
        return Proof(False, f"no rule for {error}")
    except Disagreement as error:
        return Proof(False, str(error), fault=True)
    except RecursionError:
        return Proof(False, "no rule for a formula as deep as this")
    except MemoryError:
        raise  # whoever limits the memory says so, and keeps nothing
    except Exception as error:  # noqa: BLE001 - a fault here proves nothing, and takes nothing from the routes
        return Proof(False, f"the proof failed: {type(error).__name__}: {error}")


def _proof(obligation: Obligation, model: Model, fixed: Mapping[str, int]) -> Proof:
    obligation = without_imaginary(obligation)
    bounds = Bounds(least_sizes(obligation))
    letters = [letter for letter in size_letters(obligation, model.dims) if letter not in fixed]
    reader = Reader(runs.of(model, fixed), bounds)
    if obligation.kind == "shape" or obligation.right is None:
        return _shape(obligation, reader)
    count = 0
    for at in _free(obligation):
        left, right = reader.array(obligation.left, at), reader.array(obligation.right, at)
        for places in _places(left, right):
            writer = Writer(Normaliser(bounds))
            first, second = writer.written(left.entry(places)), writer.written(right.entry(places))
            count += len(first.networks) + len(second.networks)
            difference = first - second
            rest = writer.normaliser.form(difference)
            _agreed(difference, rest, bounds, letters)
            if rest.networks and reduced(rest, writer.normaliser).networks:
                return Proof(False, _unequal(rest), networks=count)
    least = {letter: number for letter, number in bounds.least.items() if number > 1}
    return Proof(True, least=least, networks=count)


class Disagreement(Exception):
    """The normal form and the evaluation say different things: a fault of one of them."""


def _agreed(difference: Combination, rest: Combination, bounds: Bounds, letters: Sequence[str]) -> None:
    """Ask the evaluation whether it says of a difference what its normal form says. Raises Disagreement."""
    if not rest.networks:
        if vanishes(difference, large_enough(difference, bounds, letters) or small(bounds, letters)) is False:
            raise Disagreement("the normal form of left minus right is 0, and its value modulo a prime is not")
        return
    sizes = large_enough(rest, bounds, letters) if _is_pure(rest) else None
    if sizes is not None and vanishes(rest, sizes):
        raise Disagreement("the normal form of left minus right is not 0, and its value modulo a prime is")


def _is_pure(combination: Combination) -> bool:
    """Whether the theorem is about it: entries of free tensors without relations at nodes, numbers before them.

    Each node has the size of its slot, a slot is split into digits in one way, and no number is zero modulo
    the prime.
    """
    split: dict[str, tuple[Axis, ...]] = {}
    for network in combination.networks:
        number = network.coefficient.number
        if number is None or number.numerator % PRIME == 0 or number.denominator % PRIME == 0:
            return False
        for factor, exponent in network.factors:
            if not isinstance(factor, Entry) or exponent <= 0 or factor.free.inverted or factor.free.orthogonal:
                return False
            axes = tuple(axis_of(place) for place in factor.places)
            if split.setdefault(factor.free.key, axes) != axes or not all(map(_is_full, factor.places)):
                return False
    return True


def _is_full(place: Place) -> bool:
    """Whether each digit of an index is a node that runs through all its values."""
    return all(position.single is not None and position.single.size == size for position, size in place)


def _shape(obligation: Obligation, reader: Reader) -> Proof:
    for at in _free(obligation):
        if reader.array(obligation.left, at).shape != obligation.expected:
            return Proof(False, "the shape is another one")
    return Proof(True)


def least_sizes(obligation: Obligation) -> dict[str, int]:
    """Return the least number that is meant for each size letter: written entries of a number ask for one."""
    least: dict[str, int] = {}
    for size, number in obligation.at_least:
        for letter in size.letters:
            rest = (size - Size.of(letter)).constant
            if rest is not None:
                least[letter] = max(least.get(letter, 1), number - rest)
    return least


def _free(obligation: Obligation) -> Iterator[At]:
    """Yield positions for the free indices: one node for each, or each number up to a fixed size."""
    rows: list[dict[str, Position]] = [{}]
    for free in obligation.free:
        fixed = free.upper.constant
        values = [Position.of(node(free.upper))] if fixed is None else [Position.of(i) for i in range(1, fixed + 1)]
        rows = [{**row, free.letter: value} for row in rows for value in values]
        if len(rows) > MOST_CASES:
            raise NoRule(f"more than {MOST_CASES} values of indices up to fixed sizes")
    yield from rows


def _places(left: Array, right: Array) -> Iterator[Places]:
    """Yield the places of the entries that are compared."""
    rows: list[Places] = [()]
    for i, (first, second) in enumerate(zip(left.axes, right.axes, strict=True)):
        found = list(values(finer(first, second), one_cut(left.cuts.get(i), right.cuts.get(i))))
        rows = [(*row, place) for row in rows for place, _ in found]
        if len(rows) > MOST_CASES:
            raise NoRule(f"more than {MOST_CASES} entries at fixed sizes")
    yield from rows


def _unequal(rest: Combination) -> str:
    several = len(rest.networks) > 1
    return f"left minus right keeps {len(rest.networks)} network{'s' * several} that no rule takes away"
