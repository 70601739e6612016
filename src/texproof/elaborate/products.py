"""Reading a row of factors: juxtaposition is decided by type, a bracket by what stands before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Protocol

from ..diagnostic import Span
from ..parse import tree as t
from . import algebra, application, composition, differentials, integrals, named, prefixes, selections, structured
from .conjugation import is_imaginary_unit
from .problem import Problem
from .scope import Scope
from .signs import bracket, is_nabla, is_operator, is_sum
from .term import Term
from .vocabulary import key

JOINS = {
    r"\odot": algebra.hadamard,
    r"\oslash": algebra.quotient,
    r"\otimes": algebra.kronecker,
    r"\oplus": structured.kronecker_sum,
    r"\ast": structured.khatri_rao,
}
MATRIX_SIGNS = frozenset({r"\times", r"\cdot"})


def runs_of(node: t.Product) -> tuple[list[list[t.Node]], list[str]]:
    """Return the factors between written signs, and those signs; juxtaposition binds closest."""
    runs: list[list[t.Node]] = [[node.factors[0]]]
    signs: list[str] = []
    for operator, factor in zip(node.operators, node.factors[1:], strict=True):
        if operator:
            signs.append(operator)
            runs.append([factor])
        else:
            runs[-1].append(factor)
    return runs, signs


class Readings(Protocol):
    """How the parts of a product are read: a factor, Σ with what follows it, ∂/∂v or ∇ with its argument,
    and scripts behind the bracket of an argument, as in f(x)^2."""

    def read(self, node: t.Node, scope: Scope) -> Term: ...

    def sum(self, node: t.Node, body: Callable[[], Term], scope: Scope) -> Term: ...

    def derivative(self, node: t.Node, body: Callable[[], Term], scope: Scope) -> Term: ...

    def scripted(self, term: Term, node: t.Scripted, scope: Scope) -> Term: ...


class Row:
    """One product being read."""

    def __init__(self, scope: Scope, readings: Readings) -> None:
        self.scope, self.readings = scope, readings
        self.gradients: dict[int, Term] = {}  # what ∇ made here, by its id, kept alive so that ids stay its own

    def read(self, node: t.Node) -> Term:
        return self.readings.read(node, self.scope)

    def derived(self, node: t.Node, body: Callable[[], Term]) -> Term:
        return self.readings.derivative(node, body, self.scope)

    def term(self, runs: Sequence[Sequence[t.Node]], signs: Sequence[str]) -> Term:
        for at, run in enumerate(runs):
            for position, node in enumerate(run):
                if is_sum(node):
                    rest = ([run[position + 1 :], *runs[at + 1 :]], list(signs[at:]))
                    if not rest[0][0]:
                        raise Problem("syntax", "nothing follows the sum", node.span)
                    if integrals.is_integral(node):
                        letter, rest = integrals.without_differential(node, *rest)
                        body = integrals.integral(node, letter, partial(self.term, *rest), self.scope)
                    else:
                        body = self.readings.sum(node, partial(self.term, *rest), self.scope)
                    head = list(run[:position])
                    while head and self._takes_all(head[-1]):
                        body = self._of(head.pop(), body)
                    return self._with(runs, signs, at, head, body)
                if is_operator(node):
                    if position + 1 < len(run) and isinstance(run[position + 1], t.Group):
                        continue
                    if at + 1 < len(runs) or position + 1 == len(run):
                        raise self.scope.unclear(node.span, "how far the derivative reaches")
                    rest_of = run[position + 1 :]
                    body = self.readings.derivative(node, partial(self.term, [rest_of], []), self.scope)
                    return self._with(runs, signs, at, run[:position], body)
        for run, following in pairwise(runs):
            last = _last_operator(run, self.scope)
            if last is not None and not _operator_name(following[0], self.scope):
                raise self.scope.unclear(last.span, f"how far {self.scope.written(last.span)} reaches")
        factors = [self._factors(run) for run in runs]
        self._check_gradients([term for terms in factors for term in terms])
        if signs and signs[-1] == "/" and len(factors[-1]) > 1:
            raise self.scope.unclear(factors[-1][1].span, "whether the slash divides by this factor too")
        return self._combined([self._folded(terms) for terms in factors], signs)

    def _with(
        self, runs: Sequence[Sequence[t.Node]], signs: Sequence[str], at: int, head: Sequence[t.Node], last: Term
    ) -> Term:
        before = [self._run(run) for run in runs[:at]]
        if head:
            if at and signs[at - 1] == "/":
                raise self.scope.unclear(last.span, "whether the slash divides by this factor too")
            factors = self._factors(head)
            self._check_gradients([*factors, last])
            last = algebra.multiply(self._folded(factors), last, self.scope)
        return self._combined([*before, last], signs[:at])

    def _takes_all(self, node: t.Node) -> bool:
        """Whether a node before a sum is of all of it: an operator's name, ∇, d."""
        named = is_operator_name(node, self.scope) or is_nabla(node)
        return named or differentials.order(node, self.scope) is not None

    def _of(self, node: t.Node, body: Term) -> Term:
        """Return an operator, or a gradient, of the whole sum that follows it."""
        times = differentials.order(node, self.scope)
        if times is not None:
            return differentials.differential(body, times, node.span | body.span, self.scope)
        if isinstance(node, t.Named):
            return structured.apply(node.name, body, node.span | body.span, self.scope)
        return self.readings.derivative(node, lambda: body, self.scope)

    def _check_gradients(self, terms: Sequence[Term]) -> None:
        """Problem: a number follows the argument of ∇, which could belong to it."""
        for term, following in pairwise(terms):
            if id(term) in self.gradients and not following.shape:
                raise self.scope.unclear(term.span, "how far the gradient reaches")

    def _combined(self, terms: Sequence[Term], signs: Sequence[str]) -> Term:
        kinds = {r"\times" if s in MATRIX_SIGNS else s for s in signs}
        if "/" in kinds:
            if signs[-1] != "/" or signs.count("/") > 1:
                raise self.scope.unclear(terms[-1].span, "what the slash divides")
            top = self._combined(terms[:-1], signs[:-1])
            return algebra.divide(top, terms[-1], top.span | terms[-1].span, self.scope)
        if len(kinds) > 1 and sum(bool(term.shape) for term in terms) > 2:
            raise self.scope.unclear(terms[-1].span, "which of the products comes first")
        total = terms[0]
        for sign, term in zip(signs, terms[1:], strict=True):
            join = JOINS.get(sign, algebra.multiply)
            total = join(total, term, self.scope)
        return total

    def _run(self, run: Sequence[t.Node]) -> Term:
        return self._folded(self._factors(run))

    def _folded(self, terms: Sequence[Term]) -> Term:
        total = terms[0]
        for term in terms[1:]:
            total = algebra.multiply(total, term, self.scope)
        return total

    def _factors(self, run: Sequence[t.Node]) -> list[Term]:
        """Return the terms of a row of factors, each with the argument that it takes."""
        terms: list[Term] = []
        position = 0
        while position < len(run):
            node = run[position]
            if terms and isinstance(node, t.Numeral):
                raise self.scope.unclear(
                    node.span, "a numeral behind another factor", "write it first, or a sign before it"
                )
            term, position = self.factor(run, position)
            terms.append(term)
        return terms

    def factor(self, run: Sequence[t.Node], position: int) -> tuple[Term, int]:
        """Return the term of the factor at a position with its argument, if it takes one, and where the next starts."""
        node = run[position]
        follower = run[position + 1] if position + 1 < len(run) else None
        counted = selections.counts_where(node, follower)
        if counted is not None:
            return selections.indicator(counted, self.scope, self.readings.read), position + 2
        found = self._indexed(run, position)
        if found is not None:
            return found
        if isinstance(node, t.Scripted) and is_operator_name(node.base, self.scope):
            return self._named(node, run, position)
        spelled = self._spelled(run, position)
        if spelled is not None:
            name, end = spelled
            return self._value(partial(self._apply, name, node.span), name, run[end], node.span), end + 1
        prefixed = prefixes.prefixed(self, run, position)
        if prefixed is not None:
            return prefixed
        if isinstance(node, t.Named) and is_operator_name(node, self.scope):
            return self._named(node, run, position)
        if is_operator(node) and isinstance(follower, t.Group):
            if position + 2 < len(run):
                raise self.scope.unclear(run[position + 2].span, "whether the derivative reaches this factor")
            return self.readings.derivative(node, lambda: self.read(follower), self.scope), position + 2
        composed = None if follower is None or bracket(follower) is None else composition.of_argument(node, follower)
        applied = application.applied(self, node, follower) if composed is None else self.read(composed)
        if applied is not None:
            return applied, position + 2
        return self.read(node), position + 1

    def _indexed(self, run: Sequence[t.Node], position: int) -> tuple[Term, int] | None:
        r"""Return `\operatorname{tril}_{-1}(A)` or `\lambda_i(A)` and where the next factor starts; None for others."""
        node = run[position]
        follower = run[position + 1] if position + 1 < len(run) else None
        group = None if follower is None else bracket(follower)
        indexed = structured.indexed(node, group is not None, self.scope)
        if indexed is None:
            return None
        if follower is None or group is None:
            raise Problem("not-understood", f"{self.scope.written(node.span)} needs (…)", node.span)
        term = indexed(self.read(group), node.span | group.span, self.scope)
        return self.rescripted(term, follower), position + 2

    def _spelled(self, run: Sequence[t.Node], position: int) -> tuple[str, int] | None:
        """Return an operator's name written in plain letters before a bracket, tr(AB), and where the bracket is."""
        vocabulary = self.scope.vocabulary
        letters = ""
        known = True
        for at in range(position, len(run)):
            node = run[at]
            if bracket(node) is not None and letters in structured.NAMES and not known:
                return letters, at
            if not isinstance(node, t.Letter) or not node.name.isalpha():
                return None
            letters += node.name
            known = known and (vocabulary.knows(node.name) or node.name in self.scope.running)
        return None

    def _named(self, node: t.Node, run: Sequence[t.Node], position: int) -> tuple[Term, int]:
        r"""Return a named operator, perhaps with a script, of what follows it: det A, \tanh^2 x, \log_2(n)."""
        name = _operator_name(node, self.scope)
        assert name
        if position + 1 == len(run):
            raise Problem("not-understood", f"{name} has no argument", node.span)
        follower = run[position + 1]
        of: Callable[[Term], Term] = partial(self._apply, name, node.span)
        if isinstance(node, t.Scripted):
            of = partial(selections.scripted, node, name, scope=self.scope)
        if _operator_name(follower, self.scope):
            argument, end = self._named(follower, run, position + 1)
            return of(argument), end
        if name in ("max", "min"):
            return selections.extremum(name, follower, node.span, self.scope, self.readings.read), position + 2
        if position + 2 < len(run) and self._is_function(follower) and bracket(run[position + 2]) is not None:
            argument, end = self.factor(run, position + 1)
            return of(argument), end
        end = position + 2
        if _is_multiple(name, run[position + 1 :]):
            end += 1
            follower = t.Product(tuple(run[position + 1 : end]), ("",), span=follower.span | run[end - 1].span)
        if bracket(follower) is None and end < len(run) and not _operator_name(run[end], self.scope):
            raise self.scope.unclear(run[end].span, f"whether {name} reaches this factor")
        return self._value(of, name if isinstance(node, t.Named) else "", follower, node.span), end

    def _apply(self, name: str, span: Span, argument: Term) -> Term:
        return structured.apply(name, argument, span | argument.span, self.scope)

    def _value(self, of: Callable[[Term], Term], name: str, argument: t.Node, span: Span) -> Term:
        """Return an operator of its argument. Behind a bracket scripts belong to the value: tr(A)^2 is (tr A)²."""
        group = bracket(argument) or argument
        if name and isinstance(group, t.Group) and isinstance(group.body, t.Statements):
            term = structured.listed(name, group.body.statements, self.read, span | group.span, self.scope)
        else:
            term = of(self.read(group))
        return self.rescripted(term, argument)

    def rescripted(self, term: Term, argument: t.Node) -> Term:
        """Return a value with the scripts that stand behind its bracket."""
        if isinstance(argument, t.Scripted) and bracket(argument) is not None:
            found = self.readings.scripted(term, argument, self.scope)
            return replace(found, span=term.span | found.span)
        return term

    def _is_function(self, node: t.Node) -> bool:
        base = t.Scripted(node.base, node.sub, None) if isinstance(node, t.Scripted) and node.primes else node
        base = base.base if isinstance(base, t.Scripted) and base.sub is None and base.sup is None else base
        return self.scope.vocabulary.names.get(key(base)) in self.scope.vocabulary.functions


def _last_operator(run: Sequence[t.Node], scope: Scope) -> t.Node | None:
    """Return the named function whose argument, without brackets, ends a row of factors; None where none does."""
    if len(run) > 2 and _is_multiple(_operator_name(run[-3], scope), run[-2:]):
        return run[-3]
    return run[-2] if len(run) > 1 and _operator_name(run[-2], scope) and bracket(run[-1]) is None else None


def _is_multiple(name: str, behind: Sequence[t.Node]) -> bool:
    r"""Whether a numeral and a letter stand behind a function of a number, as in \sin 2x: it is of their product."""
    if name not in named.NUMERIC or len(behind) < 2 or not isinstance(behind[0], t.Numeral):
        return False
    letter = behind[1].base if isinstance(behind[1], t.Scripted) else behind[1]
    return isinstance(letter, t.Letter | t.Bold | t.Accented)


def _operator_name(node: t.Node, scope: Scope) -> str:
    """Return the name of an operator that takes what follows it, its scripts aside; "" of anything else."""
    base = node.base if isinstance(node, t.Scripted) else node
    return base.name if isinstance(base, t.Named) and is_operator_name(base, scope) else ""


def is_operator_name(node: t.Node, scope: Scope) -> bool:
    """Whether a node is an upright name that takes an argument: one that the given does not declare as a symbol."""
    if not isinstance(node, t.Named) or node.name == "d" or scope.vocabulary.knows(key(node)):
        return False
    return not is_imaginary_unit(node, scope)
