"""NumPy's answer to one obligation at one tuple of sizes: random points in float64, a "no" repeated in 50 digits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from ...elaborate.claim import Obligation
from ...elaborate.term import Apply, Derivative, Differential, Fold, Symbol, walk
from ...model.commuting import drawn
from ...model.conjugates import conjugate_name, conjugated, is_conjugate
from ...model.declare import Model
from ...model.defined import Defined
from ...model.dim import Infinite, NotFinite, SnippetError
from ...model.forward import forward, point
from ...model.sample import Smooth, Unknown
from ...model.size import Size
from ...model.tape import State, Tape
from ..verdict import Answer, RouteResult
from . import digits
from .arithmetic import BINARY64, CHOOSING, Array, Diverges, NoRule, Undecidable, Undefined, WithoutValue
from .counterexample import counterexample, difference
from .derivative import full_batch
from .digits import DIGITS
from .evaluation import evaluate, rows_of, shape_text
from .scene import Batch, Frame, Scene, Terms

# Norm-wise: ‖l - r‖ ≤ BOUND·max(1, ‖r‖). A true identity stays far below it, a formula without its ε far above.
BOUND = 1e-9
# In 50 digits what is left of a true identity is the rounding of the model's own float constants (1/3), 1e-17.
_EXACT_BOUND = 1e-12
# Where 50 digits cannot be had, real differences of real differences are good to about 1e-8 only.
_LOOSE_BOUND = 1e-6
_POINTS = 3
_ATTEMPTS = 18
# An equation that holds at a random point holds nearly everywhere; a comparison may fail in a corner.
_MORE_POINTS = 20  # times
# What chooses among values has other values on other sides: more points meet them all.
_POINTS_OF_CHOICES = 10
_MANY_SHIFTS = 3_000
# What a recorded function does not accept at a varied point is no fault of the formula's.
FAULTS = (ArithmeticError, ValueError, TypeError, LookupError, AttributeError, MemoryError, RuntimeError)
_APART = "a random point tells the sides apart"


@dataclass(frozen=True, slots=True)
class Point:
    """One random point: the model's tape, the values of the free symbols, the scene in which terms are evaluated."""

    tape: Tape
    free: Mapping[str, Array]
    scene: Scene

    @property
    def functions(self) -> set[Any]:
        """The functions that the model's body uses."""
        return {step.function for step in self.tape.steps}


def decide(
    obligation: Obligation, model: Model, sizes: Mapping[str, int], seed: int, *, repeat: bool = True
) -> RouteResult:
    """Return what random points say of an obligation at `sizes`.

    YES: at each point, for all values of the free indices, both sides are finite, have the same shape
    and ‖left - right‖ ≤ 1e-9·max(1, ‖right‖), the norm being Euclid's over the entries of one value of
    the indices. NO: at one point they are not, and a computation in 50 digits says so too (with
    `repeat` false it is not asked, and no counterexample is made: for spoiled twins). UNKNOWN,
    with the reason, where the sides have no finite value at any point tried or the model cannot be run.
    The same arguments give the same result. Dimensionless.
    """
    try:
        with np.errstate(all="ignore"):
            if obligation.kind == "shape":
                return _decide_shape(obligation, model, sizes, seed)
            return _decide_equality(obligation, model, sizes, seed, repeat)
    except NotFinite as reason:
        return RouteResult(Answer.UNKNOWN, (dict(sizes),), reason=str(reason), without_value=dict(sizes))
    except (SnippetError, Undefined, Undecidable) as reason:
        return RouteResult(Answer.UNKNOWN, (dict(sizes),), reason=str(reason))
    except NoRule as function:
        return RouteResult(Answer.UNKNOWN, (dict(sizes),), reason=f"{function} cannot be computed here")
    except FAULTS as error:
        return RouteResult(Answer.UNKNOWN, (dict(sizes),), reason=f"evaluation failed: {type(error).__name__}: {error}")


def _times(obligation: Obligation) -> int:
    return _MORE_POINTS if obligation.kind == "comparison" else 1


def random_points(
    model: Model, sizes: Mapping[str, int], seed: int, frame: Frame, attempts: int = _ATTEMPTS
) -> Iterator[Point]:
    """Yield random points. The body runs at the first one; at the others its tape is computed anew.

    Raises: SnippetError where the body fails; Infinite, where it divides by zero at each of `attempts` points.
    """
    rng = np.random.default_rng(seed)
    for left in reversed(range(attempts)):
        first = point(model, sizes, rng)
        try:
            tape = forward(model, sizes, first, seed)
            break
        except Infinite:
            if not left:
                raise
    frame.page_shapes = {name: _page_shape(np.shape(tape.values[node])) for name, node in tape.symbols.items()}
    frame.page_shapes |= {name: frame.shape(model.parameters[name].page_shape) for name in tape.free}
    yield Point(tape, {name: first[name] for name in tape.free}, Scene(frame, State.recorded(tape), BINARY64))
    for _ in range(attempts - 1):
        drawn_so_far: dict[str, Array] = {}
        for name in tape.free:
            drawn_so_far[name] = drawn(name, model.parameters[name], drawn_so_far, sizes, rng)
        free = conjugated(drawn_so_far)
        state = State.computed(tape, BINARY64.rule, np.asarray, None, free)
        yield Point(tape, free, Scene(frame, state, BINARY64))


@lru_cache(maxsize=16)
def _terms(obligation: Obligation) -> Terms:
    """Return where what is known of an obligation's terms is kept: it is the same at the next sizes."""
    del obligation
    return Terms()


def _page_shape(shape: tuple[int, ...]) -> tuple[int, ...]:
    return (shape[0], 1) if len(shape) == 1 else shape


def _decide_shape(obligation: Obligation, model: Model, sizes: Mapping[str, int], seed: int) -> RouteResult:
    frame = Frame(sizes)
    expected = frame.shape(obligation.expected or ())
    here = next(random_points(model, sizes, seed, frame))
    scene = here.scene.at(full_batch([(r.letter, frame.size(r.upper)) for r in obligation.free]))
    found = evaluate(obligation.left, scene).shape[1:]
    if found == expected:
        return RouteResult(Answer.YES, (dict(sizes),), 1, reason=f"its array has shape {shape_text(found)}")
    return RouteResult(
        Answer.NO,
        (dict(sizes),),
        1,
        reason=f"its array has shape {shape_text(found)}, not {shape_text(expected)}",
        counterexample=counterexample(sizes, {}, (), left=shape_text(found), right=shape_text(expected), values={}),
    )


def _decide_equality(
    obligation: Obligation, model: Model, sizes: Mapping[str, int], seed: int, repeat: bool
) -> RouteResult:
    frame = Frame(sizes, _terms(obligation))
    batch = full_batch([(r.letter, frame.size(r.upper)) for r in obligation.free])
    tried = (dict(sizes),)
    residual, points, notes = 0.0, 0, dict[str, None]()
    undefined: list[Undefined] = []
    times, by_signs = _times(obligation), _chooses(obligation)
    for here in random_points(model, sizes, seed, frame, _ATTEMPTS * times):
        try:
            outcome = _compared(obligation, here, batch, repeat)
        except Undefined as reason:
            undefined.append(reason)
            continue
        points += 1
        residual = max(residual, outcome.residual)
        notes.update(dict.fromkeys(filter(None, [outcome.note])))
        if outcome.answer is Answer.NO:
            found = _counterexample(obligation, here, outcome, sizes) if repeat else None
            return RouteResult(Answer.NO, tried, points, outcome.residual, outcome.note, found)
        if outcome.answer is Answer.UNKNOWN:
            return RouteResult(Answer.UNKNOWN, tried, points, outcome.residual, outcome.note)
        enough = _POINTS if not by_signs and CHOOSING.isdisjoint(here.functions) else _POINTS_OF_CHOICES
        if points >= enough * times or frame.shifts > _MANY_SHIFTS:
            break
    if not points:
        found = RouteResult(Answer.UNKNOWN, tried, reason=str(undefined[0]))
        nowhere = all(isinstance(reason, WithoutValue) for reason in undefined)
        if nowhere and (isinstance(undefined[-1], Diverges) or _has_no_value(obligation, here, batch)):
            return replace(found, without_value=dict(sizes))
        return found
    return RouteResult(Answer.YES, tried, points, residual, "; ".join(notes))


def _chooses(obligation: Obligation) -> bool:
    """Whether the formula chooses among values by their signs."""
    parts = (part for side in (obligation.left, obligation.right) if side is not None for part in walk(side))
    return any(isinstance(part, Fold) or (isinstance(part, Apply) and part.function == "step") for part in parts)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How both sides compare at one point; `batch` is the one row in which they differ most."""

    answer: Answer
    residual: float
    note: str
    batch: Batch
    left: Array
    right: Array


def _compared(obligation: Obligation, here: Point, batch: Batch, repeat: bool) -> Outcome:
    left, right = _sides(obligation, here.scene.at(batch))
    residuals = difference(left, right)
    worst = int(np.argmax(residuals))
    residual = float(residuals[worst])
    row = batch.taken(np.array([worst]))
    outcome = Outcome(Answer.YES, residual, "", row, left[worst], right[worst])
    if residual <= BOUND:
        return outcome
    if not repeat and residual > _LOOSE_BOUND:
        return Outcome(Answer.NO, residual, _APART, row, left[worst], right[worst])
    wrong = np.flatnonzero(residuals > BOUND)
    return _repeated(obligation, here, [row, batch.taken(wrong)], outcome)


def _sides(obligation: Obligation, scene: Scene) -> tuple[Array, Array]:
    assert obligation.right is not None
    left, right = (evaluate(side, scene) for side in (obligation.left, obligation.right))
    if left.shape[1:] != right.shape[1:]:
        raise Undecidable(
            f"the left side has shape {shape_text(left.shape[1:])}, the right {shape_text(right.shape[1:])}"
        )
    for side in (left, right):
        if not scene.arithmetic.finite(side):
            raise Undefined("a value that is not finite")
    rows = scene.batch.rows
    return rows_of(left, rows), rows_of(right, rows)


def _repeated(obligation: Obligation, here: Point, batches: list[Batch], first: Outcome) -> Outcome:
    """Repeat a numeric "no" in 50 digits: in the row that differs most, then in all that differ."""
    try:
        with _in_digits(obligation, here) as scene:
            for batch in batches:
                left, right = _sides(obligation, scene.at(batch))
                residuals = difference(left, right)
                worst = int(np.argmax(residuals))
                residual = float(residuals[worst])
                if not residual <= _EXACT_BOUND:
                    row = batch.taken(np.array([worst]))
                    return Outcome(Answer.NO, residual, f"{_APART}, in 50 digits too", row, left[worst], right[worst])
    except NoRule as function:
        return _unrepeated(first, str(function), here.scene.frame.differences)
    note = f"equal in 50 digits where float64 was off by {first.residual:.1e}"
    return Outcome(Answer.YES, residual, note, first.batch, first.left, first.right)


def _has_no_value(obligation: Obligation, here: Point, batch: Batch) -> bool:
    """Whether a side has no value at a point in 50 digits either."""
    try:
        with _in_digits(obligation, here) as scene:
            _sides(obligation, scene.at(batch))
    except WithoutValue:
        return True
    except (NoRule, Undefined, Undecidable, *FAULTS):
        return False
    return False


@contextmanager
def _in_digits(obligation: Obligation, here: Point) -> Iterator[Scene]:
    """Give the scene of a point in which the sides have 50 digits. Raises NoRule where the model cannot have them."""
    frame = here.scene.frame
    assert obligation.right is not None
    sides = (obligation.left, obligation.right)
    primes = max((part.order for side in sides for part in walk(side) if isinstance(part, Apply)), default=0)
    depth = max(frame.terms.of(side).depth for side in sides) + primes
    with digits.precision(depth):
        state = State.computed(here.tape, DIGITS.rule, digits.exact, object, here.free)
        yield Scene(frame, state, DIGITS)


def _unrepeated(first: Outcome, function: str, differences: bool) -> Outcome:
    """Decide without 50 digits: far off is a "no"; near is a "yes" only where real differences explain it."""
    note = f"{function} has no form in 50 digits"
    if first.residual > _LOOSE_BOUND:
        answer, note = Answer.NO, f"{_APART}; {note}"
    elif differences:
        answer, note = Answer.YES, f"{note}; real differences are held to {_LOOSE_BOUND:g}"
    else:
        answer, note = Answer.UNKNOWN, f"{note}; float64 is off by {first.residual:.1e}"
    return Outcome(answer, first.residual, note, first.batch, first.left, first.right)


def _of_unknowns(obligation: Obligation, here: Point) -> Iterator[tuple[str, Array]]:
    """Yield what each unknown function gives that a side rests on: L where it stands bare, and ∂L/∂A.

    Only where the function gives a number and it and its argument are symbols of the page: a reader
    could not be told of others by name. Derivatives of L that cannot be had here are left out.
    """
    assert obligation.right is not None
    tape = here.tape
    parts = [part for side in (obligation.left, obligation.right) for part in walk(side)]
    symbols = [part for part in parts if isinstance(part, Symbol) and part.name in tape.symbols]
    varied = {id(part.of) for part in parts if isinstance(part, Derivative | Differential)}
    bare = {symbol.name for symbol in symbols if id(symbol) not in varied}
    met = {node for symbol in symbols for node in tape.above(tape.symbols[symbol.name])}
    # Two names of one node are one array: the name that the formula uses comes first.
    named = {node: name for name, node in tape.symbols.items()}
    named |= {tape.symbols[symbol.name]: symbol.name for symbol in symbols}
    for node in sorted(met & named.keys()):
        if not isinstance(tape.steps[node].function, Unknown) or np.shape(tape.values[node]):
            continue
        loss = named[node]
        if loss in bare:
            yield loss, np.asarray(here.scene.state.value(node))
        for parent in dict.fromkeys(p for p in tape.steps[node].parents if p in named and not is_conjugate(named[p])):
            by = Symbol(named[parent], shape=tuple(map(Size.of, here.scene.frame.page_shapes[named[parent]])))
            try:
                slopes = evaluate(Derivative(Symbol(loss, shape=()), by, "gradient", shape=by.shape), here.scene)[0]
            except (Undefined, Undecidable, NoRule, *FAULTS):
                continue
            yield f"∂{loss}/∂{by.name}", slopes.reshape(np.shape(tape.values[parent]))


def _behind(function: str, tape: Tape) -> set[str]:
    """Return a function's name and the free symbols that its definition uses."""
    found = tape.functions[function]
    above = tape.above(found.result) if isinstance(found, Defined) else frozenset()
    return {function, *(name for name, node in tape.free.items() if node in above)}


def _counterexample(obligation: Obligation, here: Point, outcome: Outcome, sizes: Mapping[str, int]) -> Any:
    tape = here.tape
    assert obligation.right is not None
    used: set[str] = set()
    for side in (obligation.left, obligation.right):
        for part in walk(side):
            if isinstance(part, Symbol) and part.name in tape.symbols:
                above = tape.above(tape.symbols[part.name])
                used |= {name for name, node in tape.free.items() if node in above}
                used |= {f.name for f in (tape.steps[node].function for node in above) if isinstance(f, Smooth)}
            elif isinstance(part, Apply) and part.function in tape.functions:
                used |= _behind(part.function, tape)
    # The symbol's own value says that of its conjugate.
    used = {name for name in used if not (is_conjugate(name) and conjugate_name(name) in here.free)} | {
        conjugate_name(name) for name in used if is_conjugate(name)
    }
    values: dict[str, Any] = {name: value for name, value in here.free.items() if name in used}
    values |= {name: f for name, f in tape.functions.items() if name in used and isinstance(f, Smooth)}
    values |= dict(_of_unknowns(obligation, here))
    indices = {r.letter: int(outcome.batch.values[r.letter][0]) for r in obligation.free}
    gap = np.abs(outcome.left - outcome.right)
    entry = tuple(int(i) for i in np.unravel_index(int(np.argmax(gap)), np.shape(gap)))
    whole = np.asarray(outcome.left), np.asarray(outcome.right)
    left, right = (side[entry] for side in whole)
    at = tuple(i + 1 for i in entry)
    return counterexample(sizes, indices, at, left=left, right=right, values=values, whole=whole)
