"""Matrix products by NumPy's rules, and sums over repeated indices."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod

from . import layout
from .field import Field
from .layout import ArrayError, Shape
from .polynomial import Poly

INDEX_VALUES = 200_000  # products of one einsum


def matmul_entries(
    field: Field, first: Shape, left: Sequence[Poly], second: Shape, right: Sequence[Poly]
) -> tuple[Shape, list[Poly]]:
    """Return shape and entries of `left @ right`: vectors, matrices, and stacks of matrices that broadcast."""
    if not first or not second:
        raise ArrayError("@ of a number; use *")
    m_axis, n_axis = len(first) > 1, len(second) > 1
    a = first if m_axis else (1, *first)
    b = second if n_axis else (*second, 1)
    if a[-1] != b[-2]:
        raise ArrayError(f"shapes {first} and {second} have no product")
    stack = layout.broadcast_shape(a[:-2], b[:-2])
    left = layout.broadcast(left, a, stack + a[-2:])
    right = layout.broadcast(right, b, stack + b[-2:])
    m, k, n = a[-2], a[-1], b[-1]
    entries = []
    for s in range(prod(stack)):
        rows = [left[(s * m + i) * k : (s * m + i + 1) * k] for i in range(m)]
        block = right[s * k * n : (s + 1) * k * n]
        columns = [block[j::n] for j in range(n)]
        entries += [field.dot(row, column) for row in rows for column in columns]
    return stack + ((m,) if m_axis else ()) + ((n,) if n_axis else ()), entries


def contract(
    field: Field, subscripts: str, operands: Sequence[tuple[Shape, Sequence[Poly]]]
) -> tuple[Shape, list[Poly]]:
    """Return shape and entries of einsum(subscripts, operands); letters only, no ellipsis."""
    inputs, arrow, output = subscripts.replace(" ", "").partition("->")
    names = inputs.split(",")
    if len(names) != len(operands) or any(not letter.isalpha() for name in names for letter in name):
        raise ArrayError(f"einsum {subscripts!r} for {len(operands)} arrays")
    letters = "".join(names)
    if not arrow:
        output = "".join(sorted(c for c in set(letters) if letters.count(c) == 1))
    sizes: dict[str, int] = {}
    for name, (shape, _) in zip(names, operands, strict=True):
        if len(name) != len(shape):
            raise ArrayError(f"einsum {name!r} of an array of shape {shape}")
        for letter, size in zip(name, shape, strict=True):
            if sizes.setdefault(letter, size) != size:
                raise ArrayError(f"einsum {subscripts!r}: {letter} is both {sizes[letter]} and {size}")
    if any(c not in sizes for c in output) or len(set(output)) != len(output):
        raise ArrayError(f"einsum {subscripts!r}: {output!r}")
    summed = [c for c in sizes if c not in output]
    if prod(sizes.values()) > INDEX_VALUES:
        raise ArrayError(f"einsum over more than {INDEX_VALUES} index values")
    steps = [_steps(name, shape) for name, (shape, _) in zip(names, operands, strict=True)]
    entries = []
    for outer in product(*(range(sizes[c]) for c in output)):
        values = dict(zip(output, outer, strict=True))
        total = field.ring.zero
        for inner in product(*(range(sizes[c]) for c in summed)):
            values.update(zip(summed, inner, strict=True))
            term = field.ring.one
            for step, (_, flat) in zip(steps, operands, strict=True):
                term = field.multiply(term, flat[sum(s * values[c] for c, s in step)])
                if not term:
                    break
            total = field.add(total, term)
        entries.append(total)
    return tuple(sizes[c] for c in output), entries


def _steps(name: str, shape: Shape) -> list[tuple[str, int]]:
    return list(zip(name, layout.strides(shape), strict=True))
