"""What was probably meant: the formulas one edit away from a refused one that prove."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..diagnostic import Span
from ..elaborate.claim import Claim, Obligation
from ..elaborate.elaborate import elaborate
from ..elaborate.vocabulary import Vocabulary
from ..parse import tree as t
from ..parse.reader import read
from .mending import MENDING
from .mutant import Mutant
from .mutants import mutants
from .operators import OPERATORS

TRIED = 400  # neighbours that are looked at
MOST = 3  # of them that are offered
BEYOND = 30  # that are looked at after the first one that proves
# From the slip that is made most often; what is not listed comes last.
_LIKELY = (
    "partial-sign", "label", "transpose-drop", "transpose-add", "conjugate-exchange", "conjugate-drop", "variable",
    "symbol-same-shape", "index-swap", "index-exchange", "symbol-other-shape", "sign", "factor-exchange",
    "product-kind", "ellipsis-bound", "sum-bound", "index-shift", "size-exchange", "constant", "inverse-drop",
    "inverse-add", "prime-drop", "prime-add", "index-insert", "index-drop", "factor-drop", "term-drop",
    "factor-insert", "term-insert",
)  # fmt: skip
_RANK = {operator: rank for rank, operator in enumerate(_LIKELY)}

Holds = Callable[[Obligation], bool]


def repairs(
    tree: t.Node, vocabulary: Vocabulary, tex: str, marks: Sequence[Span], samples: Holds, proves: Holds
) -> Iterator[Mutant]:
    """Yield the edits after which a refused formula proves, the likeliest first, three at most.

    `marks` are the places that its messages point at: edits there come first. `samples` looks at an
    obligation quickly and may be wrong when it says that one holds; `proves` decides.
    """
    before = elaborate(tree, vocabulary, tex)
    holding = [o for o in before.obligations if samples(o)]
    failing = [o for o in before.obligations if o not in holding]
    places = [marks, [o.span for o in failing] or [Span(0, len(tex))]]
    found, last = 0, TRIED
    for count, mutant in enumerate(_ordered(tree, vocabulary, tex, places)):
        if count >= last or found == MOST:
            return
        text = mutant.applied(tex)
        claim = _meant(text, vocabulary)
        if claim is None or not _says_as_much(claim, before):
            continue
        new = [o for o in claim.obligations if not any(o.says_the_same(old) for old in holding)]
        if any(o.says_the_same(old) for o in new for old in failing):
            continue
        if any(o.kind == "equality" and o.left == o.right and _is_repeated(o, text) for o in new):
            continue  # A = A holds whatever was meant; A ⊕ B and what it stands for are one term written in two ways
        if all(samples(o) for o in new) and all(proves(o) for o in claim.obligations):
            found, last = found + 1, last if found else count + BEYOND
            yield mutant


def _ordered(tree: t.Node, vocabulary: Vocabulary, tex: str, places: Sequence[Sequence[Span]]) -> list[Mutant]:
    """Return the edits, those in the first of `places` first; then by how often a slip is made, then by length."""
    found = mutants(tree, vocabulary, tex, (*OPERATORS, *MENDING))

    def rank(mutant: Mutant) -> tuple[int, int, int]:
        inside = (n for n, spans in enumerate(places) if any(_within(mutant.span, span) for span in spans))
        return next(inside, len(places)), _RANK.get(mutant.operator, len(_RANK)), abs(len(mutant.new) - len(mutant.old))

    return sorted(found, key=rank)[:TRIED]


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _meant(text: str, vocabulary: Vocabulary) -> Claim | None:
    reading = read(text)
    if reading.tree is None:
        return None
    claim = elaborate(reading.tree, vocabulary, text, reading.label)
    return None if claim.diagnostics else claim


def _is_repeated(equality: Obligation, text: str) -> bool:
    """Whether both sides of an equality are written the same."""
    assert equality.right is not None
    left, right = (read(text[side.span.start : side.span.end]).tree for side in (equality.left, equality.right))
    return left is not None and left == right


def _says_as_much(claim: Claim, before: Claim) -> bool:
    """Whether a neighbour states at least what could be read of the refused formula, and states something."""
    return claim.role == "claim" and len(claim.obligations) >= max(len(before.obligations), 1)
