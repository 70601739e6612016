"""From an obligation to what its script is written from: sizes, the values of free symbols, both sides as source."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from ..check.samples import at_least, exact_sizes, size_letters
from ..elaborate.claim import Obligation
from ..elaborate.term import (
    Apply,
    Derivative,
    Determinant,
    Differential,
    Inverse,
    PseudoInverse,
    Symbol,
    Term,
    children,
    walk,
)
from ..model.declare import Model
from ..model.hypotheses import idempotent, involutory, orthogonal, positive_semidefinite, square_zero
from .code import Coder, Unscripted, size_code, size_name
from .free import free_code
from .plain.text import in_plain
from .scripted import Scripted
from .snippet import model_code

KINDS = frozenset({"equality", "label", "pattern", "place"})
_TAKEN = frozenset({"xp", "at", "sp", "np", "mp", "math", "new", "free", "left", "right", "model", "each", "size"})
_LARGE = (Inverse, Determinant, PseudoInverse)
_MADE = frozenset({orthogonal, idempotent, involutory, square_zero, positive_semidefinite})


def scripted(
    obligation: Obligation, model: Model, functions: Collection[str], source: str, fixed: Mapping[str, int]
) -> Scripted | None:
    """Return what the script of an obligation is written from, or None where none can be.

    `model` is the one that the obligation is stated for, `functions` those that it takes or computes, `source` the
    text of its snippet, `fixed` the sizes that its given fixes.
    """
    if obligation.kind not in KINDS or obligation.right is None:
        return None
    try:
        return _scripted(obligation, obligation.right, model, functions, source, fixed)
    except Unscripted:
        return None


def _scripted(
    obligation: Obligation,
    right: Term,
    model: Model,
    functions: Collection[str],
    source: str,
    fixed: Mapping[str, int],
) -> Scripted:
    letters = size_letters(obligation, model.dims)
    named = tuple(map(size_name, letters))
    coder = Coder(_TAKEN | {*named}, functions)
    sides = (obligation.left, right)
    names = {part.name for side in sides for part in walk(side) if isinstance(part, Symbol)}
    computed = bool(names - model.parameters.keys()) or any(
        isinstance(part, Apply) and part.function in functions and part.function not in model.parameters
        for side in sides for part in walk(side)
    )  # fmt: skip
    if computed:
        model_code(source, model.name, named)  # that there is one
    wanted = {*model.parameters} if computed else _needed(names, model)
    kinds = {name: kind for name, kind in model.parameters.items() if name in wanted and not kind.is_function}
    found = Scripted(
        left=coder.code(obligation.left),
        right=coder.code(right),
        model=model.name if computed else "",
        letters=named,
        exact=_named(_small(obligation, model, letters, fixed, source if computed else "")),
        floats=_named(exact_sizes(letters, fixed, obligation)[-1]),
        free=tuple((name, free_code(name, kind)) for name, kind in kinds.items()),
        functions=tuple(name for name, kind in model.parameters.items() if kind.is_function),
        indices=tuple((coder.letter(r.letter), size_code(r.upper)) for r in obligation.free),
        order=max(map(_depth, sides)),
        is_complex=any(kind.is_complex for kind in model.parameters.values()),
    )
    return replace(found, plain=in_plain(obligation, model, functions, found))


def _named(sizes: Mapping[str, int]) -> dict[str, int]:
    return {size_name(letter): number for letter, number in sizes.items()}


def _needed(names: Collection[str], model: Model) -> set[str]:
    """Return names with those that their values are made from: a conjugate's symbol, what a matrix commutes with."""
    found = set(names)
    for name in names:
        found.add(name.removesuffix("*"))
    for name in tuple(found):
        if name in model.parameters:
            found.update(h.partner for h in model.parameters[name].hypotheses if h.partner)
    return found


def _depth(term: Term) -> int:
    below = max(map(_depth, children(term)), default=0)
    primes = term.order if isinstance(term, Apply) else 0
    return below + primes + isinstance(term, (Derivative, Differential))


def _small(
    obligation: Obligation, model: Model, letters: tuple[str, ...], fixed: Mapping[str, int], source: str
) -> dict[str, int]:
    """Return the sizes for SymPy: 2 and 3, 2 alone for more letters, 2 and 1 where entries are large."""
    free = [letter for letter in letters if letter not in fixed]
    sides = [side for side in (obligation.left, obligation.right) if side is not None]
    large = (
        "linalg" in source
        or any(isinstance(part, _LARGE) for side in sides for part in walk(side))
        or any(h in _MADE for kind in model.parameters.values() for h in kind.hypotheses)
    )
    if large:
        choice = [2] + [1] * (len(free) - 1)
    else:
        choice = [2, 3][: len(free)] if len(free) <= 2 else [2] * len(free)
    return at_least(letters, choice[: len(free)], fixed, obligation)
