"""Edits of subscripts and of the bounds of sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..elaborate.signs import is_nabla, is_sum
from ..elaborate.vocabulary import key
from ..parse import tree as t
from .names import Names
from .sites import Site


def edited_subscripts(site: Site, names: Names) -> Iterator[tuple[str, t.Node]]:
    """Yield the node with one of its indices swapped, exchanged, shifted or dropped, or a bound of its sum moved."""
    node = site.node
    assert isinstance(node, t.Scripted)
    if is_sum(node):
        yield from _bounds(node, names)
        return
    base = t.unstyled(node.base)
    if node.sub is None or is_nabla(node) or not isinstance(base, t.Letter | t.Numeral | t.Accented | t.Group):
        return
    parts, commas = parts_of(node.sub)
    if parts is None:
        return
    for n in range(len(parts) - 1):
        yield "index-swap", _with(node, [*parts[:n], parts[n + 1], parts[n], *parts[n + 2 :]], commas)
    for n, part in enumerate(parts):
        for operator, new in _exchanged(part, names, in_ellipsis=site.in_ellipsis):
            yield operator, _with(node, [*parts[:n], new, *parts[n + 1 :]], commas)
        shifted = _shifted(part)
        if shifted is not None:
            yield "index-shift", _with(node, [*parts[:n], shifted, *parts[n + 1 :]], commas or len(parts) > 1)
        if len(parts) > 1:
            yield "index-drop", _with(node, [*parts[:n], *parts[n + 1 :]], commas)


def parts_of(sub: t.Node) -> tuple[list[t.Node] | None, bool]:
    """Return a subscript's indices, and whether commas stand between them; None where it is something else."""
    if isinstance(sub, t.Statements):
        return (list(sub.statements), True) if set(sub.separators) == {","} else (None, True)
    if isinstance(sub, t.Product) and any(sub.operators):
        return None, False
    if isinstance(sub, t.Prose | t.Named | t.Chain):
        return None, False
    parts: list[t.Node] = []
    for factor in t.factors_of(sub):
        if isinstance(factor, t.Numeral) and len(factor.text) == 2:
            parts += (replace(factor, text=digit) for digit in factor.text)
        else:
            parts.append(factor)
    return parts, False


def _with(node: t.Scripted, parts: Sequence[t.Node], commas: bool) -> t.Node:
    return replace(node, sub=joined(parts, commas))


def joined(parts: Sequence[t.Node], commas: bool) -> t.Node:
    """Return a subscript of these indices, digits next to each other as one number where no commas part them."""
    if len(parts) == 1:
        return parts[0]
    if commas or any(isinstance(part, t.Colon) for part in parts):
        return t.Statements(tuple(parts), (",",) * (len(parts) - 1))
    if all(isinstance(part, t.Numeral) for part in parts):
        return t.Numeral("".join(part.text for part in parts if isinstance(part, t.Numeral)))
    return t.Product(tuple(parts), ("",) * (len(parts) - 1))


def _exchanged(part: t.Node, names: Names, *, in_ellipsis: bool) -> Iterator[tuple[str, t.Node]]:
    """Yield what an index letter, or a size letter, may be exchanged for."""
    spelled = key(part)
    if spelled in names.sizes:
        operator = "ellipsis-bound" if in_ellipsis else "index-exchange"
        yield from ((operator, node) for other, node in names.sizes.items() if other != spelled)
    elif isinstance(part, t.Letter) and part.name in names.indices:
        yield from (("index-exchange", t.Letter(other)) for other in names.indices if other != part.name)


def _shifted(part: t.Node) -> t.Node | None:
    if isinstance(part, t.Numeral) and "." not in part.text:
        return t.Numeral(str(int(part.text) + 1))
    if isinstance(part, t.Letter):
        return t.Sum((part, t.Numeral("1")), ("+", "+"))
    return None


def _bounds(node: t.Scripted, names: Names) -> Iterator[tuple[str, t.Node]]:
    """Yield a sum with its lower bound one higher, its upper one lower or of another size, or one index fewer."""
    sub = node.sub
    if isinstance(sub, t.Chain) and len(sub.sides) == 2 and isinstance(sub.sides[1], t.Numeral):
        raised = replace(sub, sides=(sub.sides[0], t.Numeral(str(int(sub.sides[1].text) + 1))))
        yield "sum-bound", replace(node, sub=raised)
    if node.sup is not None and isinstance(sub, t.Chain):
        less = t.Sum((node.sup, t.Numeral("1")), ("+", "-")) if not isinstance(node.sup, t.Sum) else None
        if less is not None:
            yield "sum-bound", replace(node, sup=less)
        spelled = key(node.sup)
        if spelled in names.sizes:
            yield from (
                ("sum-bound", replace(node, sup=other)) for letter, other in names.sizes.items() if letter != spelled
            )
    parts, commas = (None, False) if sub is None or isinstance(sub, t.Chain) else parts_of(sub)
    if parts is not None and len(parts) > 1:
        for n in range(len(parts)):
            yield "index-drop", _with(node, [*parts[:n], *parts[n + 1 :]], commas)
