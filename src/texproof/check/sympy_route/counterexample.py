"""Small whole numbers for which two sides differ, so that a reader can redo them by hand."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from math import ceil, floor
from typing import Any

from ..verdict import Counterexample, shown_whole
from .array import Array
from .atoms import OutsideDomain, UnknownValue, Variable, pseudo_random
from .field import Undefined
from .forward import Run
from .function_values import Applied
from .layout import strides
from .point import Point
from .polynomial import Poly, TooLarge, occurring
from .values import Value

TRIALS = 12
MOST_ENTRIES = 80
SIGNIFICANT = (4, 6, 9, 12, 17)


class SmallPoint(Point):
    """A point at which the free entries, and what unknown functions give, are small whole numbers but 0."""

    def _atom(self, number: int) -> Any:
        atom = self.field.atoms[number]
        if isinstance(atom, Variable) and atom.value is None:
            low, high = ceil(atom.centre - atom.radius), floor(atom.centre + atom.radius)
            if high > 0 or low < 0:  # else no whole number but 0 lies there
                return self.context.mpf(self._whole(atom.key, low, high))
        if isinstance(atom, UnknownValue):
            return self.context.mpf(self.of_unknown(atom.key))
        return super()._atom(number)

    def of_unknown(self, key: object) -> int:
        return self._whole(key, -3, 3)

    def _whole(self, key: object, low: int, high: int) -> int:
        choices = [v for v in range(low, high + 1) if v] or [1]
        return choices[floor((pseudo_random(key, self.trial) + 1) / 2 * len(choices))]


def counterexample(
    run: Run, indices: Mapping[str, int], sizes: Mapping[str, int], position: int, *whole: Value
) -> Counterexample | None:
    """Return values for which the entry at a position of both sides differs, or None where no short one is found.

    None too where a reader could not redo it: with a function parameter, or with second derivatives
    of an unknown function. Both sides are shown whole where that takes no more than small matrices.
    """
    field = run.field
    left, right = (field.expand(entries[position]) for _, entries in whole)
    if sum(len(array.entries) for array in run.arrays.values()) > MOST_ENTRIES or not _plainly_named(run, left, right):
        return None
    shape = whole[0][0]
    for trial in range(TRIALS):
        point = SmallPoint(field, trial)
        try:
            if not point.stands_out(field.subtract(left, right)):
                continue
            values = point.value(left), point.value(right)
            shown = _values(run, point, left, right)
        except (OutsideDomain, ZeroDivisionError):
            continue
        texts, entry = _apart(point, *values), _entry(shape, position)
        rows, more = _rows(run, point, *whole)
        return Counterexample(dict(sizes), dict(indices), entry, *texts, shown | more, rows)
    return None


def _values(run: Run, point: SmallPoint, *sides: Poly) -> dict[str, str]:
    """Return the values that sides are made of, by their names on the page."""
    shown = {name: _text(point, array) for name, array in _met(run, *sides).items()}
    return {**shown, **_of_unknowns(run, point, *sides)}


Rows = tuple[tuple[tuple[str, ...], ...], ...]


def _rows(run: Run, point: SmallPoint, *whole: Value) -> tuple[Rows, dict[str, str]]:
    """Return both sides as rows of text and the values that they are made of; nothing where a reader is not helped."""
    shape, field = whole[0][0], run.field
    if not shown_whole(shape):
        return (), {}
    try:
        sides = [[field.expand(entry) for entry in entries] for _, entries in whole]
        if not _plainly_named(run, *chain(*sides)):
            return (), {}
        cells = [
            _apart(point, point.value(p), point.value(q))
            if point.stands_out(field.subtract(p, q))
            else (_number(point, point.value(p), SIGNIFICANT[0]),) * 2
            for p, q in zip(*sides, strict=True)
        ]
        values = _values(run, point, *chain(*sides))
    except (OutsideDomain, ArithmeticError, TooLarge, Undefined):
        return (), {}
    width = shape[1]
    rows = [[side[i : i + width] for i in range(0, len(side), width)] for side in zip(*cells, strict=True)]
    return tuple(map(tuple, rows)), values


def _met(run: Run, *sides: Poly) -> dict[str, Array]:
    """Return the free arrays that the sides are made of."""
    numbers = {atom.number for atom in _below(run, *sides)}
    made_of = {
        name: {i for p in array.entries for i in occurring(run.field.expand(p))} for name, array in run.free.items()
    }
    return {name: run.free[name] for name, atoms in made_of.items() if atoms & numbers}


def _plainly_named(run: Run, *sides: Poly) -> bool:
    for atom in _below(run, *sides):
        if isinstance(atom, Applied):
            return False
        if isinstance(atom, UnknownValue) and (len(atom.positions) > 1 or _derivative_name(run, atom) is None):
            return False
    return True


def _below(run: Run, *sides: Poly) -> list[Any]:
    """Return every atom that the sides are made of, those inside others too."""
    found: dict[int, Any] = {}
    waiting = [i for side in sides for i in occurring(side)]
    while waiting:
        number = waiting.pop()
        if number in found:
            continue
        atom = found[number] = run.field.atoms[number]
        inner = getattr(atom, "of", None) or getattr(atom, "argument", None)
        if inner is not None:
            waiting += occurring(inner)
    return list(found.values())


def _derivative_name(run: Run, atom: UnknownValue) -> tuple[str, Array | None] | None:
    """Return how a page would name an unknown function's value, or the array of derivatives that this is one of."""
    call = run.calls[atom.call.name[0]]
    function = _name_of(run, call.output)
    if function is None or call.output.shape:
        return None
    if not atom.positions:
        return function, None
    start = atom.positions[0]
    for argument in call.arguments:
        if start < len(argument.entries):
            name = _name_of(run, argument)
            return None if name is None else (f"∂{function}/∂{name}", argument)
        start -= len(argument.entries)
    return None


def _name_of(run: Run, array: Array) -> str | None:
    return next((name for name, other in run.arrays.items() if other.number == array.number), None)


def _of_unknowns(run: Run, point: SmallPoint, *sides: Poly) -> dict[str, str]:
    shown: dict[str, str] = {}
    for atom in _below(run, *sides):
        named = _derivative_name(run, atom) if isinstance(atom, UnknownValue) else None
        if named is None or named[0] in shown:
            continue
        name, argument = named
        if argument is None:
            shown[name] = str(point.of_unknown(atom.key))
            continue
        start = sum(len(a.entries) for a in _before(run, atom, argument))
        keys = [("unknown", atom.call.name, (start + i,)) for i in range(len(argument.entries))]
        shown[name] = _nested([str(point.of_unknown(key)) for key in keys], argument.shape)
    return shown


def _before(run: Run, atom: UnknownValue, argument: Array) -> list[Array]:
    arguments = run.calls[atom.call.name[0]].arguments
    return list(arguments[: next(i for i, a in enumerate(arguments) if a is argument)])


def _text(point: SmallPoint, array: Array) -> str:
    return _nested([_number(point, point.value(point.field.expand(p)), 6) for p in array.entries], array.shape)


def _nested(texts: list[str], shape: tuple[int, ...]) -> str:
    if not shape:
        return texts[0]
    step = len(texts) // shape[0]
    return "[" + ", ".join(_nested(texts[i * step : (i + 1) * step], shape[1:]) for i in range(shape[0])) + "]"


def _number(point: SmallPoint, value: Any, digits: int) -> str:
    nearest = int(point.context.nint(value))
    return str(nearest) if nearest == value else f"{float(value):.{digits}g}"


def _apart(point: SmallPoint, left: Any, right: Any) -> tuple[str, str]:
    texts = ("", "")
    for digits in SIGNIFICANT:
        texts = (_number(point, left, digits), _number(point, right, digits))
        if texts[0] != texts[1]:
            break
    return texts


def _entry(shape: tuple[int, ...], position: int) -> tuple[int, ...]:
    return tuple(position // step % size + 1 for step, size in zip(strides(shape), shape, strict=True))
