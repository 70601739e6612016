"""What a snippet declares: types with hypotheses, and the model."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .dim import Dim, SnippetError
from .hypotheses import COMPLEX, Hypothesis, complex_, objection
from .size import Shape, Size


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
