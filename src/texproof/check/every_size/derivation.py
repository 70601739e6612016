"""A proof for every size written out: from the definition to the claim, in index notation, each step with its rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...elaborate.claim import Obligation
from ...elaborate.term import Derivative
from ...elaborate.vocabulary import Vocabulary
from ...model.declare import Model
from ..verdict import Step
from .array import Array, Places
from .differential import differentiated
from .effort import bounded
from .forward import Run
from .gradients import Gradients, changes_in, symbol_of
from .naming import combination_key
from .network import Applied, Change, Combination, Computed, Factor, Group, Network, Partial, total
from .normal import Normaliser
from .positions import ONE, Bounds, Node, NoRule, Position, node
from .prove import least_sizes, runs
from .rules import RULES, noted
from .spelling import Speller, Unspelled
from .terms import Reader
from .unknown import Call
from .writing import Writer

MOST_STEPS = 8
LONGEST = 1_500  # characters of a derivation


def derive(
    obligation: Obligation, model: Model, fixed: Mapping[str, int], vocabulary: Vocabulary, right: str
) -> tuple[Step, ...]:
    """Return the steps from the derivative on the left of an equation to its right side, or () where there are none.

    `right` is the right side's TeX. There are none for what is no equation of a derivative, or has no
    spelling in the page's symbols.
    """
    if obligation.kind != "equality" or obligation.right is None or not isinstance(obligation.left, Derivative):
        return ()
    try:
        with bounded():
            return _derived(obligation, model, fixed, vocabulary, right)
    except (NoRule, Unspelled, RecursionError):
        return ()


def _derived(
    obligation: Obligation, model: Model, fixed: Mapping[str, int], vocabulary: Vocabulary, right: str
) -> tuple[Step, ...]:
    run, bounds = runs.of(model, fixed), Bounds(least_sizes(obligation))
    reader = Reader(run, bounds, lambda combination, by, to: _kept(combination, by, to, run))
    at = {free.letter: Position.of(node(free.upper)) for free in obligation.free}
    letters = {position.nodes[0][0]: letter for letter, position in at.items()}
    assert obligation.right is not None
    left = reader.array(obligation.left, at)
    gradients = Gradients()
    speller = Speller(run, vocabulary, letters, gradients)
    places, names = _places(left, speller)
    speller.letters.update(names)
    start, end = left.entry(places), reader.array(obligation.right, at).entry(places)
    chain = Chain(run, bounds, speller)
    through = gradients.through(start, end, bounds)
    there = chain.rows(start, through)
    back = chain.rows(gradients.put_in(end))
    steps = [Step(tex, rule) for _, tex, rule in there]
    if _key(there[-1][0]) != _key(back[-1][0]):
        steps.append(Step(back[-1][1], _meeting(there[-1][0], back[-1][0], bounds)))
    # The right side's own steps are walked backwards: each rule leads to the side before it.
    steps += [Step(tex, rule) for (_, tex, _), (_, _, rule) in zip(back[-2::-1], back[:0:-1], strict=True)]
    if names:
        shown = places[:1] if len(places) == 2 and left.shape[1] == ONE else places
        at_entry = ",".join(speller.position(place[0][0]) for place in shown)
        steps.append(Step(rf"\left( {right} \right)_{{{at_entry}}}", "written as a matrix"))
    return _without_repetition(steps)


def _kept(combination: Combination, by: Array, at: Places, run: Run) -> Combination:
    """Return a derivative as it stands; that of an unknown function by its own argument is a tensor already."""
    symbol = _symbol(combination)
    for value in run.values if symbol is not None else ():
        partial = _value(value) if symbol is not None and symbol.array is value else None
        if partial is not None and symbol is not None:
            number = next((t for t, argument in enumerate(partial.arguments) if argument is by), None)
            others = [argument for t, argument in enumerate(partial.arguments) if t != number]
            if number is not None and not any(by.number in other.depends for other in others):
                return Combination.of(Partial(partial, (number,), (symbol.places, at)))
    return Combination.of(Change(combination, by, at))


def _value(array: Array) -> Call | None:
    """Return the call whose value an array is."""
    places = tuple(tuple((Position.of(node(size)), size) for size in axis) for axis in array.axes)
    (network,) = array.written_out(places).networks
    ((factor, _),) = network.factors
    return factor.call if isinstance(factor, Partial) else None


def _places(array: Array, speller: Speller) -> tuple[Places, dict[Node, str]]:
    """Return places for the entry that is spoken of, and the letters of their nodes."""
    names: dict[Node, str] = {}
    places = []
    for axis in array.axes:
        if len(axis) != 1:
            raise Unspelled("an index of two parts")
        if axis[0].constant is not None:
            if axis[0].constant != 1:
                raise Unspelled("an index up to a fixed size")
            places.append(((Position.of(1), axis[0]),))
            continue
        letter = next(speller.free(names.values()), None)
        if letter is None:
            raise Unspelled("too many indices")
        new = node(axis[0])
        names[new] = letter
        places.append(((Position.of(new), axis[0]),))
    return tuple(places), names


def _chain(start: Combination, run: Run, bounds: Bounds, speller: Speller) -> list[tuple[Combination, str, str]]:
    """Return a combination and what it becomes, step by step, until no rule changes it: with its TeX and the rule."""
    rows = [(start, speller.combination(start), "")]
    current = start
    while True:
        found = _worked_out(current, run) or _contracted(current, bounds)
        if found is None:
            return rows
        current, rule = found
        rows.append((current, speller.combination(current), rule))
        if len(rows) > MOST_STEPS:
            raise Unspelled("too many steps")


def _meeting(left: Combination, right: Combination, bounds: Bounds) -> str:
    """Return by which rules two combinations are equal that look different while symbols stand for themselves."""
    writer = Writer(Normaliser(bounds))
    with noted() as used:
        same = _key(writer.form(left)) == _key(writer.form(right))
    if not same:
        raise Unspelled("sides that do not meet")
    return _titles(used)


def _titles(used: Iterable[str]) -> str:
    return ", ".join(RULES[slug].title for slug in used) or "like terms collected"


def _worked_out(combination: Combination, run: Run) -> tuple[Combination, str] | None:
    """Return the combination with each derivative in it taken one step further, and by what rule."""
    changes = [f for network in combination.networks for f, _ in network.factors if isinstance(f, Change)]
    if not changes:
        return None
    titles: dict[str, None] = {}
    with noted() as used:
        parts = [_further(network, run, titles) for network in combination.networks]
    titles.update(dict.fromkeys(RULES[slug].title for slug in used))
    return total(parts), ", ".join(titles)


def _further(network: Network, run: Run, titles: dict[str, None]) -> Combination:
    kept = tuple((f, e) for f, e in network.factors if not isinstance(f, Change))
    result = Combination((Network(network.coefficient, (), kept),))
    for factor, exponent in network.factors:
        if isinstance(factor, Change):
            result = result * _change(factor, run, titles).power(exponent)
    return result.summed(network.bound)


def _change(change: Change, run: Run, titles: dict[str, None]) -> Combination:
    """Return a derivative one step further: a symbol's definition is put in, or the rules are used."""
    symbol = _symbol(change.argument)
    if symbol is not None and symbol.array is not change.by and not _is_value(symbol, run):
        if change.by.number not in symbol.array.depends:
            return Combination()
        name = next((name for name, array in run.arrays.items() if array is symbol.array), "")
        titles[f"definition of {name}"] = None
        return Combination.of(Change(symbol.array.written_out(symbol.places), change.by, change.at))
    inner = change.argument
    if symbol is not None and symbol.array is not change.by:
        inner = symbol.array.written_out(symbol.places)
    return differentiated(
        inner, change.by, change.at, lambda entry: _kept(Combination.of(entry), change.by, change.at, run)
    )


def _symbol(argument: Combination) -> Computed | None:
    """Return the entry of a symbol that a combination is, or None."""
    if len(argument.networks) != 1 or len(argument.networks[0].factors) != 1 or argument.networks[0].bound:
        return None
    factor, exponent = argument.networks[0].factors[0]
    alone = exponent == 1 and argument.networks[0].coefficient.number == 1
    return factor if alone and isinstance(factor, Computed) else None


def _is_value(symbol: Computed, run: Run) -> bool:
    """Whether a symbol is the value of an unknown function: its derivative is by the function's arguments at once."""
    return any(array is symbol.array for array in run.values)


def _contracted(combination: Combination, bounds: Bounds) -> tuple[Combination, str] | None:
    """Return the normal form, with no symbol written out, where that is another combination."""
    with noted() as used:
        found = Normaliser(bounds).form(combination)
    if _key(found) == _key(combination):
        return None
    return found, _titles(used)


def _key(combination: Combination) -> str:
    return combination_key(combination, {})


def _without_repetition(steps: list[Step]) -> tuple[Step, ...]:
    """Return the steps without those that change nothing that can be seen."""
    kept: list[Step] = []
    for step in steps:
        if kept and _plain(kept[-1].tex) == _plain(step.tex):
            continue
        kept.append(step)
    if sum(len(step.tex) for step in kept) > LONGEST or len(kept) < 3:
        return ()
    return tuple(kept)


def _plain(tex: str) -> str:
    return "".join(tex.split())
