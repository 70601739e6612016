r"""Conditions: H \Rightarrow C, C if H, C for symmetric A. What is stated is stated under them.

A condition is a hypothesis on a symbol of the given, in words or as the equation that defines it (A = A^\top), or an
equation with a lone symbol on one side: B = AX says what B is, and it is put in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..model.conjugates import conjugate_name, is_conjugate
from ..model.declare import Kind
from ..model.dim import SnippetError
from ..model.hypotheses import COMPLEX, Hypothesis, commuting_with, complex_, invertible, nonzero
from ..parse import tree as t
from . import conjugation, definedness, differentials
from .hypotheses import EQUATIONS, HYPOTHESES, in_words
from .letters import free_letters, known
from .problem import Problem
from .reading import read
from .scope import Scope
from .term import Derivative, Determinant, Multiply, Number, Symbol, Term, Zero, substituted, walk

IMPLIES = "implies"
IF = frozenset({"if", "when", "whenever", "provided", "provided that", "assuming", "assuming that", "given that"})
THEN = frozenset({"then"})
AND = frozenset({"and", ""})
# Hypotheses that hold nearly everywhere: what is put in has them too but at points that no claim rests on.
OPEN = frozenset({invertible, nonzero, complex_})


@dataclass(frozen=True, slots=True)
class Parts:
    """The statements of a formula and, apart from them, its conditions."""

    statements: tuple[t.Node, ...]
    separators: tuple[str, ...]
    conditions: tuple[t.Node, ...]


def _words(node: t.Node) -> str:
    return node.words.strip(" ,:").lower() if isinstance(node, t.Prose) else ""


def parted(nodes: Sequence[t.Node], separators: Sequence[str]) -> Parts:
    """Return the statements and the conditions among a formula's nodes. Problem: it is not clear which are which."""
    positions = _positions(nodes, separators)
    if not positions:
        return Parts(tuple(nodes), tuple(separators), ())
    kept = [p for p in range(len(nodes)) if p not in positions]
    if not any(isinstance(nodes[p], t.Chain) for p in kept):
        raise Problem("not-understood", "conditions stand here without what they are conditions of", nodes[0].span)
    between = tuple(separators[a] if b == a + 1 and separators[a] != IMPLIES else "quad" for a, b in pairwise(kept))
    conditions = tuple(nodes[p] for p in sorted(positions))
    return Parts(tuple(nodes[p] for p in kept), between, conditions)


def _positions(nodes: Sequence[t.Node], separators: Sequence[str]) -> set[int]:
    arrows = [p for p, separator in enumerate(separators) if separator == IMPLIES]
    words = [p for p, node in enumerate(nodes) if _words(node) in IF]
    if len(arrows) + len(words) > 1:
        raise Problem("not-understood", "a formula has its conditions at one place", nodes[(arrows + words)[1]].span)
    if arrows:
        return set(range(arrows[0] + 1))
    found = set(_phrases(nodes))
    if words:
        then = next((p for p in range(words[0], len(nodes)) if _words(nodes[p]) in THEN), None)
        if words[0] == 0 and then is None:
            raise Problem(
                "ambiguous-notation",
                "it is not clear where the conditions end",
                nodes[0].span,
                help=r"write \text{then} before what follows from them",
            )
        found |= set(range(words[0], len(nodes) if then is None else then + 1))
    return found


def _phrases(nodes: Sequence[t.Node]) -> Iterator[int]:
    """Yield the positions of hypotheses in words: A, B are symmetric; for symmetric A."""
    for position, node in enumerate(nodes):
        if in_words(_words(node)) is None:
            continue
        names = range(position + 1, len(nodes)) if _words(node).startswith("for ") else range(position - 1, -1, -1)
        yield position
        for at in names:
            if not isinstance(nodes[at], _NAMES) and _words(nodes[at]) not in AND - {""}:
                break
            yield at


_NAMES = t.Letter | t.Accented | t.Bold | t.Scripted


def assume(nodes: Sequence[t.Node], scope: Scope) -> None:
    """Let the conditions hold for what is stated in the scope. Problem: one of them is not read."""
    position = 0
    while position < len(nodes):
        node = nodes[position]
        if isinstance(node, t.Chain):
            _relation(node, scope)
            position += 1
        elif _words(node) in IF | THEN | AND and isinstance(node, t.Prose):
            position += 1
        else:
            position = _phrase(nodes, position, scope)


def _phrase(nodes: Sequence[t.Node], start: int, scope: Scope) -> int:
    """Note a hypothesis in words on the names beside it, and return where the next condition starts."""
    names: list[t.Node] = []
    found: Hypothesis | None = None
    position = start
    while position < len(nodes):
        node = nodes[position]
        if isinstance(node, _NAMES):
            names.append(node)
        elif isinstance(node, t.Prose) and found is None and in_words(_words(node)) is not None:
            found = in_words(_words(node))
        elif not (isinstance(node, t.Prose) and _words(node) == "and"):
            break
        position += 1
        if found is not None and names and not _words(nodes[position - 1]).startswith("for "):
            following = nodes[position] if position < len(nodes) else None
            if len(names) == 1 or not isinstance(following, _NAMES):
                break
    if found is None or not names:
        raise _unread(nodes[start], scope)
    for name in names:
        _suppose(_symbol(read(name, scope), name, scope), found, name, scope)
    scope.conditions.append(f"{', '.join(f'${scope.written(n.span)}$' for n in names)} {_be(names)} {found}")
    return position


def _be(names: Sequence[t.Node]) -> str:
    return "is" if len(names) == 1 else "are"


def _unread(node: t.Node, scope: Scope) -> Problem:
    return Problem(
        "not-understood",
        f"{scope.written(node.span)} is not read as a condition",
        node.span,
        notes=("conditions are hypotheses on symbols of the given, and equations that say what one of them is",),
        help="declare it in the snippet",
    )


def _symbol(term: Term, node: t.Node, scope: Scope) -> str:
    """Return the free symbol of the given that a term is. Problem: it is something else."""
    if not isinstance(term, Symbol) or term.name not in scope.vocabulary.kinds:
        message = f"{scope.written(node.span)} is not a free symbol of the given, so nothing can be supposed of it"
        raise Problem("not-understood", message, node.span)
    return term.name


def _relation(node: t.Chain, scope: Scope) -> None:
    signs = [relation.sign for relation in node.relations]
    if len(signs) != 1:
        raise _unread(node, scope)
    left, right = (read(side, scope) for side in node.sides)
    if signs == ["="]:
        left, right = scope.same_shape(left, right, node.sides[1].span, "the left side is {}; the right side is {}")
        left, right = known(left, scope), known(right, scope)
        if not _defining(left, right, node, scope) and not _solved(left, right, node, scope):
            raise _unread(node, scope)
    else:
        _ordered(signs[0], left, right, node, scope)
    scope.conditions.append(f"${scope.written(node.span)}$")


def _defining(left: Term, right: Term, node: t.Node, scope: Scope) -> bool:
    """Suppose the hypothesis that an equation defines, A = A^T or AB = BA; False where it defines none."""
    if _commuting(left, right, node, scope):
        return True
    for name in {part.name for side in (left, right) for part in walk(side) if isinstance(part, Symbol)}:
        kind = scope.vocabulary.kinds.get(name)
        if kind is None or kind.noun != "matrix" or kind.shape[0] != kind.shape[1]:
            continue
        symbol = Symbol(name, shape=scope.vocabulary.shapes[name])
        for hypothesis, sides in EQUATIONS.items():
            for one, other in sides(symbol, scope):
                if (known(one, scope), known(other, scope)) in ((left, right), (right, left)):
                    _suppose(name, HYPOTHESES[hypothesis], node, scope)
                    return True
    return False


def _commuting(left: Term, right: Term, node: t.Node, scope: Scope) -> bool:
    """Suppose of two free square matrices that AB = BA; False where the equation says something else."""
    if not isinstance(left, Multiply) or not isinstance(right, Multiply):
        return False
    pair = (left.left, left.right)
    names = [part.name for part in pair if isinstance(part, Symbol) and part.name in scope.vocabulary.kinds]
    if (right.right, right.left) != pair or len(names) != 2 or names[0] == names[1] or not left.shape:
        return False
    first, second = sorted(names, key=list(scope.vocabulary.kinds).index)
    tex = scope.vocabulary.tex
    for name in (first, second):
        if any(h.partner for h in scope.vocabulary.kinds[name].hypotheses):
            raise Problem("not-understood", f"{tex[name]} is to commute with two matrices", node.span)
    _suppose(second, commuting_with(first, f"${tex[first]}$"), node, scope)
    return True


def _ordered(sign: str, left: Term, right: Term, node: t.Chain, scope: Scope) -> None:
    """Suppose a > 0, a ≠ 0, A ≻ 0, det A ≠ 0."""
    zero = isinstance(right, Zero) or (isinstance(right, Number) and right.value == 0)
    of, name = left, ""
    if zero and sign == r"\succ":
        name = "positive_definite"
    elif zero and sign == r"\succeq":
        name = "positive_semidefinite"
    elif zero and sign == ">" and not left.shape:
        name = "positive"
    elif zero and sign in (r"\ne", r"\neq") and isinstance(left, Determinant):
        of, name = left.argument, "invertible"
    elif zero and sign in (r"\ne", r"\neq") and not left.shape:
        name = "nonzero"
    if name not in HYPOTHESES:
        raise _unread(node, scope)
    _suppose(_symbol(of, node.sides[0], scope), HYPOTHESES[name], node, scope)


def _suppose(name: str, hypothesis: Hypothesis, node: t.Node, scope: Scope) -> None:
    vocabulary = scope.vocabulary
    name = conjugate_name(name) if is_conjugate(name) else name
    signature, kind = vocabulary.signature, vocabulary.kinds[name]
    assert signature is not None
    if kind.has(hypothesis):
        return
    if hypothesis in COMPLEX:
        _check_complex(name, hypothesis, node, scope)
    parameters: dict[str, Kind] = {**signature.model.parameters}
    for one in (name, conjugate_name(name)):
        if one not in parameters:
            continue
        try:
            parameters[one] = parameters[one].supposing(hypothesis)
        except SnippetError as error:
            raise Problem("not-understood", str(error), node.span) from None
        scope.supposed[one] = (*scope.supposed.get(one, ()), hypothesis)
    signature = replace(signature, model=replace(signature.model, parameters=parameters))
    scope.vocabulary = replace(vocabulary, signature=signature)


def _check_complex(name: str, hypothesis: Hypothesis, node: t.Node, scope: Scope) -> None:
    """Problem: a symbol is real, or something is computed from a complex one and from its conjugate as they were."""
    vocabulary = scope.vocabulary
    if not vocabulary.kinds[name].is_complex:
        message = f"{vocabulary.tex[name]} is real, and only what is complex is supposed to be {hypothesis}"
        raise Problem("not-understood", message, node.span, help="declare it complex in the snippet")
    if any(name in vocabulary.depends(other) for other in vocabulary.shapes):
        message = f"something is computed from {vocabulary.tex[name]}, of which {hypothesis} is supposed"
        raise Problem("not-understood", message, node.span, help="declare it with the hypothesis in the snippet")


def _solved(left: Term, right: Term, node: t.Node, scope: Scope) -> bool:
    """Put in what an equation says that a free symbol is; False where neither side is one that can be put in."""
    computed_from = frozenset().union(*(scope.vocabulary.depends(name) for name in scope.vocabulary.names.values()))
    # Of two lone symbols the one from which nothing is computed: the other may be varied.
    sides = sorted(
        ((left, right), (right, left)), key=lambda s: isinstance(s[0], Symbol) and s[0].name in computed_from
    )
    for lone, other in sides:
        if not isinstance(lone, Symbol) or lone.name not in scope.vocabulary.kinds or lone.name in scope.put_in:
            continue
        if not OPEN.issuperset(scope.vocabulary.kinds[lone.name].hypotheses) or free_letters(other):
            continue
        inside = {part.name for part in walk(other) if isinstance(part, Symbol)}
        met = inside.union(*(scope.vocabulary.depends(name) for name in inside))
        if {lone.name, conjugate_name(lone.name)} & met or met & scope.put_in.keys():
            continue
        definedness.check(other, scope)
        scope.put_in = {name: substituted(term, {lone.name: other}) for name, term in scope.put_in.items()}
        scope.put_in[lone.name] = other
        if scope.vocabulary.kinds[lone.name].is_complex:
            scope.put_in[conjugate_name(lone.name)] = conjugation.conjugate(other, scope.vocabulary)
        return True
    return False


def under_conditions(term: Term, scope: Scope) -> Term:
    """Return a side of what is stated with what the conditions say put in.

    Problem: it is varied by such a symbol, or names what is computed from it.
    """
    for part in walk(term):
        if isinstance(part, Derivative):
            varied = {p.name for p in walk(part.by) if isinstance(p, Symbol)} & scope.put_in.keys()
            if varied:
                name = scope.vocabulary.tex[sorted(varied)[0]]
                raise Problem("not-understood", f"a condition says what {name} is, so it cannot be varied", part.span)
        if isinstance(part, Symbol) and scope.vocabulary.depends(part.name) & scope.put_in.keys():
            written = scope.written(part.span)
            raise Problem("not-understood", f"{written} is computed from what a condition gives a value", part.span)
    return differentials.put_in(term, scope) if scope.put_in else term
