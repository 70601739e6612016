"""A body that runs for all sizes at once means at each size what NumPy makes of it there, or has no rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from texproof.check.every_size.forward import Runs, run
from texproof.check.every_size.positions import NoRule, Position
from texproof.model.declare import Matrix, Model
from texproof.model.dim import Dim, SnippetError, bound, dims
from texproof.model.hypotheses import diagonal, orthogonal, positive_definite, symmetric
from texproof.model.load import load
from texproof.model.size import Size
from texproof.model.unknown import unknown

from .running import Running, model_of

m, k, n = dims("m k n")


def written(body: str, symbols: str = "Z: Matrix[m, k], x: Vector[n]") -> Model:
    source = f"""from texproof import Function, Matrix, Scalar, Vector, dims, model, unknown
m, k, n = dims("m k n")

@model
def it(xp, {symbols}):
{body}
"""
    return load(source, "snippets/it.py")["it"]


CATCHING = """    try:
        s = {}
    except {}:
        s = xp.sum(x)
    return {{'s': s}}"""
ASKING = {
    "whether a size is a number": "    s = xp.sum(x) if n == 2 else 0 * xp.sum(x)\n    return {'s': s}",
    "whether two sizes are equal": "    A = Z if m == k else 2 * Z\n    return {'A': A}",
    "whether two sizes differ": "    A = Z if m != k else 2 * Z\n    return {'A': A}",
    "which size is less": "    A = Z if m < k else 2 * Z\n    return {'A': A}",
    "the least of two sizes": "    return {'A': min(m, k) * Z}",
    "whether a size less one is zero": "    return {'A': Z if n - 1 else 2 * Z}",
    "whether two sizes are apart": "    return {'A': Z if m - k else 2 * Z}",
    "whether it is not zero": "    return {'A': 2 * Z if not (m - k) else Z}",
    "a length": "    A = Z if len(x) == 2 else 2 * Z\n    return {'A': A}",
    "a shape": "    A = Z if Z.shape == (2, 3) else 2 * Z\n    return {'A': A}",
    "a part of a shape": "    A = Z if Z.shape[0] == 2 else 2 * Z\n    return {'A': A}",
    "whether a size is among numbers": "    A = Z if m in (2, 3) else 2 * Z\n    return {'A': A}",
    "what a table says of a size": "    return {'A': {2: 1, 3: 5}.get(m, 7) * Z}",
    "the text of a size": "    return {'A': Z if str(m) == 'm' else 2 * Z}",
    "a loop over a size": "    s = 0\n    for i in range(n):\n        s = s + x[i]\n    return {'s': s}",
    "a loop over the rows": "    s = 0\n    for row in Z:\n        s = s + xp.sum(row)\n    return {'s': s}",
    "a list of the rows": "    return {'s': sum(xp.sum(r) for r in Z)}",
    "a half of a size": "    return {'s': (n // 2) * xp.sum(x)}",
    "a remainder": "    return {'s': (n % 2) * xp.sum(x)}",
    "a power of a size": "    return {'s': 2 ** n * xp.sum(x)}",
    "a float of a size": "    return {'s': float(n) * xp.sum(x)}",
    "a whole number of a size": "    return {'s': int(n) * xp.sum(x)}",
    "the value of an entry": "    return {'s': xp.sum(x) if x[0] > 0 else 0 * xp.sum(x)}",
    "the truth of an array": "    return {'s': xp.sum(x) if xp.sum(x) else 0 * xp.sum(x)}",
    "whether two arrays are equal": "    return {'s': xp.sum(x) if x == x else 0 * xp.sum(x)}",
    "a maximum": "    return {'s': xp.max(x)}",
    "a name that is not known": "    return {'s': xp.cumsum(x)}",
    "whether there is such a name": "    return {'s': xp.sum(x) if hasattr(xp, 'frobnicate') else 2 * xp.sum(x)}",
    "whether an array has such a method": "    return {'s': xp.sum(x) if hasattr(x, 'reshape') else 2 * xp.sum(x)}",
    "a name that Python does not know": "    return {'s': nothing(x)}",
    "a refusal that is caught": CATCHING.format("int(n) * xp.sum(x)", "Exception"),
    "one that is caught with all others": CATCHING.format("xp.cumsum(x)", "BaseException"),
    "nothing at all": "    return None",
    "what is no array": "    return {'s': 'text'}",
    "what is changed in place": "    x[0] = 1\n    return {'s': xp.sum(x)}",
    "an exit": "    raise SystemExit(0)",
    "an unknown of as many entries as a size has": "    return {'u': unknown(x, shape=(n // 1,))}",
}


@pytest.mark.parametrize("what", ASKING)
def test_a_body_that_asks_for_more_than_all_sizes_have_in_common(what: str) -> None:
    with pytest.raises(NoRule):
        run(written(ASKING[what]), {})


ALIKE = {
    "equal shapes": "    return {'A': Z if Z.shape == Z.shape else 2 * Z}",
    "a size and itself": "    return {'A': Z if m == m else 2 * Z}",
    "the rank": "    return {'A': Z if Z.ndim == 2 else 2 * Z}",
    "a loop over numbers": "    A = Z\n    for i in range(3):\n        A = A + i * Z\n    return {'A': A}",
    "sizes computed with": "    return {'A': (2 * m - k + 1) * Z / (m * k)}",
    "an operator that makes a new array": "    A = 1 * Z\n    A += Z\n    A *= 2\n    return {'A': A, 'B': 1 * Z}",
    "a constant": "    return {'c': 3, 'd': 0.25, 'e': m}",
}


@pytest.mark.parametrize("sizes", [{"m": 2, "k": 3, "n": 4}, {"m": 1, "k": 1, "n": 1}, {"m": 3, "k": 3, "n": 2}])
@pytest.mark.parametrize("what", ALIKE)
def test_what_is_alike_at_all_sizes_is_computed(what: str, sizes: Mapping[str, int]) -> None:
    running = Running(written(ALIKE[what]), sizes)
    with bound(sizes, exact=False):
        for name in running.names:
            array = running.symbolic.arrays[name]
            expected = running.arrays[name]
            number = int(expected) if isinstance(expected, Dim) else expected
            assert running.whole(array, array.written_out) == pytest.approx(np.asarray(number, dtype=float))


def test_fixed_sizes_are_numbers() -> None:
    model = written(ASKING["whether a size is a number"])
    for size in (2, 3):
        assert run(model, {"n": size}).arrays["s"].shape == ()
    loop = run(written(ASKING["a loop over a size"]), {"n": 3, "m": 2, "k": 2})
    assert loop.arrays["x"].shape == (Size.of(3),)
    with pytest.raises(NoRule):
        run(model, {"m": 2})


@pytest.mark.parametrize(
    ("ask", "at_two", "at_three"),
    [
        (lambda: m == 2, True, False),
        (lambda: m != 2, False, True),
        (lambda: m == k, False, True),
        (lambda: m < 3, True, False),
        (lambda: m >= k, False, True),
        (lambda: bool(m - 2), False, True),
        (lambda: bool(m), True, True),
        (lambda: m in (2, 5), True, False),
        (lambda: m + 1 == 3, True, False),
        (lambda: m == 2.0, False, False),
    ],
)
def test_while_it_runs_for_numbers_sizes_are_compared_as_numbers(ask: Any, at_two: bool, at_three: bool) -> None:
    for size, expected in ((2, at_two), (3, at_three)):
        with bound({"m": size, "k": 3}, exact=False):
            assert ask() is expected


@pytest.mark.parametrize(
    "ask", [lambda: m == 2, lambda: m == k, lambda: m < 2, lambda: bool(m - 1), lambda: int(m), lambda: [1, 2][m - k]]
)
def test_while_it_runs_for_all_sizes_it_is_not_said(ask: Any) -> None:
    with bound({}, exact=True, quotient=lambda *_: None), pytest.raises(SnippetError):
        ask()


def test_outside_of_a_body_sizes_are_letters() -> None:
    assert m == Dim(Size.of("m"))
    assert m != k
    assert m != 2


def test_hypotheses_give_the_arrays_their_structure() -> None:
    kinds = {
        "S": Matrix[n, n, symmetric],
        "P": Matrix[n, n, positive_definite],
        "D": Matrix[n, n, diagonal],
        "Q": Matrix[n, n, orthogonal],
        "X": Matrix[n, n],
    }
    running = Running(model_of(lambda xp, *_: {}, **kinds), {"n": 3})
    for name, array in running.symbolic.arrays.items():
        if name != "Q":
            assert running.whole(array, array.written_out) == pytest.approx(running.free[name])
    at = tuple(((p, Size.of("n")),) for p in (Position.of(1), Position.of(1)))
    frees = {name: _free(array, at) for name, array in running.symbolic.arrays.items()}
    assert {name for name, free in frees.items() if free.orders} == {"S", "P"}
    assert {name for name, free in frees.items() if free.orthogonal} == {"Q"}


def _free(array: Any, at: Any) -> Any:
    (network,) = array.written_out(at).networks
    return network.factors[0][0].free


def test_calls_of_unknown_are_counted_in_order() -> None:
    body = "    a = unknown(x)\n    b = unknown(x, shape=(m, 2))\n    return {'a': a, 'b': b, 'c': a + unknown(a, x)}"
    found = run(written(body), {})
    assert found.arrays["b"].shape == (Size.of("m"), Size.of(2))
    running = Running(written(body), {"m": 2, "k": 3, "n": 3})
    for name in ("a", "b", "c"):
        array = running.symbolic.arrays[name]
        assert running.whole(array, array.written_out) == pytest.approx(running.arrays[name])


def test_a_run_is_kept_for_a_model_and_its_fixed_sizes() -> None:
    runs, first, second = Runs(capacity=2), written(ALIKE["the rank"]), written(ASKING["a length"])
    assert runs.of(first, {}) is runs.of(first, {})
    assert runs.of(first, {"m": 2}) is not runs.of(first, {})
    for _ in range(2):
        with pytest.raises(NoRule):
            runs.of(second, {})
    kept = runs.of(first, {})
    runs.of(first, {"m": 3})
    runs.of(first, {"m": 4})
    assert runs.of(first, {}) is not kept


def test_unknown_is_for_bodies() -> None:
    with pytest.raises(SnippetError):
        unknown(1)
