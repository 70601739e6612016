"""Arrays that the namespace has no name for: vec, pairs of digits, blocks, what stands where a shape is another one."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from texproof.check.every_size import array as arrays
from texproof.check.every_size.array import Array
from texproof.check.every_size.positions import ONE, NoRule
from texproof.check.every_size.terms import conform
from texproof.model.declare import Matrix, Vector
from texproof.model.dim import dims
from texproof.model.size import Size

from .running import Running, model_of

m, n = dims("m n")
M, N = Size.of("m"), Size.of("n")
SIZES = {"m": 2, "n": 3}
KINDS = {"A": Matrix[m, n], "X": Matrix[n, n], "x": Vector[n], "w": Vector[m * n]}
RUNNING = Running(model_of(lambda xp, *_: {}, **KINDS), SIZES, 4)
A, X, x, w = (RUNNING.symbolic.arrays[name] for name in KINDS)
a, b, c, d = (RUNNING.free[name] for name in KINDS)


def worth(array: Array) -> Any:
    return RUNNING.whole(array, array.entry)


CASES: dict[str, tuple[Callable[[], Array], Any]] = {
    "vec": (lambda: arrays.vec(A), a.ravel(order="F")[:, None]),
    "vec of a transpose": (lambda: arrays.vec(arrays.transpose(A, (1, 0))), a.ravel()[:, None]),
    "kron": (lambda: arrays.kronecker(A, X), np.kron(a, b)),
    "kron with a column": (lambda: arrays.kronecker(conform(x, (N, ONE)), A), np.kron(c[:, None], a)),
    "kron by vec": (
        lambda: arrays.matmul(arrays.kronecker(arrays.transpose(X, (1, 0)), A), arrays.vec(X)),
        (a @ b @ b).ravel(order="F")[:, None],
    ),
    "a long vector beside kron": (
        lambda: arrays.matmul(arrays.kronecker(arrays.identity((M,)), X), w),
        np.kron(np.eye(2), b) @ d,
    ),
    "a long vector and vec": (
        lambda: arrays.add(conform(w, (M * N, ONE)), arrays.vec(arrays.transpose(A, (1, 0)))),
        (d + a.ravel())[:, None],
    ),
    "trace of kron": (lambda: arrays.trace(arrays.kronecker(X, X)), np.trace(b) ** 2),
    "the unit matrix of two digits": (lambda: arrays.identity((M, N)), np.eye(6)),
    "a column from a vector": (lambda: conform(x, (N, ONE)), c[:, None]),
    "a row from a vector": (lambda: conform(x, (ONE, N)), c[None, :]),
    "a number by an array": (lambda: arrays.multiply(arrays.constant(Fraction(5, 2)), A), 2.5 * a),
    "sums along one index": (lambda: arrays.reduced(A, [0]), a.sum(axis=0)),
    "sums that keep it": (lambda: arrays.reduced(A, [1], keep=True), a.sum(axis=1, keepdims=True)),
    "a power": (lambda: arrays.power(A, Fraction(3)), a**3),
    "ones": (lambda: arrays.filled([(M,), (N,)], 1), np.ones((2, 3))),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_it_is_worth_what_numpy_says(name: str) -> None:
    made, expected = CASES[name]
    found = worth(made())
    assert found.shape == np.shape(expected)
    assert found == pytest.approx(expected)


@pytest.mark.parametrize(
    "made",
    [
        lambda: arrays.trace(A),
        lambda: arrays.matmul(A, A),
        lambda: arrays.matmul(arrays.constant(1), A),
        lambda: arrays.kronecker(x, A),
        lambda: conform(A, (N, M)),
        lambda: conform(A, (M * N, ONE)),
        lambda: arrays.add(arrays.kronecker(A, X), arrays.kronecker(X, A)),
        lambda: arrays.one_cut((M, N), (N, M)),
    ],
)
def test_what_does_not_fit_has_no_rule(made: Callable[[], Any]) -> None:
    with pytest.raises(NoRule):
        made()


def test_a_symbol_depends_on_itself_and_what_is_made_of_it_too() -> None:
    product = arrays.matmul(A, X)
    assert {A.number, X.number, product.number} == product.depends
    assert arrays.vec(product).depends >= product.depends
    assert A.depends == {A.number}
