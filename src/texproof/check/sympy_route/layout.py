"""Where entries go: shapes, broadcasting, indexing and transposition of flat lists in C order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from math import prod
from operator import index as whole
from types import EllipsisType
from typing import Any

Shape = tuple[int, ...]
Offsets = list[list[int]]  # for each axis of a result, what each step along it adds to the source's offset

ENTRY_LIMIT = 50_000


class ArrayError(Exception):
    """An array operation that NumPy would refuse, or that this route does not offer; the message says which."""


def strides(shape: Shape) -> list[int]:
    """Return how far apart neighbours along each axis lie in the flat list."""
    steps, step = [0] * len(shape), 1
    for axis in reversed(range(len(shape))):
        steps[axis] = step
        step *= shape[axis]
    return steps


def axis_offsets(shape: Shape) -> Offsets:
    return [[step * i for i in range(size)] for size, step in zip(shape, strides(shape), strict=True)]


def gathered(entries: Sequence[Any], offsets: Offsets, start: int = 0) -> list[Any]:
    """Return the entries at start + Σ offsets, in C order of the result."""
    if prod(map(len, offsets)) > ENTRY_LIMIT:
        raise ArrayError(f"an array of more than {ENTRY_LIMIT} entries")
    return [entries[start + sum(steps)] for steps in product(*offsets)]


def broadcast_shape(*shapes: Shape) -> Shape:
    """Return the common shape by NumPy's rule; raises ArrayError where there is none."""
    rank = max(map(len, shapes), default=0)
    result = []
    for sizes in zip(*((1,) * (rank - len(s)) + s for s in shapes), strict=True):
        largest = {s for s in sizes if s != 1}
        if len(largest) > 1:
            raise ArrayError(f"shapes {' and '.join(map(str, shapes))} do not broadcast")
        result.append(largest.pop() if largest else 1)
    return tuple(result)


def broadcast(entries: Sequence[Any], shape: Shape, to: Shape) -> Sequence[Any]:
    """Return the entries of an array of `shape` repeated so that they fill the shape `to`."""
    if shape == to:
        return entries
    padded = (1,) * (len(to) - len(shape)) + shape
    offsets = [
        steps if len(steps) == size else [0] * size for steps, size in zip(axis_offsets(padded), to, strict=True)
    ]
    return gathered(entries, offsets)


def normal_axis(axis: Any, rank: int) -> int:
    number = whole(axis)
    if not -rank <= number < rank:
        raise ArrayError(f"axis {number} of an array with {rank} axes")
    return number % rank


def normal_axes(axis: Any, rank: int) -> tuple[int, ...]:
    """Return the axes that an `axis` argument means; None means all of them."""
    if axis is None:
        return tuple(range(rank))
    chosen = axis if isinstance(axis, (tuple, list)) else (axis,)
    return tuple(sorted({normal_axis(a, rank) for a in chosen}))


def permuted(entries: Sequence[Any], shape: Shape, axes: Sequence[int]) -> tuple[Shape, list[Any]]:
    """Return shape and entries with axis k of the result being axis axes[k] of the source."""
    offsets = axis_offsets(shape)
    return tuple(shape[a] for a in axes), gathered(entries, [offsets[a] for a in axes])


def reshaped(shape: Shape, count: int) -> Shape:
    """Return the shape with its one -1 worked out; raises ArrayError where it does not hold `count` entries."""
    sizes = list(shape)
    if sizes.count(-1) == 1:
        known = prod(s for s in sizes if s != -1)
        sizes[sizes.index(-1)] = count // known if known else 0
    if prod(sizes) != count or any(s < 0 for s in sizes):
        raise ArrayError(f"{count} entries do not fill the shape {shape}")
    return tuple(sizes)


def grouped(shape: Shape, axes: Sequence[int]) -> tuple[Shape, list[list[int]]]:
    """Return the shape left when `axes` are reduced, and for each of its entries the offsets that fall on it."""
    offsets = axis_offsets(shape)
    kept = [a for a in range(len(shape)) if a not in axes]
    inner = [sum(steps) for steps in product(*(offsets[a] for a in axes))]
    outer = [sum(steps) for steps in product(*(offsets[a] for a in kept))]
    return tuple(shape[a] for a in kept), [[o + i for i in inner] for o in outer]


def indexed(shape: Shape, key: Any) -> tuple[Shape, int, Offsets]:
    """Return shape, start and offsets of `array[key]` for whole numbers, slices, None and one ellipsis."""
    parts = list(key) if isinstance(key, tuple) else [key]
    consumed = sum(1 for part in parts if part is not None and not isinstance(part, EllipsisType))
    if consumed > len(shape):
        raise ArrayError(f"{consumed} indices for an array of shape {shape}")
    ellipses = [i for i, part in enumerate(parts) if isinstance(part, EllipsisType)]
    if len(ellipses) > 1:
        raise ArrayError("more than one ellipsis in an index")
    fill: list[Any] = [slice(None)] * (len(shape) - consumed)
    at = ellipses[0] if ellipses else len(parts)
    parts = parts[:at] + fill + parts[at + len(ellipses) :]
    start, offsets, axis = 0, Offsets(), 0
    steps = axis_offsets(shape)
    for part in parts:
        if part is None:
            offsets.append([0])
            continue
        if isinstance(part, slice):
            offsets.append(steps[axis][_plain_slice(part)])
        else:
            start += _step(steps[axis], part, axis)
        axis += 1
    return tuple(map(len, offsets)), start, offsets


def _plain_slice(part: slice) -> slice:
    return slice(*(None if v is None else whole(v) for v in (part.start, part.stop, part.step)))


def _step(steps: list[int], part: Any, axis: int) -> int:
    if isinstance(part, bool) or not hasattr(part, "__index__"):
        raise ArrayError(f"an index is a whole number, a slice, None or ..., not {type(part).__name__}")
    number = whole(part)
    if not -len(steps) <= number < len(steps):
        raise ArrayError(f"index {number} of axis {axis}, which has {len(steps)} entries")
    return steps[number]


def nested(values: Any) -> tuple[Shape, list[Any]]:
    """Return shape and leaves of nested lists or tuples; raises ArrayError where they are ragged."""
    if not isinstance(values, (list, tuple)):
        return (), [values]
    parts = [nested(v) for v in values]
    if not parts:
        return (0,), []
    if any(shape != parts[0][0] for shape, _ in parts):
        raise ArrayError("rows of different lengths")
    return (len(parts), *parts[0][0]), [leaf for _, leaves in parts for leaf in leaves]


def shape_of(argument: Any) -> Shape:
    """Return the shape that a whole number or a sequence of them names."""
    sizes: Iterable[Any] = argument if isinstance(argument, (tuple, list)) else (argument,)
    shape = tuple(whole(s) for s in sizes)
    if any(s < 0 for s in shape):
        raise ArrayError(f"the shape {shape}")
    if prod(shape) > ENTRY_LIMIT:
        raise ArrayError(f"an array of more than {ENTRY_LIMIT} entries")
    return shape
