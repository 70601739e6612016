"""A model's forward computation, run once on arrays and written down on a tape."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from typing import Any

import numpy as np

from .commuting import drawn
from .conjugates import conjugated, is_conjugate
from .declare import Model
from .defined import Defined, defined
from .dim import Dim, Infinite, NotFinite, SnippetError, bound
from .load import explained, line_in
from .sample import Smooth, Unknown
from .tape import Step, Tape
from .traced import Namespace, Traced, Unfitting, plain, record
from .unknown import UnknownRequest, unknowns

_XP = Namespace()


def point(model: Model, sizes: Mapping[str, int], rng: np.random.Generator) -> dict[str, Any]:
    """Return a value for each parameter of a model: arrays that satisfy the hypotheses, smooth functions.

    Raises: SnippetError where a parameter's hypotheses contradict each other.
    """
    values: dict[str, Any] = {}
    for name, kind in model.parameters.items():
        values[name] = Smooth(name, kind, rng) if kind.is_function else drawn(name, kind, values, sizes, rng)
    return conjugated(values)


def forward(model: Model, sizes: Mapping[str, int], values: Mapping[str, Any], seed: int) -> Tape:
    """Run a model's body on `values` at `sizes` and return the tape with its symbols.

    Each `unknown(…)` is a generic smooth function that depends on `seed` and on how many were asked
    for before it, so that a second run gets the same ones.
    Raises: SnippetError with the snippet's line for whatever goes wrong in the body or with its result.
    """
    tape = Tape()
    arguments = []
    for name, value in values.items():
        if model.parameters[name].is_function:
            tape.functions[name] = value
            arguments.append(value)
        else:
            array = value if np.iscomplexobj(value) else np.asarray(value, dtype=float)
            tape.free[name] = tape.append(Step(None), array)
            arguments.append(Traced(tape, tape.free[name]))
    tape.symbols.update(tape.free)
    returned = _returned(model, sizes, arguments, tape, seed)
    for name, result in returned.items():
        if not callable(result):
            tape.symbols[name] = _node(model, name, result, tape)
    for name, result in returned.items():
        if callable(result):
            tape.functions[name] = _function(model, sizes, name, result, tape)
    return tape


def _function(model: Model, sizes: Mapping[str, int], name: str, function: Any, tape: Tape) -> Defined:
    path = model.body.__code__.co_filename
    try:
        with bound(sizes, exact=False), np.errstate(all="ignore"), redirect_stdout(sys.stderr):
            return defined(name, function, tape)
    except SnippetError as error:
        line = error.line or line_in((error.__cause__ or error).__traceback__, path) or model.line
        raise SnippetError(str(error), line) from None


def _returned(model: Model, sizes: Mapping[str, int], arguments: list[Any], tape: Tape, seed: int) -> dict[str, Any]:
    asked = 0

    def answer(request: UnknownRequest) -> Any:
        nonlocal asked
        asked += 1
        inputs = tuple(a if isinstance(a, Traced) else np.asarray(plain(a), dtype=float) for a in request.arguments)
        count = sum(math.prod(a.shape) for a in inputs)
        paired = sum(math.prod(a.shape) for a in inputs[: request.conjugates])
        function = Unknown(request.shape, count, np.random.default_rng([seed, asked]), paired)
        if any(isinstance(a, Traced) for a in inputs):
            return record(tape, function, inputs, {})
        return function(*inputs)

    path = model.body.__code__.co_filename
    try:
        with bound(sizes, exact=False), unknowns(answer), np.errstate(all="ignore"), redirect_stdout(sys.stderr):
            result = model.body(_XP, *arguments)
    except KeyboardInterrupt:
        raise
    except Unfitting as error:
        raise SnippetError(_unfitting(error, sizes), line_in(error.__traceback__, path)) from None
    except BaseException as error:  # noqa: BLE001  whatever a body raises, SystemExit too, is its fault
        raise explained(error, path) from None
    return _checked(model, result, sizes)


def _unfitting(error: Unfitting, sizes: Mapping[str, int]) -> str:
    """Return which shapes do not fit, in the snippet's letters where each number is one letter's."""
    letters = {number: [name for name in sizes if sizes[name] == number] for number in sizes.values()}

    def written(length: int) -> str:
        named = letters.get(length, ())
        return named[0] if len(named) == 1 else str(length)

    shapes = " and ".join("×".join(map(written, shape)) or "a number" for shape in error.shapes)
    at = ", ".join(f"{name} = {number}" for name, number in sizes.items())
    return f"{error.function} of {shapes}: these shapes do not fit" + (f" (tried at {at})" if at else "")


def _checked(model: Model, result: Any, sizes: Mapping[str, int]) -> dict[str, Any]:
    if not isinstance(result, Mapping):
        found = "nothing" if result is None else f"a {type(result).__name__}"
        raise SnippetError(
            f"{model.name} returns {found}; return a dictionary of what it defines, {{}} where it defines nothing",
            model.line,
        )
    for name in result:
        if not isinstance(name, str) or not (name.isidentifier() or is_conjugate(name)):
            raise SnippetError(f"{model.name} returns the name {name!r}; a symbol's name is a Python name", model.line)
        if name in model.parameters:
            raise SnippetError(f"{model.name} returns {name}, which is the name of a parameter", model.line)
    with bound(sizes, exact=False):
        return {name: int(value) if isinstance(value, Dim) else value for name, value in result.items()}


def _node(model: Model, name: str, result: Any, tape: Tape) -> int:
    """Return the node of a returned symbol; a plain number or array becomes a constant of the tape."""
    value = result.value if isinstance(result, Traced) else plain(result)
    if isinstance(result, Traced) and result.tape is not tape:
        raise SnippetError(f"{name} is an array that {model.name} kept from an earlier call", model.line)
    if isinstance(value, (str, bytes)) or not isinstance(value, (int, float, np.ndarray, np.generic, list, tuple)):
        raise SnippetError(f"{name} is a {type(value).__name__}, not a real number or array", model.line)
    try:
        array = np.asarray(value)
    except ValueError:
        raise SnippetError(f"{name} is a list with rows of different lengths, not an array", model.line) from None
    if array.dtype.kind not in ("biufc" if any(kind.is_complex for kind in model.parameters.values()) else "biuf"):
        raise SnippetError(f"{name} holds {array.dtype} values, not real numbers", model.line)
    if not np.all(np.isfinite(array)):
        kind = NotFinite if np.any(np.isnan(array)) else Infinite
        raise kind(f"{name} is not finite at an ordinary point: {_first_bad(array)} is among its values", model.line)
    if isinstance(result, Traced):
        if array.dtype.kind not in "fc":
            return int(record(tape, np.multiply, (1.0, result), {}).node)
        return int(result.node)
    return tape.append(Step(None), array.astype(float))


def _first_bad(array: Any) -> str:
    return str(array[~np.isfinite(array)].ravel()[0])


def forward_checked(model: Model, sizes: Mapping[str, int], values: Mapping[str, Any], seed: int) -> Tape:
    """Run a model's body twice on equal input and return the first tape.

    Raises: SnippetError where the runs differ: the body draws at random or changes something outside.
    """
    first, second = (forward(model, sizes, values, seed) for _ in range(2))
    same = first.symbols.keys() == second.symbols.keys() and all(
        np.array_equal(first.values[node], second.values[second.symbols[name]]) for name, node in first.symbols.items()
    )
    if not same:
        raise SnippetError(
            f"{model.name} gives different results on equal input; it must depend on its parameters alone", model.line
        )
    return first
