"""Float64 and complex arithmetic for terms and tapes, and which recorded functions a complex step may pass."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...model.sample import Smooth, Unknown
from ...model.special import erf

Array = NDArray[Any]
Function = Callable[..., Any]


class Undefined(Exception):
    """A term has no finite value at this point; the message says what."""


class WithoutValue(Undefined):
    """A term has no value at this point, however many digits are computed: a division by zero, log of -1."""


class Diverges(WithoutValue):
    """The terms of a series grow; more digits would say the same, and take seconds."""


class Undecidable(Exception):
    """A term cannot be evaluated at all, at any point; the message says why."""


class NoRule(Exception):
    """A recorded function has no form in an arithmetic."""

    def __init__(self, function: Function) -> None:
        super().__init__(name_of(function))


def name_of(function: Function) -> str:
    """Return a function's name as an author knows it: "linalg.eigh"."""
    name = getattr(function, "__name__", type(function).__name__)
    return f"linalg.{name}" if "linalg" in (getattr(function, "__module__", "") or "") else name


def guarded(form: Function, function: Function) -> Function:
    """Return a recorded function's form in another arithmetic; arguments that it does not take raise NoRule."""

    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return form(*args, **kwargs)
        except (TypeError, AttributeError):
            raise NoRule(function) from None

    return call


class Binary64:
    """Float64, by the recorded functions themselves. Base of the other arithmetics, which replace what differs."""

    dtype: Any = None

    def rule(self, function: Function) -> Function:
        """Return what computes a recorded function; raises NoRule where nothing does."""
        return function

    def number(self, value: Fraction) -> Any:
        try:
            return np.float64(value.numerator / value.denominator)
        except OverflowError:
            raise Undefined(f"the number {value.numerator}/{value.denominator} is too large") from None

    def imaginary_unit(self) -> Any:
        return 1j

    def pi(self) -> Any:
        return np.float64(np.pi)

    def integers(self, values: Array) -> Array:
        return values.astype(float)

    def elementary(self, name: str, x: Array) -> Array:
        """Return exp, log, sin, cos, tanh, sqrt, erf or a step of x entry by entry; NaN outside its real domain."""
        if name in ("step", "erf"):
            return np.asarray(_stepped(x) if name == "step" else _erf(x))
        function = getattr(np, name)
        return np.asarray(_real_domain(function)(x) if name in ("log", "sqrt") else function(x))

    def smooth(self, function: Smooth, order: int, x: Array) -> Array:
        return np.asarray(function.derivative(x, order))

    def power(self, base: Array, exponent: Array) -> Array:
        return np.asarray(_power(base, exponent))

    def inverse(self, a: Array) -> Array:
        return np.asarray(np.linalg.inv(a))

    def determinant(self, a: Array) -> Array:
        return np.asarray(np.linalg.det(a))

    def finite(self, a: Array) -> bool:
        return bool(np.isfinite(a).all())


def _except_where(condition: Any, value: Any) -> Any:
    """Return the value with "not a number" where the condition holds, in the imaginary part too."""
    return np.where(condition, complex(np.nan, np.nan) if np.iscomplexobj(value) else np.nan, value)


def _real_domain(function: Function) -> Function:
    # The complex log and root go on where the real ones end: there the real function has no derivative either.
    return lambda x: _except_where(np.real(x) < 0, function(x))


def _power(base: Any, exponent: Any) -> Any:
    if not np.iscomplexobj(base) and not np.iscomplexobj(exponent):
        return np.power(np.asarray(base, dtype=float), exponent)
    whole = (np.imag(exponent) == 0) & (np.real(exponent) == np.round(np.real(exponent)))
    return _except_where((np.real(base) < 0) & ~whole, np.power(base, exponent))


def _where(condition: Any, *choices: Any) -> Any:
    return np.where(np.real(condition) != 0, *choices)


def _absolute(x: Any) -> Any:
    # At 0 there is no derivative; NaN says so where a step stands on it.
    return np.where(np.real(x) < 0, -x, _except_where((np.real(x) == 0) & (np.imag(x) != 0), x))


def _sign(x: Any) -> Any:
    return _except_where((np.real(x) == 0) & (np.imag(x) != 0), np.sign(np.real(x)) + 0j)


def _stepped(x: Any) -> Any:
    # At its kink a step has a value and no derivative, unless what it is of stays 0, as x − max(x, y) does.
    moves = (np.abs(np.real(x)) <= NOTHING) & (np.abs(np.imag(x)) > NOTHING_MOVED)
    return _except_where(moves, np.where(np.real(x) > NOTHING, 1.0, 0.0) + 0 * x)


def _erf(x: Any) -> Any:
    # For a step so small that its square is nothing, the derivative 2/√π exp(−x²) is all there is.
    if not np.iscomplexobj(x):
        return erf(x)
    return erf(np.real(x)) + 1j * np.imag(x) * (2 / np.sqrt(np.pi)) * np.exp(-(np.real(x) ** 2))


def _larger(a: Any, b: Any) -> Any:
    tie = _except_where(np.not_equal(a, b), a + 0j)
    return np.where(np.real(a) > np.real(b), a, np.where(np.real(a) < np.real(b), b, tie))


def _smaller(a: Any, b: Any) -> Any:
    return -_larger(-np.asarray(a), -np.asarray(b))


def _clip(a: Any, a_min: Any = None, a_max: Any = None) -> Any:
    low = a if a_min is None else _larger(a, a_min)
    return low if a_max is None else _smaller(low, a_max)


def is_euclidean(x: Any, order: Any, axis: Any) -> bool:
    """Say whether `linalg.norm(x, order, axis)` is the root of the sum of the squares."""
    return order is None or order == "fro" or (order == 2 and (np.ndim(x) == 1 or isinstance(axis, int)))


def _norm(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    if not is_euclidean(x, ord, axis):
        raise NoRule(np.linalg.norm)
    return np.sqrt(np.sum(x * x, axis=axis, keepdims=keepdims))


def _variance(a: Any, axis: Any = None, *, ddof: int = 0, keepdims: bool = False) -> Any:
    centred = a - np.mean(a, axis=axis, keepdims=True)
    squares = np.sum(centred * centred, axis=axis, keepdims=keepdims)
    return squares / (np.size(a) / max(np.size(squares), 1) - ddof)


def _deviation(a: Any, axis: Any = None, *, ddof: int = 0, keepdims: bool = False) -> Any:
    return np.sqrt(_variance(a, axis, ddof=ddof, keepdims=keepdims))


def _log_determinant(a: Any) -> Any:
    determinant = np.linalg.det(a)
    return np.sign(np.real(determinant)), np.log(_absolute(determinant))


def _log_add_exp(a: Any, b: Any) -> Any:
    top = np.maximum(np.real(a), np.real(b))
    return top + np.log(np.exp(a - top) + np.exp(b - top))


def _compare(comparison: Function) -> Function:
    return lambda a, b: comparison(np.real(a), np.real(b))


# Functions that rearrange, add and multiply: they are right for every kind of number, as they stand.
# fmt: off
ALGEBRAIC: frozenset[Any] = frozenset((
    operator.getitem, np.add, np.subtract, np.multiply, np.true_divide, np.negative, np.positive, np.matmul,
    np.square, np.sum, np.mean, np.prod, np.cumsum, np.cumprod, np.add.reduce, np.multiply.reduce,
    np.multiply.outer, np.add.outer, np.subtract.outer, np.dot, np.inner, np.outer, np.tensordot, np.einsum,
    np.kron, np.trace, np.transpose, np.matrix_transpose, np.reshape, np.ravel, np.squeeze, np.expand_dims,
    np.swapaxes, np.moveaxis, np.broadcast_to, np.concatenate, np.stack, np.vstack, np.hstack, np.dstack,
    np.column_stack, np.block, np.diag, np.diagonal, np.diagflat, np.tril, np.triu, np.tile, np.repeat, np.roll,
    np.flip, np.fliplr, np.flipud, np.rot90, np.take, np.copy, np.atleast_1d, np.atleast_2d, np.diff, np.split,
    np.array_split, np.append, np.delete, np.insert, np.linalg.outer, np.linalg.trace, np.linalg.matmul,
    np.linalg.diagonal, np.linalg.matrix_transpose, np.linalg.tensordot, np.linalg.multi_dot,
))
# Entire or meromorphic functions, analytic wherever they are finite on real arguments.
_ANALYTIC: frozenset[Any] = frozenset((
    np.reciprocal, np.exp, np.exp2, np.expm1, np.sin, np.cos, np.tan, np.sinh, np.cosh, np.tanh, np.arctan,
    np.arcsinh, np.linalg.inv, np.linalg.det, np.linalg.solve, np.linalg.matrix_power,
))
# fmt: on
# Of truth values, which a comparison gives in every arithmetic.
TRUTH: frozenset[Any] = frozenset(
    (np.logical_and, np.logical_or, np.logical_not, np.bitwise_and, np.bitwise_or, np.invert)
)
_COMPARISONS = (np.greater, np.greater_equal, np.less, np.less_equal, np.equal, np.not_equal)
# Functions that are analytic piece by piece: the piece is chosen by the real part.
_PIECEWISE: dict[Any, Function] = {
    **{comparison: _compare(comparison) for comparison in _COMPARISONS},
    np.log: _real_domain(np.log),
    np.log2: _real_domain(np.log2),
    np.log10: _real_domain(np.log10),
    np.log1p: lambda x: _except_where(np.real(x) < -1, np.log1p(x)),
    np.sqrt: _real_domain(np.sqrt),
    np.power: _power,
    np.where: _where,
    np.absolute: _absolute,
    np.fabs: _absolute,
    np.sign: _sign,
    np.maximum: _larger,
    np.minimum: _smaller,
    np.clip: _clip,
    np.linalg.norm: _norm,
    np.var: _variance,
    np.std: _deviation,
    np.linalg.slogdet: _log_determinant,
    np.logaddexp: _log_add_exp,
    erf: _erf,
    np.hypot: lambda a, b: np.sqrt(a * a + b * b),
    np.vdot: lambda a, b: np.dot(np.ravel(a), np.ravel(b)),
    np.conjugate: lambda x: x,
    np.real: lambda x: x,
    np.max: np.max,  # NumPy orders complex numbers by their real parts first
    np.min: np.min,
    np.amax: np.max,
    np.amin: np.min,
    np.argmax: lambda a, *args, **kwargs: np.argmax(np.real(a), *args, **kwargs),
    np.argmin: lambda a, *args, **kwargs: np.argmin(np.real(a), *args, **kwargs),
    **{function: function for function in TRUTH},
}

# What rounding leaves of a number that is 0, and of a complex step of 1e-30 that is taken back.
NOTHING = 1e-12
NOTHING_MOVED = 1e-40
# Functions that choose among values by signs or sizes.
CHOOSING: frozenset[Any] = frozenset((
    *_COMPARISONS, np.where, np.absolute, np.fabs, np.sign, np.maximum, np.minimum, np.clip, np.max, np.min,
))  # fmt: skip


class Complex(Binary64):
    """Complex numbers x + i·h·y that carry a derivative y; only functions known to be analytic have a rule."""

    dtype: Any = None

    def rule(self, function: Function) -> Function:
        if isinstance(function, (Smooth, Unknown)):
            return _smooth_rule(function)
        if function in ALGEBRAIC or function in _ANALYTIC:
            return guarded(function, function)
        if function in _PIECEWISE:
            return guarded(_PIECEWISE[function], function)
        raise NoRule(function)


def _smooth_rule(function: Smooth | Unknown) -> Function:
    if isinstance(function, Smooth):
        return lambda x: function.derivative(x, 0)
    return lambda *arguments: function.evaluate(arguments)


BINARY64 = Binary64()
COMPLEX = Complex()
