"""Parts of arrays by a key, and sums over repeated letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...model.size import Size
from .array import Array, Places, summed
from .network import Combination
from .positions import ONE, Axis, Bounds, NoRule, Position, finer, length


def indexed(array: Array, key: tuple[Any, ...]) -> Array:
    if Ellipsis in [k for k in key if k is Ellipsis]:
        at = next(i for i, k in enumerate(key) if k is Ellipsis)
        missing = len(array.axes) - sum(1 for k in key if k is not None and k is not Ellipsis)
        key = (*key[:at], *[slice(None)] * missing, *key[at + 1 :])
    key = (*key, *[slice(None)] * (len(array.axes) - sum(1 for k in key if k is not None)))
    axes: list[Axis] = []
    plan: list[int | Position] = []  # for each index of the array: which of the result's it is, or where it stands
    rest = iter(array.axes)
    for k in key:
        if k is None:
            axes.append((ONE,))
            continue
        axis = next(rest, None)
        if axis is None:
            raise NoRule("more indices than an array has")
        if isinstance(k, slice) and k == slice(None):
            plan.append(len(axes))
            axes.append(axis)
        elif isinstance(k, Size):
            plan.append(_counted(k, length(axis)))
        else:
            raise NoRule("a part of an array by a slice or a list")

    def entry(at: Places) -> Combination:
        places = tuple(
            at[p] if isinstance(p, int) else ((p, length(axis)),) for p, axis in zip(plan, array.axes, strict=True)
        )
        return array.entry(places)

    return Array(axes, entry, (array,))


def _counted(key: Size, size: Size) -> Position:
    """Return the position, from 1, of a key from 0 or from the end. Raises NoRule where small arrays lack it."""
    from_end = key.constant is not None and key.constant < 0
    position = Position.of(size + key + 1 if from_end else key + 1)
    if not Bounds({}).within(position, size):
        raise NoRule(f"the entry [{key}] of an array with {size} of them")
    return position


def contracted(subscripts: str, operands: Sequence[Array]) -> Array:
    """Return einsum(subscripts, operands); letters only, no ellipsis."""
    inputs, arrow, output = subscripts.replace(" ", "").partition("->")
    names = inputs.split(",")
    if len(names) != len(operands) or not all(letter.isalpha() for name in names for letter in name):
        raise NoRule(f"einsum {subscripts!r}")
    letters = "".join(names)
    if not arrow:
        output = "".join(sorted(c for c in set(letters) if letters.count(c) == 1))
    axes: dict[str, Axis] = {}
    for name, operand in zip(names, operands, strict=True):
        if len(name) != len(operand.axes):
            raise NoRule(f"einsum {subscripts!r}")
        for letter, axis in zip(name, operand.axes, strict=True):
            if letter in axes and length(axes[letter]) != length(axis):
                raise NoRule(f"einsum {subscripts!r}: {letter} has two lengths")
            axes[letter] = finer(axes.get(letter, axis), axis)
    bound = [letter for letter in axes if letter not in output]

    def over(left: list[str], at: dict[str, Any]) -> Combination:
        if left:
            return summed(axes[left[0]], lambda k: over(left[1:], {**at, left[0]: k}))
        result = Combination.of(1)
        for name, operand in zip(names, operands, strict=True):
            result = result * operand.entry(tuple(at[letter] for letter in name))
        return result

    return Array(
        [axes[letter] for letter in output],
        lambda at: over(bound, dict(zip(output, at, strict=True))),
        operands,
    )
