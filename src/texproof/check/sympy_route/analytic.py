"""Which symbols of an obligation are written by eigenvalues, and whether what is claimed of them may be judged so."""

from __future__ import annotations

from collections.abc import Iterator

from ...elaborate import term as t
from ...elaborate.claim import Obligation
from ...model.declare import Model
from ...model.hypotheses import nilpotent, square_zero
from .eigen import is_general
from .forward import Run

ANALYTIC = frozenset({"exp", "sin", "cos"})


def _terms(obligation: Obligation) -> Iterator[t.Term]:
    for side in (obligation.left, obligation.right):
        if side is not None:
            yield from t.walk(side)


def generic_symbols(obligation: Obligation, model: Model) -> frozenset[str]:
    """Return the square matrices that stand in functions of matrices, or commute with others."""
    inside = {
        symbol.name
        for part in _terms(obligation)
        if isinstance(part, t.MatrixFunction | t.Series)
        for symbol in t.walk(part)
        if isinstance(symbol, t.Symbol)
    }
    for name, kind in model.parameters.items():
        partners = {h.partner for h in kind.hypotheses if h.partner}
        if partners:
            inside |= {name, *partners}
    found = set()
    for name in inside & model.parameters.keys():
        kind = model.parameters[name]
        square = kind.noun == "matrix" and kind.shape[0] == kind.shape[1]
        if square and not kind.has(nilpotent) and not kind.has(square_zero):
            found.add(name)
    return frozenset(found)


def objection(obligation: Obligation, run: Run) -> str:
    """Return why an equation that holds where all eigenvalues are real may fail elsewhere, or "".

    What is made of entries by sums, products, quotients and entire functions is analytic. If it is zero on an open set
    of real matrices, it is zero at every matrix at which it exists. A root, a logarithm or a choice by signs is not.
    """
    general = {name for name in run.eigen if is_general(set(run.kinds[name].hypotheses))}
    if not general and not run.solved:
        return ""
    moved = 0
    for name in general:
        for p in run.free[name].entries:
            moved |= run.field.depends(p)
    for part in _terms(obligation):
        match part:
            case t.Apply(function=function) if function not in ANALYTIC and function not in run.functions:
                return f"{function} beside a function of a matrix whose eigenvalues may be complex"
            case t.Fold(operation=operation) if operation != "product":
                return f"a {operation} beside a function of a matrix whose eigenvalues may be complex"
            case t.Power(exponent=t.Number(value=value)) if value.denominator != 1:
                return "a root beside a function of a matrix whose eigenvalues may be complex"
            case t.Power(exponent=exponent) if not isinstance(exponent, t.Number | t.IndexNumber):
                return "a power beside a function of a matrix whose eigenvalues may be complex"
            case t.Symbol(name=name) if name not in run.free and name in run.arrays:
                if any(run.field.depends(p) & moved for p in run.arrays[name].entries):
                    return f"{name} is computed from a matrix whose eigenvalues may be complex"
    return ""
