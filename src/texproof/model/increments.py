"""Increments: the free array dX for a free symbol X that varies, of its shape and of what its hypotheses leave free."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from .declare import Kind, Model
from .hypotheses import (
    complex_,
    diagonal,
    hermitian,
    lower_triangular,
    positive_definite,
    positive_semidefinite,
    skew_hermitian,
    skew_symmetric,
    symmetric,
    upper_triangular,
)
from .size import Size

DIRECTION = "any v"  # the column of a quadratic form, along which matrices are compared
_PREFIX = "d "  # a blank: no name in a snippet has one
# What sums and multiples of matrices keep: a matrix moves within it along any increment that has it too.
_LINEAR = {
    symmetric: symmetric,
    skew_symmetric: skew_symmetric,
    positive_definite: symmetric,
    positive_semidefinite: symmetric,
    diagonal: diagonal,
    lower_triangular: lower_triangular,
    upper_triangular: upper_triangular,
    hermitian: hermitian,
    skew_hermitian: skew_hermitian,
}
_KEPT = 64

_models: OrderedDict[tuple[int, frozenset[str]], tuple[Model, Model]] = OrderedDict()
_directed: OrderedDict[tuple[int, Size], tuple[Model, Model]] = OrderedDict()


def increment(name: str) -> str:
    """Return the name of a symbol's increment in terms: "d X" for X."""
    return _PREFIX + name


def increment_kind(kind: Kind) -> Kind | None:
    """Return the type of a symbol's increments, or None where a hypothesis ties them to the symbol's value.

    dX has the shape of X. It is symmetric where X is symmetric or positive definite, diagonal or lower triangular
    where X is; whether X is invertible, positive or nonzero says nothing of dX.
    """
    tied = [h for h in kind.hypotheses if h.structure]
    if any(h not in _LINEAR for h in tied):
        return None
    kept = (complex_,) if kind.has(complex_) else ()
    return replace(kind, hypotheses=tuple(dict.fromkeys((*kept, *(_LINEAR[h] for h in tied)))))


class _Body:
    """A model's body that takes increments after its own parameters and leaves them alone."""

    def __init__(self, body: Callable[..., Mapping[str, Any]], count: int) -> None:
        self._body, self._count = body, count
        self.__code__ = body.__code__  # so that what goes wrong in it is told of at the snippet's line
        self.__name__ = body.__name__

    def __call__(self, xp: Any, *values: Any) -> Mapping[str, Any]:
        return self._body(xp, *values[: self._count])


def with_increments(model: Model, names: frozenset[str]) -> Model:
    """Return a model with the increments among `names` as free symbols beside its own; the same one for the same names.

    What is no increment is passed over.
    """
    asked = [name for name in model.parameters if increment(name) in names]
    if not asked:
        return model
    key = id(model), frozenset(asked)
    kept = _models.get(key)
    if kept is None:  # the model is held, so that no other object can get its id
        kinds = {increment(name): increment_kind(model.parameters[name]) for name in asked}
        added = {name: kind for name, kind in kinds.items() if kind is not None}
        body = _Body(model.body, len(model.parameters))
        kept = _models[key] = (model, replace(model, parameters={**model.parameters, **added}, body=body))
        while len(_models) > _KEPT:
            _models.popitem(last=False)
    return kept[1]


def with_direction(model: Model, size: Size | None) -> Model:
    """Return a model with `DIRECTION`, a column of a size, as a free symbol beside its own; itself for no size."""
    if size is None:
        return model
    key = id(model), size
    kept = _directed.get(key)
    if kept is None:
        parameters = {**model.parameters, DIRECTION: Kind("vector", (size,))}
        body = _Body(model.body, len(model.parameters))
        kept = _directed[key] = (model, replace(model, parameters=parameters, body=body))
        while len(_directed) > _KEPT:
            _directed.popitem(last=False)
    return kept[1]
