"""What stands one edit beside a formula: all its mutants, what becomes of each, and which of them mend it.

Runs in the processes that judge, as the stages do.
"""

from __future__ import annotations

import json
import time
from functools import lru_cache

from ..check.beyond import equal_sides, refuted_beyond
from ..check.decide import decide, for_twins, holds_in_a_sample
from ..diagnostic import Span
from ..elaborate.claim import Claim, Obligation
from ..elaborate.elaborate import elaborate
from ..elaborate.problem import verdict_of
from ..elaborate.term import Symbol, walk
from ..model.conjugates import is_conjugate
from ..model.hypotheses import COMPLEX
from ..mutation.mutants import mutants
from ..mutation.repair import repairs
from ..parse.reader import read
from .context import model_of, vocabulary_of
from .fate import Fate, Mended, Spoils
from .work import Work

SEED = 0  # of the points at which neighbours are looked at; what decides a formula has seeds of its own
ANOTHER_SEED = 1  # of those at which one is looked at again


def spoiled(work: Work) -> Spoils:
    """Return all that one edit makes of the formula `texts[0]`, or of what it is stated under."""
    text = work.texts[0]
    claim, tree = _claim(text, work), read(text).tree
    if tree is None or isinstance(claim, Fate):
        return Spoils()
    vocabulary = vocabulary_of(work)
    sides = [side for o in claim.obligations for side in (o.left, o.right) if side is not None]
    named = {part.name for side in sides for part in walk(side) if isinstance(part, Symbol)}
    used = named.union(*(vocabulary.depends(name) for name in named))
    declared = vocabulary.kinds.items()
    said = ((name, h) for name, kind in declared if name in used for h in kind.hypotheses)
    # Without what makes a symbol complex it would be another symbol.
    hypotheses = tuple((name, h.name) for name, h in said if h not in COMPLEX and not is_conjugate(name))
    return Spoils(tuple(mutants(tree, vocabulary, text)), hypotheses)


def fate(work: Work) -> Fate:
    """Return what becomes of the mutant `texts[0]` of the formula `texts[1]`, which was proved.

    Only what the edit changed is decided; where the model lacks a hypothesis, all of it.
    """
    text, original = work.texts
    claim = _claim(text, work)
    if isinstance(claim, Fate):
        return claim
    proved = () if work.without else _obligations(original, json.dumps(work.data | {"texts": []}))
    new = [o for o in claim.obligations if not any(o.says_the_same(old) for old in proved)]
    model, routes = model_of(work), for_twins()
    decided = []
    alike = list(zip(claim.obligations, proved, strict=True)) if len(claim.obligations) == len(proved) else []
    for obligation in new:
        decision = decide(obligation, model, work.sizes, SEED, time.perf_counter, routes)
        if decision.verdict == "conflict":
            # A quick "no" is neither repeated in 50 digits nor put to SymPy at its sizes. One that contradicts is.
            decision = decide(obligation, model, work.sizes, SEED, time.perf_counter)
        if decision.verdict != "proved":
            return Fate(decision.verdict, "may-be-undefined" if decision.has_no_value else decision.detail)
        decided.append((obligation, decision.every_size))
    if len(claim.obligations) < len(proved):
        return Fate("proved", "it states less than before")
    for obligation, every_size in decided:
        olds = [old for found, old in alike if found is obligation]
        proven = every_size or any(equal_sides(obligation, old, model, work.sizes) for old in olds)
        beyond = refuted_beyond(obligation, model, work.sizes, ANOTHER_SEED, proven=proven)
        if beyond.refuted or not (beyond.agreed or proven):
            return Fate("proved", beyond.reason)
    return Fate("proved", true=True)


@lru_cache(maxsize=8)  # the mutants of a formula come one after the other
def _obligations(text: str, given: str) -> tuple[Obligation, ...]:
    claim = _claim(text, Work.of(json.loads(given)))
    return () if isinstance(claim, Fate) else claim.obligations


def _claim(text: str, work: Work) -> Claim | Fate:
    reading = read(text)
    if reading.tree is None:
        return Fate("malformed", reading.diagnostics[0].code)
    claim = elaborate(reading.tree, vocabulary_of(work), text, reading.label)
    if claim.diagnostics:
        return Fate(verdict_of(claim.diagnostics[0].code), claim.diagnostics[0].code)
    return claim if claim.role == "claim" else Fate(claim.role, "it states nothing")


def mended(work: Work) -> Mended:
    """Return the edits after which the formula `texts[0]`, which was refused, proves; the likeliest first.

    `marks` are the places that its messages point at.
    """
    text = work.texts[0]
    tree = read(text).tree
    if tree is None:
        return Mended()
    model = model_of(work)

    def samples(obligation: Obligation) -> bool:
        return holds_in_a_sample(obligation, model, work.sizes)

    def proves(obligation: Obligation) -> bool:
        return decide(obligation, model, work.sizes, SEED, time.perf_counter, for_twins()).verdict == "proved"

    marks = [Span(*mark) for mark in work.marks]
    return Mended(tuple(repairs(tree, vocabulary_of(work), text, marks, samples, proves)))
