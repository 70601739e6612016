"""What a node is by its make: a bracket, a sum sign, an operator that stands before its argument."""

from __future__ import annotations

from ..parse import tree as t


def bracket(node: t.Node) -> t.Group | None:
    """Return the bracket that a node is, scripts behind it aside."""
    inner = node.base if isinstance(node, t.Scripted) else node
    return inner if isinstance(inner, t.Group) else None


def is_sum(node: t.Node) -> bool:
    """Whether a node is Σ, Π, or max or min with an index below."""
    base = node.base if isinstance(node, t.Scripted) else node
    over = isinstance(node, t.Scripted) and node.sub is not None and isinstance(base, t.Named)
    return isinstance(base, t.BigSum) or (over and isinstance(base, t.Named) and base.name in ("max", "min"))


def is_operator(node: t.Node) -> bool:
    """Whether a node is ∂/∂v with nothing above beside the ∂."""
    return isinstance(node, t.Fraction) and partial_order(node.numerator) is not None


def is_nabla(node: t.Node) -> bool:
    return isinstance(node, t.Nabla) or (isinstance(node, t.Scripted) and isinstance(node.base, t.Nabla))


def partial_order(node: t.Node) -> int | None:
    """Return n for ∂ⁿ standing alone, else None."""
    if isinstance(node, t.Partial):
        return 1
    if isinstance(node, t.Scripted) and isinstance(node.base, t.Partial) and isinstance(node.sup, t.Numeral):
        return int(node.sup.text) if node.sub is None else None
    return None


def is_transpose_sign(node: t.Node | None) -> bool:
    """Whether a superscript is a transpose, if T is no symbol."""
    bare = None if node is None else t.unstyled(node)
    return isinstance(bare, t.Letter | t.Named) and bare.name in ("T", r"\top", r"\intercal")


def owns_its_power(node: t.Node, e_is_declared: bool) -> bool:
    """Whether a superscript belongs to the node whatever stands before it: ‖x‖² is of the norm, e^x is a function."""
    base = node.base if isinstance(node, t.Scripted) else node
    return isinstance(base, t.Norm) or (base == t.Letter("e") and not e_is_declared)
