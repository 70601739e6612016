"""Where one network stands within another: its factors among the other's, its bound nodes bound there for it alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .effort import spend
from .naming import text
from .network import Delta, Entry, Factor, Network, Power
from .positions import Node, Place, Position

Images = Mapping[Node, Position]


@dataclass(frozen=True, slots=True)
class Match:
    """Where each node of the pattern stands, and what of the network is not in it: factors, bound nodes."""

    images: Images
    rest: tuple[Power, ...]
    bound: tuple[Node, ...]


def matches(pattern: Network, network: Network, start: Images) -> Iterator[Match]:
    """Yield where a pattern's factors stand in a network; `start` says where some of its free nodes stand.

    A node that the pattern sums over is one that the network sums over, and that stands in nothing else there.
    The pattern's coefficient is not asked for.
    """
    if any(isinstance(factor, Delta) for factor, _ in pattern.factors):
        return
    for images, rest in _placed(pattern.factors, network.factors, dict(start)):
        inner = [images[n].single for n in pattern.bound if n in images]
        outside = {n for factor, _ in rest for n in factor.nodes()}
        outside |= {n for free, position in images.items() if free not in pattern.bound for n, _ in position.nodes}
        bound = set(network.bound)
        if len(inner) != len(pattern.bound) or len(set(inner)) != len(inner):
            continue
        if all(n is not None and n in bound and n not in outside for n in inner):
            yield Match(images, rest, tuple(n for n in network.bound if n not in inner))


def _placed(
    pattern: tuple[Power, ...], factors: tuple[Power, ...], images: dict[Node, Position]
) -> Iterator[tuple[dict[Node, Position], tuple[Power, ...]]]:
    """Yield the images of the pattern's nodes with the factors that are left, for each way to place its factors."""
    if not pattern:
        yield images, factors
        return
    # First what hangs on to something that is placed already: there is hardly a choice.
    number = max(range(len(pattern)), key=lambda i: _known(pattern[i][0], images))
    factor, exponent = pattern[number]
    others = (*pattern[:number], *pattern[number + 1 :])
    for at, (other, power) in enumerate(factors):
        spend()
        if power != exponent and not (power > exponent > 0 and exponent.denominator == power.denominator == 1):
            continue
        left = ((other, power - exponent),) if power != exponent else ()
        for found in _alike(factor, other, images):
            yield from _placed(others, (*factors[:at], *left, *factors[at + 1 :]), found)


def _known(factor: Factor, images: Images) -> tuple[bool, int]:
    nodes = factor.nodes()
    return nodes <= images.keys(), sum(n in images for n in nodes)


def _alike(factor: Factor, other: Factor, images: dict[Node, Position]) -> Iterator[dict[Node, Position]]:
    """Yield the images under which a factor of the pattern is a factor of the network."""
    if isinstance(factor, Entry) and isinstance(other, Entry):
        if factor.free == other.free:
            for order in factor.free.orders or (tuple(range(len(factor.places))),):
                found = _laid(factor.places, tuple(other.places[i] for i in order), images)
                if found is not None:
                    yield found
    elif type(factor) is type(other) and factor.nodes() <= images.keys():
        if text(factor.substitute(images), {}) == text(other, {}):
            yield images


def _laid(
    places: tuple[Place, ...], others: tuple[Place, ...], images: dict[Node, Position]
) -> dict[Node, Position] | None:
    """Return the images with those that lay some places on others, or None."""
    found = dict(images)
    for place, other in zip(places, others, strict=True):
        if len(place) != len(other):
            return None
        for (position, size), (image, own) in zip(place, other, strict=True):
            single = position.single
            if size != own:
                return None
            if single is not None and single not in found and single.size == size:
                found[single] = image
            elif not all(n in found for n, _ in position.nodes) or position.substitute(found) != image:
                return None
    return found
