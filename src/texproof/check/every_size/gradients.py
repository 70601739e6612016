"""Derivatives that stand for themselves in a derivation: those that the right side of its claim is written with.

∂L/∂W = Xᵀ ∂L/∂A is derived through A, and ∂L/∂A stays what it is on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from .array import Array, Places, summed
from .differential import differentiated
from .effort import bounded
from .network import Applied, Change, Combination, Computed, Group, Network, Power, total
from .normal import Normaliser
from .positions import Bounds, NoRule
from .writing import Writer


class Gradients:
    """∂of/∂by of two symbols as arrays of their own. `sides` are both symbols, by the number of that array."""

    def __init__(self) -> None:
        self.sides: dict[int, tuple[Array, Array]] = {}
        self._made: dict[tuple[int, int], Array] = {}

    def of(self, of: Array, by: Array) -> Array:
        """Return the array of all derivatives of the entries of one symbol by those of another."""
        key = of.number, by.number
        if key not in self._made:
            rank = len(of.axes)

            def entry(at: Places) -> Combination:
                return differentiated(of.entry(at[:rank]), by, at[rank:])

            made = Array((*of.axes, *by.axes), entry, (of, by))
            made.named = True
            self._made[key] = made
            self.sides[made.number] = of, by
        return self._made[key]

    def put_in(self, combination: Combination) -> Combination:
        """Return the combination with these arrays for the derivatives that they are."""
        return total(self._network(network) for network in combination.networks)

    def _network(self, network: Network) -> Combination:
        factors: list[Power] = []
        for factor, exponent in network.factors:
            symbol = symbol_of(factor.argument) if isinstance(factor, Change) else None
            if isinstance(factor, Change) and symbol is not None:
                known = self._made.get((symbol.array.number, factor.by.number))
                if known is not None:
                    factors.append((Computed(known, (*symbol.places, *factor.at)), exponent))
                    continue
            factors.append((factor, exponent))
        return Combination((Network(network.coefficient, network.bound, tuple(factors)),))

    def through(self, start: Combination, right: Combination, bounds: Bounds) -> Combination | None:
        """Return a derivative by the chain rule through the symbols by which the right side derives the same symbol.

        Σ ∂of/∂via · ∂via/∂by is the whole derivative only where no other way leads from `by` to `of`: that is
        proved. None where there is no such symbol.
        """
        change = _alone(start)
        symbol = symbol_of(change.argument) if isinstance(change, Change) else None
        if not isinstance(change, Change) or symbol is None:
            return None
        found: dict[int, Array] = {}
        for other in changes_in(right):
            known = symbol_of(other.argument)
            if known is not None and known.array is symbol.array and change.by.number in other.by.depends:
                found[other.by.number] = other.by
        via = [by for by in found.values() if by is not change.by]
        for chosen in (via, *([one] for one in via if len(via) > 1)):
            if chosen and _is_whole(change, chosen, bounds):
                return total(self._part(change, symbol, one) for one in chosen)
        return None

    def _part(self, change: Change, symbol: Computed, via: Array) -> Combination:
        outer = self.of(symbol.array, via)

        def body(at: Places) -> Combination:
            inner = Combination.of(Change(via.entry(at), change.by, change.at))
            return Combination.of(Computed(outer, (*symbol.places, *at))) * inner

        return _over_entries(via, body)


def _is_whole(change: Change, via: Sequence[Array], bounds: Bounds) -> bool:
    """Whether the chain rule through these symbols alone gives a derivative, which is worked out both ways."""

    def part(one: Array) -> Combination:
        def body(at: Places) -> Combination:
            inner = differentiated(one.entry(at), change.by, change.at)
            return differentiated(change.argument, one, at) * inner

        return _over_entries(one, body)

    try:
        with bounded():
            difference = differentiated(change.argument, change.by, change.at) - total(map(part, via))
            return not Writer(Normaliser(bounds)).form(difference).networks
    except NoRule:
        return False


def _over_entries(array: Array, body: Callable[[Places], Combination]) -> Combination:
    """Return the sum of a body over all entries of an array."""

    def over(places: Places) -> Combination:
        if len(places) == len(array.axes):
            return body(places)
        return summed(array.axes[len(places)], lambda k: over((*places, k)))

    return over(())


def changes_in(combination: Combination) -> Iterator[Change]:
    """Yield the derivatives in a combination that are not worked out, from the outermost on."""
    for network in combination.networks:
        for factor, _ in network.factors:
            if isinstance(factor, Change):
                yield factor
            if isinstance(factor, Change | Group | Applied):
                yield from changes_in(factor.argument)


def symbol_of(argument: Combination) -> Computed | None:
    """Return the entry of a symbol that a combination is, or None."""
    factor = _alone(argument)
    return factor if isinstance(factor, Computed) else None


def _alone(combination: Combination) -> object:
    """Return the factor that a combination is, or None."""
    if len(combination.networks) != 1 or len(combination.networks[0].factors) != 1 or combination.networks[0].bound:
        return None
    factor, exponent = combination.networks[0].factors[0]
    return factor if exponent == 1 and combination.networks[0].coefficient.number == 1 else None
