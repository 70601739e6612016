"""Functions that a body returns: of one number, entry by entry, or refused with what they do instead."""

from __future__ import annotations

import numpy as np
import pytest

from texproof.model.declare import Model
from texproof.model.defined import Defined
from texproof.model.dim import SnippetError
from texproof.model.forward import forward, point
from texproof.model.load import load
from texproof.model.signature import signature
from texproof.model.tape import State

HEAD = "from texproof import Function, Matrix, Scalar, Vector, dims, model, unknown\nn = dims('n')\n"


def model_of(definition: str) -> Model:
    head = "def it(xp, z: Vector[n], c: Scalar, sigma: Function):"
    text = f"{HEAD}@model\n{head}\n    {definition}\n    return {{'f': f}}\n"
    return load(text, "snippets/it.py")["it"]


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ("f = lambda t: t**2 + c", lambda t, c: t**2 + c),
        ("f = lambda t: xp.where(t > 0, t, c * t)", lambda t, c: np.where(t > 0, t, c * t)),
        ("f = lambda t: 2.5", lambda t, c: 2.5 + 0 * t),
        ("f = xp.tanh", lambda t, c: np.tanh(t)),
        ("f = xp.erf", lambda t, c: np.array([[-0.8427007929497149, 0.8427007929497149]])),
        ("f = lambda t: xp.maximum(xp.abs(t), n)", lambda t, c: np.maximum(np.abs(t), 3)),
    ],
)
def test_a_function_has_its_values(definition, expected):
    model = model_of(definition)
    assert signature(model).functions == {"f", "sigma"}
    assert signature(model).computed == ()
    values = point(model, {"n": 3}, np.random.default_rng(1))
    tape = forward(model, {"n": 3}, values, 1)
    function = tape.functions["f"]
    assert isinstance(function, Defined)
    x = np.array([[-1.0, 1.0]])
    found = function.value(State.recorded(tape), x, lambda rule: rule)
    np.testing.assert_allclose(found, expected(x, values["c"]), rtol=1e-15)


def test_a_parameter_returned_under_another_name_is_that_function():
    assert signature(model_of("f = sigma")).functions == {"f", "sigma"}


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        ("f = lambda t: t / xp.sum(t)", "of an array it does not give its values of the entries"),
        ("f = lambda t: t * z", "of a number it gives an array of shape (3,)"),
        ("f = lambda s, t: s * t", "of the number 0.7 it gives TypeError"),
        ("f = lambda t: 'x'", "of a number it gives a str"),
        ("f = lambda t: xp.sort(t)", "of the number 0.7 it gives"),
        ("f = lambda t: t if t > 0 else 0", "the body asks for the value of an array"),
        ("f = lambda t: exit(t)", "of the number 0.7 it gives SystemExit"),
    ],
)
def test_what_is_no_function_of_one_number_is_refused(definition, said):
    with pytest.raises(SnippetError) as refused:
        signature(model_of(definition))
    assert said in str(refused.value)
    assert refused.value.line in (3, 5)  # the definition where it fails itself, else the model
