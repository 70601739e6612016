"""From a side of a statement to its subject: what is written tells names, the term tells kinds and shapes."""

from __future__ import annotations

from collections.abc import Iterator

from ..parse import tree as t
from . import term as m
from .derivatives import starts_with_partial
from .products import is_operator_name
from .scope import Scope
from .subject import Subject

# What a term is called by which nothing else is written.
_KINDS: dict[type[m.Term], str] = {
    m.Differential: "differential",
    m.Determinant: "determinant",
    m.Trace: "trace",
    m.Inverse: "inverse",
    m.PseudoInverse: "inverse",
    m.Kronecker: "kronecker",
    m.Vec: "kronecker",
    m.Hadamard: "hadamard",
    m.Inner: "norm",
    m.Norm2: "norm",
    m.Spectrum: "spectrum",
    m.MatrixFunction: "function",
    m.Apply: "function",
    m.Symbol: "symbol",
    m.Blocks: "blocks",
    m.Sum: "sum",
    m.Series: "sum",
    m.Fold: "sum",
    m.Entries: "function",
    m.Add: "sum",
    m.Multiply: "product",
    m.Divide: "product",
    m.Power: "product",
}
# Upright names whose terms are made of others; the rest of them are functions.
_NAMED = {"det": "determinant", "tr": "trace", "vec": "kronecker", "vech": "kronecker", "rvec": "kronecker"}
_NAMED |= dict.fromkeys(("eig", "rank"), "spectrum")
OPERATORS = {r"\otimes": "otimes", r"\odot": "odot", r"\oslash": "oslash", r"\oplus": "oplus", r"\ast": "ast"}
TURNS = frozenset({"T", r"\top", r"\intercal"})
PLUS = frozenset({"+", r"\dagger"})


def subject(node: t.Node, term: m.Term, scope: Scope, defined: bool = False) -> Subject:
    """Return what a side is, by what is written and by its term, whose sizes are as known as they get.

    `defined` is whether it is a new name, and the term what it stands for.
    """
    kind = "symbol" if defined else _kind(_bare(node), term, scope)
    return Subject(kind, tuple(map(str, term.shape)), tuple(dict.fromkeys(_signs(node, term, scope))))


def _bare(node: t.Node) -> t.Node:
    """Return a node without its brackets, its transposes, its indices and its exponents."""
    while isinstance(node, t.Group | t.Scripted | t.Bold | t.Braced):
        if isinstance(node, t.Scripted) and node.sup is not None and not _is_turn(node.sup):
            return node
        node = node.base if isinstance(node, t.Scripted) else node.body
    return node


def _is_turn(sup: t.Node) -> bool:
    bare = t.unstyled(sup)
    return isinstance(bare, t.Letter | t.Named) and bare.name in TURNS


def _kind(node: t.Node, term: m.Term, scope: Scope) -> str:
    while isinstance(term, m.Transpose | m.Entry | m.Slice | m.Negative):
        term = term.argument if isinstance(term, m.Transpose | m.Negative) else term.array
    if isinstance(node, t.Accented) and node.accent in ("dot", "bar") and not isinstance(term, m.Symbol):
        return "tangent" if node.accent == "dot" else "adjoint"
    if isinstance(term, m.Derivative):
        return _kind_of_derivative(term)
    if isinstance(node, t.Fraction) and starts_with_partial(node.denominator):
        return "gradient" if term.shape else "slope"  # by a part of a complex number: a combination of two
    if isinstance(node, t.Norm) or (isinstance(node, t.Scripted) and isinstance(node.base, t.Norm)):
        return "norm"
    factors = t.factors_of(node)
    head = factors[0].base if isinstance(factors[0], t.Scripted) else factors[0]
    joined = isinstance(term, m.Multiply | m.Add | m.Differential) and len(factors) > 2
    if not joined and is_operator_name(head, scope):
        assert isinstance(head, t.Named)
        return _NAMED.get(head.name, "function")
    if isinstance(node, t.Bars | t.Cases | t.Root) and not isinstance(term, m.Determinant):
        return "function"
    return _KINDS.get(type(term), "symbol")


def _kind_of_derivative(term: m.Derivative) -> str:
    if any(isinstance(part, m.Derivative) for part in m.walk(term.of)):
        return "second"
    if not term.by.shape:
        return "path" if term.of.shape else "slope"
    if not term.of.shape:
        return "gradient"
    return "jacobian" if term.layout == "jacobian" else "tensor"


def _signs(node: t.Node, term: m.Term, scope: Scope) -> Iterator[str]:
    determinants = {part.span for part in m.walk(term) if isinstance(part, m.Determinant)}
    for part in _outside_of_names(node):
        match part:
            case t.Named() if is_operator_name(part, scope):
                yield part.name
            case t.Product():
                yield from (OPERATORS[sign] for sign in part.operators if sign in OPERATORS)
            case t.Norm():
                yield "norm"
            case t.Angles():
                yield "inner"
            case t.Root():
                yield "sqrt"
            case t.Bars():
                yield "det" if part.span in determinants else "abs"
            case t.Cases() | t.Array():
                yield "cases" if isinstance(part, t.Cases) else "blocks"
            case t.BigSum():
                yield part.name
            case t.Scripted():
                yield from _sign_above(part)


def _sign_above(node: t.Scripted) -> Iterator[str]:
    sup = node.sup
    if isinstance(sup, t.Sum) and sup.signs == ("-",) and sup.terms[0] in (t.Numeral("1"), *map(t.Letter, TURNS)):
        yield "inverse"
    elif isinstance(sup, t.Letter) and sup.name in PLUS:
        yield "pinv"
    elif node.base == t.Letter("e") and sup is not None:
        yield "exp"


def _outside_of_names(node: t.Node) -> Iterator[t.Node]:
    """Yield the node and what is below it, but for subscripts: upright words there are parts of names."""
    yield node
    for part in t.parts(node):
        if not (isinstance(node, t.Scripted) and part is node.sub):
            yield from _outside_of_names(part)
