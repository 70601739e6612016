"""Reading what chooses among values: relations in brackets, cases, bars, the largest of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeGuard

from ..diagnostic import Span
from ..parse import tree as t
from . import algebra, entrywise, named
from .problem import Problem
from .scope import Read, Scope
from .term import Apply, Determinant, Number, Term
from .vocabulary import key

LAST = frozenset({"otherwise", "else"})
ONES = frozenset({"1", r"\mathbf{1}"})
GREATER, LESS = frozenset({">"}), frozenset({"<"})
AT_MOST, AT_LEAST = frozenset({r"\le", r"\leq", r"\leqslant"}), frozenset({r"\ge", r"\geq", r"\geqslant"})
TURNED = {"<": ">", ">": "<"} | dict.fromkeys(AT_MOST, r"\ge") | dict.fromkeys(AT_LEAST, r"\le")


def chosen(node: t.Bars | t.Cases, scope: Scope, read: Read) -> Term:
    """Return what stands between bars or behind the brace of cases."""
    term = bars(node, scope, read) if isinstance(node, t.Bars) else cases(node, scope, read)
    return replace(term, span=node.span)


def indicator(chain: t.Chain, scope: Scope, read: Read) -> Term:
    """Return 1 where every relation of a chain holds and else 0, entry by entry: [x > 0]."""
    if isinstance(chain.sides[0], t.Missing):
        raise Problem("syntax", "a relation sign has nothing on its left", chain.relations[0].span)
    sides = [read(side, scope) for side in chain.sides]
    return entrywise.relation(sides, [one.sign for one in chain.relations], chain.span, scope)


def counts_where(node: t.Node, follower: t.Node | None) -> t.Chain | None:
    """Return the relation of 1[x > 0], of which the one says that it counts; None where it is none."""
    group = follower if isinstance(follower, t.Group) and isinstance(node, t.Bold) else None
    chain = group.body if group is not None and key(node) in ONES else None
    return chain if isinstance(chain, t.Chain) else None


def subscript_relation(node: t.Scripted) -> t.Chain | None:
    """Return the relation of 1_{x > 0} or 1_{[x > 0]}, None where it is none."""
    sub = node.sub.body if isinstance(node.sub, t.Group) else node.sub
    return sub if isinstance(sub, t.Chain) and key(node.base) in ONES and not node.primes else None


def bars(node: t.Bars, scope: Scope, read: Read) -> Term:
    """Return |x|: of a number its absolute value, of a square matrix its determinant, else entry by entry."""
    body = read(node.body, scope)
    if isinstance(node.body, t.Array):
        return algebra.apply_operator("det", body, node.span, scope)
    shape = scope.sizes.shape(body.shape)
    if len(shape) == 2 and shape[0] == shape[1] != entrywise.ONE:
        return Determinant(body, span=node.span)
    entrywise.spread([body], "", scope)
    return algebra.absolute(body, node.span, scope)


def cases(node: t.Cases, scope: Scope, read: Read) -> Term:
    """Return the first value whose condition holds. Problem: it is not certain that one of them does."""
    values = [read(value, scope) for value, _ in node.rows]
    *conditions, last = [condition for _, condition in node.rows]
    for condition in conditions:
        if not isinstance(condition, t.Chain):
            raise Problem("syntax", "only the last case goes without a condition", condition.span)
    if isinstance(last, t.Prose) and last.words.strip(" ,") not in LAST:
        raise Problem("not-understood", f"the words “{last.words}” are no condition", last.span)
    chains = [condition for condition in conditions if isinstance(condition, t.Chain)]
    if isinstance(last, t.Chain) and not (len(chains) == 1 and _complementary(chains[0], last)):
        message = "it is not certain that one of these conditions holds"
        raise Problem("ambiguous-notation", message, last.span, help=r"write \text{otherwise} in the last row")
    return entrywise.by_cases(values, [indicator(chain, scope, read) for chain in chains], scope)


def _complementary(first: t.Chain, last: t.Chain) -> bool:
    """Whether one of two conditions holds, but where their sides meet: x > 0 and x ≤ 0, x > 0 and x < 0."""
    if not len(first.relations) == len(last.relations) == 1:
        return False
    sign = last.relations[0].sign
    if last.sides == first.sides[::-1]:
        sign = TURNED.get(sign, sign)
    elif last.sides != first.sides:
        return False
    below = first.relations[0].sign in LESS | AT_MOST
    above = first.relations[0].sign in GREATER | AT_LEAST
    return (below and sign in GREATER | AT_LEAST) or (above and sign in LESS | AT_MOST)


def extremum(name: str, follower: t.Node, span: Span, scope: Scope, read: Read) -> Term:
    """Return max(a, b) or min(a, b), entry by entry."""
    body = follower.body if isinstance(follower, t.Group) else None
    if not isinstance(body, t.Statements) or set(body.separators) != {","}:
        help_ = rf"write \{name}(a, b), or \{name}_i with an index"
        raise Problem("not-understood", f"{name} is of two terms or more in brackets", span, help=help_)
    return entrywise.extremum(name, [read(part, scope) for part in body.statements], scope)


def scripted(node: t.Scripted, name: str, argument: Term, scope: Scope) -> Term:
    """Return what a function's name with a script is of an argument: tanh²(x), log₂(x), tanh'(x), softmax along rows.

    Problem: the script says neither.
    """
    span = node.span | argument.span
    if name in entrywise.SOFT and node.sup is None and not node.primes and _word(node.sub) in entrywise.ALONG:
        return entrywise.soft(name, argument, entrywise.ALONG[_word(node.sub)], span, scope)
    sup, base = node.sup, node.sub
    if base is None and not node.primes and _from_two(sup) and name in named.NUMERIC:
        value = algebra.apply_operator(name, argument, span, scope)
        return entrywise.power(value, Number(Fraction(sup.text), span=sup.span))
    if sup is None and not node.primes and _from_two(base) and name == "log":
        below = Apply("log", Number(Fraction(base.text), span=base.span), span=base.span)
        return replace(entrywise.quotient(algebra.apply_operator(name, argument, span, scope), below), span=span)
    if sup is base is None and node.primes == 1 and name in named.SLOPES:
        algebra.apply_operator(name, argument, span, scope)  # Problem: the function is not of such an argument
        return replace(named.SLOPES[name](argument), span=span)
    message = f"a script stands behind the argument of {name}, not before it"
    raise Problem("not-understood", message, node.span, help=f"write {name}(…) with its script behind")


def _from_two(node: t.Node | None) -> TypeGuard[t.Numeral]:
    return isinstance(node, t.Numeral) and node.text.isdigit() and int(node.text) > 1


def _word(node: t.Node | None) -> str:
    r"""Return a subscript's word: \text{rows}, \mathrm{rows}, or the letters r o w s."""
    if isinstance(node, t.Prose):
        return node.words.strip()
    if isinstance(node, t.Named):
        return node.name
    if isinstance(node, t.Product) and not any(node.operators):
        return _joined(node.factors)
    return ""


def _joined(factors: Sequence[t.Node]) -> str:
    return "".join(f.name if isinstance(f, t.Letter) and f.name.isalpha() else "?" for f in factors)
