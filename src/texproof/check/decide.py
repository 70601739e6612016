"""Deciding an obligation: both routes at chosen sizes, and the verdict that their answers make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial

from ..elaborate.claim import Obligation
from ..elaborate.term import Symbol, walk
from ..model.declare import Model
from ..model.increments import DIRECTION, with_direction, with_increments
from . import numpy_route, sympy_route
from .every_size import prove
from .samples import exact_sizes, sampled_sizes, size_letters, smaller_sizes, wider_sizes
from .supposed import supposed
from .verdict import Answer, Proof, RouteResult, without_value

Exact = Callable[[Obligation, Model, Mapping[str, int]], RouteResult]
Sampled = Callable[[Obligation, Model, Mapping[str, int], int], RouteResult]
Proved = Callable[[Obligation, Model, Mapping[str, int]], Proof]


@dataclass(frozen=True, slots=True)
class Routes:
    """The two routes, and the proof for every size. They share nothing below the typed term."""

    sympy: Exact = sympy_route.decide
    numpy: Sampled = numpy_route.decide
    proof: Proved = prove


ROUTES = frozenset(field.name for field in fields(Routes)) - {"proof"}


NO_PROOF = Proof(False)


@dataclass(frozen=True, slots=True)
class Decision:
    """An obligation's verdict with each route's answer and evidence; `detail` says in words what decided it."""

    verdict: str
    routes: Mapping[str, RouteResult]
    proof: Proof = NO_PROOF
    detail: str = ""

    @property
    def every_size(self) -> bool:
        """Whether it is proved at all sizes that it is stated for."""
        return self.verdict == "proved" and self.proof.holds

    @property
    def has_no_value(self) -> bool:
        """Whether it could not be decided because no ordinary point gives both sides a value."""
        return without_value(self.verdict, self.routes) is not None


def decide(
    obligation: Obligation,
    model: Model,
    fixed: Mapping[str, int],
    seed: int,
    clock: Callable[[], float],
    routes: Routes | None = None,
) -> Decision:
    """Return the verdict of an obligation under a model whose sizes in `fixed` are given numbers.

    SymPy proves it at small pairwise distinct sizes. NumPy samples it there, at two more tuples of sizes
    and at size 1. Whether it holds at every size is asked apart from both; a yes against a route's no is a
    conflict. With it SymPy is asked at smaller sizes where it could not decide at those. Without that proof NumPy
    looks for a counterexample at wider sizes too. Where it finds one at sizes that SymPy has not seen, SymPy is
    asked there.
    """
    routes = routes or Routes()
    model = stated_for(obligation, model)
    letters = size_letters(obligation, model.dims)
    start = clock()
    proof = routes.proof(obligation, model, fixed)
    proof = replace(proof, seconds=clock() - start)
    rows = _exact_rows(letters, fixed, obligation, proven=proof.holds)
    exact = _together([_timed(clock, partial(routes.sympy, obligation, model, sizes)) for sizes in rows])

    def sample(sizes: Mapping[str, int]) -> RouteResult:
        return _timed(clock, partial(routes.numpy, obligation, model, sizes, seed))

    sampled = _sampled(partial(sample, sizes) for sizes in sampled_sizes(letters, fixed, obligation))
    if exact.answer is Answer.UNKNOWN and sampled.answer is Answer.YES and proof.holds:
        # Entries that are too large at 2 and 3 are not at 1 and 2, where SymPy can contradict the proof all the same.
        for sizes in smaller_sizes(letters, fixed, obligation):
            smaller = _timed(clock, partial(routes.sympy, obligation, model, sizes))
            if smaller.answer is not Answer.UNKNOWN:
                exact = replace(smaller, seconds=exact.seconds + smaller.seconds)
                break
    if exact.answer is sampled.answer is Answer.YES and not proof.holds:
        # What has no value there, or is too large, takes nothing from what was found at the others.
        wider = [sample(sizes) for sizes in wider_sizes(letters, fixed, obligation)]
        sampled = _together([sampled, *(result for result in wider if result.answer is not Answer.UNKNOWN)])
    if exact.answer is Answer.YES and sampled.answer is Answer.NO and sampled.counterexample is not None:
        there = dict(sampled.counterexample.sizes)
        if there not in [dict(s) for s in exact.sizes]:
            second = _timed(clock, lambda: routes.sympy(obligation, model, there))
            if second.answer is not Answer.YES:
                exact = replace(second, seconds=exact.seconds + second.seconds)
            else:
                exact = _together([exact, second])
    if obligation.kind == "comparison" and exact.answer is Answer.NO:
        exact = _compared_at_a_point(exact, model)
    verdict, detail = _verdict(exact, sampled)
    if obligation.kind == "comparison" and exact.answer is Answer.NO:
        # That random points know of no exception takes nothing from one that was found exactly.
        verdict, detail = "refuted", f"SymPy: {exact.reason}"
    if proof.fault:
        verdict, detail = "conflict", proof.reason
    elif proof.holds and verdict == "refuted":
        verdict, detail = "conflict", f"the proof for every size says yes; {detail}"
    return Decision(verdict, {"sympy": exact, "numpy": sampled}, proof, detail)


def _compared_at_a_point(exact: RouteResult, model: Model) -> RouteResult:
    """Return SymPy's "no" to a comparison, which a point gave; it says nothing where points have hypotheses to keep."""
    if not any(kind.hypotheses for kind in model.parameters.values()):
        return exact
    reason = "it fails at a point that may not satisfy the hypotheses"
    return replace(exact, answer=Answer.UNKNOWN, reason=reason, counterexample=None)


MANY_LETTERS = 4  # of sizes: at 2, 3, 4 and 5 a product of three matrices has hundreds of terms in each entry


def _exact_rows(
    letters: Sequence[str], fixed: Mapping[str, int], obligation: Obligation, *, proven: bool
) -> list[dict[str, int]]:
    """Return the sizes for SymPy: those from 1 on for many letters where a proof for every size stands beside it."""
    if proven and sum(letter not in fixed for letter in letters) >= MANY_LETTERS:
        return smaller_sizes(letters, fixed, obligation)[:1] or exact_sizes(letters, fixed, obligation)
    return exact_sizes(letters, fixed, obligation)


def stated_for(obligation: Obligation, model: Model) -> Model:
    """Return the model that an obligation is about: with what it supposes, and with the increments that it names."""
    sides = [side for side in (obligation.left, obligation.right) if side is not None]
    symbols = [part for side in sides for part in walk(side) if isinstance(part, Symbol)]
    model = with_increments(supposed(obligation, model), frozenset(symbol.name for symbol in symbols))
    return with_direction(model, next((symbol.shape[0] for symbol in symbols if symbol.name == DIRECTION), None))


def for_twins() -> Routes:
    """Return the routes as they decide spoiled twins, which are meant to be wrong by far.

    A "no" is not repeated, and no counterexample is made.
    """
    return Routes(partial(sympy_route.decide, example=False), partial(numpy_route.decide, repeat=False))


def refusing(obligation: Obligation, model: Model, fixed: Mapping[str, int], routes: Routes | None = None) -> set[str]:
    """Return the names of the routes that refuse a spoiled twin at the first sizes, or at smaller ones."""
    routes = routes or for_twins()
    model = stated_for(obligation, model)
    letters = size_letters(obligation, model.dims)
    rows = _exact_rows(letters, fixed, obligation, proven=True)[:1] + exact_sizes(letters, fixed, obligation)[:1]
    rows += smaller_sizes(letters, fixed, obligation)
    refused: set[str] = set()
    for sizes in (row for at, row in enumerate(rows) if row not in rows[:at]):
        if "numpy" not in refused and routes.numpy(obligation, model, sizes, 0).answer is Answer.NO:
            refused.add("numpy")
        if "sympy" not in refused and routes.sympy(obligation, model, sizes).answer is Answer.NO:
            refused.add("sympy")
        if refused == ROUTES:
            break
    return refused


def step_refused(obligation: Obligation, model: Model, fixed: Mapping[str, int]) -> str:
    """Return why a step of a derivation does not hold, or "": both routes are asked at the first sizes.

    A derivation belongs to a claim that is proved for every size, so that fewer sizes than a claim's own are
    enough to see a step that is written wrong.
    """
    model = stated_for(obligation, model)
    sizes = _exact_rows(size_letters(obligation, model.dims), fixed, obligation, proven=True)[0]
    routes = for_twins()
    said = {"NumPy": routes.numpy(obligation, model, sizes, 0), "SymPy": routes.sympy(obligation, model, sizes)}
    return next((f"{name}: {result.reason}" for name, result in said.items() if result.answer is not Answer.YES), "")


def holds_in_a_sample(obligation: Obligation, model: Model, fixed: Mapping[str, int]) -> bool:
    """Return whether NumPy says yes at the first sizes: no proof, but quick."""
    model = stated_for(obligation, model)
    sizes = exact_sizes(size_letters(obligation, model.dims), fixed, obligation)[0]
    return for_twins().numpy(obligation, model, sizes, 0).answer is Answer.YES


def _timed(clock: Callable[[], float], run: Callable[[], RouteResult]) -> RouteResult:
    start = clock()
    result = run()
    return replace(result, seconds=clock() - start)


def _sampled(runs: Iterable[Callable[[], RouteResult]]) -> RouteResult:
    """Run the samples in order; a counterexample ends them."""
    results: list[RouteResult] = []
    for run in runs:
        results.append(run())
        if results[-1].answer is Answer.NO:
            break
    return _together(results)


def _together(results: Sequence[RouteResult]) -> RouteResult:
    """Return one result for several tuples of sizes: NO where one says no, else UNKNOWN where one does not know."""
    worst = next((r for a in (Answer.NO, Answer.UNKNOWN) for r in results if r.answer is a), results[0])
    residuals = [r.residual for r in results if r.residual is not None]
    nowhere = next((r.without_value for r in results if r.without_value is not None), None)
    return RouteResult(
        worst.answer,
        tuple(s for r in results for s in r.sizes),
        sum(r.points for r in results),
        max(residuals) if residuals else None,
        worst.reason,
        worst.counterexample,
        sum(r.seconds for r in results),
        nowhere,
    )


def _verdict(exact: RouteResult, sampled: RouteResult) -> tuple[str, str]:
    match exact.answer, sampled.answer:
        case Answer.YES, Answer.YES:
            return "proved", ""
        case (Answer.YES, Answer.NO) | (Answer.NO, Answer.YES):
            denied = (exact if exact.answer is Answer.NO else sampled).reason
            return "conflict", f"SymPy says {exact.answer}, NumPy says {sampled.answer}: {denied}"
        case (_, Answer.NO) | (Answer.NO, _):
            return "refuted", f"SymPy: {exact.reason}; NumPy: {sampled.reason}"
        case Answer.UNKNOWN, Answer.YES:
            return "supported", f"SymPy could not decide: {exact.reason}"
        case Answer.YES, Answer.UNKNOWN:
            return "undecided", f"NumPy could not decide: {sampled.reason}"
    return "undecided", f"SymPy: {exact.reason}; NumPy: {sampled.reason}"
