"""Whole snippets: names for one array, two layers, unknown functions, maxima, a block of attention."""

from __future__ import annotations

from typing import Any

from texproof import Function, Matrix, Scalar, Vector, dims, model, unknown
from texproof.elaborate import term as t
from texproof.model.size import Size

from .terms import (
    add,
    answer,
    apply,
    d,
    entry,
    hadamard,
    index,
    minus,
    number,
    over,
    power,
    shape,
    symbol,
    times,
    total,
    transpose,
    zero,
)  # fmt: skip

m, k, n = dims("m k n")
X, A, B, L = symbol("X", "n", "n"), symbol("A", "n", "n"), symbol("B", "n", "n"), symbol("L")
N2 = {"n": 2}


@model
def aliases(xp: Any, X: Matrix[m, n], c: Scalar) -> dict[str, Any]:
    return {"Y": X, "V": X.T, "R": X[0], "C": 2, "L": unknown(X)}


def test_names_for_one_array_are_one_symbol_and_views_are_not() -> None:
    sizes = {"m": 2, "n": 3}
    x, y, v, r = symbol("X", "m", "n"), symbol("Y", "m", "n"), symbol("V", "n", "m"), symbol("R", "n")
    assert answer(aliases, sizes, d(L, y), d(L, x)) == "yes"
    assert answer(aliases, sizes, d(x, entry(y, 1, 2)), t.Unit(row=index(1), column=index(2), shape=x.shape)) == "yes"
    assert answer(aliases, sizes, d(L, v), zero("n", "m")) == "yes"  # nothing is computed from V
    assert answer(aliases, sizes, d(v, entry(x, 1, 2)), t.Unit(row=index(2), column=index(1), shape=v.shape)) == "yes"
    assert answer(aliases, sizes, entry(r, 2, 1), entry(x, 1, 2)) == "yes"
    assert answer(aliases, sizes, symbol("C"), number(2)) == "yes"
    assert answer(aliases, sizes, d(symbol("C"), symbol("C")), number(1)) == "yes"
    assert answer(aliases, sizes, d(symbol("C"), symbol("c")), number(0)) == "yes"


@model
def network(xp: Any, x: Vector[n], W: Matrix[m, n], V: Matrix[k, m], sigma: Function) -> dict[str, Any]:
    z = W @ x
    h = sigma(z)
    u = V @ h
    y = sigma(u)
    return {"z": z, "h": h, "u": u, "y": y, "L": unknown(y)}


def test_the_backward_pass_of_two_layers() -> None:
    sizes = {"m": 3, "k": 2, "n": 2}
    x, z, h, u, y = symbol("x", "n"), symbol("z", "m"), symbol("h", "m"), symbol("u", "k"), symbol("y", "k")
    W, V = symbol("W", "m", "n"), symbol("V", "k", "m")
    into_u = hadamard(d(L, y), apply("sigma", u, 1))
    into_z = hadamard(times(transpose(V), d(L, u)), apply("sigma", z, 1))
    assert answer(network, sizes, d(L, u), into_u) == "yes"
    assert answer(network, sizes, d(L, V), times(into_u, transpose(h))) == "yes"
    assert answer(network, sizes, d(L, h), times(transpose(V), into_u)) == "yes"
    assert answer(network, sizes, d(L, z), into_z) == "yes"
    assert answer(network, sizes, d(L, W), times(into_z, transpose(x))) == "yes"
    assert answer(network, sizes, d(L, x), times(transpose(W), into_z)) == "yes"
    assert answer(network, sizes, d(L, x), times(transpose(W), d(L, h))) == "no"
    by_hand = apply("sigma", times(V, apply("sigma", times(W, x))))
    assert answer(network, sizes, y, by_hand) == "yes"
    assert answer(network, sizes, d(by_hand, x), d(y, x)) == "yes"


@model
def unknowns(xp: Any, x: Vector[n]) -> dict[str, Any]:
    return {"f": unknown(x), "g": unknown(x), "h": unknown(x, shape=(n, n)), "s": unknown(x[0] * x[1], x)}


def test_unknown_functions() -> None:
    x, f, g = symbol("x", "n"), symbol("f"), symbol("g")
    assert answer(unknowns, N2, f, g) == "no"
    assert answer(unknowns, N2, d(times(f, g), x), add(times(f, d(g, x)), times(g, d(f, x)))) == "yes"
    assert answer(unknowns, N2, d(d(f, x), x), transpose(d(d(f, x), x))) == "yes"
    h = symbol("h", "n", "n")
    assert answer(unknowns, N2, d(times(h, x), entry(x, 1, 1)), add(times(d(h, entry(x, 1, 1)), x), t.Slice(
        array=h, index=(None, index(1)), shape=shape("n", 1)))) == "yes"  # fmt: skip
    assert answer(unknowns, N2, transpose(h), h) == "no"
    sum_of_squares = total("i", "n", power(entry(x, "i", 1), 2))
    assert answer(unknowns, N2, d(symbol("s"), x), times(number(2), x)) == "no"
    assert answer(unknowns, N2, d(sum_of_squares, x), times(number(2), x)) == "yes"


@model
def rectified(xp: Any, Z: Matrix[m, n]) -> dict[str, Any]:
    R = xp.maximum(Z, 0)
    return {"R": R, "M": xp.where(Z > 0, 1, 0), "B": abs(Z), "L": unknown(R)}


def test_maxima_and_absolute_values() -> None:
    sizes = {"m": 2, "n": 2}
    Z, R, M, absolute = (symbol(name, "m", "n") for name in "ZRMB")
    assert answer(rectified, sizes, R, hadamard(M, Z)) == "yes"
    assert answer(rectified, sizes, d(L, Z), hadamard(d(L, R), M)) == "yes"
    assert answer(rectified, sizes, hadamard(M, M), M) == "yes"
    assert answer(rectified, sizes, hadamard(absolute, absolute), hadamard(Z, Z)) == "yes"
    assert answer(rectified, sizes, absolute, add(times(number(2), R), minus(Z))) == "yes"
    assert answer(rectified, sizes, absolute, Z) == "no"
    assert answer(rectified, sizes, d(L, Z), d(L, R)) == "no"


@model
def attention(xp: Any, Q: Matrix[m, k], K: Matrix[m, k], V: Matrix[m, n]) -> dict[str, Any]:
    S = Q @ K.T / xp.sqrt(k)
    E = xp.exp(S - xp.max(S, axis=1, keepdims=True))
    P = E / xp.sum(E, axis=1, keepdims=True)
    Y = P @ V
    return {"S": S, "P": P, "Y": Y, "L": unknown(Y)}


def test_one_block_of_attention() -> None:
    """The softmax is shifted by its maximum, as one computes it; what is proved does not show the shift."""
    sizes = {"m": 2, "k": 2, "n": 1}
    S, P, Y, V = symbol("S", "m", "m"), symbol("P", "m", "m"), symbol("Y", "m", "n"), symbol("V", "m", "n")
    K = symbol("K", "m", "k")
    assert answer(attention, sizes, d(L, V), times(transpose(P), d(L, Y))) == "yes"
    assert answer(attention, sizes, d(L, P), times(d(L, Y), transpose(V))) == "yes"
    weighted = total("t", "m", times(entry(P, "i", "t"), entry(d(L, P), "i", "t")))
    into_s = times(entry(P, "i", "j"), add(entry(d(L, P), "i", "j"), minus(weighted)))
    assert answer(attention, sizes, d(L, entry(S, "i", "j")), into_s, i="m", j="m") == "yes"
    scale = over(number(1), apply("sqrt", t.IndexNumber(index=t.Index(offset=Size.of("k")))))
    assert answer(attention, sizes, d(L, symbol("Q", "m", "k")), times(scale, d(L, S), K)) == "yes"
    assert answer(attention, sizes, d(L, symbol("Q", "m", "k")), times(d(L, S), K)) == "no"
