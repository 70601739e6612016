"""What a combination becomes step by step: definitions put in, derivatives worked out, deltas taken away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .array import Array, Places
from .differential import differentiated
from .forward import Run
from .gradients import changes_in, symbol_of
from .naming import combination_key
from .network import Applied, Change, Combination, Computed, Factor, Group, Network, Partial, total
from .normal import Normaliser
from .positions import Bounds, Position, node
from .rules import CHAIN, RULES, noted
from .spelling import Speller, Unspelled
from .unknown import Call
from .writing import Writer

MOST_STEPS = 12
LINEAR = "sums are differentiated term by term"
CONSTANT = "nothing in it varies"
COLLECTED = "like terms collected"


class Row(NamedTuple):
    """A side of a chain, its TeX ("" where it has none), and by what rules it equals the side before."""

    combination: Combination
    tex: str
    rules: tuple[str, ...] = ()


class Chain:
    """Rewrites combinations of one run under the sizes that are meant."""

    def __init__(self, run: Run, bounds: Bounds, speller: Speller) -> None:
        self.run = run
        self.bounds = bounds
        self.speller = speller

    def rows(self, start: Combination, through: Combination | None = None) -> list[Row]:
        """Return a combination and what it becomes until no rule changes it.

        `through` is what the chain rule makes of it where the claim says through which symbols.
        """
        rows = [self._row(start, ())]
        if through is not None:
            rows.append(self._row(through, (CHAIN.title,)))
        while True:
            found = self._worked_out(rows[-1].combination) or self._contracted(rows[-1].combination)
            if found is None:
                return rows
            rows.append(self._row(*found))
            if len(rows) > MOST_STEPS:
                raise Unspelled("too many steps")

    def _row(self, combination: Combination, rules: tuple[str, ...]) -> Row:
        try:
            return Row(combination, self.speller.combination(combination), rules)
        except Unspelled:
            return Row(combination, "", rules)

    def meeting(self, left: Combination, right: Combination) -> tuple[str, ...]:
        """Return by which rules two combinations are equal that look different while symbols stand for themselves."""
        writer = Writer(Normaliser(self.bounds))
        with noted() as used:
            same = key(writer.form(left)) == key(writer.form(right))
        if not same:
            raise Unspelled("sides that do not meet")
        first, second = dict(_symbols(left)), dict(_symbols(right))
        put_in = [array for number, array in (first | second).items() if (number in first) != (number in second)]
        names = [_definition(self.speller.name(a)) for a in put_in if a.kind is None and self.speller.names(a)]
        return _titles(used, names)

    def kept(self, combination: Combination, by: Array, at: Places) -> Combination:
        """Return a derivative as it stands; that of an unknown function by its own argument is a tensor already."""
        symbol = symbol_of(combination)
        call = _call(symbol.array) if symbol is not None and self._is_value(symbol) else None
        if symbol is not None and call is not None:
            number = next((t for t, argument in enumerate(call.arguments) if argument is by), None)
            others = [argument for t, argument in enumerate(call.arguments) if t != number]
            if number is not None and not any(by.number in other.depends for other in others):
                return Combination.of(Partial(call, (number,), (symbol.places, at)))
        return Combination.of(Change(combination, by, at))

    def _is_value(self, symbol: Computed) -> bool:
        """Whether a symbol is the value of an unknown function: it is derived by the function's arguments at once."""
        return any(array is symbol.array for array in self.run.values)

    def _worked_out(self, combination: Combination) -> tuple[Combination, tuple[str, ...]] | None:
        """Return the combination with each derivative in it taken one step further, and by what rules."""
        if next(changes_in(combination), None) is None:
            return None
        titles: dict[str, None] = {}
        with noted() as used:
            found = self._further(combination, titles)
        titles.update(dict.fromkeys(RULES[slug].title for slug in used))
        return found, tuple(titles) or (LINEAR if found.networks else CONSTANT,)

    def _further(self, combination: Combination, titles: dict[str, None]) -> Combination:
        return total(self._network(network, titles) for network in combination.networks)

    def _network(self, network: Network, titles: dict[str, None]) -> Combination:
        result = Combination((Network(network.coefficient),))
        for factor, exponent in network.factors:
            result = result * self._factor(factor, titles).power(exponent)
        return result.summed(network.bound)

    def _factor(self, factor: Factor, titles: dict[str, None]) -> Combination:
        """Return a factor with the innermost derivatives in it one step further."""
        if not isinstance(factor, Change | Group | Applied):
            return Combination.of(factor)
        inside = next(changes_in(factor.argument), None) is not None
        argument = self._further(factor.argument, titles) if inside else factor.argument
        match factor:
            case Applied(name=name, order=order):
                return Combination.of(Applied(name, order, argument))
            case Group():
                return Combination.of(Group(argument))
        return Combination.of(Change(argument, factor.by, factor.at)) if inside else self._change(factor, titles)

    def _change(self, change: Change, titles: dict[str, None]) -> Combination:
        """Return a derivative one step further: a symbol's definition is put in, or the rules are used."""
        symbol = symbol_of(change.argument)
        inner = change.argument
        if symbol is not None and symbol.array is not change.by:
            if change.by.number not in symbol.array.depends:
                return Combination()
            inner = symbol.array.written_out(symbol.places)
            if not self._is_value(symbol):
                titles[_definition(self.speller.name(symbol.array))] = None
                return Combination.of(Change(inner, change.by, change.at))
        return differentiated(
            inner, change.by, change.at, lambda entry: self.kept(Combination.of(entry), change.by, change.at)
        )

    def _contracted(self, combination: Combination) -> tuple[Combination, tuple[str, ...]] | None:
        """Return the normal form, with no symbol written out, where that is another combination."""
        with noted() as used:
            found = Normaliser(self.bounds).form(combination)
        return None if key(found) == key(combination) else (found, _titles(used))


def key(combination: Combination) -> str:
    return combination_key(combination, {})


def _titles(used: Iterable[str], before: Iterable[str] = ()) -> tuple[str, ...]:
    return (*before, *(RULES[slug].title for slug in used)) or (COLLECTED,)


def _definition(tex: str) -> str:
    return f"definition of ${tex}$"


def _symbols(combination: Combination) -> Iterator[tuple[int, Array]]:
    """Yield the symbols of which entries stand in a combination, by their numbers."""
    for network in combination.networks:
        for factor, _ in network.factors:
            if isinstance(factor, Computed):
                yield factor.array.number, factor.array
            if isinstance(factor, Group | Applied):
                yield from _symbols(factor.argument)


def _call(array: Array) -> Call | None:
    """Return the call whose value an array is."""
    places = tuple(tuple((Position.of(node(size)), size) for size in axis) for axis in array.axes)
    (network,) = array.written_out(places).networks
    ((factor, _),) = network.factors
    return factor.call if isinstance(factor, Partial) else None
