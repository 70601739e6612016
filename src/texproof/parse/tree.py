"""The tree of what is written in a formula. It knows notation, not meaning.

Spans are offsets into the formula's TeX (source.document.Tex.text) and do not count in comparisons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ..diagnostic import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every node has: where it stands."""

    span: Span = field(default=Span(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Missing(Node):
    """Nothing: an empty cell, or what a row that starts with a relation sign continues."""


@dataclass(frozen=True, slots=True)
class Letter(Node):
    r"""A letter or a Greek letter, as written: `Z`, `\alpha`, `\mathbb{R}`."""

    name: str


@dataclass(frozen=True, slots=True)
class Numeral(Node):
    """Digits, with a decimal point perhaps."""

    text: str


@dataclass(frozen=True, slots=True)
class Named(Node):
    r"""An upright name: `\log`, `\operatorname{tr}`, `\mathrm{T}`; only the name."""

    name: str


@dataclass(frozen=True, slots=True)
class Partial(Node):
    """∂."""


@dataclass(frozen=True, slots=True)
class Nabla(Node):
    """∇."""


@dataclass(frozen=True, slots=True)
class BigSum(Node):
    """Σ, Π or ∫ ("sum", "prod", "int"), without its bounds (its scripts) and its body (what follows in the product)."""

    name: str = "sum"


@dataclass(frozen=True, slots=True)
class Dots(Node):
    """An ellipsis; direction is "horizontal", "vertical" or "diagonal"."""

    direction: str


@dataclass(frozen=True, slots=True)
class Colon(Node):
    """A colon as an index: all of them."""


@dataclass(frozen=True, slots=True)
class Prose(Node):
    r"""The words of a `\text{…}`."""

    words: str


@dataclass(frozen=True, slots=True)
class Reference(Node):
    r"""`\eqref{slug}`."""

    slug: str


@dataclass(frozen=True, slots=True)
class Bold(Node):
    """A letter in bold, or otherwise styled; the style says nothing about its meaning."""

    body: Node


@dataclass(frozen=True, slots=True)
class Accented(Node):
    """A letter with a hat, bar, tilde or dot; `accent` is the macro's name."""

    accent: str
    body: Node


@dataclass(frozen=True, slots=True)
class Scripted(Node):
    """base with a subscript, a superscript and primes; absent ones are None and 0."""

    base: Node
    sub: Node | None = None
    sup: Node | None = None
    primes: int = 0


@dataclass(frozen=True, slots=True)
class Factorial(Node):
    """body!; the body is a letter, a numeral or a bracket."""

    body: Node


@dataclass(frozen=True, slots=True)
class Fraction(Node):
    r"""`\frac{numerator}{denominator}`."""

    numerator: Node
    denominator: Node


@dataclass(frozen=True, slots=True)
class Binomial(Node):
    r"""`\binom{upper}{lower}`."""

    upper: Node
    lower: Node


@dataclass(frozen=True, slots=True)
class Root(Node):
    r"""`\sqrt{body}`, or `\sqrt[degree]{body}`."""

    body: Node
    degree: Node | None = None


@dataclass(frozen=True, slots=True)
class Group(Node):
    r"""What stands in brackets: `kind` is "(", "[" or "\{"; body may be several statements with commas."""

    kind: str
    body: Node


@dataclass(frozen=True, slots=True)
class Bars(Node):
    """|body|."""

    body: Node


@dataclass(frozen=True, slots=True)
class Entrywise(Node):
    r"""An exponent for every entry: `^{\odot 2}`."""

    exponent: Node


@dataclass(frozen=True, slots=True)
class Angles(Node):
    """⟨left, right⟩."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Norm(Node):
    """‖body‖; the index that says which norm is a script of it."""

    body: Node


@dataclass(frozen=True, slots=True)
class Braced(Node):
    r"""`\underbrace` or `\overbrace` (side "under", "over"); label None where there is none."""

    side: str
    body: Node
    label: Node | None = None


@dataclass(frozen=True, slots=True)
class Array(Node):
    """A matrix as written; an empty cell is Missing."""

    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Cases(Node):
    """Values, each with its condition: a relation, or the words of the last one."""

    rows: tuple[tuple[Node, Node], ...]


@dataclass(frozen=True, slots=True)
class Product(Node):
    r"""Factors in a row; operators[i] stands before factors[i + 1]: "" (juxtaposition), `\times`, `/`, …"""

    factors: tuple[Node, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """Terms with their signs, "+" or "-", the first one's included."""

    terms: tuple[Node, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation(Node):
    """A relation sign as written."""

    sign: str


@dataclass(frozen=True, slots=True)
class Chain(Node):
    """sides[0] relations[0] sides[1] relations[1] …; sides[0] may be Missing."""

    sides: tuple[Node, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Statements(Node):
    """Several statements; separators[i] stands after statements[i]: ",", ";", "quad" or "row"."""

    statements: tuple[Node, ...]
    separators: tuple[str, ...]


def parts(node: Node) -> Iterator[Node]:
    """Yield the nodes directly below this one, in reading order."""
    for f in fields(node):
        value = getattr(node, f.name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Node):
                    yield item
                elif isinstance(item, tuple):
                    yield from (cell for cell in item if isinstance(cell, Node))


def walk(node: Node) -> Iterator[Node]:
    """Yield the node and everything below it."""
    yield node
    for part in parts(node):
        yield from walk(part)


Path = tuple[tuple[str, int], ...]  # (field, position in a tuple or -1) from a node down to one below it


def placed(node: Node, path: Path, new: Node) -> Node:
    """Return the node with `new` where a path leads."""
    if not path:
        return new
    (name, position), rest = path[0], path[1:]
    value = getattr(node, name)
    changed: Any = placed(value, rest, new) if position < 0 else None
    if position >= 0:
        changed = tuple(placed(x, rest, new) if i == position else x for i, x in enumerate(value))
    return replace(node, **{name: changed})


def rebuilt(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return the node with `change` applied to each node directly below it."""

    def changed(value: Any) -> Any:
        if isinstance(value, Node):
            return change(value)
        return tuple(changed(item) for item in value) if isinstance(value, tuple) else value

    return replace(node, **{f.name: changed(getattr(node, f.name)) for f in fields(node) if f.name != "span"})


def unstyled(node: Node) -> Node:
    """Return a letter without its bold, any other node as it is."""
    return unstyled(node.body) if isinstance(node, Bold) else node


def factors_of(node: Node) -> tuple[Node, ...]:
    """Return the factors of a product without written signs, or the node alone."""
    if isinstance(node, Product) and not any(node.operators):
        return node.factors
    return (node,)
