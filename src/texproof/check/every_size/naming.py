"""Names of networks that do not depend on what their bound nodes are called: canonical forms.

A node's colour is what can be said of it without naming it; nodes of one colour are told apart by naming each
of them first in turn, and the least text of all is the name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .effort import spend
from .network import (
    Applied,
    Combination,
    Computed,
    Delta,
    Determinant,
    Entry,
    Factor,
    Group,
    InverseEntry,
    Network,
    Partial,
    Power,
    Value,
)
from .positions import Node, NoRule, Place, Position
from .unknown import tensor

MOST_LEAVES = 400  # complete namings of one network that are compared
Labels = Mapping[Node, str]


def text(factor: Factor, labels: Labels) -> str:
    """Return a factor with labels for its nodes; a node without one is called by its number."""
    spend()
    match factor:
        case Entry(free=free, places=places):
            slots = [_place(place, labels) for place in places]
            orders = free.orders or (tuple(range(len(slots))),)
            return free.key + min("[" + ",".join(slots[i] for i in order) + "]" for order in orders)
        case Delta(left=left, right=right):
            return "[" + "=".join(sorted((_position(left, labels), _position(right, labels)))) + "]"
        case Applied(name=name, order=order, argument=argument):
            return f"{name}^{order}({combination_key(argument, labels)})"
        case Group(argument=argument):
            return f"({combination_key(argument, labels)})"
        case Value(position=position):
            return f"#{_position(position, labels)}"
        case Computed(array=array, places=places):
            return f"!{array.number}[{','.join(_place(place, labels) for place in places)}]"
        case InverseEntry(array=array, places=places):
            return f"!{array.number}^-1[{','.join(_place(place, labels) for place in places)}]"
        case Determinant(array=array):
            return f"!det{array.number}"
        case Partial(call=call, by=by, places=groups):
            return text(tensor(call, by, groups), labels)
    raise TypeError(f"{type(factor).__name__} is not written out")


def combination_key(combination: Combination, labels: Labels) -> str:
    """Return the name of a combination in normal form: the same for all names of its bound nodes."""
    return " + ".join(sorted(f"{n.coefficient}·{network_key(n, labels)}" for n in combination.networks))


def network_key(network: Network, labels: Labels) -> str:
    """Return the name of a network without its coefficient."""
    parts = [_component_key(nodes, factors, labels) for nodes, factors in _components(network)]
    return "·".join(sorted(parts)) or "1"


def _components(network: Network) -> list[tuple[tuple[Node, ...], tuple[Power, ...]]]:
    """Return the network's factors in groups that share no bound node, each with its bound nodes."""
    bound = set(network.bound)
    groups: list[tuple[set[Node], list[Power]]] = []
    for power in network.factors:
        nodes = {n for n in power[0].nodes() if n in bound}
        powers = [power]
        apart = []
        for other_nodes, other_powers in groups:
            if nodes and not nodes.isdisjoint(other_nodes):
                nodes |= other_nodes
                powers = other_powers + powers
            else:
                apart.append((other_nodes, other_powers))
        groups = [*apart, (nodes, powers)]
    idle = bound.difference(*(nodes for nodes, _ in groups))
    found = [(tuple(sorted(nodes, key=lambda n: n.number)), tuple(powers)) for nodes, powers in groups]
    return [*found, *(((n,), ()) for n in idle)]


def _component_key(nodes: Sequence[Node], factors: Sequence[Power], labels: Labels) -> str:
    if not nodes:
        return _factors_text(factors, labels)
    start = {n: f"~{n.size}" for n in nodes}
    leaves = [0]
    return _least(nodes, factors, labels, _refined(nodes, factors, labels, start), leaves)


def _least(
    nodes: Sequence[Node], factors: Sequence[Power], labels: Labels, colours: dict[Node, str], leaves: list[int]
) -> str:
    """Return the least text that a naming which follows the colours gives."""
    classes: dict[str, list[Node]] = {}
    for n in nodes:
        classes.setdefault(colours[n], []).append(n)
    several = [colour for colour in sorted(classes) if len(classes[colour]) > 1]
    if not several:
        leaves[0] += 1
        if leaves[0] > MOST_LEAVES:
            raise NoRule("a network with too many indices that look alike")
        ordered = sorted(nodes, key=lambda n: colours[n])
        # Numbers that no label has yet: a combination within a factor names its nodes beside those outside.
        names = {n: f"%{number}" for number, n in enumerate(ordered, len(labels))}
        sizes = ",".join(str(n.size) for n in ordered)
        return f"Σ{sizes}({_factors_text(factors, {**labels, **names})})"
    found = []
    for n in classes[several[0]]:
        apart = _refined(nodes, factors, labels, {**colours, n: colours[n] + "!"})
        found.append(_least(nodes, factors, labels, apart, leaves))
    return min(found)


def _refined(
    nodes: Sequence[Node], factors: Sequence[Power], labels: Labels, colours: dict[Node, str]
) -> dict[Node, str]:
    """Return colours that also tell which factors a node stands in, beside nodes of which colours."""
    incident = {n: [(f, e) for f, e in factors if n in f.nodes()] for n in nodes}
    count = len(set(colours.values()))
    while True:
        signatures = {}
        for n in nodes:
            marked = {**labels, **colours, n: "*"}
            signatures[n] = colours[n] + "|" + ";".join(sorted(f"{text(f, marked)}^{e}" for f, e in incident[n]))
        ranks = {signature: f"~{rank:03d}" for rank, signature in enumerate(sorted(set(signatures.values())))}
        colours = {n: ranks[signatures[n]] for n in nodes}
        if len(ranks) == count or len(ranks) == len(nodes):
            return colours
        count = len(ranks)


def _factors_text(factors: Sequence[Power], labels: Labels) -> str:
    return "·".join(sorted(text(f, labels) if e == 1 else f"{text(f, labels)}^{e}" for f, e in factors))


def _place(place: Place, labels: Labels) -> str:
    """Return an index; one of several digits with their sizes, since (2, 1) is 4 of 2·3 values and 3 of 3·2."""
    if len(place) == 1:
        return _position(place[0][0], labels)
    return ".".join(f"{_position(position, labels)}<{size}" for position, size in place)


def _position(position: Position, labels: Labels) -> str:
    # No label of a node is an identifier: a size letter may be called b1.
    parts = sorted(
        labels.get(n, f"?{n.number}") if c == 1 else f"{c}*{labels.get(n, f'?{n.number}')}" for n, c in position.nodes
    )
    if position.offset.terms or not parts:
        parts.append(str(position.offset))
    return "+".join(parts)
