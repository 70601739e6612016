"""The rules of differentiation against complex steps of the same bodies in NumPy, entry by entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import numpy as np
import pytest

from texproof.check.every_size.array import Array
from texproof.check.every_size.differential import differentiated
from texproof.check.every_size.network import Combination
from texproof.check.every_size.normal import Normaliser
from texproof.check.every_size.positions import Bounds, NoRule, Place, Position
from texproof.check.every_size.writing import Writer
from texproof.model.declare import Function, Kind, Matrix, Scalar, Tensor, Vector
from texproof.model.dim import dims
from texproof.model.hypotheses import diagonal, invertible, orthogonal, positive, positive_definite, symmetric
from texproof.model.unknown import unknown

from .running import Running, Unnamed, generic, indices, model_of, symbol

m, k, n = dims("m k n")
SIZES = [{"m": 2, "k": 3, "n": 4}, {"m": 3, "k": 2, "n": 2}]
ENTRIES = 5  # of a derivative's, at each tuple of sizes
Body = Callable[..., Mapping[str, Any]]
Z, W, X, Y = Matrix[m, k], Matrix[k, n], Matrix[n, n, invertible], Matrix[n, n, invertible]
x, y, b = Vector[n], Vector[n, positive], Vector[k]


def body(kinds: Mapping[str, Kind], **computed: Callable[[Any, Any], Any]) -> tuple[Mapping[str, Kind], Body]:
    """Return the free symbols, and a body that computes each further symbol from those before it."""

    def made(xp: Any, *arguments: Any) -> Mapping[str, Any]:
        symbols = Symbols(zip(kinds, arguments, strict=True))
        for name, value in computed.items():
            symbols[name] = symbol(name, value(xp, symbols))
        return {name: symbols[name] for name in computed}

    return kinds, made


class Symbols(dict[str, Any]):
    def __getattr__(self, name: str) -> Any:
        return self[name]


BODIES: dict[str, tuple[Mapping[str, Kind], Body]] = {
    "matmul": body({"Z": Z, "W": W}, A=lambda xp, s: s.Z @ s.W, L=lambda xp, s: unknown(s.A)),
    "bias": body({"Z": Z, "b": b}, A=lambda xp, s: s.Z + s.b, L=lambda xp, s: unknown(s.A)),
    "layer": body(
        {"Z": Z, "W": W, "c": x, "f": Function()},
        A=lambda xp, s: s.Z @ s.W + s.c,
        B=lambda xp, s: s.f(s.A),
        L=lambda xp, s: unknown(s.B),
    ),
    "two layers": body(
        {"Z": Z, "W": W, "V": X, "f": Function(), "g": Function()},
        A=lambda xp, s: s.f(s.Z @ s.W),
        B=lambda xp, s: s.g(s.A @ s.V),
        L=lambda xp, s: unknown(s.B),
    ),
    "trace": body({"X": X, "Y": Y}, t=lambda xp, s: xp.trace(s.X @ s.Y.T @ s.X)),
    "quadratic form": body({"X": X, "x": x}, q=lambda xp, s: s.x @ s.X @ s.x),
    "norm": body({"x": x}, r=lambda xp, s: xp.sqrt(xp.sum(s.x * s.x)), u=lambda xp, s: s.x / s.r),
    "power of a norm": body({"x": x}, r=lambda xp, s: xp.sum(s.x**2) ** 2.5, t=lambda xp, s: s.r**-1),
    "inverse": body({"X": X, "Y": Y}, V=lambda xp, s: xp.linalg.inv(s.X) @ s.Y, t=lambda xp, s: xp.trace(s.V)),
    "inverse of a product": body({"X": X, "Y": Y}, V=lambda xp, s: xp.linalg.inv(s.X @ s.Y)),
    "inverse of a sum": body({"X": X}, V=lambda xp, s: xp.linalg.inv(s.X @ s.X.T + xp.eye(n))),
    "solve": body({"X": X, "x": x}, v=lambda xp, s: xp.linalg.solve(s.X, s.x), L=lambda xp, s: unknown(s.v)),
    "determinant": body({"X": X}, d=lambda xp, s: xp.linalg.det(s.X), e=lambda xp, s: xp.linalg.det(s.X.T @ s.X)),
    "logarithm of a determinant": body(
        {"P": Matrix[n, n, positive_definite]}, d=lambda xp, s: xp.log(xp.linalg.det(s.P))
    ),
    "determinant of a product": body({"X": X, "Y": Y}, d=lambda xp, s: xp.linalg.det(s.X @ s.Y) ** 2),
    "exp and log": body({"y": y}, e=lambda xp, s: xp.exp(s.y) * xp.log(s.y), t=lambda xp, s: xp.sum(s.e**-1)),
    "sines": body({"x": x}, e=lambda xp, s: xp.sin(s.x) * xp.cos(s.x) + xp.tanh(s.x)),
    "softmax": body(
        {"Z": Z},
        S=lambda xp, s: xp.exp(s.Z) / xp.sum(xp.exp(s.Z), axis=1, keepdims=True),
        L=lambda xp, s: unknown(s.S),
    ),
    "logarithm of a sum of exponentials": body({"x": x}, t=lambda xp, s: xp.log(xp.sum(xp.exp(s.x)))),
    "cross entropy": body(
        {"Z": Z, "T": Z},
        t=lambda xp, s: (
            -xp.mean(xp.sum(s.T * xp.log(xp.exp(s.Z) / xp.sum(xp.exp(s.Z), axis=1, keepdims=True)), axis=1))
        ),
    ),
    "batch norm": body(
        {"Z": Z, "g": Vector[k], "b": b},
        mu=lambda xp, s: xp.mean(s.Z, axis=0),
        v=lambda xp, s: xp.var(s.Z, axis=0),
        H=lambda xp, s: (s.Z - s.mu) / xp.sqrt(s.v + 0.125),
        A=lambda xp, s: s.H * s.g + s.b,
        L=lambda xp, s: unknown(s.A),
    ),
    "squared error": body(
        {"Z": Z, "W": W, "T": Matrix[m, n]}, t=lambda xp, s: xp.sum((s.Z @ s.W - s.T) ** 2) / (2 * m)
    ),
    "attention": body(
        {"Q": Z, "K": Matrix[n, k], "V": Matrix[n, k]},
        E=lambda xp, s: xp.exp(s.Q @ s.K.T / xp.sqrt(k)),
        P=lambda xp, s: s.E / xp.sum(s.E, axis=1, keepdims=True),
        O=lambda xp, s: s.P @ s.V,
    ),
    "unknown of two": body({"x": x, "Z": Z}, L=lambda xp, s: unknown(s.x, s.Z), M=lambda xp, s: s.L * s.x),
    "unknown of one thing twice": body({"x": x}, a=lambda xp, s: s.x**2, L=lambda xp, s: unknown(s.x, s.a, s.x)),
    "unknown with a shape": body(
        {"x": x, "X": X}, U=lambda xp, s: unknown(s.X @ s.x, shape=(n, m)), L=lambda xp, s: unknown(s.U)
    ),
    "unknown of a number": body(
        {"c": Scalar(), "x": x}, t=lambda xp, s: unknown(s.c * xp.sum(s.x)), u=lambda xp, s: s.t**2
    ),
    "an alias": body({"X": X}, A=lambda xp, s: s.X * 1, B=lambda xp, s: s.A * 1, L=lambda xp, s: unknown(s.B)),
    "what nothing depends on": body(
        {"x": x}, a=lambda xp, s: s.x * 2, c=lambda xp, s: s.x**2, L=lambda xp, s: unknown(s.c)
    ),
    "a constant": body({"x": x}, I=lambda xp, s: xp.eye(n), t=lambda xp, s: xp.sum(s.x @ s.I)),
    "kron": body({"Z": Z, "W": W}, A=lambda xp, s: xp.kron(s.Z, s.W), L=lambda xp, s: unknown(s.A)),
    "einsum": body({"T": Tensor[m, k, n], "x": x}, A=lambda xp, s: xp.einsum("ijl,l->ij", s.T, s.x) ** 2),
    "a diagonal": body({"X": X, "x": x}, A=lambda xp, s: xp.diag(s.x) @ s.X, d=lambda xp, s: xp.diagonal(s.A)),
    "entries": body({"Z": Z}, t=lambda xp, s: s.Z[0, 0] * s.Z[m - 1, 0] + s.Z[-1, k - 1], r=lambda xp, s: s.Z[0] * s.t),
    "symmetric": body(
        {"S": Matrix[n, n, symmetric], "x": x}, q=lambda xp, s: s.x @ s.S @ s.x, V=lambda xp, s: xp.linalg.inv(s.S)
    ),
    "diagonal": body({"D": Matrix[n, n, diagonal], "x": x}, q=lambda xp, s: s.x @ s.D @ s.D @ s.x),
    "orthogonal": body(
        {"Q": Matrix[n, n, orthogonal], "x": x}, v=lambda xp, s: s.Q @ s.x, t=lambda xp, s: xp.trace(s.Q)
    ),
}


def compared(
    running: Running,
    array: Array,
    combination: Callable[[tuple[Place, ...], tuple[Place, ...]], Combination],
    by: Array,
    slopes: Callable[[tuple[int, ...]], Any],
    within: float,
) -> bool:
    """Assert of some entries of a derivative that they are what NumPy says, as found and in normal form.

    Return whether the normal form was compared too: it is not where it names the inverse of no symbol.
    """
    (above_nodes, above), (below_nodes, below) = generic(array), generic(by)
    found = combination(above, below)
    forms = [found]
    with suppress(NoRule):
        forms.append(Writer(Normaliser(Bounds({}))).form(found))
    reached = False
    lengths = [tuple(size.value(running.sizes) for size in a.shape) for a in (array, by)]
    for below_at in indices(lengths[1], ENTRIES, 1):
        slope = np.asarray(slopes(below_at))
        for above_at in indices(lengths[0], ENTRIES, 2):
            at = {**_digits(above_nodes, above_at, running), **_digits(below_nodes, below_at, running)}
            for number, form in enumerate(forms):
                try:
                    assert running.value(form, at) == pytest.approx(slope[above_at], rel=within, abs=within)
                    reached = reached or number == 1
                except Unnamed:
                    assert number == 1
    return reached


def _digits(nodes: list[list[Any]], index: tuple[int, ...], running: Running) -> dict[Any, int]:
    found = {}
    for digits, number in zip(nodes, index, strict=True):
        for n in reversed(digits):
            number, digit = divmod(number, n.size.value(running.sizes))
            found[n] = digit + 1
    return found


@pytest.mark.parametrize("name", BODIES)
def test_each_symbol_by_each(name: str) -> None:
    kinds, made = BODIES[name]
    reached = 0
    for sizes in SIZES:
        running = Running(model_of(made, **kinds), sizes, 7)
        arrays = running.symbolic.arrays
        for of in running.names:
            for by, target in arrays.items():
                reached += compared(
                    running,
                    arrays[of],
                    lambda above, below: differentiated(arrays[of].entry(above), target, below),  # noqa: B023
                    target,
                    lambda index: running.derivative(of, by, index),  # noqa: B023
                    1e-9,
                )
    assert reached


SECOND = [
    ("layer", "L", "Z", "W"),
    ("layer", "L", "A", "A"),
    ("layer", "L", "c", "c"),
    ("norm", "r", "x", "x"),
    ("power of a norm", "r", "x", "x"),
    ("power of a norm", "t", "x", "x"),
    ("softmax", "S", "Z", "Z"),
    ("logarithm of a sum of exponentials", "t", "x", "x"),
    ("inverse", "t", "X", "X"),
    ("determinant", "d", "X", "X"),
    ("unknown of two", "L", "x", "Z"),
    ("unknown of one thing twice", "L", "x", "x"),
    ("unknown with a shape", "L", "X", "x"),
    ("batch norm", "v", "Z", "Z"),
    ("symmetric", "q", "x", "S"),
]


@pytest.mark.parametrize(("name", "of", "first", "second"), SECOND, ids=["-".join(case) for case in SECOND])
def test_second_derivatives(name: str, of: str, first: str, second: str) -> None:
    """A complex step in the one, a difference of O(h⁴) in the other."""
    kinds, made = BODIES[name]
    running = Running(model_of(made, **kinds), SIZES[1], 7)
    arrays = running.symbolic.arrays
    one, other = arrays[first], arrays[second]
    inner = indices(tuple(size.value(running.sizes) for size in one.shape), 1, 3)[0]
    nodes, places = generic(one)
    at_inner = _digits(nodes, inner, running)

    def combination(above: tuple[Place, ...], below: tuple[Place, ...]) -> Combination:
        twice = differentiated(differentiated(arrays[of].entry(above), one, places), other, below)
        fixed = {n: Position.of(number) for n, number in at_inner.items()}
        return twice.substitute(fixed)

    def slopes(index: tuple[int, ...]) -> Any:
        return running.second(of, (first, inner), (second, index))

    reached = compared(running, arrays[of], combination, other, slopes, 1e-6)
    assert reached or name == "determinant"  # det X is a free number, of which NumPy's run has no value


@pytest.mark.parametrize(
    ("name", "of", "first", "second"),
    [("unknown of two", "L", "x", "Z"), ("layer", "L", "Z", "W")],
)
def test_mixed_derivatives_do_not_depend_on_their_order(name: str, of: str, first: str, second: str) -> None:
    kinds, made = BODIES[name]
    arrays = Running(model_of(made, **kinds), SIZES[0], 7).symbolic.arrays
    _, at = generic(arrays[first])
    _, there = generic(arrays[second])
    value = arrays[of].entry(())
    one = differentiated(differentiated(value, arrays[first], at), arrays[second], there)
    other = differentiated(differentiated(value, arrays[second], there), arrays[first], at)
    assert Writer(Normaliser(Bounds({}))).form(one - other).networks == ()
