"""Sizes as a snippet writes them: letters in its annotations, numbers while a body runs."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from fractions import Fraction
from functools import total_ordering
from typing import Any

from .size import Size


class SnippetError(Exception):
    """A snippet that cannot serve as a model; the message says why, `line` where (1-based, or None)."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class NotFinite(SnippetError):
    """What a snippet computes is infinite, or not a number, at an ordinary point."""


class Infinite(NotFinite):
    """What a snippet computes is infinite at a point: a number among short decimals that it divides by is zero there.

    Next to such a point it has a value; next to one where it is not a number it most often has none.
    """


@dataclass(frozen=True, slots=True)
class Binding:
    """The numbers that size letters stand for while a model's body runs.

    `exact` says whether arithmetic on sizes gives exact fractions (SymPy) or Python floats (NumPy). With
    `quotient` a letter without a number stays a letter, and that function answers a division by or of one.
    `refused` gets what the body asked of such a letter and was not told, also where it went on in spite of it.
    """

    sizes: Mapping[str, int]
    exact: bool
    quotient: Callable[[Any, Any], Any] | None = None
    refused: list[str] = field(default_factory=list)


_binding: ContextVar[Binding | None] = ContextVar("texproof_binding", default=None)


@contextmanager
def bound(
    sizes: Mapping[str, int], *, exact: bool, quotient: Callable[[Any, Any], Any] | None = None
) -> Iterator[Binding]:
    """Let every `Dim` of a snippet be its number in `sizes` while the block runs; see `Binding`."""
    binding = Binding(sizes, exact, quotient)
    token = _binding.set(binding)
    try:
        yield binding
    finally:
        _binding.reset(token)


@total_ordering
class Dim:
    """A size letter of a snippet. In annotations it is symbolic; in a running body it is its number."""

    __slots__ = ("size",)

    def __init__(self, size: Size) -> None:
        self.size = size

    def _number(self) -> int | None:
        binding = _binding.get()
        if binding is None or (binding.quotient is not None and not self.size.letters <= binding.sizes.keys()):
            return None
        return self.size.value(binding.sizes)

    @property
    def is_open(self) -> bool:
        """Whether it is a letter in a body that runs for all sizes at once."""
        return _binding.get() is not None and self._number() is None

    def __index__(self) -> int:
        number = self._number()
        if number is None:
            raise self._without_number()
        return number

    def _without_number(self) -> SnippetError:
        binding = _binding.get()
        where = "only inside a model's body" if binding is None else "at some sizes only, not for all"
        found = f"the size {self.size} has a number {where}"
        if binding is not None:
            binding.refused.append(found)
        return SnippetError(found)

    def __bool__(self) -> bool:
        return _binding.get() is None or self.__index__() != 0

    __int__ = __index__

    def __float__(self) -> float:
        return float(self.__index__())

    def _combine(self, other: Any, operation: Callable[[Any, Any], Any]) -> Any:
        number = self._number()
        if number is not None and isinstance(other, (int, Dim)):
            # A size again, as in every run: a body cannot tell by the type whether it runs for all sizes at once.
            return Dim(Size.of(operation(number, operator.index(other))))
        if number is not None:
            return operation(number, other)
        if isinstance(other, (int, Dim)):
            return Dim(operation(self.size, other.size if isinstance(other, Dim) else Size.of(other)))
        return NotImplemented

    def __add__(self, other: Any) -> Any:
        return self._combine(other, lambda a, b: a + b)

    def __radd__(self, other: Any) -> Any:
        return self._combine(other, lambda a, b: b + a)

    def __sub__(self, other: Any) -> Any:
        return self._combine(other, lambda a, b: a - b)

    def __rsub__(self, other: Any) -> Any:
        return self._combine(other, lambda a, b: b - a)

    def __mul__(self, other: Any) -> Any:
        return self._combine(other, lambda a, b: a * b)

    def __rmul__(self, other: Any) -> Any:
        return self._combine(other, lambda a, b: b * a)

    def _quotient(self, top: Any, bottom: Any) -> Any:
        binding = _binding.get()
        if binding is None:
            raise SnippetError("a size can be divided by only inside a model's body")
        if binding.quotient is not None and any(isinstance(v, Dim) and v.is_open for v in (top, bottom)):
            return binding.quotient(top, bottom)
        top, bottom = (v.__index__() if isinstance(v, Dim) else v for v in (top, bottom))
        if binding.exact and isinstance(top, int) and isinstance(bottom, int):
            return Fraction(top, bottom)
        return top / bottom

    def __truediv__(self, other: Any) -> Any:
        return self._quotient(self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return self._quotient(other, self)

    def __neg__(self) -> Any:
        return self._combine(0, lambda a, b: b - a)

    def __pow__(self, exponent: Any) -> Any:
        return operator.pow(self.__index__(), exponent)

    def __rpow__(self, base: Any) -> Any:
        return operator.pow(base, self.__index__())

    def __floordiv__(self, other: Any) -> int:
        return self.__index__() // operator.index(other)

    def __mod__(self, other: Any) -> int:
        return self.__index__() % operator.index(other)

    def __lt__(self, other: Any) -> bool:
        return self.__index__() < operator.index(other)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Dim) and (self.size == other.size or _binding.get() is None):
            return self.size == other.size
        if not isinstance(other, (int, Dim)):
            return False
        # In a body sizes are compared as numbers; one that asks whether m is 2 is another body for each answer.
        return (self._number() if _binding.get() is None else self.__index__()) == operator.index(other)

    def __hash__(self) -> int:
        return hash(self.size) if _binding.get() is None else hash(self.__index__())

    def __repr__(self) -> str:
        return str(self.size) if _binding.get() is None else str(self.__index__())


def dims(names: str) -> Any:
    """Return one `Dim` for each name in a string of names, or the `Dim` itself where there is one name."""
    letters = names.replace(",", " ").split()
    if not letters:
        raise SnippetError("dims() needs at least one name")
    made = tuple(Dim(Size.of(letter)) for letter in letters)
    return made if len(made) > 1 else made[0]
