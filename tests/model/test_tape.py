"""A body is run once and written down; varying one symbol moves what is computed from it and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from texproof.model.dim import SnippetError
from texproof.model.forward import forward, forward_checked, point
from texproof.model.load import load
from texproof.model.tape import State

HEAD = """from texproof import Function, Matrix, Scalar, Tensor, Vector, dims, model, unknown
import numpy, math
m, k, n = dims("m k n")
kept = []
table = numpy.zeros(3)
@model
def it(xp, {parameters}):
"""
SIZES = {"m": 2, "k": 3, "n": 4}


def model(body, parameters="Z: Matrix[m, k], W: Matrix[k, n]"):
    lines = "".join(f"    {line}\n" for line in body.strip().split("\n"))
    return load(HEAD.format(parameters=parameters) + lines, "snippets/it.py")["it"]


def run(body, parameters="Z: Matrix[m, k], W: Matrix[k, n]", seed=1):
    it = model(body, parameters)
    values = point(it, SIZES, np.random.default_rng(seed))
    return forward_checked(it, SIZES, values, seed), values


def symbol(tape, name):
    return tape.values[tape.symbols[name]]


PRODUCT = """
A = Z @ W
B = 2 * A + 1
L = unknown(A)
return {"A": A, "B": B, "L": L, "F": A}
"""


def test_values_are_those_of_plain_numpy():
    tape, values = run(PRODUCT)
    assert np.array_equal(symbol(tape, "A"), values["Z"] @ values["W"])
    assert np.array_equal(symbol(tape, "B"), 2 * (values["Z"] @ values["W"]) + 1)
    assert symbol(tape, "L").shape == ()


def test_varying_a_free_symbol_moves_what_follows_and_no_other():
    tape, values = run(PRODUCT)
    shift = np.zeros((3, 4))
    shift[1, 2] = 0.5
    state = State.recorded(tape).shifted(tape.symbols["W"], shift)
    assert np.array_equal(state.value(tape.symbols["Z"]), values["Z"])
    assert np.allclose(state.value(tape.symbols["A"]), values["Z"] @ (values["W"] + shift))
    assert np.allclose(state.value(tape.symbols["B"]), 2 * state.value(tape.symbols["A"]) + 1)
    assert state.value(tape.symbols["L"]) != symbol(tape, "L")


def test_varying_a_computed_symbol_leaves_what_it_is_computed_from():
    tape, values = run(PRODUCT)
    shift = np.full((2, 4), 0.25)
    state = State.recorded(tape).shifted(tape.symbols["A"], shift)
    assert np.array_equal(state.value(tape.symbols["W"]), values["W"])
    assert np.array_equal(state.value(tape.symbols["A"]), symbol(tape, "A") + shift)
    assert np.array_equal(state.value(tape.symbols["B"]), 2 * (symbol(tape, "A") + shift) + 1)
    assert state.value(tape.symbols["L"]) != symbol(tape, "L")


def test_varying_what_nothing_follows_from_moves_nothing_else():
    tape, _ = run(PRODUCT)
    state = State.recorded(tape).shifted(tape.symbols["B"], np.ones((2, 4)))
    for name in ("Z", "W", "A", "L"):
        assert np.array_equal(state.value(tape.symbols[name]), symbol(tape, name))


def test_two_names_of_one_array_are_one_symbol():
    tape, _ = run(PRODUCT)
    assert tape.symbols["F"] == tape.symbols["A"]


def test_a_shift_of_a_computed_symbol_outlives_a_later_shift_of_its_source():
    """So that the derivatives for A and for W of one expression may be taken in either order."""
    tape, values = run(PRODUCT)
    on_a, on_w = np.full((2, 4), 0.25), np.full((3, 4), -0.5)
    one = State.recorded(tape).shifted(tape.symbols["A"], on_a).shifted(tape.symbols["W"], on_w)
    other = State.recorded(tape).shifted(tape.symbols["W"], on_w).shifted(tape.symbols["A"], on_a)
    expected = values["Z"] @ (values["W"] + on_w) + on_a
    for state in (one, other):
        assert np.allclose(state.value(tape.symbols["A"]), expected, rtol=0, atol=1e-14)
        assert state.value(tape.symbols["L"]) == pytest.approx(float(one.value(tape.symbols["L"])), abs=1e-14)


def test_a_complex_shift_gives_the_derivative():
    tape, values = run("return {'S': xp.exp(Z @ W).sum()}")
    shift = np.zeros((3, 4), complex)
    shift[0, 1] = 1e-30j
    moved = State.recorded(tape).shifted(tape.symbols["W"], shift).value(tape.symbols["S"])
    exact = (values["Z"].T @ np.exp(values["Z"] @ values["W"]))[0, 1]
    assert np.imag(moved) / 1e-30 == pytest.approx(exact, rel=1e-14)


NUMPY = """
A = Z @ W
C = xp.eye(m) - xp.ones((m, m)) / m
D = A.copy()
D += xp.arange(n)
stacked = xp.array([[A[0, 0], 1.0], [m, A[0, 1] / n]])
u, s, vh = xp.linalg.svd(A, full_matrices=False)
rows = [row.sum() for row in A]
w, V = xp.linalg.eigh(A @ A.T)
return {
    "N": m, "k2": k * 2, "one": 1, "c": C, "ca": C @ A, "At": A.T, "D": D, "st": stacked, "s": s,
    "first": A[0], "col": A[:, None, 1], "cut": A[:, : n - 2], "rows": xp.stack(rows), "flat": A.reshape(-1),
    "by": A.reshape(n, m), "mean": A.mean(axis=0, keepdims=True), "mask": (A > 0).astype(float), "cmp": A > 0,
    "relu": xp.where(A > 0, A, 0.0), "soft": xp.exp(A - A.max(axis=1, keepdims=True)), "norm": xp.linalg.norm(A),
    "blk": xp.block([[A, A], [2 * A, A]]), "ein": xp.einsum("ij,kj->ik", A, A), "full": xp.full((m, n), A[0, 0]),
    "z": xp.zeros_like(A), "sq": xp.sqrt(n), "red": xp.add.reduce(A), "out": xp.multiply.outer(A[0], A[1]),
    "w": w, "tile": xp.tile(A, (m, 1)), "tr": (A @ A.T).trace(), "v": xp.ravel(A).dot(A.ravel()), "len": len(A),
    "neg": -A ** 2, "abs": abs(A), "dev": xp.std(A), "t": A.transpose(1, 0).flatten()[::2], "fl": xp.full_like(A, 3),
}
"""


def test_the_usual_numpy_is_understood():
    tape, values = run(NUMPY)
    A = values["Z"] @ values["W"]
    expected = {
        "N": 2.0,
        "k2": 6.0,
        "c": np.eye(2) - 0.5,
        "At": A.T,
        "D": A + np.arange(4),
        "st": [[A[0, 0], 1.0], [2.0, A[0, 1] / 4]],
        "s": np.linalg.svd(A, compute_uv=False),
        "cut": A[:, :2],
        "rows": A.sum(axis=1),
        "by": A.reshape(4, 2),
        "mask": (A > 0) * 1.0,
        "cmp": (A > 0) * 1.0,
        "relu": np.maximum(A, 0),
        "ein": A @ A.T,
        "full": np.full((2, 4), A[0, 0]),
        "out": np.outer(A[0], A[1]),
        "neg": -(A**2),
        "t": A.T.ravel()[::2],
        "len": 2.0,
        "sq": 2.0,
    }
    for name, value in expected.items():
        assert np.allclose(symbol(tape, name), value, rtol=1e-14, atol=1e-14), name
        assert symbol(tape, name).dtype == float, name


def test_all_of_it_follows_a_shift():
    """The tape replayed at another point gives what the body gives there."""
    tape, values = run(NUMPY)
    shift = np.full((3, 4), 0.125)
    state = State.recorded(tape).shifted(tape.symbols["W"], shift)
    there = forward(model(NUMPY), SIZES, {**values, "W": values["W"] + shift}, 1)
    for name, node in tape.symbols.items():
        assert np.allclose(state.value(node), there.values[there.symbols[name]], rtol=1e-13, atol=1e-13), name


def test_sizes_are_numbers_in_a_body_and_unknown_functions_take_arrays():
    tape, values = run(
        "U = unknown(b, c, shape=(n, n))\nreturn {'U': U, 'V': unknown(b, c)}", "b: Vector[n], c: Scalar"
    )
    assert symbol(tape, "U").shape == (4, 4)
    assert symbol(tape, "V") != 0
    assert values["c"].shape == ()


def test_two_unknowns_differ():
    tape, _ = run("return {'K': unknown(Z), 'L': unknown(Z)}")
    assert symbol(tape, "K") != symbol(tape, "L")


def test_a_function_parameter_acts_entry_by_entry():
    tape, values = run("A = Z @ W\nreturn {'S': sigma(A)}", "sigma: Function, Z: Matrix[m, k], W: Matrix[k, n]")
    assert np.array_equal(symbol(tape, "S"), tape.functions["sigma"](values["Z"] @ values["W"]))


def test_a_body_may_use_its_arrays_again_after_an_assignment_with_an_operator():
    tape, values = run("A = Z @ W\nB = A\nA += 1\nreturn {'A': A, 'B': B}")
    assert np.array_equal(symbol(tape, "A"), values["Z"] @ values["W"] + 1)


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("pass", 6, "returns nothing"),
        ("return Z @ W", 6, "returns a Traced|returns a"),
        ("return {'Z': Z @ W}", 6, "the name of a parameter"),
        ("return {1: Z @ W}", 6, "the name 1"),
        ("return {'A b': Z}", 6, "name 'A b'"),
        ("return {'A': xp.log(-Z * Z)}", 6, "A is not finite"),
        ("return {'A': Z / 0}", 6, "A is not finite"),
        ("return {'A': xp.sqrt(-1.0) * Z}", 6, "not finite"),
        ("return {'A': 'text'}", 6, "A is a str"),
        ("return {'A': None}", 6, "A is a NoneType"),
        ("return {'A': Z * 1j}", 6, "not real numbers"),
        ("return {'A': numpy.array([None])}", 6, "not real numbers"),
        ("return {'A': [[1, 2], [3]]}", 6, "different lengths"),
        ("Z[0, 0] = 1\nreturn {}", 8, "assigned in place"),
        ("Z += 1\nreturn {'A': Z}", 8, "changes its input Z in place"),
        ("A = Z @ W\nA += xp.ones((5, m, n))\nreturn {'A': A}", 9, "cannot become"),
        ("xp.exp(Z, out=Z)\nreturn {}", 8, "in place"),
        ("A = xp.zeros((m, k))\nxp.add(Z, Z, out=A)\nreturn {'A': A}", 9, "in place"),
        ("xp.fill_diagonal(Z, 0)\nreturn {}", 8, "in place"),
        ("A = xp.zeros((m, n))\nA[0, 0] = Z[0, 0]\nreturn {'A': A}", 9, "asks for the value|turned into a plain"),
        ("if Z[0, 0] > 0:\n    pass\nreturn {}", 8, "asks for the value"),
        ("return {'A': math.exp(Z[0, 0])}", 8, "asks for the value"),
        ("return {'A': numpy.asarray(Z)}", 8, "turned into a plain"),
        ("if xp.allclose(Z, Z):\n    pass\nreturn {}", 8, "whether arrays are equal"),
        ("return {'A': xp.random.normal(size=(m, n))}", 8, "equal inputs must give equal"),
        ("return {'A': Z + numpy.random.default_rng().normal()}", 6, "different results on equal input"),
        ("table[0] += 1\nreturn {'A': Z + table[0]}", 6, "different results on equal input"),
        ("kept.append(Z)\nreturn {'A': kept[0]}", 6, "kept from an earlier call"),
        ("kept.append(Z)\nreturn {'A': kept[0] + Z}", 9, "kept from an earlier call"),
        ("return {'A': W @ Z}", 8, "these shapes do not fit"),
        ("return {'A': Z.nothing()}", 8, r"no \.nothing"),
        ("return {'A': xp.nothing(Z)}", 8, "AttributeError"),
        ("raise SystemExit", 8, "ends the program"),
        ("def deeper(x):\n    return deeper(x)\nreturn deeper(Z)", 9, "RecursionError"),
        ("return {'A': unknown()}", 8, "at least one argument"),
        ("return {'A': Z.astype(int)}", 8, "only float"),
    ],
)
def test_what_a_body_does_wrong_is_said_with_its_line(body, line, words):
    with pytest.raises(SnippetError, match=words) as caught:
        run(body)
    assert caught.value.line == line


def test_an_interrupt_passes_through():
    with pytest.raises(KeyboardInterrupt):
        run("raise KeyboardInterrupt")
