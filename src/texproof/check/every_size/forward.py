"""Running a model's body once for all sizes."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from typing import Any

from ...model.declare import Model
from ...model.dim import SnippetError, bound
from ...model.unknown import UnknownRequest, unknowns
from . import array as arrays
from .array import Array
from .namespace import Namespace
from .network import Applied, Combination, Partial
from .operand import Operand
from .positions import NoRule, refusals
from .unknown import Call
from .writing import parameter

CACHED_RUNS = 16


class FunctionSymbol:
    """A `Function` parameter in a running body: sigma(A) applies it to every entry."""

    def __init__(self, name: str, space: Namespace) -> None:
        self._name, self._space = f"@{name}", space

    def __call__(self, argument: Any) -> Operand:
        operand = self._space.asarray(argument).array
        return self._space.made(arrays.entrywise(operand, lambda entry: Combination.of(Applied(self._name, 0, entry))))


@dataclass(frozen=True, slots=True)
class Run:
    """A model's arrays for all sizes, by name; its functions; what each call of unknown(…) gave, in order."""

    arrays: Mapping[str, Array]
    functions: frozenset[str]
    values: tuple[Array, ...]
    defined: Mapping[str, Callable[[Array], Array]] = field(default_factory=dict)


def run(model: Model, fixed: Mapping[str, int]) -> Run:
    """Run the body once, sizes being letters but where they are fixed. Raises NoRule where the body needs more."""
    space = Namespace(fixed)
    found: dict[str, Array] = {}
    names = frozenset(name for name, kind in model.parameters.items() if kind.is_function)
    arguments: list[Any] = []
    for name, kind in model.parameters.items():
        if name in names:
            arguments.append(FunctionSymbol(name, space))
        else:
            found[name] = parameter(name, kind, tuple((size.substitute(fixed),) for size in kind.shape))
            arguments.append(space.made(found[name]))
    made: list[Array] = []
    returned = _returned(model, fixed, space, arguments, made)
    if not isinstance(returned, Mapping):
        raise NoRule("a body that returns no dictionary")
    defined: dict[str, Callable[[Array], Array]] = {}
    for name, value in returned.items():
        if callable(value):
            defined[name] = _defined_function(space, fixed, name, value)
            continue
        try:
            found[name] = space.asarray(value).array
        except TypeError:
            raise NoRule(f"{name}, which is no array") from None
        found[name].named = True
    return Run(found, names, tuple(made), defined)


def _defined_function(
    space: Namespace, fixed: Mapping[str, int], name: str, function: Callable[[Operand], Any]
) -> Callable[[Array], Array]:
    def called(argument: Array) -> Array:
        try:
            with bound(fixed, exact=True, quotient=space.quotient) as binding, redirect_stdout(sys.stderr):
                value = space.asarray(function(space.made(argument))).array
        except (KeyboardInterrupt, MemoryError, NoRule):
            raise
        except BaseException as error:  # noqa: BLE001 - whatever a body raises, SystemExit too, is its fault
            raise NoRule(f"the function {name}, which cannot run for all sizes ({type(error).__name__})") from None
        if binding.refused or value.axes != argument.axes:
            raise NoRule(f"the function {name}, which cannot run for all sizes")
        return value

    return called


def _returned(model: Model, fixed: Mapping[str, int], space: Namespace, arguments: list[Any], made: list[Array]) -> Any:
    def answer(request: UnknownRequest) -> Operand:
        operands = tuple(space.asarray(a).array for a in request.arguments)
        axes = tuple((space.length(s),) for s in request.shape)
        call = Call(len(made), operands, len(axes))
        made.append(Array(axes, lambda at: Combination.of(Partial(call, (), (at,))), operands))
        return space.made(made[-1])

    try:
        with (
            bound(fixed, exact=True, quotient=space.quotient) as binding,
            refusals(binding.refused),
            unknowns(answer),
            redirect_stdout(sys.stderr),
        ):
            returned = model.body(space, *arguments)
    except (KeyboardInterrupt, MemoryError, NoRule):
        raise
    except SnippetError as error:
        raise NoRule(f"a body in which {error}") from None
    except BaseException as error:  # noqa: BLE001 - whatever a body raises, SystemExit too, is its fault
        raise NoRule(f"a body that cannot run for all sizes at once ({type(error).__name__})") from None
    if binding.refused:  # and caught, so that what the body computed may depend on its being asked for all sizes
        raise NoRule(f"a body that goes on where {binding.refused[0]}")
    return returned


class Runs:
    """A small cache of runs, by model object and fixed sizes. What has no rule is remembered too."""

    def __init__(self, capacity: int = CACHED_RUNS) -> None:
        self.capacity = capacity
        self._kept: OrderedDict[tuple[Any, ...], tuple[Model, Run | NoRule]] = OrderedDict()

    def of(self, model: Model, fixed: Mapping[str, int]) -> Run:
        key = (id(model), tuple(sorted(fixed.items())))
        kept = self._kept.get(key)
        if kept is None:  # the model is held, so that no other object can get its id
            try:
                made: Run | NoRule = run(model, fixed)
            except NoRule as error:
                made = error
            kept = self._kept[key] = (model, made)
            while len(self._kept) > self.capacity:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        if isinstance(kept[1], NoRule):
            raise NoRule(str(kept[1]))
        return kept[1]
