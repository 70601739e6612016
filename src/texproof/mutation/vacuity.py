"""Whether an obligation could fail at all: one of its spoiled twins must be refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from ..check.decide import ROUTES
from ..diagnostic import Span
from ..elaborate.claim import Claim, Obligation
from ..elaborate.elaborate import elaborate
from ..elaborate.term import Entries, Negative, Number, Term, Zero
from ..elaborate.vocabulary import Vocabulary
from ..model.size import Size
from ..parse import tree as t
from ..parse.reader import read
from . import operators as op
from .choices import choices
from .mutant import Mutant
from .mutants import mutants

# In this order: those come first after which a twin nearly always has its shapes still, so that routes decide it.
_TRIED = (op.signs, choices, op.constants, op.symbols, op.transposes, op.terms, op.factors, op.subscripts, op.sizes)
MOST = 40  # twins tried of one obligation

Refusing = Callable[[Obligation], set[str]]  # the names of the routes that refuse an obligation


def elaborated(text: str, vocabulary: Vocabulary) -> Claim | None:
    """Return what a spoiled formula means, or None where it is not read at all."""
    reading = read(text)
    return None if reading.tree is None else elaborate(reading.tree, vocabulary, text, reading.label)


def refused_twin(claim: Claim, number: int, tree: t.Node, vocabulary: Vocabulary, tex: str, refusing: Refusing) -> str:
    """Return in words an edit of a claim's obligation that is refused; "" where none is, so that it may say nothing.

    Each route must refuse one of the twins tried; what is returned is the last of these. The first twins
    are made of the typed obligation, which spares reading the formula again; the others of the tree.
    """
    obligation = claim.obligations[number]
    refused: set[str] = set()
    for twin, words in _typed(obligation):
        refused |= refusing(twin)
        if refused >= ROUTES:
            return words
    for count, mutant in enumerate(_near(obligation, tree, vocabulary, tex)):
        if count == MOST:
            break
        spoiled = elaborated(mutant.applied(tex), vocabulary)
        if spoiled is None:
            continue
        if spoiled.diagnostics or len(spoiled.obligations) != len(claim.obligations):
            continue
        twin = spoiled.obligations[number]
        if twin.says_the_same(obligation):
            continue
        refused |= refusing(twin)
        if refused >= ROUTES:
            return f"{mutant.new} for {mutant.old}"
    return ""


def _typed(obligation: Obligation) -> Iterator[tuple[Obligation, str]]:
    """Yield the obligation with its right side's sign turned, and with ones for a side that is zero.

    Where it states a shape, with one row more in that.
    """
    left, right = obligation.left, obligation.right
    if right is None:
        first, *rest = obligation.expected or (Size.of(1), Size.of(1))
        yield replace(obligation, expected=(first + 1, *rest)), "one row more"
        return
    yield replace(obligation, right=Negative(right, shape=right.shape, span=right.span)), "the other sign"
    if isinstance(right, Zero) and len(right.shape) == 2:
        yield replace(obligation, right=_ones(right)), "ones for zeros"
    elif isinstance(left, Zero) and len(left.shape) == 2:
        yield replace(obligation, left=_ones(left)), "ones for zeros"


def _ones(zero: Zero) -> Term:
    return Entries("#row", "#column", Number(Fraction(1)), shape=zero.shape, span=zero.span)


def _near(obligation: Obligation, tree: t.Node, vocabulary: Vocabulary, tex: str) -> Iterator[Mutant]:
    """Yield the edits inside an obligation, by operator; those first that a message would point at."""
    for operator in _TRIED:
        inside = [m for m in mutants(tree, vocabulary, tex, (operator,)) if _within(m.span, obligation.span)]
        yield from sorted(inside, key=lambda m: not _within(m.span, obligation.mark))


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
