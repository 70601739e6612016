"""What a formula may show without stating anything: ranges, sets, costs, shapes."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.size import Shape, Size
from ..parse import tree as t
from . import indices
from .problem import Problem
from .scope import Scope

REALS, COMPLEX_NUMBERS = r"\mathbb{R}", r"\mathbb{C}"
ORDER = frozenset({"<", r"\le", r"\leq", r"\leqslant"})


def range_end(nodes: Sequence[t.Node], position: int, scope: Scope) -> int | None:
    """Return where a range that starts at a position ends, or None where none starts."""
    first = nodes[position]
    if isinstance(first, t.Chain) and len(first.relations) == 2 and all(r.sign in ORDER for r in first.relations):
        letter = first.sides[1]
        return position + 1 if isinstance(letter, t.Letter) and not scope.vocabulary.knows(letter.name) else None
    at = position
    while at < len(nodes) and isinstance(nodes[at], t.Letter):
        at += 1
    if at + 1 >= len(nodes) or not isinstance(nodes[at], t.Chain):
        return None
    chain = nodes[at]
    assert isinstance(chain, t.Chain)
    if [r.sign for r in chain.relations] != ["="] or not isinstance(chain.sides[0], t.Letter):
        return None
    if scope.vocabulary.knows(chain.sides[0].name):
        return None
    at += 1
    start = chain.sides[1]
    expected = int(start.text) + 1 if isinstance(start, t.Numeral) and start.text.isdigit() else None
    while at < len(nodes) and isinstance(nodes[at], t.Numeral) and expected is not None:
        if nodes[at] != t.Numeral(str(expected)):
            return None
        at, expected = at + 1, expected + 1
    return at + 2 if at + 1 < len(nodes) and isinstance(nodes[at], t.Dots) else None


def check_range(run: Sequence[t.Node], scope: Scope) -> None:
    """Check a range i = 1, …, m or 1 ≤ i ≤ m against the index's own."""
    if len(run) == 1:
        chain = run[0]
        assert isinstance(chain, t.Chain)
        letters, low, high = [chain.sides[1]], chain.sides[0], chain.sides[2]
        strict = [int(relation.sign == "<") for relation in chain.relations]
    else:
        strict = [0, 0]
        first = next(n for n in run if isinstance(n, t.Chain))
        letters = [n for n in run if isinstance(n, t.Letter) and n.span.end <= first.span.start]
        letters.append(first.sides[0])
        low, high = first.sides[1], run[-1]
    lower, upper = indices.size(low, scope) + strict[0], indices.size(high, scope) - strict[1]
    for node in letters:
        letter = node.name if isinstance(node, t.Letter) else ""
        for one in scope.named(letter):
            found = scope.sizes.resolve(one.upper)
            if lower != one.lower or not scope.sizes.unify(found, upper):
                runs = f"{one.lower} to {found} {one.where}".rstrip()
                message = f"the index {letter} runs from {runs}, not from {lower} to {upper}"
                raise Problem("index-range", message, high.span)
            one.where = one.where or "in the range written for it"


def set_shape(node: t.Node, scope: Scope) -> Shape | None:
    r"""Return the shape of ℝ, ℝⁿ or ℝ^{m×n}, and of ℂ where something is complex; None where it is no such set."""
    sets = (REALS, COMPLEX_NUMBERS) if scope.vocabulary.is_complex else (REALS,)
    if isinstance(node, t.Letter) and node.name in sets:
        return ()
    if not (isinstance(node, t.Scripted) and isinstance(node.base, t.Letter) and node.base.name in sets):
        return None
    if node.sup is None or node.sub is not None:
        return None
    if isinstance(node.sup, t.Product) and set(node.sup.operators) == {r"\times"}:
        return tuple(indices.size(factor, scope) for factor in node.sup.factors)
    shape = indices.annotated_shape(node.sup, scope)
    return shape or (indices.size(node.sup, scope), Size.of(1))


def is_real_set(node: t.Node) -> bool:
    """Whether a set is one of real numbers or arrays."""
    return any(part == t.Letter(REALS) for part in t.walk(node))


def cost(node: t.Node, scope: Scope) -> t.Node | None:
    """Return what stands in O(…), or None."""
    if isinstance(node, t.Product) and len(node.factors) == 2 and not scope.vocabulary.knows("O"):
        head, group = node.factors
        if isinstance(head, t.Letter) and head.name == "O" and isinstance(group, t.Group):
            return group.body
    return None


def is_size(node: t.Node, scope: Scope) -> bool:
    try:
        if indices.annotated_shape(node, scope) is None:
            indices.size(node, scope)
    except Problem:
        return False
    return True
