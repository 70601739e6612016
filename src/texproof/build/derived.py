"""Derivations: the steps of a proof for every size, judged like the formulas of a page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from ..check.decide import refusing, step_refused
from ..check.every_size import derive
from ..elaborate.claim import Obligation
from ..elaborate.elaborate import elaborate
from ..elaborate.term import Term
from ..elaborate.vocabulary import Vocabulary
from ..model.declare import Model
from ..parse.reader import read
from ..report.judged import JudgedObligation
from .context import model_of, vocabulary_of
from .work import Work

_NOT_SAID = "the page's notation does not say it"
_NOT_DECIDED = "a route could not decide a step"


def derived(
    judged: JudgedObligation, obligation: Obligation, vocabulary: Vocabulary, model: Model, work: Work
) -> JudgedObligation:
    """Return a claim that is proved for every size with its derivation, whose steps are judged as formulas.

    A step that is refused is a fault of texproof, and fails the build. Where a step cannot be said or decided,
    no derivation is shown.
    """
    if judged.verdict != "proved" or not judged.every_size:
        return judged
    if obligation.supposed or obligation.put_in:  # its steps hold under conditions, and would be read without
        return judged
    right = work.texts[0][obligation.mark.start : obligation.mark.end]
    steps = derive(obligation, model, work.sizes, vocabulary, right)
    if not steps:
        return judged
    refused = _refused(" = ".join(step.tex for step in steps), len(steps) - 1, json.dumps(work.data | {"texts": []}))
    if refused in (_NOT_SAID, _NOT_DECIDED):
        return judged
    if refused:
        detail = f"a step of its derivation is refused: {refused}"
        return replace(judged, verdict="conflict", every_size=False, detail=detail)
    return replace(judged, steps=steps)


@lru_cache(maxsize=512)  # a page states the same claim more than once
def _refused(tex: str, count: int, given: str) -> str:
    """Return why the chain of a derivation does not hold as a formula of the page, or ""."""
    work, reading = Work.of(json.loads(given)), read(tex)
    if reading.tree is None:
        return _NOT_SAID
    claim = elaborate(reading.tree, vocabulary_of(work), tex)
    if claim.diagnostics or len(claim.obligations) != count:
        return _NOT_SAID
    undecided = ""
    for step in _linked(claim.obligations):
        found = step_refused(step, model_of(work), work.sizes)
        if found and refusing(step, model_of(work), work.sizes):
            return f"{tex[step.mark.start : step.mark.end]}: {found}"
        if found:
            undecided = _NOT_DECIDED
    return undecided


def _linked(steps: Sequence[Obligation]) -> Iterator[Obligation]:
    """Yield the steps of a chain, each from the object that the one before ends with: routes keep its value."""
    last: Term | None = None
    for step in steps:
        yield replace(step, left=last) if last is not None and step.left == last else step
        last = step.right
