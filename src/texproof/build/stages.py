"""One formula through the stages: read, given its meaning, decided. Runs in a process that can be killed.

What is computed here depends on the work alone, so that it can be kept, and done anywhere.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b

from ..check.decide import decide, refusing, stated_for
from ..check.numpy_route.pattern import pattern
from ..check.resting import resting
from ..check.verdict import SEVERITY, Counterexample, RouteResult, without_value
from ..diagnostic import Diagnostic
from ..elaborate.claim import Claim, Obligation
from ..elaborate.drawn import patterns, products
from ..elaborate.elaborate import elaborate
from ..elaborate.problem import verdict_of
from ..elaborate.term import Derivative
from ..elaborate.unfolding import at_sizes
from ..elaborate.vocabulary import Vocabulary, index_letters, tex_name
from ..model.conjugates import is_conjugate
from ..model.declare import Model
from ..model.dim import SnippetError
from ..model.size import shape_text
from ..mutation.vacuity import refused_twin
from ..parse.reader import read
from ..parse.tree import Node
from ..report.judged import Described, Judged, JudgedObligation
from ..script.claim import scripted
from ..source.document import Document, Page
from ..source.markdown import scan as scan_markdown
from ..source.notebook import scan_notebook
from .context import model_of, signature_of, vocabulary_of
from .derived import derived
from .work import Work

# A key is a name of the snippet or a derivative of two, ∂L/∂W1.
_NAME = re.compile(r"\w+")
VACUOUS = "no spoiled twin of it is refused: as it stands it could not fail"
_TELLS = {
    "refuted": "is not true",
    "undecided": "could not be decided",
    "supported": "holds in numbers, but was not proved",
    "conflict": "is decided in two ways that contradict each other",
}
_HELP = {
    "undecided": "write the claim so that each step can be computed, or split it into steps",
    "supported": "write a form that algebra can follow, or steps in between",
    "conflict": "where the sides differ by very little write the exact equation; otherwise report it, with its snippet",
    "vacuous": "say what is meant; what needs no proof is said in words",
    "may-be-undefined": "let the snippet declare what keeps them out: positive, invertible, full_column_rank, small, …",
}
_CONFLICT = "false by less than numbers can see, or a fault of texproof or of a library"


@dataclass(frozen=True, slots=True)
class Survey:
    """What a page needs to know of a formula before any is judged."""

    letters: tuple[str, ...]  # those that stand as indices in it
    defines: bool  # whether it may define something


def scan(work: Work) -> Page:
    """Return what stands on a page; its document is left out, whoever asks has it."""
    path, text, *extensions = work.texts
    document = Document(path, text)
    page = scan_notebook(document) if path.endswith(".ipynb") else scan_markdown(document, tuple(extensions))
    return replace(page, document=Document(path, ""))


def survey(work: Work) -> list[Survey]:
    """Return, for each text, its index letters and whether it holds a `:=`."""
    found = []
    for text in work.texts:
        tree = read(text).tree
        letters = () if tree is None else tuple(sorted(set(index_letters(tree))))
        found.append(Survey(letters, ":=" in text or r"\coloneqq" in text))
    return found


ANY = {"function": "any differentiable function", "matrix function": "any function with a power series"}


def describe(work: Work) -> Described:
    """Return the symbols of the work's model, or why the snippet gives none."""
    try:
        found = signature_of(work.source, work.path, work.model)
    except SnippetError as error:
        return Described(error=str(error), line=error.line)
    model = found.model
    symbols = []
    named = (*model.parameters, *found.computed, *sorted(found.functions))
    for name in dict.fromkeys(n for n in named if not is_conjugate(n)):
        kind = model.parameters.get(name)
        shape = shape_text(found.shapes[name]) if name in found.shapes else "a function"
        hypotheses: tuple[str, ...] = (ANY[kind.noun],) if kind is not None and kind.is_function else ()
        hypotheses += tuple(str(h) for h in kind.hypotheses) if kind is not None else ()
        symbols.append((name, tex_name(name, model.latex), shape, hypotheses, kind is None))
    return Described(tuple(symbols), tuple(model.dims))


def judge(work: Work) -> Judged:
    """Return the verdict of a formula, from its TeX to both routes. Spans are offsets into its TeX.

    Raises: SnippetError where its snippet gives no model.
    """
    text = work.texts[0]
    reading = read(text)
    if reading.tree is None:
        return _failed(reading.diagnostics, reading.label)
    vocabulary, model = vocabulary_of(work), model_of(work)
    claim = elaborate(reading.tree, vocabulary, text, reading.label, with_parts=True)
    decided = [_decided(obligation, model, work, text) for obligation in claim.obligations]
    able = [
        _able_to_fail(obligation, claim, number, reading.tree, vocabulary, model, work)
        for number, obligation in enumerate(decided)
    ]
    if reading.label:  # a result that has a name is derived
        able = [
            derived(found, obligation, vocabulary, model, work)
            for found, obligation in zip(able, claim.obligations, strict=True)
        ]
    obligations = tuple(
        _with_script(found, obligation, vocabulary, model, work)
        for found, obligation in zip(able, claim.obligations, strict=True)
    )
    return replace(_judged(claim, obligations), unfolding=at_sizes(claim.unfolding, model.dims))


def _with_script(
    judged: JudgedObligation, obligation: Obligation, vocabulary: Vocabulary, model: Model, work: Work
) -> JudgedObligation:
    """Return an obligation that holds with what its script is written from."""
    if judged.verdict != "proved":
        return judged
    found = scripted(obligation, stated_for(obligation, model), vocabulary.functions, work.source, work.sizes)
    return replace(judged, script=found)


def _decided(obligation: Obligation, model: Model, work: Work, text: str) -> JudgedObligation:
    written = f"{obligation.kind} {obligation.span.start} {obligation.span.end} {text}"
    content = "\0".join([written, work.source, work.model, repr(sorted(work.sizes.items())), *work.definitions])
    seed = int.from_bytes(blake2b(content.encode("utf-8", "replace"), digest_size=4).digest(), "big")
    decision = decide(obligation, model, work.sizes, seed, time.perf_counter)
    return JudgedObligation(
        obligation.kind,
        obligation.span,
        obligation.mark,
        decision.verdict,
        decision.every_size,
        decision.proof,
        {name: _as_on_page(result, model) for name, result in decision.routes.items()},
        decision.detail,
        obligation.conditions,
        products=products(obligation, text, model.dims, work.sizes),
        patterns=patterns(obligation, text, model.dims, work.sizes, partial(_cells, model=model, seed=seed)),
        help=_meant(obligation, decision.verdict, model, work),
    )


def _cells(term: Derivative, sizes: Mapping[str, int], model: Model, seed: int) -> tuple[str, ...]:
    return pattern(term, model, sizes, seed)


def _meant(obligation: Obligation, verdict: str, model: Model, work: Work) -> str:
    """Return which symbols of a refuted claim about differentials were perhaps meant not to vary."""
    names = resting(obligation, model, work.sizes) if verdict == "refuted" else ()
    if not names:
        return ""
    written = " and ".join(tex_name(name, model.latex) for name in names)
    return f"it holds with {written} at rest: where that is meant, declare it constant in the snippet"


def _as_on_page(result: RouteResult, model: Model) -> RouteResult:
    r"""Return a route's answer with the page's names in its counterexample: x_hat there is \hat{x}."""
    found = result.counterexample
    if found is None:
        return result
    values = {_NAME.sub(lambda m: tex_name(m[0], model.latex), name): value for name, value in found.values.items()}
    return replace(result, counterexample=replace(found, values=values))


def _able_to_fail(
    judged: JudgedObligation,
    claim: Claim,
    number: int,
    tree: Node,
    vocabulary: Vocabulary,
    model: Model,
    work: Work,
) -> JudgedObligation:
    """Return a proved obligation with a twin of it that is refused; where there is none, it is not proved after all."""
    if judged.verdict != "proved":
        return judged
    text = work.texts[0]
    found = refused_twin(claim, number, tree, vocabulary, text, partial(refusing, model=model, fixed=work.sizes))
    if not found:
        return replace(judged, verdict="undecided", every_size=False, detail=VACUOUS)
    return replace(judged, twin=found)


def _failed(diagnostics: tuple[Diagnostic, ...], label: str) -> Judged:
    return Judged("claim", _worst(verdict_of(d.code) for d in diagnostics), label, diagnostics=diagnostics)


def _worst(verdicts: object) -> str:
    found = set(verdicts)  # type: ignore[call-overload]
    return next((verdict for verdict in SEVERITY if verdict in found), "proved")


def _judged(claim: Claim, obligations: tuple[JudgedObligation, ...]) -> Judged:
    diagnostics = list(claim.diagnostics)
    verdicts = [verdict_of(d.code) for d in diagnostics] + [o.verdict for o in obligations]
    for obligation in obligations:
        if obligation.verdict in _TELLS:
            diagnostics.append(_told(obligation))
    if claim.role == "claim" or diagnostics:
        verdict = _worst(verdicts)
    else:
        verdict = _worst([v for v in verdicts if v != "proved"]) if any(v != "proved" for v in verdicts) else claim.role
    return Judged(claim.role, verdict, claim.label, obligations, tuple(diagnostics), claim.subjects, claim.parts)


def _told(obligation: JudgedObligation) -> Diagnostic:
    """Return the diagnostic of an obligation that was not proved, with what decided it."""
    subject = {
        "label": "the label",
        "pattern": "this entry of the ellipsis",
        "place": "the place where it is taken",
        "shape": "the shape stated here",
    }.get(obligation.kind, "the right side")
    if obligation.verdict == "refuted":
        message = {
            "label": "the label is not what it braces",
            "pattern": "this entry does not fit the pattern of its corners",
            "place": "this is not where the model takes it",
            "shape": "the shape is not the one stated",
            "comparison": "the two sides do not compare so",
        }.get(obligation.kind, "the two sides are not equal")
    else:
        message = f"{subject} {_TELLS[obligation.verdict]}"
    code = obligation.verdict
    if obligation.detail == VACUOUS:
        code, message = "vacuous", f"{subject} says nothing that could fail"
    elif (sizes := without_value(obligation.verdict, obligation.routes)) is not None:
        at = ", ".join(f"{letter} = {number}" for letter, number in sizes.items())
        code, message = "may-be-undefined", f"this has no value{at and f' where {at}'}, at ordinary points"
    notes = [_CONFLICT] if code == "conflict" else []
    notes += [obligation.detail] if obligation.detail else []
    found = next((result.counterexample for result in obligation.routes.values() if result.counterexample), None)
    if found is not None:
        notes += _counterexample(found)
    return Diagnostic(code, message, obligation.mark, tuple(notes), obligation.help or _HELP.get(code, ""))


def _counterexample(found: Counterexample) -> Iterator[str]:
    """Yield a counterexample as notes: where and how the sides differ, then the values that lead to them."""
    at = [f"{name} = {number}" for name, number in {**found.sizes, **found.indices}.items()]
    if found.entry:
        at.append(f"entry {', '.join(map(str, found.entry))}")
    where = f" at {', '.join(at)}" if at else ""
    yield f"counterexample{where}: left {found.left}, right {found.right}"
    if found.values:
        yield "with " + ", ".join(f"{name} = {value}" for name, value in found.values.items())
