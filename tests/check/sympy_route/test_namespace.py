"""Every function of `xp` at exact numbers, compared with NumPy's value of the same expression."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from texproof.check.sympy_route.array import Array
from texproof.check.sympy_route.field import Field
from texproof.check.sympy_route.layout import ArrayError
from texproof.check.sympy_route.literals import literal
from texproof.check.sympy_route.namespace import Namespace
from texproof.check.sympy_route.point import Point
from texproof.check.sympy_route.polynomial import TooLarge

A = [[2, -1, 3], [0, 4, 1]]
B = [[1, 5, -2], [3, 1, 2]]
S = [[3, 1, 0], [1, 4, 2], [0, 2, 5]]
V = [1, 3, 2]
T = [[[1, 2], [3, 4]], [[5, 6], [7, 9]]]
P = [[0.5, 2.0], [0.25, 1.5]]
FORTRAN = {"order": "F"}

EXPRESSIONS: dict[str, Callable[[Any], Any]] = {
    "add": lambda xp: xp.add(xp.array(A), xp.array(B)),
    "subtract": lambda xp: xp.array(A) - xp.array(B),
    "multiply": lambda xp: xp.multiply(xp.array(A), xp.array(B)),
    "divide": lambda xp: xp.divide(xp.array(A), xp.array(B)),
    "divide by a number": lambda xp: 6 / xp.array(B) / 2,
    "negative": lambda xp: -xp.array(A) + xp.negative(xp.array(B)),
    "power": lambda xp: xp.array(B) ** 3 + xp.power(xp.array(B), 2),
    "a negative power": lambda xp: xp.array(P) ** -2,
    "a power of numbers": lambda xp: 2 ** xp.array(V),
    "roots in Python's numbers": lambda xp: xp.array(V) * math.sqrt(2) - 1 / math.sqrt(8) + math.sqrt(2 / math.pi),
    "square": lambda xp: xp.square(xp.array(A)),
    "reciprocal": lambda xp: xp.reciprocal(xp.array(P)),
    "broadcast a row": lambda xp: xp.array(A) + xp.array(V),
    "broadcast a column": lambda xp: xp.array(A) * xp.array([[2], [3]]),
    "broadcast both": lambda xp: xp.array([[1], [2]]) - xp.array(V),
    "matmul": lambda xp: xp.array(A) @ xp.array(S),
    "matmul of a vector": lambda xp: xp.array(A) @ xp.array(V),
    "matmul from a vector": lambda xp: xp.array([1, 2]) @ xp.array(A),
    "matmul of vectors": lambda xp: xp.matmul(xp.array(V), xp.array(V)),
    "matmul of stacks": lambda xp: xp.array(T) @ xp.array([[1, 2], [0, 1]]),
    "dot": lambda xp: xp.dot(xp.array(A), xp.array(B).T),
    "vdot": lambda xp: xp.vdot(xp.array(A), xp.array(B)),
    "inner": lambda xp: xp.inner(xp.array(A), xp.array(B)),
    "outer": lambda xp: xp.outer(xp.array(V), xp.array([1, 2])),
    "kron": lambda xp: xp.kron(xp.array(A), xp.array(S)),
    "kron of vectors": lambda xp: xp.kron(xp.array(V), xp.array([1, 2])),
    "einsum": lambda xp: xp.einsum("ij,kj->ik", xp.array(A), xp.array(B)),
    "einsum, implicit": lambda xp: xp.einsum("ij,jk", xp.array(A), xp.array(S)),
    "einsum, trace": lambda xp: xp.einsum("ii->", xp.array(S)),
    "einsum, diagonal": lambda xp: xp.einsum("ii->i", xp.array(S)),
    "einsum of three": lambda xp: xp.einsum("i,ij,j->", xp.array([1, 2]), xp.array(A), xp.array(V)),
    "tensordot": lambda xp: xp.tensordot(xp.array(T), xp.array(T), axes=([0, 1], [1, 0])),
    "tensordot by count": lambda xp: xp.tensordot(xp.array(A), xp.array(S), axes=1),
    "trace": lambda xp: xp.trace(xp.array(S)),
    "sum": lambda xp: xp.sum(xp.array(A)),
    "sum along 0": lambda xp: xp.array(A).sum(axis=0),
    "sum along -1": lambda xp: xp.sum(xp.array(A), axis=-1, keepdims=True),
    "sum along two": lambda xp: xp.sum(xp.array(T), axis=(0, 2)),
    "mean": lambda xp: xp.mean(xp.array(A), axis=1),
    "prod": lambda xp: xp.prod(xp.array(B), axis=0),
    "var": lambda xp: xp.var(xp.array(A), axis=0, ddof=1),
    "std": lambda xp: xp.std(xp.array(A), axis=1, keepdims=True),
    "cumsum": lambda xp: xp.cumsum(xp.array(A), axis=1),
    "cumsum along 0": lambda xp: xp.cumsum(xp.array(S), axis=0),
    "cumsum of all": lambda xp: xp.cumsum(xp.array(A)),
    "max": lambda xp: xp.max(xp.array(A), axis=0),
    "min": lambda xp: xp.array(A).min(),
    "maximum": lambda xp: xp.maximum(xp.array(A), 1),
    "minimum": lambda xp: xp.minimum(xp.array(A), xp.array(B)),
    "clip": lambda xp: xp.clip(xp.array(A), 0, 2),
    "abs": lambda xp: abs(xp.array(A)) + xp.abs(xp.array(B)),
    "sign": lambda xp: xp.sign(xp.array(A)),
    "where": lambda xp: xp.where(xp.array(A) > 0, xp.array(B), 7),
    "comparisons": lambda xp: 1 * (xp.array(A) >= 3) + 2 * (xp.array(A) < 0) + 4 * (xp.array(A) <= 0),
    "transpose": lambda xp: xp.array(A).T,
    "transpose of three axes": lambda xp: xp.transpose(xp.array(T), (1, 2, 0)),
    "swapaxes": lambda xp: xp.swapaxes(xp.array(T), 0, 2),
    "moveaxis": lambda xp: xp.moveaxis(xp.array([T]), 0, -1),
    "mT": lambda xp: xp.array(T).mT,
    "transpose by an array's method": lambda xp: xp.array(T).transpose((1, 2, 0)),
    "transpose by a method, axes one by one": lambda xp: xp.array(T).transpose(1, 2, 0),
    "transpose by a method, of a vector": lambda xp: xp.array(V).transpose(0) + xp.array(V).transpose((0,)),
    "transpose by a method, of all axes": lambda xp: xp.array(T).transpose(),
    "reshape": lambda xp: xp.array(A).reshape(3, -1),
    "reshape by columns": lambda xp: xp.reshape(xp.array(A), (3, 2), **FORTRAN),
    "ravel": lambda xp: xp.ravel(xp.array(A)),
    "ravel by columns": lambda xp: xp.array(A).ravel(order="F"),
    "flatten": lambda xp: xp.array(A).flatten(),
    "expand_dims": lambda xp: xp.expand_dims(xp.array(A), (0, 2)),
    "squeeze": lambda xp: xp.squeeze(xp.array([[[1], [2]]])),
    "squeeze one": lambda xp: xp.squeeze(xp.array([[[1], [2]]]), axis=0),
    "broadcast_to": lambda xp: xp.broadcast_to(xp.array(V), (2, 3)),
    "concatenate": lambda xp: xp.concatenate([xp.array(A), xp.array(B)], axis=1),
    "concatenate three axes": lambda xp: xp.concatenate([xp.array(T), xp.array(T)], axis=2),
    "stack": lambda xp: xp.stack([xp.array(A), xp.array(B)], axis=-1),
    "vstack": lambda xp: xp.vstack([xp.array(A), xp.array(V)]),
    "hstack": lambda xp: xp.hstack([xp.array(A), xp.array(B)]),
    "hstack of vectors": lambda xp: xp.hstack([xp.array(V), xp.array([9])]),
    "column_stack": lambda xp: xp.column_stack([xp.array(V), xp.array(V), xp.array(S)]),
    "block": lambda xp: xp.block([[xp.array(A), xp.array(B)], [xp.array(B), xp.array(A)]]),
    "tile": lambda xp: xp.tile(xp.array(A), (2, 2)),
    "repeat": lambda xp: xp.repeat(xp.array(A), 2, axis=0),
    "repeat along 1": lambda xp: xp.repeat(xp.array(A), 3, axis=1),
    "repeat of all": lambda xp: xp.repeat(xp.array(A), 2),
    "diag of a vector": lambda xp: xp.diag(xp.array(V)),
    "diag of a matrix": lambda xp: xp.diag(xp.array(S)),
    "diag above": lambda xp: xp.diag(xp.array(V), 1) + xp.diag(xp.array(V), -1),
    "diagonal": lambda xp: xp.diagonal(xp.array(A)),
    "diagonal below": lambda xp: xp.diagonal(xp.array(S), -1),
    "tril": lambda xp: xp.tril(xp.array(S), -1),
    "triu": lambda xp: xp.triu(xp.array(S)),
    "zeros": lambda xp: xp.zeros((2, 3)) + xp.zeros(3),
    "ones": lambda xp: xp.ones((2, 3), dtype=float),
    "full": lambda xp: xp.full((2, 2), 0.5),
    "eye": lambda xp: xp.eye(3) + xp.eye(3, k=1) + xp.identity(3),
    "eye, oblong": lambda xp: xp.eye(2, 3),
    "zeros_like": lambda xp: xp.zeros_like(xp.array(A)) + xp.ones_like(xp.array(A)),
    "full_like": lambda xp: xp.full_like(xp.array(A), 3),
    "arange": lambda xp: xp.arange(5) + xp.arange(1, 6) + xp.arange(0, 10, 2),
    "index": lambda xp: xp.array(T)[1, 0, 1],
    "a negative index": lambda xp: xp.array(A)[-1],
    "slices": lambda xp: xp.array(S)[1:, ::-1],
    "a new axis": lambda xp: xp.array(V)[:, None] * xp.array(V)[None, :],
    "an ellipsis": lambda xp: xp.array(T)[..., 0],
    "a column kept": lambda xp: xp.array(A)[:, [1][0] : 2],
    "iteration": lambda xp: sum(row for row in xp.array(A)),
    "inv": lambda xp: xp.linalg.inv(xp.array(S)),
    "det": lambda xp: xp.linalg.det(xp.array(S)),
    "solve": lambda xp: xp.linalg.solve(xp.array(S), xp.array(V)),
    "matrix_power": lambda xp: xp.linalg.matrix_power(xp.array(S), 3),
    "a negative matrix_power": lambda xp: xp.linalg.matrix_power(xp.array(S), -2),
    "norm": lambda xp: xp.linalg.norm(xp.array(A)),
    "norm along rows": lambda xp: xp.linalg.norm(xp.array(A), axis=1, keepdims=True),
    "norm by name": lambda xp: xp.linalg.norm(xp.array(A), "fro") + xp.linalg.norm(xp.array(V), 2),
    "multi_dot": lambda xp: xp.linalg.multi_dot([xp.array(A), xp.array(S), xp.array(V)]),
    "exp": lambda xp: xp.exp(xp.array(P)),
    "expm1": lambda xp: xp.expm1(xp.array(P)),
    "log": lambda xp: xp.log(xp.array(P)),
    "log1p": lambda xp: xp.log1p(xp.array(P)),
    "sqrt": lambda xp: xp.sqrt(xp.array(P)),
    "sin": lambda xp: xp.sin(xp.array(A)),
    "cos": lambda xp: xp.cos(xp.array(P)),
    "tan": lambda xp: xp.tan(xp.array(P)),
    "sinh": lambda xp: xp.sinh(xp.array(P)),
    "cosh": lambda xp: xp.cosh(xp.array(P)),
    "tanh": lambda xp: xp.tanh(xp.array(A)),
    "other names": lambda xp: (
        xp.true_divide(xp.pow(xp.array(A), 2), xp.float_power(xp.array([2.0]), 2))
        + xp.absolute(xp.asarray(B)) * xp.fabs(xp.copy(xp.array(A)).astype(xp.float64))
        + xp.positive(xp.conj(xp.array(A)))
        + xp.matrix_transpose(xp.permute_dims(xp.concat([xp.array(A)]), (1, 0)).T).T * xp.amax(xp.array(V))
        + xp.amin(xp.atleast_2d(xp.array(V)))
        + 1 * xp.greater(xp.array(A), 1) * xp.less(xp.array(A), 4)
        + 1 * xp.greater_equal(xp.array(A), 1) * xp.less_equal(xp.array(A), 4)
        + xp.subtract(xp.array(A), 1)[xp.newaxis][0]
        + xp.linalg.trace(xp.array(S, dtype=xp.int64)) * xp.zeros(3, dtype=xp.float32)
    ),
    "constants": lambda xp: xp.pi * xp.e * xp.array([1]),
}


def space() -> Namespace:
    return Namespace(Field(), {})


def numbers(array: Array) -> Any:
    point = Point(array.space.field, 0)
    return np.array([float(point.value(p)) for p in array.entries]).reshape(array.shape)


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_a_function_has_the_value_and_the_shape_of_numpys(name: str) -> None:
    expression = EXPRESSIONS[name]
    exact = expression(space())
    expected = np.asarray(expression(np), dtype=float)
    assert exact.shape == expected.shape
    np.testing.assert_allclose(numbers(exact), expected, rtol=1e-14, atol=1e-14)


def test_the_error_function_has_its_value() -> None:
    xp = space()
    found = numbers(xp.erf(xp.array([-0.5, 0.0, 1.25])))
    np.testing.assert_allclose(found, [math.erf(x) for x in (-0.5, 0.0, 1.25)], rtol=1e-15)


def test_every_public_function_is_among_the_expressions() -> None:
    """A function that is offered and never compared could be wrong unnoticed."""
    source = Path(__file__).read_text(encoding="utf-8")
    inner = {"made", "field", "cuts", "created"}
    offered = {name for name in dir(Namespace) if not name.startswith("_")} - inner
    assert not {name for name in offered if f".{name}" not in source}


REFUSED: dict[str, Callable[[Any], Any]] = {
    "an unknown function": lambda xp: xp.fft(xp.array(V)),
    "an unknown function of linalg": lambda xp: xp.linalg.svd(xp.array(S)),
    "shapes that do not multiply": lambda xp: xp.array(A) @ xp.array(B),
    "shapes that do not broadcast": lambda xp: xp.array(A) + xp.array([1, 2]),
    "an index past the end": lambda xp: xp.array(V)[3],
    "too many indices": lambda xp: xp.array(V)[0, 0],
    "an array as an index": lambda xp: xp.array(V)[xp.array([0])],
    "ragged rows": lambda xp: xp.array([[1, 2], [3]]),
    "a rounded number": lambda xp: xp.array([0.12345678901234567]),
    "infinity": lambda xp: xp.array([float("inf")]),
    "a complex number": lambda xp: xp.array([1j]),
    "a truth value": lambda xp: bool(xp.array(V) > 0),
    "a float": lambda xp: float(xp.array(3)),
    "equality": lambda xp: xp.array(V) == xp.array(V),
    "a change in place": lambda xp: xp.array(V).__setitem__(0, 1),
    "a norm of order 1": lambda xp: xp.linalg.norm(xp.array(V), 1),
    "the inverse of an oblong": lambda xp: xp.linalg.inv(xp.array(A)),
    "a bad reshape": lambda xp: xp.reshape(xp.array(A), (4, 2)),
    "a huge array": lambda xp: xp.zeros((10**6, 10**6)),
    "a huge range": lambda xp: xp.arange(10**9),
    "einsum with wrong letters": lambda xp: xp.einsum("ij,jk->il", xp.array(A), xp.array(S)),
    "einsum with unequal sizes": lambda xp: xp.einsum("ij,ij->", xp.array(A), xp.array(S)),
    "a strange axis": lambda xp: xp.sum(xp.array(A), axis=2),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_done_is_refused_with_words(name: str) -> None:
    with pytest.raises(ArrayError) as caught:
        REFUSED[name](space())
    assert len(str(caught.value).split()) > 1


def test_a_huge_power_is_too_large() -> None:
    with pytest.raises(TooLarge):
        space().power(9, 10**9)


def test_text_is_never_a_number() -> None:
    with pytest.raises(TypeError):
        space().array(["__import__('os').system('touch PWNED')"])


def test_numpy_arrays_do_not_mix_with_exact_ones() -> None:
    xp = space()
    for mixed in (lambda: np.ones(3) * xp.array(V), lambda: xp.array(V) * np.ones(3)):
        with pytest.raises(TypeError):
            mixed()


def test_floats_stand_for_what_they_were_computed_from() -> None:
    import math

    assert literal(0.1).rational == Fraction(1, 10)
    assert literal(1 / 3).rational == Fraction(1, 3)
    assert literal(1e-5).rational == Fraction(1, 100_000)
    assert literal(0.044715).rational == Fraction(44715, 1_000_000)
    assert literal(-2.5).rational == Fraction(-5, 2)
    assert (literal(math.sqrt(3)).rational, literal(math.sqrt(3)).root) == (3, True)
    assert (literal(-1 / math.sqrt(8)).rational, literal(-1 / math.sqrt(8)).negative) == (Fraction(1, 8), True)
    assert (literal(2 * math.pi).rational, literal(2 * math.pi).pi) == (2, 1)
    gelu = literal(math.sqrt(2 / math.pi))
    assert (gelu.rational, gelu.pi, gelu.root) == (2, -1, True)
    with pytest.raises(ArrayError, match="rounded"):
        literal(math.exp(1.5))
