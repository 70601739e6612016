"""Reports as plain JSON data and back: between processes, and in the cache."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
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
    value: T = _reader(kind)(data)  # type: ignore[arg-type]  # types can be hashed
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _reader(kind: Any) -> Callable[[Data], Any]:
    """Return what reads data of a type; made once for each type, since a report has tens of thousands of values."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = _reader(next(k for k in get_args(kind) if k is not type(None)))
        return lambda data: None if data is None else inner(data)
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if origin is not None and issubclass(origin, Mapping):
        item = _reader(get_args(kind)[1])
        return lambda data: {_expect(str, name): item(value) for name, value in _expect(dict, data).items()}
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    if issubclass(kind, Enum):
        return kind  # type: ignore[no-any-return]
    if kind is float:
        return lambda data: float(_expect((int, float), data))
    return lambda data: _expect(kind, data)


def _tuple_reader(kinds: tuple[Any, ...]) -> Callable[[Data], Any]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        item = _reader(kinds[0])
        return lambda data: tuple([item(value) for value in _expect(list, data)])
    items = [_reader(kind) for kind in kinds]
    return lambda data: tuple([read(value) for read, value in zip(items, _expect(list, data), strict=True)])


def _dataclass_reader(kind: Any) -> Callable[[Data], Any]:
    hints = get_type_hints(kind)
    readers = {name: _reader(hints[name]) for name in _names(kind)}

    def read(data: Data) -> Any:
        if _expect(dict, data).keys() != readers.keys():
            raise ValueError(f"no {kind.__name__}: {sorted(data)}")
        return kind(**{name: readers[name](value) for name, value in data.items()})

    return read


def _expect(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind) or ((value is True or value is False) and kind is not bool):
        raise TypeError(f"a {type(value).__name__} where {kind} is expected")
    return value
