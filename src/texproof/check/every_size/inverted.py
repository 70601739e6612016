"""What is inverted meets its inverse where it is a sum: rewriting by one of its terms, and clearing of denominators.

The normal form knows an inverse as a tensor of its own. Where that leaves something of left minus right, two things
are tried here. Neither asks for a size, and both keep whether the combination is zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from . import rules
from .array import delta
from .coefficient import ONE as UNIT
from .coefficient import Coefficient
from .effort import bounded
from .matching import matches
from .network import Combination, Delta, Entry, Free, Group, Inverted, Network, nodes_in, total
from .normal import Normaliser
from .positions import Node, NoRule, Position, node

STEPS = 20_000  # factors looked at in one combination
MOST_CLEARED = 12  # denominators of one combination
MOST_NETWORKS = 120  # of a combination that is worth it


def reduced(rest: Combination, normaliser: Normaliser) -> Combination:
    """Return what is left of a combination in normal form; empty only if it is zero wherever it has a value.

    Asks that what stands inverted in it is invertible, which is what an inverse and a division say.
    """
    try:
        with bounded(STEPS):
            for _ in range(MOST_CLEARED):
                found = _rewritten_out(rest, normaliser)
                if not found.networks:
                    return found
                cleared = _cleared(found)
                if cleared is None or len(cleared.networks) > MOST_NETWORKS:
                    break
                rest = normaliser.form(cleared)
                if not rest.networks:
                    return rest
    except NoRule:
        pass
    return rest


# Rewriting: of a sum that is inverted, the term that is more than each other one gives way.


@dataclass(frozen=True, slots=True)
class Relation:
    """lead = 1/`number` · (the whole − the others), where the whole meets its inverse."""

    lead: Network
    others: Combination
    number: Coefficient


def _relation(form: Combination) -> Relation | None:
    """Return a sum as a relation for its greatest term; None where no term is greater than each other one.

    Terms are compared by how many factors they have, then by which. A product of two is the greater for one of its
    factors being so, and hence no chain of rewritings comes back to where it was.
    """
    weighed = sorted(((_weight(network), i) for i, network in enumerate(form.networks)), reverse=True)
    if not weighed or (len(weighed) > 1 and weighed[0][0] == weighed[1][0]):
        return None
    lead = form.networks[weighed[0][1]]
    number = lead.coefficient.reciprocal()
    if number is None or not weighed[0][0][0] or any(isinstance(factor, Delta) for factor, _ in lead.factors):
        return None
    return Relation(lead, Combination(tuple(n for n in form.networks if n is not lead)), number)


def _weight(network: Network) -> tuple[int, list[str]]:
    names = []
    for factor, exponent in network.factors:
        if isinstance(factor, Entry):
            names += [factor.free.key] * max(1, abs(int(exponent)))
        elif not isinstance(factor, Delta):
            names.append(type(factor).__name__)
    return len(names), sorted(names, reverse=True)


def _rewritten_out(combination: Combination, normaliser: Normaliser) -> Combination:
    """Return the combination with all relations used, in normal form."""
    while True:
        parts, changed = [], False
        for network in combination.networks:
            found = next(_rewritten(network), None)
            changed = changed or found is not None
            parts.append(Combination((network,)) if found is None else found)
        if not changed:
            return combination
        combination = normaliser.form(total(parts))
        if len(combination.networks) > MOST_NETWORKS:
            return combination


def _rewritten(network: Network) -> Iterator[Combination]:
    """Yield what a network is by the relation of an inverse or a denominator in it."""
    for number, (factor, exponent) in enumerate(network.factors):
        rest = Network(network.coefficient, network.bound, (*network.factors[:number], *network.factors[number + 1 :]))
        if (
            isinstance(factor, Entry)
            and factor.free.inverted is not None
            and not factor.free.inverse_of
            and exponent == 1
        ):
            yield from _met(factor, factor.free.inverted, rest)
        elif isinstance(factor, Group) and exponent < 0:
            yield from _divided(factor, exponent, rest)


def _met(factor: Entry, inverted: Inverted, rest: Network) -> Iterator[Combination]:
    """Yield lead · S = (I − others · S) / number for S on either side of what it is the inverse of."""
    relation = _relation(inverted.form)
    if relation is None:
        return
    for slot in (0, 1):
        meeting, far = inverted.places[1 - slot], inverted.places[slot]
        here, there = factor.places[slot], factor.places[1 - slot]
        start = dict(zip((p.single for p, _ in meeting), (p for p, _ in here), strict=False))
        inner = {n for p, _ in here for n, _ in p.nodes}
        if len(here) != len(meeting) or None in start or not inner <= set(rest.bound):
            continue
        for match in matches(relation.lead, rest, start):  # type: ignore[arg-type]
            outside = {n for f, _ in match.rest for n in f.nodes()} | {n for p, _ in there for n, _ in p.nodes}
            ends = [match.images.get(n) for p, _ in far for n, _ in p.nodes]
            full = all(p.single is not None and p.single.size == size for p, size in here)
            single = [n for p, _ in here for n, _ in p.nodes]
            if None in ends or not full or not inner.isdisjoint(outside) or len(set(single)) != len(here):
                continue
            if any(n in inner for end in ends if end is not None for n, _ in end.nodes):
                continue
            rules.SUM_MEETS_INVERSE.use()
            end = tuple((p.substitute(match.images), size) for p, size in far)
            around = Combination((Network(rest.coefficient * relation.number, (), match.rest),))
            left = tuple(n for n in match.bound if n not in inner)
            whole = (around * delta(end, there)).summed(left)
            others = relation.others.substitute(match.images) * Combination.of(factor)
            yield whole - (around * others).summed(match.bound)


def _divided(group: Group, exponent: Fraction, rest: Network) -> Iterator[Combination]:
    """Yield lead · g^e = (g^(e+1) − others · g^e) / number for a denominator g."""
    relation = _relation(group.argument)
    if relation is None:
        return
    start = {n: Position.of(n) for n in group.argument.nodes()}
    for match in matches(relation.lead, rest, start):
        rules.CLEARED.use()
        around = Combination((Network(rest.coefficient * relation.number, (), match.rest),))
        whole = _powered(group, exponent + 1)
        yield (around * (whole - relation.others * _powered(group, exponent))).summed(match.bound)


def _powered(group: Group, exponent: Fraction) -> Combination:
    return Combination((Network(UNIT, (), ((group, exponent),)),)) if exponent else Combination.of(1)


# Clearing: D = 0 exactly where M D = 0, if M is invertible.


def _cleared(combination: Combination) -> Combination | None:
    """Return the combination multiplied by something invertible, so that an inverse in it goes; None where none can."""
    free = combination.nodes()
    for network in combination.networks:
        for factor, exponent in network.factors:
            if isinstance(factor, Group) and exponent < 0 and factor.nodes() <= free:
                rules.CLEARED.use()
                return combination * _powered(factor, -exponent)
    ends = {found for network in combination.networks for found in _ends(network) if found[1] in free}
    if not ends:
        return None
    by, end, slot = min(ends, key=lambda found: (*_kept(combination, found), found[1].number, found[2]))
    rules.CLEARED.use()
    new = node(end.size)
    return total(_multiplied(network, End(by, end, slot), new) for network in combination.networks)


class End(NamedTuple):
    """An inverse, the node that one of its indices is, and which of them."""

    free: Free
    node: Node
    slot: int


def _ends(network: Network) -> Iterator[End]:
    """Yield the inverses in a network that stand with an index of their own at one end of it."""
    for number, (factor, exponent) in enumerate(network.factors):
        if isinstance(factor, Entry) and factor.free.inverted is not None and exponent == 1:
            rest = (*network.factors[:number], *network.factors[number + 1 :])
            for slot in (0, 1):
                n = _end(factor, slot)
                if n is not None and not any(n in other.nodes() for other, _ in rest):
                    yield End(factor.free, n, 0 if factor.free.orders else slot)


def _kept(combination: Combination, end: End) -> tuple[int, bool, int]:
    """Return how many terms keep an inverse where it is cleared at an end, and minus how many lose it.

    Between both: that of a free tensor waits, since it may meet what is left of a sum.
    """
    loses = [end in _ends(network) for network in combination.networks]
    holds = [any(isinstance(f, Entry) and f.free == end.free for f, _ in n.factors) for n in combination.networks]
    kept = sum(held and not lost for held, lost in zip(holds, loses, strict=True))
    return kept, bool(end.free.inverse_of), -sum(loses)


def _end(factor: Entry, slot: int) -> Node | None:
    """Return the node that an index of an entry is, if it runs through all of it and stands in no other index."""
    place = factor.places[slot]
    n = place[0][0].single if len(place) == 1 else None
    return n if n is not None and n.size == place[0][1] and n not in nodes_in((factor.places[1 - slot],)) else None


def _multiplied(network: Network, end: End, new: Node) -> Combination:
    """Return the product of a network with what is inverted, summed over the end; `new` is free in its place."""
    inverted = end.free.inverted
    assert inverted is not None
    outer, inner = (((Position.of(n), n.size),) for n in (new, end.node))
    for number, (factor, exponent) in enumerate(network.factors):
        if isinstance(factor, Entry) and factor.free == end.free and exponent == 1 and end in _ends(network):
            for slot in (0, 1) if factor.free.orders else (end.slot,):
                if _end(factor, slot) == end.node:
                    rest = (*network.factors[:number], *network.factors[number + 1 :])
                    met = delta(outer, factor.places[1 - slot])
                    return (Combination((Network(network.coefficient, (), rest),)) * met).summed(network.bound)
    whole = inverted.at((outer, inner) if end.slot == 0 else (inner, outer))
    return (whole * Combination((network,))).summed((end.node,))
