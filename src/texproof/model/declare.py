"""What a snippet writes: sizes, types with hypotheses, the model, unknown functions."""

from __future__ import annotations

import inspect
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import total_ordering
from typing import Any

from .hypotheses import (
    COMPLEX,
    Hypothesis,
    complex_,
    objection,
)
from .size import Shape, Size

__all__ = [
    "Binding",
    "Dim",
    "Function",
    "Kind",
    "KindMaker",
    "Matrix",
    "MatrixFunction",
    "Model",
    "Scalar",
    "SnippetError",
    "Tensor",
    "UnknownRequest",
    "Vector",
    "bound",
    "dims",
    "model",
    "unknown",
    "unknowns",
]


class SnippetError(Exception):
    """A snippet that cannot serve as a model; the message says why, `line` where (1-based, or None)."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


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


@dataclass(frozen=True, slots=True)
class Kind:
    """The type of a free symbol: what it is, its shape, its hypotheses.

    `shape` is the shape in code: () for a number, (n,) for a vector, (m, n) for a matrix.
    """

    noun: str  # "scalar", "vector", "matrix", "tensor", "function", "matrix function"
    shape: Shape = ()
    hypotheses: tuple[Hypothesis, ...] = ()

    @property
    def page_shape(self) -> Shape:
        """The shape on the page, where a vector is a column: (n, 1)."""
        return (self.shape[0], Size.of(1)) if len(self.shape) == 1 else self.shape

    @property
    def is_complex(self) -> bool:
        """Whether its values are complex; a type that does not say so has real ones."""
        return not COMPLEX.isdisjoint(self.hypotheses)

    @property
    def is_function(self) -> bool:
        """Whether it is a function of one number, or of a number and of square matrices."""
        return self.noun in ("function", "matrix function")

    def has(self, hypothesis: Hypothesis) -> bool:
        return hypothesis in self.hypotheses

    def supposing(self, hypothesis: Hypothesis) -> Kind:
        """Return the type with one hypothesis more. SnippetError: nothing of this type can have it."""
        return _fitting(replace(self, hypotheses=(*self.hypotheses, hypothesis)))


def _fitting(kind: Kind) -> Kind:
    """Return a type whose hypotheses suit it. SnippetError: they do not."""
    is_square = kind.noun == "matrix" and kind.shape[0] == kind.shape[1]
    why = objection(kind.hypotheses, kind.noun, square=is_square)
    if why:
        raise SnippetError(why)
    return kind


def _size(value: Any) -> Size:
    if isinstance(value, Dim):
        return value.size
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return Size.of(value)
    raise SnippetError(f"a size is a name from dims() or a positive whole number, not {value!r}")


@dataclass(frozen=True, slots=True)
class KindMaker:
    """`Matrix`, `Vector`, …: subscripted with sizes, then hypotheses, it gives a `Kind`."""

    noun: str
    rank: int | None  # None: any

    def __getitem__(self, items: Any) -> Kind:
        listed = items if isinstance(items, tuple) else (items,)
        parts = tuple(complex_ if part is complex else part for part in listed)  # Python's word says it too
        sizes = tuple(_size(p) for p in parts if not isinstance(p, Hypothesis))
        hypotheses = tuple(p for p in parts if isinstance(p, Hypothesis))
        if self.rank is not None and len(sizes) != self.rank:
            raise SnippetError(f"{self.noun.capitalize()} takes {self.rank} sizes, not {len(sizes)}")
        return _fitting(Kind(self.noun, sizes, hypotheses))

    def __call__(self) -> Kind:
        return self[()]


Scalar = KindMaker("scalar", 0)
Vector = KindMaker("vector", 1)
Matrix = KindMaker("matrix", 2)
Tensor = KindMaker("tensor", None)
Function = KindMaker("function", 0)
MatrixFunction = KindMaker("matrix function", 0)


@dataclass(frozen=True, slots=True)
class Model:
    """A snippet's model: its free symbols with their types, and its forward computation.

    `body(xp, *parameters)` returns the defined symbols by name; it runs once for each route. `letters` are size
    letters that stand in no parameter's shape: the exponent k of X^k.
    """

    name: str
    parameters: Mapping[str, Kind]
    body: Callable[..., Mapping[str, Any]]
    latex: Mapping[str, str] = field(default_factory=dict)
    line: int = 1
    letters: tuple[str, ...] = ()

    @property
    def dims(self) -> tuple[str, ...]:
        """The size letters of the parameters, in order of first appearance, then those that stand alone."""
        seen: dict[str, None] = {}
        for kind in self.parameters.values():
            for size in kind.shape:
                seen.update(dict.fromkeys(sorted(size.letters)))
        return tuple(dict.fromkeys([*seen, *self.letters]))


def _parameters(function: Callable[..., Any]) -> dict[str, Kind]:
    names = list(inspect.signature(function).parameters)
    if not names:
        raise SnippetError(f"the model {function.__name__} takes xp first")
    kinds: dict[str, Kind] = {}
    annotations = inspect.get_annotations(function, eval_str=True)
    for name in names[1:]:
        kind = annotations.get(name)
        if isinstance(kind, KindMaker) and kind.rank == 0:
            kind = kind()
        if not isinstance(kind, Kind):
            raise SnippetError(f"the parameter {name} of {function.__name__} needs a type such as Matrix[m, n]")
        kinds[name] = kind
    return kinds


def model(
    function: Callable[..., Any] | None = None, *, latex: Mapping[str, str] | None = None, letters: Sequence[Dim] = ()
) -> Any:
    """Mark a snippet's function as a model; `latex` gives names on the page that the rules do not.

    The function is called as `function(xp, *parameters)`, xp being the array namespace. `letters` are whole numbers
    from 1 that stand in no shape, such as the k of X^k.
    """
    if not all(isinstance(letter, Dim) for letter in letters):
        raise SnippetError("letters= lists names from dims()")

    def mark(body: Callable[..., Any]) -> Model:
        line = body.__code__.co_firstlineno
        try:
            kinds = _parameters(body)
        except SnippetError as error:
            raise SnippetError(str(error), error.line or line) from None
        return Model(body.__name__, kinds, body, dict(latex or {}), line, tuple(str(x.size) for x in letters))

    return mark(function) if function is not None else mark


@dataclass(frozen=True, slots=True)
class UnknownRequest:
    """A call of `unknown(…)` in a running body: its arguments and the shape it shall have."""

    arguments: tuple[Any, ...]
    shape: tuple[Any, ...]  # whole numbers, and a `Dim` that has no number
    conjugates: int = 0  # of so many arguments the conjugates follow, in order; the function is real


_unknown_handler: ContextVar[Callable[[UnknownRequest], Any] | None] = ContextVar("texproof_unknown", default=None)


@contextmanager
def unknowns(handler: Callable[[UnknownRequest], Any]) -> Iterator[None]:
    """Let `handler` answer each `unknown(…)` while the block runs: this is how a route supplies its own."""
    token = _unknown_handler.set(handler)
    try:
        yield
    finally:
        _unknown_handler.reset(token)


def answering() -> Callable[[UnknownRequest], Any]:
    """Return what answers `unknown(…)` in the running body."""
    handler = _unknown_handler.get()
    if handler is None:
        raise SnippetError("unknown() is for a model's body")
    return handler


def unknown(*arguments: Any, shape: tuple[Any, ...] = ()) -> Any:
    """Return an arbitrary differentiable function of the arguments: a number, or an array of `shape`."""
    handler = answering()
    if not arguments:
        raise SnippetError("unknown() needs at least one argument")
    return handler(UnknownRequest(arguments, tuple(s if isinstance(s, Dim) and s.is_open else int(s) for s in shape)))
