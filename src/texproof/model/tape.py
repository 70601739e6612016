"""What a model's body did with its arrays, step by step, and what follows when one array is varied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Function = Callable[..., Any]
Rules = Callable[[Function], Function]  # a recorded function to what computes it in some arithmetic


@dataclass(frozen=True, slots=True)
class Node:
    """The result of a step, by the step's number, where it stands among another step's arguments."""

    number: int


@dataclass(frozen=True, slots=True)
class Step:
    """One operation: `function(*args, **kwargs)` with a Node for each traced argument.

    `function` is None for what is not computed: a free symbol or a constant.
    """

    function: Function | None
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    parents: tuple[int, ...] = ()


@dataclass(eq=False)
class Tape:
    """The steps of one run in order with their values, and which of them each symbol of the model is.

    A value is an array of the code's shape, or a tuple of arrays. Two symbols that are one object in
    the body (`F = Y`) are one node: varying either varies both.
    """

    steps: list[Step] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    symbols: dict[str, int] = field(default_factory=dict)
    free: dict[str, int] = field(default_factory=dict)
    functions: dict[str, Any] = field(default_factory=dict)

    def append(self, step: Step, value: Any) -> int:
        """Add a step with its value and return its number."""
        self.steps.append(step)
        self.values.append(value)
        return len(self.steps) - 1

    @cached_property
    def is_complex(self) -> bool:
        """Whether a free symbol or a function has complex values: then no imaginary part is left for a complex step."""
        values = [self.values[node] for node in self.free.values()]
        return any(map(np.iscomplexobj, [*values, *(getattr(f, "amplitudes", 0.0) for f in self.functions.values())]))

    @cached_property
    def _below(self) -> dict[int, tuple[int, ...]]:
        return {}

    @cached_property
    def _above(self) -> dict[int, frozenset[int]]:
        return {}

    def below(self, node: int) -> tuple[int, ...]:
        """Return the steps that depend on a node, in order, without the node itself."""
        if node not in self._below:
            reached = {node}
            for number in range(node + 1, len(self.steps)):
                if not reached.isdisjoint(self.steps[number].parents):
                    reached.add(number)
            self._below[node] = tuple(sorted(reached - {node}))
        return self._below[node]

    def above(self, node: int) -> frozenset[int]:
        """Return the node and every node that it is computed from."""
        if node not in self._above:
            reached = {node}
            for number in range(node, -1, -1):
                if number in reached:
                    reached.update(self.steps[number].parents)
            self._above[node] = frozenset(reached)
        return self._above[node]


def nodes_in(value: Any) -> Iterator[int]:
    """Yield the numbers of the nodes in a step's argument."""
    if isinstance(value, Node):
        yield value.number
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from nodes_in(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from nodes_in(item)
    elif isinstance(value, slice):
        yield from nodes_in((value.start, value.stop, value.step))


def _resolved(value: Any, values: Callable[[int], Any]) -> Any:
    if isinstance(value, Node):
        return values(value.number)
    if isinstance(value, (tuple, list)):
        return type(value)(_resolved(item, values) for item in value)
    if isinstance(value, dict):
        return {key: _resolved(item, values) for key, item in value.items()}
    return value


def as_arrays(result: Any, dtype: Any = None) -> Any:
    """Return a function's result as an array, or a tuple of arrays where it gave several.

    With `dtype`, numbers become of that type; truth values and indices stay what they are.
    """
    if isinstance(result, (tuple, list)):
        return tuple(as_arrays(item, dtype) for item in result)
    array = np.asarray(result)
    return array if dtype is None or array.dtype.kind in "biu" else array.astype(dtype, copy=False)


class State:
    """The values of all symbols of a tape at one point, some of them shifted.

    A shift is added to a symbol: what is computed from it follows, every other symbol stays. A shift
    of a computed symbol is kept when what it is computed from is varied later, so that derivatives
    may be taken one of another in either order. Only what is asked for is computed.
    """

    def __init__(self, tape: Tape, rules: Rules, values: dict[int, Any], pending: tuple[int, ...], dtype: Any) -> None:
        self.tape, self.rules, self.dtype = tape, rules, dtype
        self._values, self._pending = values, pending
        self._changed = frozenset(pending)
        self._shifts: dict[int, Any] = {}
        self._origin: State | None = None

    @classmethod
    def recorded(cls, tape: Tape) -> State:
        """Return the state of the run itself: float64, by the recorded functions."""
        return cls(tape, lambda function: function, dict(enumerate(tape.values)), (), None)

    @classmethod
    def computed(
        cls, tape: Tape, rules: Rules, convert: Callable[[Any], Any], dtype: Any, free: Mapping[str, Any]
    ) -> State:
        """Return the state at the point `free`, a value for each free symbol: every step is computed anew by `rules`.

        `convert` takes what is not computed (free symbols, constants) over into their arithmetic.
        """
        values = {n: convert(tape.values[n]) for n, step in enumerate(tape.steps) if step.function is None}
        values |= {tape.free[name]: convert(value) for name, value in free.items()}
        pending = tuple(n for n, step in enumerate(tape.steps) if step.function is not None)
        return cls(tape, rules, values, pending, dtype)

    @property
    def is_moved(self) -> bool:
        """Whether some symbol is shifted or replaced here."""
        return self._origin is not None

    def value(self, node: int) -> Any:
        """Return the value of a node; raises what `rules` raises for a function that they do not have."""
        if node in self._values:
            return self._values[node]
        if node not in self._changed and self._origin is not None:
            return self._origin.value(node)
        needed = self.tape.above(node)
        for number in self._pending:
            if number > node:
                break
            if number in needed and number not in self._values:
                self._values[number] = self._compute(number)
        return self._values[node]

    def _compute(self, number: int) -> Any:
        step = self.tape.steps[number]
        assert step.function is not None
        function = self.rules(step.function)
        args = [self.value(a.number) if type(a) is Node else _resolved(a, self.value) for a in step.args]
        kwargs = {name: _resolved(value, self.value) for name, value in step.kwargs.items()} if step.kwargs else {}
        result = as_arrays(function(*args, **kwargs), self.dtype)
        shift = self._shifts.get(number)
        return result if shift is None else np.asarray(result + shift, dtype=self.dtype)

    def _with(self, values: dict[int, Any], node: int, rules: Rules | None, shifts: dict[int, Any]) -> State:
        other = State(self.tape, rules or self.rules, values, self.tape.below(node), self.dtype)
        other._origin, other._shifts = self, shifts
        return other

    def replaced(self, node: int, value: Any, rules: Rules | None = None) -> State:
        """Return the state in which a node is another array, of any shape that the steps below it take."""
        return self._with({node: value}, node, rules, self._shifts)

    def shifted(self, node: int, shift: Any, rules: Rules | None = None) -> State:
        """Return the state in which `shift`, an array of the node's shape, is added to a node.

        With `rules`, what follows is computed by them (complex arithmetic for a complex step).
        """
        values = {node: np.asarray(self.value(node) + shift, dtype=self.dtype)}
        shifts = {**self._shifts, node: self._shifts[node] + shift if node in self._shifts else shift}
        return self._with(values, node, rules, shifts)
