"""The names of NumPy mean for all sizes what NumPy makes of them at each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from texproof.check.every_size.forward import run
from texproof.check.every_size.positions import NoRule
from texproof.model.declare import Function, Matrix, Model, Scalar, Tensor, Vector
from texproof.model.dim import bound, dims

from .running import Numpy, Running, model_of
from .steady import tried

m, k, n = dims("m k n")
SIZES = {"m": 2, "k": 3, "n": 4}
PARAMETERS = {
    "Z": Matrix[m, k],
    "W": Matrix[k, n],
    "X": Matrix[n, n],
    "x": Vector[n],
    "y": Vector[m],
    "c": Scalar(),
    "T": Tensor[m, k, n],
    "C": Matrix[n, 1],
    "D": Matrix[2, n],
    "f": Function(),
}
Body = Callable[[Any, Any], Any]
BODIES: dict[str, Body] = {
    "add": lambda xp, s: s.Z + s.Z,
    "add with a number": lambda xp, s: 1 + s.Z - 0.5 - s.c,
    "subtract from the right": lambda xp, s: 2 - s.x,
    "subtract": lambda xp, s: xp.subtract(s.c, s.x),
    "multiply": lambda xp, s: s.Z * s.Z * s.c,
    "multiply by a size": lambda xp, s: m * s.Z * (k + 1),
    "divide": lambda xp, s: s.Z / s.Z[:, 0][:, None],
    "divide by a size": lambda xp, s: s.x / n + m / s.x + 1 / n,
    "a size by a size": lambda xp, s: s.x * (m / n) * ((n - 1) / (2 * k)),
    "negative": lambda xp, s: -s.x + xp.negative(+s.x) * 2,
    "power": lambda xp, s: s.x**3 + s.x**-2 + s.x**0,
    "square": lambda xp, s: xp.square(s.x) + xp.reciprocal(s.x),
    "sqrt": lambda xp, s: xp.sqrt(xp.square(s.x)) + xp.exp(s.x) ** 0.5,
    "exp and others": lambda xp, s: xp.exp(s.x) + xp.log(s.x * s.x) + xp.sin(s.x) + xp.cos(s.x) + xp.tanh(s.x),
    "the larger and the smaller": lambda xp, s: xp.maximum(s.x, s.c) * 2 - xp.minimum(s.x, s.c) + xp.clip(s.x, -1, 1),
    "a function": lambda xp, s: s.f(s.Z) + s.f(s.c),
    "matrix by matrix": lambda xp, s: s.Z @ s.W,
    "matrix by vector": lambda xp, s: s.X @ s.x,
    "vector by matrix": lambda xp, s: s.x @ s.X,
    "vector by vector": lambda xp, s: s.x @ s.x,
    "stack by matrix": lambda xp, s: s.T @ s.X,
    "stack by vector": lambda xp, s: s.T @ s.x,
    "matrix by stack": lambda xp, s: s.Z @ s.T,
    "vector by stack": lambda xp, s: s.Z[0] @ s.T,
    "stack by stack": lambda xp, s: s.T @ s.T.mT,
    "dot": lambda xp, s: xp.dot(s.c, s.Z).dot(s.W),
    "outer": lambda xp, s: xp.outer(s.x, s.y),
    "kron": lambda xp, s: xp.kron(s.Z, s.W),
    "kron of a row": lambda xp, s: xp.kron(s.x[None, :], s.Z),
    "kron and product": lambda xp, s: xp.kron(s.Z, s.W) @ xp.kron(s.W, s.X),
    "einsum": lambda xp, s: xp.einsum("ij,jk->ki", s.Z, s.W),
    "einsum of a diagonal": lambda xp, s: xp.einsum("ii->i", s.X),
    "einsum of a trace": lambda xp, s: xp.einsum("ii", s.X) + xp.einsum("ij,ji->", s.X, s.X),
    "einsum without an arrow": lambda xp, s: xp.einsum("ba", s.Z),
    "einsum of three": lambda xp, s: xp.einsum("i,ijk,k->j", s.y, s.T, s.x),
    "trace": lambda xp, s: xp.trace(s.X) + s.X.trace(),
    "sum": lambda xp, s: xp.sum(s.T),
    "sum along": lambda xp, s: s.T.sum(axis=1) + xp.sum(s.T, axis=(1,)),
    "sum along several": lambda xp, s: xp.sum(s.T, axis=(0, -1)),
    "sum and keep": lambda xp, s: s.T - xp.sum(s.T, axis=(0, 2), keepdims=True),
    "mean": lambda xp, s: s.Z.mean() + xp.mean(s.Z, axis=0) + xp.mean(s.Z, axis=-1, keepdims=True),
    "var": lambda xp, s: xp.var(s.Z, axis=0) + xp.var(s.T, axis=(0, 2), keepdims=True)[0, :, 0] + xp.var(s.x),
    "softmax": lambda xp, s: xp.exp(s.Z) / xp.sum(xp.exp(s.Z), axis=1, keepdims=True),
    "transpose": lambda xp, s: s.T.T + xp.transpose(s.T, (2, 1, 0)) + s.T.transpose(2, 1, 0),
    "turn the axes": lambda xp, s: xp.transpose(s.T, (1, 2, 0)),
    "permute_dims": lambda xp, s: xp.permute_dims(s.T, (2, 0, 1)),
    "swapaxes": lambda xp, s: xp.swapaxes(s.T, 0, -1),
    "matrix_transpose": lambda xp, s: xp.matrix_transpose(s.T),
    "expand_dims": lambda xp, s: xp.expand_dims(s.Z, 1) + xp.expand_dims(s.Z, -2),
    "expand_dims at the end": lambda xp, s: xp.expand_dims(s.Z, -1),
    "squeeze": lambda xp, s: xp.squeeze(s.C, axis=1) + s.x,
    "eye": lambda xp, s: xp.eye(n) * s.c + s.X @ xp.identity(n),
    "ones": lambda xp, s: xp.ones((m, n)) * s.x + xp.zeros((m, 1)) + xp.ones(n),
    "ones_like": lambda xp, s: xp.ones_like(s.Z) * s.c + xp.zeros_like(s.Z),
    "diag of a vector": lambda xp, s: xp.diag(s.x) @ s.X,
    "diag of a matrix": lambda xp, s: xp.diag(s.X) + s.X.diagonal(),
    "an entry": lambda xp, s: s.X[0, 0] + s.X[-1, 0] + s.D[1, -1] + s.D[-2, 0],
    "an entry by a size": lambda xp, s: s.X[n - 1, 0] * s.x[n - 1],
    "a row": lambda xp, s: s.D[1] + s.D[0, :] + s.X[..., 0],
    "new axes": lambda xp, s: s.x[:, None] * s.y[None, :] + s.c,
    "inv": lambda xp, s: xp.linalg.inv(s.X + 3 * xp.eye(n)),
    "solve": lambda xp, s: xp.linalg.solve(s.X + 3 * xp.eye(n), s.x),
    "det": lambda xp, s: xp.linalg.det(s.X @ s.X.T) + xp.linalg.det(s.X),
    "copy": lambda xp, s: s.x.copy() + xp.asarray(s.x) + xp.copy(s.x),
    "shape": lambda xp, s: xp.ones(s.Z.shape) * s.Z.shape[0] + s.T.size + s.T.ndim,
}


class Symbols:
    def __init__(self, arguments: tuple[Any, ...]) -> None:
        self.__dict__.update(zip(PARAMETERS, arguments, strict=True))


def model(body: Body) -> Model:
    return model_of(lambda xp, *arguments: {"found": body(xp, Symbols(arguments))}, **PARAMETERS)


@pytest.mark.parametrize("sizes", [SIZES, {"m": 1, "k": 1, "n": 1}], ids=["sizes", "ones"])
@pytest.mark.parametrize("name", BODIES)
def test_it_is_worth_what_numpy_says(name: str, sizes: dict[str, int]) -> None:
    running = Running(model(BODIES[name]), sizes, 3)
    array = running.symbolic.arrays["found"]
    assert tuple(size.value(sizes) for size in array.shape) == np.shape(running.arrays["found"])
    assert running.whole(array, array.written_out) == pytest.approx(running.arrays["found"], rel=1e-9, abs=1e-9)


REFUSED: dict[str, Body] = {
    "squeeze of what may be 1": lambda xp, s: xp.squeeze(s.Z),
    "squeeze along a letter": lambda xp, s: xp.squeeze(s.Z, axis=0),
    "an entry that small arrays lack": lambda xp, s: s.x[1],
    "an entry from the end that small arrays lack": lambda xp, s: s.x[-2],
    "an entry that turns to the end at small sizes": lambda xp, s: s.x[n - 2],
    "an entry by another size": lambda xp, s: s.x[m - 1],
    "a truth as a key": lambda xp, s: s.x[True],
    "a slice": lambda xp, s: s.x[1:],
    "a list as a key": lambda xp, s: s.x[[0, 0]],
    "a name that is not there": lambda xp, s: xp.cumsum(s.x),
    "a name of linalg that is not there": lambda xp, s: xp.linalg.svd(s.X),
    "a method that is not there": lambda xp, s: s.Z.reshape(-1),
    "two letters that may be equal": lambda xp, s: s.x + s.y,
    "a product of other shapes": lambda xp, s: s.W @ s.Z,
    "kron of vectors": lambda xp, s: xp.kron(s.x, s.y),
    "einsum with an ellipsis": lambda xp, s: xp.einsum("...i->...", s.Z),
    "einsum of two lengths": lambda xp, s: xp.einsum("ij,ij->", s.Z, s.W),
    "a power of a size": lambda xp, s: s.x**n,
    "NumPy itself": lambda xp, s: s.x * np.sum(np.asarray(s.x)),
    "an array by another hand": lambda xp, s: s.Z + np.ones((2, 3)),
    "a matrix of two": lambda xp, s: xp.eye(m, n),
    "an axis that is not there": lambda xp, s: xp.sum(s.x, axis=1),
    "an inverse of a product that is not square": lambda xp, s: xp.linalg.inv(s.Z),
    "var with what it divides by": lambda xp, s: xp.var(s.x, ddof=1),
}


@pytest.mark.parametrize("name", REFUSED)
def test_there_is_no_rule_for_it(name: str) -> None:
    with pytest.raises(NoRule):
        run(model(REFUSED[name]), {})


LENGTHS = st.sampled_from(["m", "k", "n", "1"])


def _tensor(lengths: list[str]) -> Any:
    sizes = tuple({"m": m, "k": k, "n": n, "1": 1}[length] for length in lengths)
    return Tensor[sizes] if sizes else Scalar()


def agrees(body: Callable[..., Any], complete: bool, *shapes: list[str]) -> None:
    """Assert that a body gives NumPy's shape and values, or is refused; where `complete`, just where NumPy refuses."""
    kinds = {f"a{number}": _tensor(shape) for number, shape in enumerate(shapes)}
    made = model_of(lambda xp, *arguments: {"found": body(xp, *arguments)}, **kinds)
    values = [np.ones([SIZES.get(length, 1) for length in shape]) for shape in shapes]
    try:
        with bound(SIZES, exact=False):
            body(Numpy(), *values)
        fits = True
    except (ValueError, IndexError):
        fits = False
    try:
        run(made, {})
    except NoRule:
        assert not (fits and complete), shapes
        assume(False)
    assert fits, shapes
    running = Running(made, SIZES, 1)
    array = running.symbolic.arrays["found"]
    assert tuple(size.value(SIZES) for size in array.shape) == np.shape(running.arrays["found"])
    assert running.whole(array, array.written_out) == pytest.approx(running.arrays["found"], rel=1e-9, abs=1e-12)


@tried(60)
@given(st.lists(LENGTHS, max_size=3), st.lists(LENGTHS, max_size=3), st.sampled_from("+-*/"))
def test_arrays_are_broadcast_as_numpy_does(first: list[str], second: list[str], sign: str) -> None:
    operations = {
        "+": lambda xp, a, b: a + b,
        "-": lambda xp, a, b: a - b,
        "*": lambda xp, a, b: a * b,
        "/": lambda xp, a, b: a / b,
    }
    agrees(operations[sign], True, first, second)


@tried(60)
@given(st.data())
def test_products_have_numpys_shapes(data: Any) -> None:
    first = data.draw(st.lists(LENGTHS, min_size=1, max_size=3))
    inner = first[-1]
    second = data.draw(
        st.sampled_from([[inner], [inner, "m"], [inner, "n"], [*first[:-2], inner, "k"], ["m", inner, "1"], ["k", "n"]])
    )
    agrees(lambda xp, a, b: a @ b, False, first, second)


@tried(60)
@given(st.data())
def test_sums_are_contracted_as_numpy_does(data: Any) -> None:
    operands = data.draw(st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3), min_size=1, max_size=3))
    letters = sorted({letter for operand in operands for letter in operand})
    output = data.draw(st.lists(st.sampled_from(letters), unique=True, max_size=3))
    subscripts = ",".join(map("".join, operands)) + data.draw(st.sampled_from(["", "->" + "".join(output)]))
    lengths = dict(zip("abc", "mkn", strict=True))
    agrees(lambda xp, *a: xp.einsum(subscripts, *a), True, *([lengths[c] for c in operand] for operand in operands))


@tried(60)
@given(st.data())
def test_keys_pick_what_they_pick_in_numpy(data: Any) -> None:
    shape = data.draw(st.lists(LENGTHS, min_size=1, max_size=3))
    keys = data.draw(st.lists(st.sampled_from([0, -1, None, slice(None), Ellipsis, m - 1]), max_size=4))
    assume(sum(key is Ellipsis for key in keys) <= 1)
    agrees(lambda xp, a: a[tuple(keys)] * 1, False, shape)
