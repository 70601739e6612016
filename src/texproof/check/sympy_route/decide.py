"""The SymPy route: an obligation at one tuple of sizes, decided exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from math import prod

from ...elaborate.claim import Obligation
from ...elaborate.imaginary import Inseparable, without_imaginary
from ...elaborate.term import Apply, ImaginaryUnit, walk
from ...model.declare import Model
from ..verdict import Answer, Counterexample, RouteResult
from . import analytic
from .branches import vanishes_on_its_branch
from .counterexample import counterexample
from .evaluation import Evaluator
from .field import Field, Undefined
from .forward import ForwardError, Runs
from .generic_sum import generic_sum, release, solve
from .latest import Latest
from .layout import ArrayError
from .letters import varied
from .pieces import vanishes_on_every_piece
from .point import clearly_nonzero
from .polynomial import Poly, TooLarge, constant
from .values import EvaluationError, Value
from .zero import conclusive, reduced

INDEX_LIMIT = 50_000  # values of all free indices together

_runs = Runs()
_latest = Latest()


def decide(obligation: Obligation, model: Model, sizes: Mapping[str, int], *, example: bool = True) -> RouteResult:
    """Return whether left = right exactly, for all values of the free indices, at these sizes.

    YES: every difference of entries is zero by the relations of its atoms. NO: some difference is a
    nonzero element in independent atoms, or not zero at a point evaluated in many digits. UNKNOWN:
    neither, or the value does not exist, or the budget ran out; the reason says which. For the kind
    "shape": whether the array has the shape that is expected. Raises nothing but MemoryError. With `example` false a NO
    comes without its counterexample: for spoiled twins, of which nobody asks for one.
    """
    try:
        return _decided(obligation, model, dict(sizes), example)
    except TooLarge as error:
        return _result(Answer.UNKNOWN, sizes, f"too large: {error}")
    except Undefined as error:
        return _result(Answer.UNKNOWN, sizes, f"undefined: {error}")
    except (ForwardError, EvaluationError, ArrayError, Inseparable) as error:
        return _result(Answer.UNKNOWN, sizes, str(error))
    except MemoryError:
        raise  # whoever limits the memory says so, and keeps nothing
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a route never ends a run: what it cannot do is unknown
        return _result(Answer.UNKNOWN, sizes, f"the SymPy route failed: {type(error).__name__}: {error}")


def forget() -> None:
    """Forget what was evaluated, so that what comes next is decided as it would be in a new process."""
    _latest.forget()


def _result(answer: Answer, sizes: Mapping[str, int], reason: str) -> RouteResult:
    return RouteResult(answer, (dict(sizes),), reason=reason)


def _decided(obligation: Obligation, model: Model, sizes: dict[str, int], example: bool) -> RouteResult:
    for size, number in obligation.at_least:
        if size.value(sizes) < number:
            reason = f"{size} has to be {number} at least, and is {size.value(sizes)}"
            return _result(Answer.UNKNOWN, sizes, reason)
    obligation = _in_real_letters(obligation)
    names = varied(obligation.left) | (varied(obligation.right) if obligation.right is not None else frozenset())
    asked = generic_sum(obligation, model)
    if asked is None:
        run = _runs.of(model, sizes, names, analytic.generic_symbols(obligation, model))
        return _answered(obligation, _latest.evaluator(run, sizes, obligation), example and not _is_complex(model))
    # What its symbol stands for is this obligation's alone, so that nothing is kept of it.
    run = _runs.of(model, sizes, names, frozenset({f"={asked.name}"}))
    run.field.forget(run.settled)
    evaluator = Evaluator(run, sizes)
    try:
        solve(asked, evaluator, moving=bool(names))
        return _answered(obligation, evaluator, example and not _is_complex(model))
    finally:
        release(asked, evaluator)


def _answered(obligation: Obligation, evaluator: Evaluator, example: bool) -> RouteResult:
    doubt = analytic.objection(obligation, evaluator.run)
    if doubt:
        return _result(Answer.UNKNOWN, evaluator.sizes, doubt)
    if obligation.kind == "shape":
        return _shape(obligation, evaluator)
    return _equality(obligation, evaluator, example)


def _in_real_letters(obligation: Obligation) -> Obligation:
    """Return an obligation without i, or as it is where i stands in inverses and determinants only.

    Raises: Inseparable where a function is of what holds i, which has more than one value.
    """
    try:
        return without_imaginary(obligation)
    except Inseparable:
        sides = [side for side in (obligation.left, obligation.right) if side is not None]
        applied = (part for side in sides for part in walk(side) if isinstance(part, Apply))
        if any(isinstance(part, ImaginaryUnit) for each in applied for part in walk(each)):
            raise
        return obligation


def _is_complex(model: Model) -> bool:
    """Whether letters stand for conjugates of each other: varied apart, they make no example to look at."""
    return any(kind.is_complex for kind in model.parameters.values())


def _assignments(obligation: Obligation, sizes: Mapping[str, int]) -> Iterator[dict[str, int]]:
    uppers = [(free.letter, free.upper.value(sizes)) for free in obligation.free]
    if prod(upper for _, upper in uppers) > INDEX_LIMIT:
        raise TooLarge(f"more than {INDEX_LIMIT} values of the free indices")
    for values in product(*(range(1, upper + 1) for _, upper in uppers)):
        yield dict(zip((letter for letter, _ in uppers), values, strict=True))


def _shape(obligation: Obligation, evaluator: Evaluator) -> RouteResult:
    sizes = evaluator.sizes
    if obligation.expected is None:
        return _result(Answer.UNKNOWN, sizes, "no shape was stated")
    expected = tuple(size.value(sizes) for size in obligation.expected)
    for indices in _assignments(obligation, sizes):
        shape, _ = evaluator.value(obligation.left, indices)
        if (shape or (1, 1)) != (expected or (1, 1)):
            return _result(Answer.NO, sizes, f"the value has the shape {shape}, not {expected}")
    return _result(Answer.YES, sizes, "the value has this shape")


def _equality(obligation: Obligation, evaluator: Evaluator, example: bool) -> RouteResult:
    sizes, right_term = evaluator.sizes, obligation.right
    if right_term is None:
        return _result(Answer.UNKNOWN, sizes, "no right side was stated")
    entries, doubt = 0, ""
    for indices in _assignments(obligation, sizes):
        left, right = evaluator.value(obligation.left, indices), evaluator.value(right_term, indices)
        if left[0] != right[0]:
            return _result(Answer.UNKNOWN, sizes, f"the left side has the shape {left[0]}, the right side {right[0]}")
        for position, difference in _differences(evaluator.field, left, right):
            entries += 1
            equal, reason = vanishes(evaluator.field, difference)
            where = _place(left[0], position, indices)
            if equal is False:
                found = _shown(evaluator, indices, position, left, right) if example else None
                return replace(_result(Answer.NO, sizes, f"{where}{reason}"), counterexample=found)
            if equal is None:
                doubt = doubt or f"{where}{reason}"
    if doubt:
        return _result(Answer.UNKNOWN, sizes, doubt)
    if not entries:
        return _result(Answer.UNKNOWN, sizes, "there is no entry to compare at these sizes")
    counted = f"{entries} {'entry' if entries == 1 else 'entries'}"
    return _result(Answer.YES, sizes, f"{counted}: every difference is exactly 0")


def _shown(
    evaluator: Evaluator, indices: Mapping[str, int], position: int, left: Value, right: Value
) -> Counterexample | None:
    try:
        return counterexample(evaluator.run, indices, evaluator.sizes, position, left, right)
    except (ArithmeticError, ValueError, TooLarge, Undefined):  # numbers too long to show
        return None


def _differences(field: Field, left: Value, right: Value) -> Iterator[tuple[int, Poly]]:
    for position, (p, q) in enumerate(zip(left[1], right[1], strict=True)):
        yield position, field.subtract(p, q)


def vanishes(field: Field, difference: Poly) -> tuple[bool | None, str]:
    """Return whether a difference is zero (None: not known), and how that was found."""
    if not difference:
        return True, ""
    expanded = field.expand(difference)
    rest = reduced(field, expanded)
    if not rest:
        return True, ""
    if conclusive(field, rest):
        number = constant(expanded)
        if number is not None:
            return False, f"left minus right is {number}"
        return False, f"left minus right is a polynomial with {len(rest)} term{'s' * (len(rest) > 1)}, not 0"
    match clearly_nonzero(field, expanded):
        case True:
            return False, "left minus right is not 0 at a point, evaluated in 60 digits"
        case False:
            if vanishes_on_its_branch(field, rest) or vanishes_on_every_piece(field, rest):
                return True, ""
            return None, "left minus right vanishes in 60 digits, but no exact proof was found"
    return None, "no point was found at which both sides exist"


def _place(shape: tuple[int, ...], position: int, indices: Mapping[str, int]) -> str:
    parts = [f"{letter} = {number}" for letter, number in indices.items()]
    if shape:
        at, rest = [], position
        for size in reversed(shape):
            rest, number = divmod(rest, size)
            at.append(str(number + 1))
        parts.append(f"entry ({', '.join(reversed(at))})")
    return f"{', '.join(parts)}: " if parts else ""
