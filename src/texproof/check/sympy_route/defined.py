"""Exact values and derivatives of a function that the model's body defines."""

from __future__ import annotations

from .atoms import Defined
from .field import Field
from .forward import Run
from .polynomial import Poly, fingerprint
from .quotient import tidy
from .values import EvaluationError


def value(run: Run, name: str, order: int, argument: Poly) -> Poly:
    """Return f^(order)(argument): the body's function, differentiated by a fresh symbol in its place."""
    field = run.field
    argument = tidy(field, argument)
    if order == 0:
        return _of(run, name, argument)
    point = _point(field, argument)
    found = _of(run, name, field.generator(point))
    for _ in range(order):
        found = field.derivative(found, point)
    # A point that stands for nothing varied has served its end; equal values meet again sooner without it.
    return found if field.is_soft(argument) else field.expand(found)


def _of(run: Run, name: str, argument: Poly) -> Poly:
    created = run.space.created
    try:
        found = run.defined[name](run.space.made((), [argument]))
    finally:
        run.space.created = created  # what a formula asks for is no array of the run
    if found.shape:
        raise EvaluationError(f"{name} of a number is an array of shape {found.shape}")
    return found.entries[0]


def _point(field: Field, argument: Poly) -> int:
    """Return the number of an atom that has the argument's value and is varied on its own."""
    key = ("point", fingerprint(argument))
    number = field.number(key)
    if number is not None:
        return number
    own = 1 << len(field.atoms)
    made = Defined(
        key=key, definition=argument, value=field.expand(argument), depends=own | field.depends(argument),
        positive=field.positive(argument),
    )  # fmt: skip
    return field.add_atom(made)
