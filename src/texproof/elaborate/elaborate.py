"""From the tree of a formula to its claim: what it states, defines or mentions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from ..diagnostic import Diagnostic, Span
from ..model.hypotheses import Hypothesis, vanishing
from ..model.size import Size, shape_text
from ..parse import tree as t
from . import (
    budget,
    comparisons,
    conditions,
    conjugation,
    definedness,
    definitions,
    indices,
    lists,
    mentions,
    remainders,
    suppositions,
    where,
)
from .claim import Claim, Obligation, Range
from .classify import subject
from .letters import bound_letters, free_letters, known, size_letters
from .parts import parts
from .problem import Problem
from .products import is_operator_name
from .reading import read
from .scope import Scope, Stated
from .sizes import never_negative
from .term import Term, substituted
from .unfolding import unfolding
from .vocabulary import Definition, Vocabulary, index_letters, key

# Words that join statements without changing what they say.
CONNECTIVES = frozenset(
    "and, so, hence, thus, therefore, then, that is, i.e., because, since, where, with, "
    "for, for all, for every, for each, for any".split(", ")
)


def elaborate(tree: t.Node, vocabulary: Vocabulary, tex: str, label: str = "", *, with_parts: bool = False) -> Claim:
    """Return what a formula means under a vocabulary. All that is wrong with it is collected.

    Spans are offsets into `tex`. What its symbols and subterms are, and what it is written out, is told only where that
    is asked for.
    """
    scope = Scope(vocabulary, tex, frozenset(index_letters(tree)))
    reader = _Statements(scope)
    statements = tree.statements if isinstance(tree, t.Statements) else (tree,)
    separators = tree.separators if isinstance(tree, t.Statements) else ()
    reader.statements(statements, separators)
    claim = reader.claim(label)
    return replace(claim, parts=parts(scope), unfolding=unfolding(scope)) if with_parts else claim


class _Statements:
    """The statements of one formula while they are read."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.diagnostics: list[Diagnostic] = []
        self.definitions: list[Definition] = []
        self.subjects: list[tuple[t.Node, Term, bool]] = []

    def statements(self, nodes: Sequence[t.Node], separators: Sequence[str]) -> None:
        try:
            parts = conditions.parted(nodes, separators)
            conditions.assume(parts.conditions, self.scope)
        except Problem as problem:
            self.diagnostics.append(problem.diagnostic)
            return
        nodes, separators = parts.statements, parts.separators
        explained = where.explained(nodes, self.scope)
        for position in explained:
            self._collecting(partial(self._explanation, nodes[position]))
        position = 0
        ranges: list[Sequence[t.Node]] = []
        while position < len(nodes):
            if position in explained:
                position += 1
                continue
            end = mentions.range_end(nodes, position, self.scope)
            if end is not None:
                ranges.append(nodes[position:end])
                position = end
                continue
            node = nodes[position]
            shared = lists.membership(nodes, separators, position)
            self._collecting(partial(lists.check, nodes, separators, position, self.scope))
            behind = position and isinstance(nodes[position - 1], t.Chain)
            if behind and isinstance(node, t.Numeral) and not any(isinstance(n, t.Dots) for n in nodes):
                self._collecting(partial(self._lone_number, node))
            self._collecting(partial(self._statement, node, shared))
            position += 1
        for run in ranges:
            self._collecting(partial(mentions.check_range, run, self.scope))

    def _collecting(self, step: Callable[[], object]) -> None:
        try:
            step()
        except Problem as problem:
            self.diagnostics.append(problem.diagnostic)

    def _statement(self, node: t.Node, shared: t.Node | None) -> None:
        if isinstance(node, t.Prose):
            self._prose(node)
        elif isinstance(node, t.Chain):
            self._chain(node)
        elif shared is not None:
            self._member(node, shared, node)
        elif not isinstance(node, t.Reference | t.Dots):
            self._mention(node)

    def _lone_number(self, node: t.Numeral) -> None:
        message = f"{self.scope.written(node.span)} stands alone behind a relation and its comma"
        raise Problem("ambiguous-notation", message, node.span, help="a decimal point is written as 1.5")

    def _prose(self, node: t.Prose) -> None:
        remark = node.words.startswith("(") and node.words.endswith(")")
        if not remark and node.words.strip(" ,:").lower() not in CONNECTIVES:
            raise Problem(
                "not-understood",
                f"the words “{node.words}” could change what the formula says",
                node.span,
                help="say it beside the formula, or put it in ( … )",
            )

    def _mention(self, node: t.Node) -> None:
        """Check that what is mentioned is known: a term, a shape, a set, a cost, a list in brackets, an index."""
        scope = self.scope
        if isinstance(node, t.Group) and isinstance(node.body, t.Statements):
            for part in node.body.statements:
                self._mention(part)
            return
        if isinstance(node, t.Letter) and node.name in scope.vocabulary.index_letters:
            return
        if isinstance(node, t.Colon) or is_operator_name(node, scope):
            raise Problem("not-understood", f"{scope.written(node.span)} says nothing by itself", node.span)
        function = scope.vocabulary.names.get(key(node))
        if function is not None and function in scope.vocabulary.functions:
            return
        if mentions.set_shape(node, scope) is not None:
            return
        cost = mentions.cost(node, scope)
        if cost is not None:
            indices.size(cost, scope)
            return
        halves = indices.annotation(node)
        if halves is not None and mentions.is_size(halves[0], scope) and mentions.is_size(halves[1], scope):
            return
        if (
            isinstance(node, t.Product)
            and {*node.operators} == {r"\times"}
            and all(mentions.is_size(f, scope) for f in node.factors)
        ):
            return
        term = read(node, scope)
        definedness.check(term, scope)

    def _chain(self, node: t.Chain) -> None:
        signs = [r.sign for r in node.relations]
        if isinstance(node.sides[0], t.Missing):
            raise Problem("syntax", "a relation sign has nothing on its left", node.relations[0].span)
        if r"\in" in signs:
            if signs != [r"\in"]:
                raise Problem("not-understood", "∈ stands alone in its chain", node.span)
            self._member(node.sides[0], node.sides[1], node)
            return
        if ":=" in signs:
            if signs[0] != ":=" or signs.count(":=") > 1:
                raise Problem("syntax", ":= comes first, and once", node.span)
            right = self._side(node.sides[1])
            if right is not None:
                self.definitions.append(definitions.define(node.sides[0], right, node, self.scope))
                self.subjects.append((node.sides[0], right, True))
            self._equalities(node, [None, right, *(self._side(s) for s in node.sides[2:])], 1)
            return
        read_here = comparisons.SIGNS | {"=", remainders.NEARLY}
        strange = next((r for r in node.relations if r.sign not in read_here), None)
        if strange is not None:
            raise Problem("not-understood", f"{strange.sign} is not read as a relation here", strange.span)
        split = [remainders.split(side, self.scope) for side in node.sides]
        terms = [self._side(side) for side, _ in split]
        if terms[0] is not None and split[0][1] is None:
            self.subjects.append((node.sides[0], terms[0], False))
        self._equalities(node, terms, 0, tuple(remainder for _, remainder in split))

    def _explanation(self, node: t.Node) -> None:
        """Let an equation say what the new name on its left is, in this formula; what follows in it is stated."""
        assert isinstance(node, t.Chain)
        strange = next((r for r in node.relations if r.sign != "="), None)
        if strange is not None:
            raise Problem("not-understood", f"{strange.sign} is not read in what explains a name", strange.span)
        right = self._side(node.sides[1])
        if right is not None:
            definitions.define(node.sides[0], right, node, self.scope)
            self._equalities(node, [None, right, *(self._side(s) for s in node.sides[2:])], 1)

    def _side(self, node: t.Node) -> Term | None:
        """Return a side's term; what is wrong with it does not keep the others from being read."""
        try:
            term = read(node, self.scope)
            definedness.check(substituted(term, self.scope.put_in), self.scope)
        except Problem as problem:
            self.diagnostics.append(problem.diagnostic)
            return None
        return term

    def _equalities(
        self, node: t.Chain, terms: list[Term | None], start: int,
        left_out: Sequence[remainders.Remainder | None] = (),
    ) -> None:  # fmt: skip
        for position in range(start, len(node.relations)):
            left, right = terms[position], terms[position + 1]
            if left is None or right is None:
                continue
            sign, side = node.relations[position].span, node.sides[position + 1].span
            begin = node.sides[position].span if position == start else sign
            relation = node.relations[position]
            remainder = remainders.between(relation, left_out[position : position + 2])
            if relation.sign != "=" and remainder is None:
                compare = partial(comparisons.state, node.relations[position], left, right, self.scope)
                self._collecting(partial(compare, begin | side, side))
                continue
            try:
                left, right = self.scope.same_shape(left, right, side, "the left side is {}; the right side is {}")
            except Problem as problem:
                self.diagnostics.append(problem.diagnostic)
                continue
            # A lone 0 between two equals signs has one shape: A = 0 = B says that of A and B.
            terms[position + 1] = right
            if remainder is not None:
                self._collecting(partial(remainders.state, left, right, remainder, begin | side, side, self.scope))
                continue
            self.scope.stated.append(Stated("equality", left, right, begin | side, side))

    def _member(self, element: t.Node, set_: t.Node, node: t.Node) -> None:
        expected = mentions.set_shape(set_, self.scope)
        if expected is None:
            raise Problem("not-understood", f"{self.scope.written(set_.span)} is not read as a set", set_.span)
        term = read(element, self.scope)
        found = self.scope.sizes.shape(term.shape)
        if not found and all(size == Size.of(1) for size in expected):
            expected = ()
        if len(found) != len(expected) or not all(
            self.scope.sizes.unify(a, b) for a, b in zip(found, expected, strict=True)
        ):
            message = f"{self.scope.written(element.span)} is {self.scope.shown(found)}, not {shape_text(expected)}"
            raise Problem("shape-mismatch", message, set_.span)
        self.scope.stated.append(Stated("shape", term, None, node.span, set_.span, expected))
        vocabulary = self.scope.vocabulary
        if mentions.is_real_set(set_) and conjugation.is_complex(term, vocabulary):
            definedness.check(term, self.scope)
            conjugate = conjugation.conjugate(term, vocabulary)
            self.scope.stated.append(Stated("equality", term, conjugate, node.span, set_.span))

    def claim(self, label: str) -> Claim:
        """Return the claim of all that was stated, with every size as known as it gets."""
        scope = self.scope
        scope.settle()
        for first, second in scope.sizes.unsolved():
            span = next(iter(scope.sizes.origin.values()), Span(0, len(scope.tex)))
            self.diagnostics.append(Diagnostic("unknown-size", f"no size makes {first} equal to {second}", span))
        # Sides whose shapes differ were read whole, and a stray index may be the reason. Others were not.
        if all(diagnostic.code == "shape-mismatch" for diagnostic in self.diagnostics):
            self.diagnostics += scope.check_uses()
        obligations: list[Obligation] = []
        if not self.diagnostics:
            for stated in scope.stated:
                self._collecting(partial(self._oblige, stated, obligations))
        defined = tuple(replace(d, term=known(d.term, scope)) for d in self.definitions)
        for unknown in (x for d in defined for x in size_letters([d.term], ()) if x.startswith("?a")):
            message = f"nothing here says what size {scope.written(scope.sizes.origin[unknown])} has"
            self.diagnostics.append(Diagnostic("unknown-size", message, scope.sizes.origin[unknown]))
        # A formula that cannot be read to its end was meant to state something.
        states = bool(scope.stated or (self.diagnostics and not defined))
        role = "claim" if states else "definition" if defined else "mention"
        self.diagnostics.sort(key=lambda diagnostic: diagnostic.span.start)
        found = [] if self.diagnostics else [subject(n, known(x, scope), scope, new) for n, x, new in self.subjects]
        subjects = tuple(dict.fromkeys(found))
        return Claim(role, tuple(obligations), tuple(dict.fromkeys(self.diagnostics)), label, defined, subjects)

    def _oblige(self, stated: Stated, obligations: list[Obligation]) -> None:
        obligation = self._obligation(stated)
        excess = budget.exceeded(obligation)
        if excess is None:
            obligations.append(obligation)
        else:
            self.diagnostics.append(excess)

    def _obligation(self, stated: Stated) -> Obligation:
        scope = self.scope
        left = conditions.under_conditions(known(stated.left, scope), scope)
        right = None if stated.right is None else conditions.under_conditions(known(stated.right, scope), scope)
        sides = [left] if right is None else [left, right]
        for side in sides:
            conjugation.check(side, scope.vocabulary)
        free = sorted({letter for side in sides for letter in free_letters(side)})
        bound = {letter.partition("@")[0] for side in sides for letter in bound_letters(side) if "@" in letter}
        for letter in free:
            if letter in bound:
                message = f"the index {letter} is free in one place and bound by a sum in another"
                raise Problem("name-taken", message, stated.span, help="take another letter under the sum")
        ranges = []
        for letter in free:
            one = scope.every[letter]
            if scope.sizes.resolve(one.lower) != Size.of(1):
                raise Problem("not-understood", f"a label under a sum from {one.lower} is not read", stated.span)
            ranges.append(Range(letter, scope.sizes.resolve(one.upper)))
            if not one.where and not one.bound:
                raise Problem("undeclared-symbol", f"{letter} is not declared", one.span)
        asked = [(scope.sizes.resolve(size), number) for size, number in scope.at_least]
        # At sizes where an index has no value the obligation could not fail.
        asked += [(one.upper, 1) for one in ranges if not never_negative(one.upper - 1)]
        asked += [(tall - wide, 0) for tall, wide in suppositions.ranks(scope)]
        at_least = tuple(dict.fromkeys(asked))
        letters = size_letters(sides, ranges)
        for unknown in (x for x in letters if x.startswith("?a")):
            span = scope.sizes.origin[unknown]
            message = f"nothing here says what size {scope.written(span)} has"
            raise Problem("unknown-size", message, span, help="give it a subscript: I_n")
        expected = None if stated.expected is None else scope.sizes.shape(stated.expected)
        return Obligation(
            stated.kind, left, right, stated.span, stated.mark, expected, tuple(ranges), at_least, letters,
            tuple(scope.conditions), self._supposed(stated), tuple(sorted(scope.put_in)),
        )  # fmt: skip

    def _supposed(self, stated: Stated) -> tuple[tuple[str, tuple[Hypothesis, ...]], ...]:
        supposed = dict(self.scope.supposed)
        if stated.vanishing:
            supposed[stated.vanishing] = (*supposed.get(stated.vanishing, ()), vanishing)
        return tuple(sorted(supposed.items()))
