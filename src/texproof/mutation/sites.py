"""Where in a tree an edit can be made, and what stands around each place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property

from ..parse import tree as t


@dataclass(frozen=True)
class Site:
    """A node with what stands above it, the nearest last: pairs of a node and the field that leads down."""

    node: t.Node
    above: tuple[tuple[t.Node, str], ...] = ()

    @property
    def parent(self) -> t.Node | None:
        return self.above[-1][0] if self.above else None

    @cached_property
    def in_script(self) -> bool:
        """Whether it stands in a subscript or a superscript."""
        return any(isinstance(node, t.Scripted) and name in ("sub", "sup") for node, name in self.above)

    @cached_property
    def in_label(self) -> bool:
        return any(isinstance(node, t.Braced) and name == "label" for node, name in self.above)

    @cached_property
    def in_ellipsis(self) -> bool:
        """Whether it stands in a matrix that is written with dots."""
        return any(
            isinstance(node, t.Array) and any(isinstance(cell, t.Dots) for row in node.rows for cell in row)
            for node, _ in self.above
        )

    @cached_property
    def varied(self) -> bool:
        """Whether it is what a derivative varies: below ∂…/∂…, or ∇'s subscript."""
        for node, name in self.above:
            if isinstance(node, t.Fraction) and name == "denominator" and starts_with_partial(node.denominator):
                return True
            if isinstance(node, t.Scripted) and isinstance(node.base, t.Nabla) and name == "sub":
                return True
        return False

    @cached_property
    def behind_partial(self) -> bool:
        """Whether it is a factor right behind a ∂, above or below."""
        parent = self.parent
        return isinstance(parent, t.Product) and starts_with_partial(parent)


def starts_with_partial(node: t.Node) -> bool:
    first = node.factors[0] if isinstance(node, t.Product) else node
    return isinstance(first.base if isinstance(first, t.Scripted) else first, t.Partial)


def sites(node: t.Node, above: tuple[tuple[t.Node, str], ...] = ()) -> Iterator[Site]:
    """Yield each node of a tree with what stands above it, in reading order."""
    yield Site(node, above)
    for f in fields(node):
        below = (*above, (node, f.name))
        for part in _nodes(getattr(node, f.name)):
            yield from sites(part, below)


def _nodes(value: object) -> Iterator[t.Node]:
    if isinstance(value, t.Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)
