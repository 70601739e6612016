"""Fifty digits: mpmath's numbers in NumPy's object arrays, for terms and tapes alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
from numpy.typing import NDArray

from ...model.sample import Smooth, Unknown
from ...model.special import erf
from .arithmetic import ALGEBRAIC, TRUTH, Binary64, Function, NoRule, guarded, is_euclidean
from .pseudoinverse import pseudoinverse

Array = NDArray[Any]

# Central differences with step 10⁻¹⁵ are off by 10⁻³⁰; each further derivative costs 15 digits more.
_STEP = "1e-15"
_DIGITS = 50
_NOTHING = "1e-40"  # what rounding leaves of a number that is 0
_DIGITS_PER_DERIVATIVE = 20


@contextmanager
def precision(derivatives: int) -> Iterator[None]:
    """Compute with 50 digits, and 20 more for each derivative taken of a derivative."""
    with mpmath.workdps(_DIGITS + _DIGITS_PER_DERIVATIVE * derivatives):
        yield


def step() -> Any:
    """Return the step of a central difference."""
    return mpmath.mpf(_STEP)


def exact(value: Any) -> Any:
    """Return a float64 array, or tuple of them, as an object array of mpmath's numbers of the same values."""
    if isinstance(value, tuple):
        return tuple(exact(v) for v in value)
    array = np.asarray(value)
    if array.dtype.kind == "b":
        return array
    made = np.empty(array.shape, dtype=object)
    made.ravel()[:] = [mpmath.mpmathify(v) for v in array.ravel().tolist()]
    return made


def _entrywise(function: Callable[..., Any], arguments: int = 1) -> Function:
    def real(*values: Any) -> Any:
        numbers = [mpmath.mpmathify(value) for value in values]
        result = function(*numbers)
        left_the_reals = isinstance(result, mpmath.mpc) and not any(isinstance(n, mpmath.mpc) for n in numbers)
        return mpmath.nan if left_the_reals else result

    apply = np.frompyfunc(real, arguments, 1)
    return lambda *values: np.asarray(apply(*values), dtype=object)


def _power(base: Any, exponent: Any) -> Any:
    try:
        return base**exponent
    except ZeroDivisionError:
        return mpmath.inf


def _stacked(function: Callable[[Any], Any], a: Any) -> Array:
    """Return function(matrix) for each matrix of a stack, as an object array."""
    a = np.asarray(a, dtype=object)
    results = [function(mpmath.matrix(a[at].tolist())) for at in np.ndindex(a.shape[:-2])]
    shape = np.shape(results[0]) if results else ()
    # np.array would keep 0-dimensional arrays as entries of an object array.
    flat = [entry for result in results for entry in np.ravel(np.asarray(result, dtype=object)).tolist()]
    stacked = np.empty(len(flat), dtype=object)
    stacked[:] = flat
    return stacked.reshape(a.shape[:-2] + shape)


def _inverse(a: Any) -> Array:
    def one(matrix: Any) -> Any:
        try:
            return np.array((matrix**-1).tolist(), dtype=object).reshape(matrix.rows, matrix.cols)
        except ZeroDivisionError:
            return np.full((matrix.rows, matrix.cols), mpmath.nan, dtype=object)

    return _stacked(one, a)


def _determinant(a: Any) -> Array:
    return _stacked(mpmath.det, a)


def _solve(a: Any, b: Any) -> Any:
    return np.matmul(_inverse(a), b)


def _pseudoinverse(a: Any) -> Array:
    return pseudoinverse(np.asarray(a, dtype=object), DIGITS)


def _matrix_power(a: Any, n: int) -> Any:
    base = _inverse(a) if n < 0 else np.asarray(a)
    result: Any = np.broadcast_to(exact(np.eye(base.shape[-1])), base.shape)
    for _ in range(abs(int(n))):
        result = np.matmul(result, base)
    return result


def _norm(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    if not is_euclidean(x, ord, axis):
        raise NoRule(np.linalg.norm)
    return _ENTRYWISE[np.sqrt](np.sum(x * x, axis=axis, keepdims=keepdims))


def _variance(a: Any, axis: Any = None, *, ddof: int = 0, keepdims: bool = False) -> Any:
    centred = a - np.mean(a, axis=axis, keepdims=True)
    squares = np.sum(centred * centred, axis=axis, keepdims=keepdims)
    return squares / (np.size(a) // max(np.size(squares), 1) - ddof)


def _log_determinant(a: Any) -> Any:
    determinant = _determinant(a)
    return np.sign(determinant), _ENTRYWISE[np.log](np.abs(determinant))


_ENTRYWISE: dict[Function, Function] = {
    getattr(np, name): _entrywise(function)
    for name, function in {
        "exp": mpmath.exp,
        "expm1": mpmath.expm1,
        "log": mpmath.log,
        "log1p": mpmath.log1p,
        "sqrt": mpmath.sqrt,
        "cbrt": lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)),
        "sin": mpmath.sin,
        "cos": mpmath.cos,
        "tan": mpmath.tan,
        "arcsin": mpmath.asin,
        "arccos": mpmath.acos,
        "arctan": mpmath.atan,
        "sinh": mpmath.sinh,
        "cosh": mpmath.cosh,
        "tanh": mpmath.tanh,
        "arcsinh": mpmath.asinh,
        "arccosh": mpmath.acosh,
        "arctanh": mpmath.atanh,
        "log2": lambda x: mpmath.log(x, 2),
        "log10": mpmath.log10,
        "exp2": lambda x: mpmath.power(2, x),
        "reciprocal": lambda x: 1 / x if x else mpmath.inf,
        "sign": mpmath.sign,
        "fabs": abs,
    }.items()
} | {
    erf: _entrywise(mpmath.erf),
    np.power: _entrywise(_power, 2),
    np.true_divide: _entrywise(lambda a, b: a / b if b else mpmath.nan, 2),
    np.arctan2: _entrywise(mpmath.atan2, 2),
    np.hypot: _entrywise(mpmath.hypot, 2),
    np.logaddexp: _entrywise(lambda a, b: mpmath.log(mpmath.exp(a) + mpmath.exp(b)), 2),
}
_OTHER: dict[Function, Function] = {
    np.linalg.inv: _inverse,
    np.linalg.det: _determinant,
    np.linalg.solve: _solve,
    np.linalg.matrix_power: _matrix_power,
    np.linalg.pinv: _pseudoinverse,
    np.linalg.norm: _norm,
    np.linalg.slogdet: _log_determinant,
    np.var: _variance,
    np.std: lambda *args, **kwargs: _ENTRYWISE[np.sqrt](_variance(*args, **kwargs)),
    np.vdot: lambda a, b: np.dot(np.ravel(a), np.ravel(b)),
    np.conjugate: lambda x: x,
    np.real: lambda x: x,
}
# NumPy compares and selects Python objects by their own order, so these are right as they stand.
# fmt: off
_BY_ORDER: frozenset[Any] = frozenset((
    np.where, np.absolute, np.maximum, np.minimum, np.fmax, np.fmin, np.clip, np.max, np.min, np.amax, np.amin,
    np.sort, np.greater, np.greater_equal, np.less, np.less_equal, np.equal, np.not_equal, np.argmax, np.argmin,
    np.maximum.reduce, np.minimum.reduce,
))
# fmt: on


_FORMS: dict[Any, Function] = {f: f for f in ALGEBRAIC | TRUTH | _BY_ORDER} | _ENTRYWISE | _OTHER


class Digits(Binary64):
    """Fifty digits or more (see `precision`); a recorded function without a form in them raises NoRule."""

    dtype: Any = object

    def rule(self, function: Function) -> Function:
        if isinstance(function, Smooth):
            return lambda x: function.derivative(x, 0, _ENTRYWISE[np.sin], _ENTRYWISE[np.cos])
        if isinstance(function, Unknown):
            return lambda *arguments: function.evaluate(arguments, _ENTRYWISE[np.sin])
        if function in _FORMS:
            return guarded(_FORMS[function], function)
        raise NoRule(function)

    def number(self, value: Fraction) -> Any:
        return mpmath.mpf(value.numerator) / value.denominator

    def imaginary_unit(self) -> Any:
        return mpmath.mpc(0, 1)

    def pi(self) -> Any:
        return +mpmath.pi

    def integers(self, values: Array) -> Array:
        return np.asarray(exact(values))

    def elementary(self, name: str, x: Array) -> Array:
        if name == "step":
            return np.asarray(exact(np.asarray(x > mpmath.mpf(_NOTHING), dtype=float)))
        return np.asarray(_ENTRYWISE[erf if name == "erf" else getattr(np, name)](x))

    def smooth(self, function: Smooth, order: int, x: Array) -> Array:
        return np.asarray(function.derivative(x, order, _ENTRYWISE[np.sin], _ENTRYWISE[np.cos]))

    def power(self, base: Array, exponent: Array) -> Array:
        return np.asarray(_ENTRYWISE[np.power](base, exponent))

    def inverse(self, a: Array) -> Array:
        return _inverse(a)

    def determinant(self, a: Array) -> Array:
        return _determinant(a)

    def finite(self, a: Array) -> bool:
        return all(mpmath.isfinite(v) for v in np.ravel(a))


DIGITS = Digits()
