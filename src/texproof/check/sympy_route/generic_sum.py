"""A function of a sum, e^{A + tB}: the sum is the generic matrix, and A is what the other terms leave of it.

With A = M − tB, each (A, B, t) belongs to one (M, B, t) and back, so that nothing is lost by writing M with
eigenvalues. The entries of A stay what they are for derivatives: they do not move with t.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...elaborate import term as t
from ...elaborate.claim import Obligation
from ...model.declare import Model
from ...model.hypotheses import constant
from .eigen import of_symbol
from .polynomial import single_generator
from .values import EvaluationError

if TYPE_CHECKING:
    from .evaluation import Evaluator


@dataclass(frozen=True, slots=True)
class GenericSum:
    """The one sum whose functions an obligation is about, and the symbol in it that is solved for."""

    name: str
    core: t.Add


def generic_sum(obligation: Obligation, model: Model) -> GenericSum | None:
    """Return the sum, or None where there is no such one, or several, or no symbol that can be solved for."""
    cores = set()
    for side in (obligation.left, obligation.right):
        for part in t.walk(side) if side is not None else ():
            if isinstance(part, t.MatrixFunction):
                cores.add(_core(part.argument))
            elif isinstance(part, t.Series):
                return None
    core = cores.pop() if len(cores) == 1 else None
    if not isinstance(core, t.Add):
        return None
    names = [part.name for part in t.walk(core) if isinstance(part, t.Symbol) and len(part.shape) == 2]
    if len(set(names)) < 2 or any(h.partner for kind in model.parameters.values() for h in kind.hypotheses):
        return None
    for part in core.terms:
        if isinstance(part, t.Symbol) and part.name in model.parameters and names.count(part.name) == 1:
            if set(model.parameters[part.name].hypotheses) <= {constant}:
                return GenericSum(part.name, core)
    return None


def _core(term: t.Term) -> t.Term:
    """Return what numbers multiply."""
    match term:
        case t.Negative():
            return _core(term.argument)
        case t.Divide():
            return _core(term.numerator)
        case t.Multiply() if not (term.left.shape and term.right.shape):
            return _core(term.left if term.left.shape else term.right)
    return term


def solve(asked: GenericSum, evaluator: Evaluator, *, moving: bool) -> None:
    """Let the sum be a generic matrix, and its symbol what is left. EvaluationError: something is computed from it."""
    run, field = evaluator.run, evaluator.run.field
    moved = 0
    for p in run.free[asked.name].entries:
        moved |= field.depends(p)
    computed = [name for name in run.arrays if name not in run.free]
    if any(field.depends(p) & moved for name in computed for p in run.arrays[name].entries):
        raise EvaluationError(f"a function of a sum beside what is computed from {asked.name}")
    symbol = next(part for part in asked.core.terms if isinstance(part, t.Symbol) and part.name == asked.name)
    whole = of_symbol(field, f"={asked.name}", set(), evaluator.shape(symbol)[0], None)
    assert whole is not None
    rest = [p for row in whole.rows(field) for p in row]
    for part in asked.core.terms:
        if part is not symbol:
            others = evaluator.value(part, {})[1]
            rest = [field.subtract(p, field.expand(q)) for p, q in zip(rest, others, strict=True)]
    for p, value in zip(run.free[asked.name].entries, rest, strict=True):
        number = single_generator(p)
        assert number is not None
        field.give_value(number, value)
    run.solved[asked.core] = whole
    run.moving = moving


def release(asked: GenericSum, evaluator: Evaluator) -> None:
    """Let the symbol be free again."""
    run = evaluator.run
    run.solved.clear()
    run.moving = False
    for p in run.free[asked.name].entries:
        number = single_generator(p)
        if number is not None:
            run.field.give_value(number, None)
