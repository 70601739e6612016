"""Reports as plain JSON data and back: between processes, and in the cache."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Data = Any  # what `json` reads and writes
T = TypeVar("T")


def to_data(value: object) -> Data:
    """Return dataclasses, mappings, tuples, numbers and strings as what `json` writes; fields by their names."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, int, float)):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {name: to_data(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, Mapping):
        return {str(key): to_data(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_data(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no data")


def from_data(kind: type[T], data: Data) -> T:
    """Return the value of a type that `to_data` wrote as `data`.

    Raises: TypeError or ValueError where a field is missing, is too many or has another type.
    """
    return _read(kind, data)  # type: ignore[no-any-return]


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, data: Data) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _read_union(get_args(kind), data)
    if origin is tuple:
        return _read_tuple(get_args(kind), data)
    if origin is not None and issubclass(origin, Mapping):
        _, item = get_args(kind)
        return {_expect(str, name): _read(item, value) for name, value in _expect(dict, data).items()}
    if is_dataclass(kind):
        return _read_dataclass(kind, data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    return _expect(kind, data)


def _read_union(kinds: tuple[Any, ...], data: Data) -> Any:
    if data is None and type(None) in kinds:
        return None
    return _read(next(kind for kind in kinds if kind is not type(None)), data)


def _read_tuple(kinds: tuple[Any, ...], data: Data) -> Any:
    items = _expect(list, data)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_read(kinds[0], item) for item in items)
    if len(items) != len(kinds):
        raise ValueError(f"{len(items)} items where {len(kinds)} are expected")
    return tuple(_read(kind, item) for kind, item in zip(kinds, items, strict=True))


def _read_dataclass(kind: Any, data: Data) -> Any:
    if set(_expect(dict, data)) != set(_names(kind)):
        raise ValueError(f"no {kind.__name__}: {sorted(data)}")
    hints = _hints(kind)
    return kind(**{name: _read(hints[name], value) for name, value in data.items()})


def _expect(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"{type(value).__name__} where {kind.__name__} is expected")
    return value
