"""Whether an obligation could fail at all: one of its spoiled twins must be refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..check.decide import ROUTES
from ..diagnostic import Span
from ..elaborate.claim import Claim, Obligation
from ..elaborate.elaborate import elaborate
from ..elaborate.problem import ILL_SHAPED
from ..elaborate.vocabulary import Vocabulary
from ..parse import tree as t
from ..parse.reader import read
from . import operators as op
from .mutant import Mutant
from .mutants import mutants

# In this order: those come first after which a twin nearly always has its shapes still, so that routes decide it.
_TRIED = (op.signs, op.constants, op.symbols, op.transposes, op.terms, op.factors, op.subscripts, op.sizes)
MOST = 40  # twins tried of one obligation

Refusing = Callable[[Obligation], set[str]]  # the names of the routes that refuse an obligation


def elaborated(text: str, vocabulary: Vocabulary) -> Claim | None:
    """Return what a spoiled formula means, or None where it is not read at all."""
    reading = read(text)
    return None if reading.tree is None else elaborate(reading.tree, vocabulary, text, reading.label)


def refused_twin(
    claim: Claim, number: int, tree: t.Node, vocabulary: Vocabulary, tex: str, refusing: Refusing
) -> Mutant | None:
    """Return an edit of a claim's obligation that is refused; None where none is found, so that it may say nothing.

    Each route must refuse one of the twins tried; what is returned is the last of these.
    A stated shape is refused without routes, since shapes are decided before these.
    """
    obligation = claim.obligations[number]
    refused: set[str] = set()
    for count, mutant in enumerate(_near(obligation, tree, vocabulary, tex)):
        if count == MOST:
            break
        spoiled = elaborated(mutant.applied(tex), vocabulary)
        if spoiled is None:
            continue
        if obligation.kind == "shape" and spoiled.diagnostics and spoiled.diagnostics[0].code in ILL_SHAPED:
            return mutant
        if spoiled.diagnostics or len(spoiled.obligations) != len(claim.obligations):
            continue
        twin = spoiled.obligations[number]
        if twin.says_the_same(obligation):
            continue
        refused |= refusing(twin)
        if refused >= ROUTES:
            return mutant
    return None


def _near(obligation: Obligation, tree: t.Node, vocabulary: Vocabulary, tex: str) -> Iterator[Mutant]:
    """Yield the edits inside an obligation, by operator; those first that a message would point at."""
    for operator in _TRIED:
        inside = [m for m in mutants(tree, vocabulary, tex, (operator,)) if _within(m.span, obligation.span)]
        yield from sorted(inside, key=lambda m: not _within(m.span, obligation.mark))


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
