"""Whatever combination is spelled: what is read back is equal to it, for every size."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from texproof.check.every_size.coefficient import Coefficient
from texproof.check.every_size.network import Combination, total
from texproof.check.every_size.positions import Node, Position, node
from texproof.model.size import Size

from .asked import Page
from .entries import LETTERS, At, M, N, P, Q, R, S, Symbols, applied, delta, times, value

PAGE = Page(
    """from texproof import Function, Matrix, Scalar, Tensor, Vector, dims, invertible, model, positive, unknown

m, n = dims("m n")


@model
def f(
    xp,
    A: Matrix[n, n, positive],
    B: Matrix[n, n, invertible],
    Z: Matrix[m, n],
    x: Vector[n, positive],
    y_hat: Vector[n],
    W1: Matrix[m, n],
    h: Tensor[m, n, n],
    i: Scalar,
    j: Vector[m],
    alpha: Scalar[positive],
    sigma: Function,
):
    Y = Z @ B
    V = sigma(Y)
    return {"Y": Y, "V": V, "L": unknown(Y), "u": unknown(V, x, shape=(n,))}
"""
)
SYMBOLS = Symbols(PAGE)
FREE: dict[Size, tuple[Node, ...]] = {M: (R, S), N: (P, Q)}
AXES = {
    "A": (N, N),
    "B": (N, N),
    "Z": (M, N),
    "x": (N,),
    "y_hat": (N,),
    "W1": (M, N),
    "h": (M, N, N),
    "i": (),
    "j": (M,),
    "alpha": (),
    "Y": (M, N),
    "V": (M, N),
    "L": (),
    "u": (N,),
}
POSITIVE = ("A", "x", "alpha")


@st.composite
def places(draw: DrawFn, size: Size, nodes: dict[Size, tuple[Node, ...]]) -> At:
    """Return a node up to this size, or now and then the first or the last value."""
    return draw(st.sampled_from([*nodes[size], *nodes[size], 1, size]))


@st.composite
def factors(draw: DrawFn, nodes: dict[Size, tuple[Node, ...]], depth: int) -> Combination:
    """Return one factor, to a power that is defined wherever the symbols are."""
    at: Callable[[Size], At] = lambda size: draw(places(size, nodes))  # noqa: E731 - draws from this factor's nodes
    kinds = ["entry"] * 4 + ["power", "inverse", "determinant", "partial", "second", "delta", "value"]
    match draw(st.sampled_from(kinds + (["applied"] * 2 if depth else []))):
        case "power":
            name = draw(st.sampled_from(POSITIVE))
            return SYMBOLS.entry(name, *map(at, AXES[name])).power(Fraction(draw(st.sampled_from([-3, -2, -1, 2, 3]))))
        case "inverse":
            return SYMBOLS.inverse("B", at(N), at(N)).power(Fraction(draw(st.integers(1, 2))))
        case "determinant":
            return SYMBOLS.determinant("B").power(Fraction(draw(st.sampled_from([-1, 1, 2]))))
        case "partial":
            return SYMBOLS.partial("L", (), ("Y", (at(M), at(N)))).power(Fraction(draw(st.integers(1, 2))))
        case "second":
            return SYMBOLS.partial("u", (at(N),), ("V", (at(M), at(N))), ("x", (at(N),)))
        case "delta":
            one, other = (draw(st.sampled_from(nodes[N])) for _ in range(2))
            return delta(one, other) if one != other else Combination.of(1)
        case "value":
            shift = draw(st.integers(0, 2))
            return value(Position.of(draw(st.sampled_from(nodes[N]))) + Position.of(shift))
        case "applied":
            name, order = draw(st.sampled_from([("exp", 0), ("sin", 0), ("tanh", 0), ("@sigma", 0), ("@sigma", 2)]))
            inner = draw(combinations(nodes, depth - 1))
            exponent = Fraction(draw(st.integers(1, 2)))
            return applied(name, inner, order).power(exponent) if inner.networks else Combination.of(1)
    name = draw(st.sampled_from(sorted(AXES)))
    return SYMBOLS.entry(name, *map(at, AXES[name])).power(Fraction(draw(st.integers(1, 3))))


@st.composite
def coefficients(draw: DrawFn) -> Coefficient:
    number = Coefficient.of(Fraction(draw(st.sampled_from([-3, -1, 1, 1, 1, 2])), draw(st.sampled_from([1, 1, 2, 5]))))
    size = draw(st.sampled_from([Size.of(1), Size.of(1), M, N, M * N, N * N, M + N, N - 1, N * 2 - M]))
    below = draw(st.sampled_from([Size.of(1), Size.of(1), N, M * N])) if size != N * 2 - M else Size.of(1)
    reciprocal = Coefficient.of(below).reciprocal()
    assert reciprocal is not None
    return number * Coefficient.of(size) * reciprocal


@st.composite
def combinations(draw: DrawFn, nodes: dict[Size, tuple[Node, ...]] = FREE, depth: int = 1) -> Combination:
    """Return a sum of products, each summed over some nodes of its own."""
    parts = []
    for _ in range(draw(st.integers(1, 3 if depth else 2))):
        bound = [node(draw(st.sampled_from([M, N]))) for _ in range(draw(st.integers(0, 2)))]
        inside = {size: (*kept, *(n for n in bound if n.size == size)) for size, kept in nodes.items()}
        # One root at most: the normal form does not tell that x^{-3/2} is x^{-1} x^{-1/2}.
        root = draw(st.sampled_from([Fraction(0), Fraction(0), Fraction(1, 2), Fraction(-1, 2)]))
        product = SYMBOLS.entry("x", draw(places(N, inside))).power(root)
        for _ in range(draw(st.integers(1, 3))):
            product = product * draw(factors(inside, depth))
        parts.append(times(draw(coefficients()), product).summed(bound))
    return total(parts)


# An index is read only where something says how far it runs: these entries do, for each of the free ones.
RANGES = SYMBOLS.entry("x", P) * SYMBOLS.entry("x", Q) * SYMBOLS.entry("j", R) * SYMBOLS.entry("j", S)


@settings(max_examples=60, deadline=None)
@given(combinations())
def test_what_is_read_back_is_equal_to_what_was_spelled(drawn: Combination) -> None:
    combination = drawn + RANGES
    tex = PAGE.speller(LETTERS).combination(combination)
    assert PAGE.read_back(tex, LETTERS) == PAGE.form(combination, LETTERS), tex


@settings(max_examples=10, deadline=None)
@given(combinations())
def test_the_sums_do_not_pass_for_each_other(drawn: Combination) -> None:
    """The comparison above can fail: with one entry more nothing is equal any longer."""
    combination = drawn + RANGES
    tex = PAGE.speller(LETTERS).combination(combination)
    assert PAGE.read_back(tex, LETTERS) != PAGE.form(combination + SYMBOLS.entry("i"), LETTERS), tex
