"""The value of a term, for all rows of a batch of index values at once.

A value has shape (rows, *shape of the term), where rows is 1 for what does not depend on index letters.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import singledispatch
from typing import Any

import numpy as np

from ...elaborate import term as t
from ...model.defined import Defined
from . import function_values
from .arithmetic import Array, Undecidable, Undefined, WithoutValue
from .digits import DIGITS
from .pseudoinverse import pseudoinverse
from .scene import ONE, Scene

_MOST_EXPONENT = 500  # of a matrix; terms of a series reach as far


def evaluate(term: t.Term, scene: Scene) -> Array:
    """Return the term's values, shape (rows or 1, *shape of the term at the sizes).

    Raises: Undefined where a value does not exist at this point (division by zero, log of a negative
    number), Undecidable where it cannot be evaluated at any point (an entry outside its array),
    NoRule where the model uses a function that has no form in the arithmetic.
    """
    known = scene.frame.terms.of(term)
    if known.letters:
        return value_of(term, scene)
    value = scene.memo.get(known.number)
    if value is None:
        value = scene.memo[known.number] = value_of(term, scene.at(ONE))
    return value


@singledispatch
def value_of(term: t.Term, scene: Scene) -> Array:
    """Return a term's values as `evaluate` does, without looking for them among those known."""
    raise Undecidable(f"{type(term).__name__} terms have no numeric value")


_OF_REAL_NUMBERS = ("log", "sqrt", "step", "erf")
_IMAGINARY = np.frompyfunc(lambda number: float(abs(number.imag)), 1, 1)


def _check_real(value: Array, scene: Scene, what: str) -> None:
    """Raise Undefined where what has one value for real numbers only is asked for at others: log, roots, powers.

    A shift of a symbol that leaves its conjugate alone leads away from the real numbers, and is passed over.
    """
    if not scene.state.tape.is_complex or scene.state.is_moved:
        return
    size = np.abs(value).astype(float)
    if np.any(_IMAGINARY(value).astype(float) > 1e-9 * np.maximum(1.0, size)):
        raise WithoutValue(f"{what} of a number that is not real")


def _same_shape(left: Array, right: Array, what: str) -> None:
    # NumPy would stretch a column over a matrix; shapes that differ have no sum.
    if left.shape[1:] != right.shape[1:]:
        raise Undecidable(f"{what} of {shape_text(left.shape[1:])} and {shape_text(right.shape[1:])} do not fit")


def shape_text(shape: tuple[int, ...]) -> str:
    return "×".join(map(str, shape)) if shape else "a number"


def _scaled(number: Array, array: Array) -> Array:
    return number.reshape(number.shape + (1,) * (array.ndim - 1)) * array


def matrix(value: Array, what: str) -> Array:
    if value.ndim != 3:
        raise Undecidable(f"{what} needs a matrix, not {shape_text(value.shape[1:])}")
    return value


def defined(value: Array, scene: Scene, what: str | Callable[[], str]) -> Array:
    """Return the value, or raise Undefined where an entry of it is infinite, WithoutValue where it is not a number."""
    if not scene.arithmetic.finite(value):
        # What is too large for its arithmetic is infinite there.
        kind = WithoutValue if np.any(np.isnan(value.astype(complex))) else Undefined
        raise kind(what if isinstance(what, str) else what())
    return value


@value_of.register
def _(term: t.Number, scene: Scene) -> Array:
    return np.array([scene.arithmetic.number(term.value)])


@value_of.register
def _(term: t.ImaginaryUnit, scene: Scene) -> Array:
    return np.array([scene.arithmetic.imaginary_unit()])


@value_of.register
def _(term: t.Pi, scene: Scene) -> Array:
    return np.array([scene.arithmetic.pi()])


@value_of.register
def _(term: t.IndexNumber, scene: Scene) -> Array:
    return scene.arithmetic.integers(scene.index(term.index))


@value_of.register
def _(term: t.Zero, scene: Scene) -> Array:
    return scene.arithmetic.integers(np.zeros((1, *scene.frame.shape(term.shape)), dtype=int))


@value_of.register
def _(term: t.Ones, scene: Scene) -> Array:
    return scene.arithmetic.integers(np.ones((1, *scene.frame.shape(term.shape)), dtype=int))


@value_of.register
def _(term: t.Identity, scene: Scene) -> Array:
    shape = scene.frame.shape(term.shape)
    if len(shape) != 2 or shape[0] != shape[1]:
        raise Undecidable(f"an identity matrix of shape {shape_text(shape)}")
    return scene.arithmetic.integers(np.eye(shape[0], dtype=int)[None])


@value_of.register
def _(term: t.Symbol, scene: Scene) -> Array:
    node = scene.state.tape.symbols.get(term.name)
    if node is None:
        raise Undecidable(f"the model has no array {term.name}")
    value = np.asarray(scene.state.value(node))
    return value.reshape((1, *scene.frame.page_shapes[term.name]))


@value_of.register
def _(term: t.Add, scene: Scene) -> Array:
    total, *rest = (evaluate(part, scene) for part in term.terms)
    for part in rest:
        _same_shape(total, part, "terms of a sum")
        total = total + part
    return total


@value_of.register
def _(term: t.Negative, scene: Scene) -> Array:
    return np.asarray(-evaluate(term.argument, scene))


@value_of.register
def _(term: t.Multiply, scene: Scene) -> Array:
    left, right = evaluate(term.left, scene), evaluate(term.right, scene)
    if left.ndim == 1:
        return _scaled(left, right)
    if right.ndim == 1:
        return _scaled(right, left)
    if left.ndim != 3 or right.ndim != 3 or left.shape[2] != right.shape[1]:
        raise Undecidable(f"{shape_text(left.shape[1:])} times {shape_text(right.shape[1:])} has no product")
    product = np.matmul(left, right)
    # A 1×1 product is a number only where its shape says so: at size 1 a matrix stays one.
    return np.asarray(product[:, 0, 0] if not term.shape and product.shape[1:] == (1, 1) else product)


@value_of.register
def _(term: t.Divide, scene: Scene) -> Array:
    top, bottom = evaluate(term.numerator, scene), evaluate(term.denominator, scene)
    if bottom.ndim != 1:
        raise Undecidable(f"a denominator of shape {shape_text(bottom.shape[1:])}")
    if bottom.size and np.any(bottom == 0):
        raise WithoutValue("division by zero")
    return _scaled(1 / bottom, top) if top.ndim > 1 else np.asarray(top / bottom)


@value_of.register
def _(term: t.Power, scene: Scene) -> Array:
    base, exponent = evaluate(term.base, scene), evaluate(term.exponent, scene)
    if exponent.ndim != 1:
        raise Undecidable("an exponent that is not a number")
    if base.ndim == 1:
        if any(e != int(e.real) for e in exponent):
            _check_real(base, scene, "a power")
        return defined(scene.arithmetic.power(base, exponent), scene, "a power that is not a real number")
    if base.shape[1] != base.shape[2]:
        raise Undecidable(f"a power of a matrix of shape {shape_text(base.shape[1:])}")
    whole = [int(e.real) for e in exponent]
    if any(e != w or w < 0 or w > _MOST_EXPONENT for e, w in zip(exponent, whole, strict=True)):
        raise Undecidable(f"a matrix to a power that is not a whole number from 0 to {_MOST_EXPONENT}")
    return _matrix_powers(base, whole, scene)


def _matrix_powers(base: Array, exponents: list[int], scene: Scene) -> Array:
    power = scene.arithmetic.integers(np.eye(base.shape[1], dtype=int)[None])
    powers = [np.broadcast_to(power, base.shape)]
    for _ in range(max(exponents, default=0)):
        powers.append(np.matmul(powers[-1], base))
    if len(exponents) == 1:
        return np.asarray(powers[exponents[0]])
    rows = np.arange(len(exponents)) if base.shape[0] > 1 else np.zeros(len(exponents), dtype=int)
    return np.stack([powers[e][row] for e, row in zip(exponents, rows.tolist(), strict=True)])


@value_of.register
def _(term: t.Transpose, scene: Scene) -> Array:
    value = evaluate(term.argument, scene)
    return value if value.ndim == 1 else matrix(value, "a transpose").swapaxes(1, 2)


def _square(term: t.Term, scene: Scene, what: str) -> Array:
    value = evaluate(term, scene)
    value = value[:, None, None] if value.ndim == 1 else matrix(value, what)
    if value.shape[1] != value.shape[2]:
        raise Undecidable(f"{what} of a matrix of shape {shape_text(value.shape[1:])}")
    return value


@value_of.register
def _(term: t.Inverse, scene: Scene) -> Array:
    inverse = _inverse(_square(term.argument, scene, "the inverse"), scene)
    return inverse if term.shape else inverse[:, 0, 0]


def _inverse(value: Array, scene: Scene) -> Array:
    try:
        inverse = scene.arithmetic.inverse(value)
    except np.linalg.LinAlgError:
        raise WithoutValue("the inverse of a singular matrix") from None
    inverse = defined(inverse, scene, "the inverse of a singular matrix")
    _regular(value, inverse, 1e40 if scene.arithmetic is DIGITS else 1e12)
    return inverse


@value_of.register
def _(term: t.PseudoInverse, scene: Scene) -> Array:
    value = matrix(evaluate(term.argument, scene), "a pseudo-inverse")
    if term.generic:
        return np.stack([pseudoinverse(one, scene.arithmetic) for one in value])
    turned = value.swapaxes(1, 2) if term.adjoint is None else evaluate(term.adjoint, scene)
    if value.shape[1] >= value.shape[2]:
        return np.asarray(np.matmul(_inverse(np.matmul(turned, value), scene), turned))
    return np.asarray(np.matmul(turned, _inverse(np.matmul(value, turned), scene)))


def _regular(value: Array, inverse: Array, most: float) -> None:
    """Raise WithoutValue where a matrix is singular but for rounding, as uuᵀ is: its inverse is an accident."""
    size, other = (np.abs(a).astype(float).sum(axis=2).max(axis=1, initial=0.0) for a in (value, inverse))
    if np.any(size * other > most):
        raise WithoutValue("the inverse of a singular matrix")


@value_of.register
def _(term: t.Determinant, scene: Scene) -> Array:
    return scene.arithmetic.determinant(_square(term.argument, scene, "the determinant"))


@value_of.register
def _(term: t.Trace, scene: Scene) -> Array:
    return np.asarray(np.trace(_square(term.argument, scene, "the trace"), axis1=1, axis2=2))


@value_of.register
def _(term: t.Hadamard, scene: Scene) -> Array:
    left, right = evaluate(term.left, scene), evaluate(term.right, scene)
    _same_shape(left, right, "factors of an entrywise product")
    return np.asarray(left * right)


@value_of.register
def _(term: t.Kronecker, scene: Scene) -> Array:
    left, right = (matrix(evaluate(side, scene), "a Kronecker product") for side in (term.left, term.right))
    blocks = left[:, :, None, :, None] * right[:, None, :, None, :]
    return blocks.reshape(blocks.shape[0], left.shape[1] * right.shape[1], left.shape[2] * right.shape[2])


@value_of.register
def _(term: t.Vec, scene: Scene) -> Array:
    value = matrix(evaluate(term.argument, scene), "vec")
    return value.swapaxes(1, 2).reshape(value.shape[0], -1, 1)


def _total(value: Array) -> Array:
    return np.asarray(value.reshape(value.shape[0], -1).sum(axis=1))


@value_of.register
def _(term: t.Inner, scene: Scene) -> Array:
    left, right = evaluate(term.left, scene), evaluate(term.right, scene)
    _same_shape(left, right, "sides of an inner product")
    return _total(left * right)


@value_of.register
def _(term: t.Norm2, scene: Scene) -> Array:
    value = evaluate(term.argument, scene)
    return _total(value * value)


@value_of.register
def _(term: t.Apply, scene: Scene) -> Array:
    argument = evaluate(term.argument, scene)
    function = scene.state.tape.functions.get(term.function)
    if isinstance(function, Defined):
        value = function_values.derivative(function, term.order, argument, scene)
        return defined(value, scene, f"{term.function} of a number outside its domain")
    if function is not None:
        return scene.arithmetic.smooth(function, term.order, argument)
    if term.function not in ("exp", "log", "sin", "cos", "tanh", "sqrt", "step", "erf") or term.order:
        raise Undecidable(f"the model has no function {term.function}" if not term.order else "a derivative of exp, …")
    if term.function in _OF_REAL_NUMBERS:
        _check_real(argument, scene, f"{term.function}")
    value = scene.arithmetic.elementary(term.function, argument)
    return defined(value, scene, f"{term.function} of a number outside its domain")


def rows_of(value: Array, rows: int) -> Any:
    """Return the value with its single row repeated where it does not depend on the letters."""
    return value if value.shape[0] == rows else np.broadcast_to(value, (rows, *value.shape[1:]))


@value_of.register
def _(term: t.Elimination, scene: Scene) -> Array:
    half, square = scene.frame.shape(term.shape)
    n = math.isqrt(square)
    columns = [(i, j) for j in range(n) for i in range(j, n)]
    chosen = np.zeros((1, half, square), dtype=int)
    chosen[0, np.arange(half), [j * n + i for i, j in columns]] = 1
    return scene.arithmetic.integers(chosen)
