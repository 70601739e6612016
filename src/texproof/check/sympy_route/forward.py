"""Running a model's body on exact arrays, with the symbols that are varied cut loose."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Any

from ...elaborate.term import Term
from ...model.declare import Kind, Model
from ...model.dim import SnippetError, bound
from ...model.hypotheses import positive
from ...model.load import line_in
from ...model.unknown import UnknownRequest, unknowns
from . import functions
from .array import Array
from .atoms import Defined, UnknownCall
from .eigen import Eigen, Frame
from .field import Field, Undefined
from .layout import ArrayError
from .making import Cut
from .namespace import Namespace
from .polynomial import Poly, TooLarge
from .symbols import Symbols

CACHED_RUNS = 24


class ForwardError(Exception):
    """A model that cannot be run exactly, or a symbol that cannot be varied; the message says why."""


class FunctionSymbol:
    """A `Function` parameter in a running body: sigma(A) applies it to every entry."""

    def __init__(self, name: str, space: Namespace) -> None:
        self.name = name
        self._space = space

    def __call__(self, argument: Any) -> Array:
        operand = self._space.asarray(argument)
        field = self._space.field
        return self._space.made(operand.shape, [functions.applied(field, self.name, 0, p) for p in operand.entries])


@dataclass(frozen=True, slots=True)
class Call:
    """A call of unknown(…): the array that it gave, and those that it was given."""

    output: Array
    arguments: tuple[Array, ...]


@dataclass(slots=True)
class Run:
    """A model's arrays at some sizes: free and computed symbols by name, in one field.

    `settled` is the number of atoms that the run itself made; an obligation's own are dropped after it.
    """

    space: Namespace
    arrays: dict[str, Array]
    free: dict[str, Array]
    functions: frozenset[str]
    calls: list[Call]
    settled: int = 0
    defined: Mapping[str, Callable[[Array], Array]] = attribute(default_factory=dict)
    kinds: Mapping[str, Kind] = attribute(default_factory=dict)
    eigen: Mapping[str, Eigen] = attribute(default_factory=dict)
    solved: dict[Term, Eigen] = attribute(default_factory=dict)  # sums that are generic themselves
    moving: bool = False  # whether what has eigenvalues here is varied
    turned_frames: dict[int, tuple[Frame, Frame]] = attribute(default_factory=dict)  # by id, held so that ids stay

    @property
    def field(self) -> Field:
        return self.space.field


def run(
    model: Model, sizes: Mapping[str, int], loose: frozenset[str], cuts: Mapping[int, str],
    generic: frozenset[str] = frozenset(),
) -> Run:  # fmt: skip
    """Run the body once. `loose` are parameters that are varied, `cuts` maps creation numbers to computed symbols.

    `generic` are the square matrices that are written by eigenvalues and eigenvectors.

    Raises: ForwardError where the body fails or returns what is not an array; TooLarge; Undefined.
    """
    field = Field()
    space = Namespace(field, {number: _cut(field, name) for number, name in cuts.items()})
    symbols = Symbols(field, loose, generic)
    arrays: dict[str, Array] = {}
    names = frozenset(name for name, kind in model.parameters.items() if kind.is_function)
    field.positive_functions = frozenset(name for name in names if model.parameters[name].has(positive))
    arguments: list[Any] = []
    for name, kind in model.parameters.items():
        if name in names:
            arguments.append(FunctionSymbol(name, space))
        else:
            arrays[name] = space.made(*symbols.entries(name, kind, sizes))
            arguments.append(arrays[name])
    free = dict(arrays)
    calls = _Unknowns(space)
    returned = _returned(model, sizes, space, arguments, calls)
    if not isinstance(returned, Mapping):
        raise ForwardError("the model's body returns no dictionary")
    defined = {name: _defined_function(model, sizes, space, name, f) for name, f in returned.items() if callable(f)}
    for name, value in returned.items():
        if name not in defined:
            arrays[name] = value if isinstance(value, Array) else _constant(space, name, value)
    field.forget(len(field.atoms))  # the run's own work is not counted against the first obligation
    return Run(
        space, arrays, free, names, calls.made, len(field.atoms), defined, model.parameters, symbols.eigen,
        moving=bool(loose & symbols.eigen.keys()),
    )  # fmt: skip


def _defined_function(
    model: Model, sizes: Mapping[str, int], space: Namespace, name: str, function: Callable[[Array], Any]
) -> Callable[[Array], Array]:
    def called(argument: Array) -> Array:
        try:
            with bound(sizes, exact=True), redirect_stdout(sys.stderr):
                return space.asarray(function(argument))
        except (KeyboardInterrupt, MemoryError, TooLarge, Undefined):
            raise
        except BaseException as error:  # noqa: BLE001 - whatever a body raises, SystemExit too, is its fault
            line = line_in(error.__traceback__, model.body.__code__.co_filename)
            raise ForwardError(f"{name} could not be evaluated exactly in line {line}: {error}") from None

    return called


def _returned(
    model: Model, sizes: Mapping[str, int], space: Namespace, arguments: Sequence[Any], calls: _Unknowns
) -> Any:
    try:
        # What a body prints must not end up in a report on standard output.
        with bound(sizes, exact=True), unknowns(calls.answer), redirect_stdout(sys.stderr):
            return model.body(space, *arguments)
    except (KeyboardInterrupt, MemoryError, TooLarge, Undefined):
        raise
    except BaseException as error:  # noqa: BLE001 - whatever a body raises, SystemExit too, is its fault
        line = getattr(error, "line", None) or line_in(error.__traceback__, model.body.__code__.co_filename)
        where = f" in line {line}" if line else ""
        if isinstance(error, (ArrayError, SnippetError)):
            raise ForwardError(f"the snippet could not be run exactly{where}: {error}") from None
        raise ForwardError(f"the snippet failed{where}: {type(error).__name__}: {error}") from None


def _constant(space: Namespace, name: str, value: Any) -> Array:
    """Return a plain number or list as an array of its own, which nothing else is computed from."""
    try:
        return space.asarray(value)
    except (ArrayError, TypeError) as error:
        raise ForwardError(f"{name} is not an array: {error}") from error


def _cut(field: Field, name: str) -> Cut:
    def apart(entries: list[Poly]) -> list[Poly]:
        return [_defined(field, name, position, p) for position, p in enumerate(entries)]

    return apart


def _defined(field: Field, name: str, position: int, definition: Poly) -> Poly:
    key = ("cut", name, position)

    def make() -> Defined:
        own = 1 << len(field.atoms)
        return Defined(
            key=key, definition=definition, value=field.expand(definition), depends=own | field.depends(definition),
            positive=field.positive(definition),
        )  # fmt: skip

    return field.atom(key, make)


class _Unknowns:
    """Answers the unknown(…) calls of one run, in order: each is a function of its own."""

    def __init__(self, space: Namespace) -> None:
        self.space = space
        self.made: list[Call] = []

    def answer(self, request: UnknownRequest) -> Array:
        field = self.space.field
        number = len(self.made)
        arrays = tuple(self.space.asarray(a) for a in request.arguments)
        arguments = tuple(p for a in arrays for p in a.entries)
        masks = tuple(field.depends(p) for p in arguments)
        total = 1
        for size in request.shape:
            total *= size
        if total > 5000:
            raise TooLarge(f"unknown(…) with {total} entries")
        calls = (UnknownCall((number, entry), arguments, masks) for entry in range(total))
        output = self.space.made(request.shape, [call.partial(field, ()) for call in calls])
        self.made.append(Call(output, arrays))
        return output


class Runs:
    """A small cache of runs, by model object, sizes and what is varied."""

    def __init__(self, capacity: int = CACHED_RUNS) -> None:
        self.capacity = capacity
        self._kept: OrderedDict[tuple[Any, ...], tuple[Model, Run]] = OrderedDict()

    def of(
        self, model: Model, sizes: Mapping[str, int], varied: frozenset[str], generic: frozenset[str] = frozenset()
    ) -> Run:
        """Return a run in which every symbol of `varied` can be differentiated by; see `run` for `generic`."""
        plain = self._kept_or_made(model, sizes, frozenset(), {}, generic)
        loose: set[str] = set()
        cuts: dict[int, str] = {}
        numbers = {plain.arrays[name].number: name for name in model.parameters if name in plain.arrays}
        for name in sorted(varied):
            if name in plain.functions:
                raise ForwardError(f"{name} is a function, and nothing is differentiated by it here")
            if name not in plain.arrays:
                raise ForwardError(f"the model has no symbol {name}")
            number = plain.arrays[name].number
            if number not in numbers:
                cuts.setdefault(number, name)
            elif numbers[number] in plain.eigen or any(
                h.structure for h in model.parameters[numbers[number]].hypotheses
            ):
                loose.add(numbers[number])
        if not loose and not cuts:
            return plain
        found = self._kept_or_made(model, sizes, frozenset(loose), cuts, generic)
        marks = [
            (made.space.created, {name: (a.number, a.shape) for name, a in made.arrays.items()})
            for made in (plain, found)
        ]
        if marks[0] != marks[1]:
            raise ForwardError("the snippet computes something else when it is run again")
        return found

    def _kept_or_made(
        self, model: Model, sizes: Mapping[str, int], loose: frozenset[str], cuts: Mapping[int, str],
        generic: frozenset[str],
    ) -> Run:  # fmt: skip
        key = (id(model), tuple(sorted(sizes.items())), loose, tuple(sorted(cuts.items())), generic)
        kept = self._kept.get(key)
        if kept is not None:  # the model is held, so that no other object can get its id
            self._kept.move_to_end(key)
            return kept[1]
        made = run(model, sizes, loose, cuts, generic)
        self._kept[key] = (model, made)
        while len(self._kept) > self.capacity:
            self._kept.popitem(last=False)
        return made
