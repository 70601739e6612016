"""Functions of square matrices by sums and products alone, in any arithmetic; eigenvalues and singular values."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np

from ...elaborate import term as t
from ...model.sample import Smooth
from .arithmetic import BINARY64, COMPLEX, Array, NoRule, Undecidable, Undefined, WithoutValue
from .digits import DIGITS
from .evaluation import evaluate, matrix, shape_text, value_of
from .scene import Scene

_TERMS = 40  # of a power series at a matrix of norm 1/16: what is left out is below 10⁻⁹⁰
_SMALL = 1 / 16
_MOST_STEPS = 60
_MORE_STEPS = 2  # after Newton's iteration stands still, for what a complex step carries
_DOUBTFUL = (1e-12, 1e-6)  # a singular value between these parts of the largest one is zero, or it is not


def _norm(a: Array) -> float:
    return float(np.max(np.sum(np.abs(a), axis=-1).astype(float), initial=0.0))


def _identity(a: Array, scene: Scene) -> Array:
    return scene.arithmetic.integers(np.eye(a.shape[-1], dtype=int)[None])


def _halvings(size: float) -> int:
    if not np.isfinite(size) or size > 1e6:
        raise Undefined("a function of a matrix with entries that are too large")
    return max(0, int(np.ceil(np.log2(size / _SMALL)))) if size > _SMALL else 0


def _ratio(scene: Scene, top: int, bottom: int) -> Any:
    return scene.arithmetic.number(Fraction(top, bottom))


def _exponential(a: Array, scene: Scene) -> Array:
    halvings = _halvings(_norm(a))
    small = a * _ratio(scene, 1, 2**halvings)
    total = power = np.broadcast_to(_identity(a, scene), a.shape)
    for k in range(1, _TERMS):
        power = np.matmul(power, small) * _ratio(scene, 1, k)
        total = total + power
    for _ in range(halvings):
        total = np.matmul(total, total)
    return total


def _sine_and_cosine(a: Array, scene: Scene) -> tuple[Array, Array]:
    """Return sin A and cos A: their series at A/2^k, then sin 2B = 2 sin B cos B and cos 2B = 2 cos² B − 1."""
    halvings = _halvings(_norm(a))
    small, one = a * _ratio(scene, 1, 2**halvings), _identity(a, scene)
    cosine = power = np.broadcast_to(one, a.shape)
    sine = np.zeros_like(a)
    for k in range(1, _TERMS):
        power = np.matmul(power, small) * _ratio(scene, 1, k)
        signed = power if k % 4 < 2 else -power
        sine, cosine = (sine + signed, cosine) if k % 2 else (sine, cosine + signed)
    for _ in range(halvings):
        sine, cosine = 2 * np.matmul(sine, cosine), 2 * np.matmul(cosine, cosine) - one
    return sine, cosine


def _root(a: Array, scene: Scene) -> Array:
    """Return the principal square root by Denman and Beavers' iteration.

    Raises: Undefined where it does not come to rest, as at a matrix with an eigenvalue that is 0 or negative.
    """
    half = _ratio(scene, 1, 2)
    y, z = a, np.broadcast_to(_identity(a, scene), a.shape)
    enough = 1e-30 if scene.arithmetic is DIGITS else 1e-13
    still = 0
    for _ in range(_MOST_STEPS):
        try:
            new, z = (y + scene.arithmetic.inverse(z)) * half, (z + scene.arithmetic.inverse(y)) * half
        except np.linalg.LinAlgError:
            break
        if not scene.arithmetic.finite(new):
            break
        still += _norm(np.real(new) - np.real(y)) <= enough * _norm(np.real(new))
        y = new
        if still > _MORE_STEPS:
            return np.asarray(y)
    raise WithoutValue("a matrix without a principal square root")


def _logarithm(a: Array, scene: Scene) -> Array:
    """Return the principal logarithm: 2^k log of the 2^k-th root, as 2 artanh((X − I)(X + I)⁻¹)."""
    one, roots = _identity(a, scene), 0
    while _norm(np.real(a - one)) > 2 * _SMALL:
        a, roots = _root(a, scene), roots + 1
        if roots > _MOST_STEPS:
            raise WithoutValue("a matrix without a principal logarithm")
    z = np.matmul(a - one, scene.arithmetic.inverse(a + one))
    square, power, total = np.matmul(z, z), z, z
    for k in range(3, 2 * _TERMS, 2):
        power = np.matmul(power, square)
        total = total + power * _ratio(scene, 1, k)
    return np.asarray(total * _ratio(scene, 2 ** (roots + 1), 1))


def _smooth(function: Any, order: int, a: Array, scene: Scene) -> Array:
    """Return a function parameter, or a derivative of it, at a matrix: Σ a_j sin(w_j A + p_j I) + c₀ I + c₁ A + c₂ A².

    What its value at a number is made of is made of matrices here, with sin(X + p I) = sin X cos p + cos X sin p.
    """
    if not isinstance(function, Smooth):
        raise Undecidable("a function of a matrix that the model defines")
    number, one = scene.arithmetic.number, _identity(a, scene)
    total = np.zeros_like(a)
    waves = zip(function.amplitudes.tolist(), function.frequencies.tolist(), function.phases.tolist(), strict=True)
    for amplitude, frequency, phase in waves:
        sine, cosine = _sine_and_cosine(a * number(Fraction(frequency)), scene)
        # The derivative of sin(w t + p) is w sin(w t + p + π/2): each turns the pair once.
        for _ in range(order):
            sine, cosine = cosine * number(Fraction(frequency)), -sine * number(Fraction(frequency))
        s, c = (scene.arithmetic.elementary(name, np.asarray([number(Fraction(phase))])) for name in ("sin", "cos"))
        total = total + (sine * c + cosine * s) * number(Fraction(amplitude))
    c0, c1, c2 = (number(Fraction(c)) for c in function.polynomial)
    if order == 0:
        return np.asarray(total + one * c0 + a * c1 + np.matmul(a, a) * c2)
    return np.asarray(total + (one * c1 + a * (2 * c2) if order == 1 else one * (2 * c2) if order == 2 else 0))


_FUNCTIONS: dict[str, Callable[[Array, Scene], Array]] = {
    "exp": _exponential,
    "log": _logarithm,
    "sqrt": _root,
    "sin": lambda a, scene: _sine_and_cosine(a, scene)[0],
    "cos": lambda a, scene: _sine_and_cosine(a, scene)[1],
}


@value_of.register
def _(term: t.MatrixFunction, scene: Scene) -> Array:
    value = matrix(evaluate(term.argument, scene), "a function of a matrix")
    if value.shape[1] != value.shape[2]:
        raise Undefined(f"a function of a matrix of shape {shape_text(value.shape[1:])}")
    smooth = scene.state.tape.functions.get(term.function)
    if smooth is not None:
        found = _smooth(smooth, term.order, value, scene)
    else:
        found = _FUNCTIONS[term.function](value, scene)
    if not scene.arithmetic.finite(found):
        raise Undefined(f"{term.function} of this matrix")
    return np.asarray(found)


@value_of.register
def _(term: t.Spectrum, scene: Scene) -> Array:
    value = matrix(evaluate(term.argument, scene), "a matrix with eigenvalues")
    if term.function == "eigenvalues":
        return _eigenvalues(value, scene)[:, :, None]
    singular = _singular(value, scene)
    return _ranks(singular, scene) if term.function == "rank" else singular[:, :, None]


def _eigenvalues(value: Array, scene: Scene) -> Array:
    if scene.arithmetic is COMPLEX:
        raise NoRule(np.linalg.eigvalsh)
    if scene.arithmetic is BINARY64:
        return np.asarray(np.linalg.eigvalsh(value)[:, ::-1])
    return _by_rows(value, lambda a: sorted(mpmath.eigsy(a, eigvals_only=True), reverse=True))


def _singular(value: Array, scene: Scene) -> Array:
    """Return the singular values of each matrix, with zeros behind them up to its number of columns."""
    if scene.arithmetic is COMPLEX:
        raise NoRule(np.linalg.svd)
    columns = value.shape[2]
    if scene.arithmetic is BINARY64:
        found = np.linalg.svd(value, compute_uv=False)
        return np.pad(found, ((0, 0), (0, columns - found.shape[1])))
    zero = mpmath.mpf(0)

    def padded(a: Any) -> list[Any]:
        values = sorted(mpmath.svd_r(a, compute_uv=False), reverse=True)
        return [*values, *[zero] * (columns - len(values))]

    return _by_rows(value, padded)


def _by_rows(value: Array, function: Callable[[Any], list[Any]]) -> Array:
    rows = [function(mpmath.matrix(a.tolist())) for a in value]
    found = np.empty((len(rows), len(rows[0])), dtype=object)
    for i, row in enumerate(rows):
        found[i] = row
    return found


def _ranks(singular: Array, scene: Scene) -> Array:
    parts = singular.astype(float) / np.maximum(singular.astype(float).max(axis=1, keepdims=True), 1e-300)
    if np.any((parts > _DOUBTFUL[0]) & (parts < _DOUBTFUL[1])):
        raise Undefined("a rank that is in doubt")
    return scene.arithmetic.integers((parts >= _DOUBTFUL[1]).sum(axis=1))
