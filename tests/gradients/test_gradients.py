"""A third opinion on every gradient: HIPS autograd on the snippets' own forward code, against the NumPy route.

The routes of the engine differentiate what a model computes; so does an autodiff library that shares nothing
with them, reverse mode through its own NumPy. Both get the same point, and the same function for `unknown`.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import jacobian

from texproof.check.numpy_route.arithmetic import BINARY64
from texproof.check.numpy_route.evaluation import evaluate
from texproof.check.numpy_route.scene import Frame, Scene
from texproof.elaborate.term import Derivative, Symbol
from texproof.model.declare import Model
from texproof.model.dim import Dim
from texproof.model.forward import forward, point
from texproof.model.load import load
from texproof.model.sample import Smooth, Unknown
from texproof.model.signature import Signature, signature
from texproof.model.tape import State, Tape
from texproof.model.unknown import UnknownRequest, unknowns

from ..program import ROOT

SNIPPETS = sorted((ROOT / "snippets").glob("*.py"))
# Pairwise distinct: a transposed gradient has another shape.
SIZES = (3, 2, 4, 5, 6, 7)
BOUND = 1e-9
LAYERS = [
    "matmul",
    "bias",
    "activations",
    "softmax",
    "network",
    "attention",
    "normalization",
    "recurrent",
    "losses",
    "regression",
    "gaussians",
    "selections",
]

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Case:
    """One partial derivative that a model has: of a computed symbol by a free array."""

    path: Path
    name: str
    of: str
    by: str

    def __str__(self) -> str:
        return f"{self.path.stem}.{self.name}-{self.of}-by-{self.by}"


def models(path: Path) -> dict[str, Model]:
    return load(path.read_text(), str(path))


def signatures(path: Path) -> dict[str, Signature]:
    return {name: signature(model) for name, model in models(path).items()}


def cases() -> Iterator[Case]:
    for path in SNIPPETS:
        for name, model in models(path).items():
            seen = signature(model)
            free = [p for p, kind in model.parameters.items() if kind.noun != "function"]
            yield from (Case(path, name, of, by) for of in seen.computed for by in free if by in seen.depends[of])


def sizes_of(model: Model) -> dict[str, int]:
    return dict(zip(model.dims, SIZES, strict=False))


def by_the_engine(seen: Signature, tape: Tape, sizes: dict[str, int], of: str, by: str) -> Array:
    """Return ∂of/∂by as the NumPy route evaluates it: shape of `of` on the page, then that of `by`."""
    frame = Frame(sizes)
    frame.page_shapes = {name: frame.shape(shape) for name, shape in seen.shapes.items()}
    above, below = Symbol(of, shape=seen.shapes[of]), Symbol(by, shape=seen.shapes[by])
    if not above.shape:
        term = Derivative(above, below, "gradient", shape=below.shape)
    elif not below.shape:
        term = Derivative(above, below, "entrywise", shape=above.shape)
    else:
        term = Derivative(above, below, "tensor", shape=above.shape + below.shape)
    value: Array = evaluate(term, Scene(frame, State.recorded(tape), BINARY64))[0]
    return value


def with_numbers(model: Model, sizes: dict[str, int]) -> Any:
    """Return the model's body with each of its snippet's sizes a plain number, as autograd's NumPy wants them."""
    body: Any = model.body
    letters = {k: v.size for k, v in body.__globals__.items() if isinstance(v, Dim)}
    numbers = {k: size.value(sizes) for k, size in letters.items() if size.letters <= sizes.keys()}
    return types.FunctionType(body.__code__, {**body.__globals__, **numbers}, body.__name__, None, body.__closure__)


def by_autograd(model: Model, tape: Tape, values: dict[str, Any], sizes: dict[str, int], of: str, by: str) -> Array:
    """Return ∂of/∂by from autograd, shape of `of` in the code, then that of `by`."""
    body = with_numbers(model, sizes)

    def computed(varied: Any) -> Any:
        asked = iter([step.function for step in tape.steps if isinstance(step.function, Unknown)])

        def answer(request: UnknownRequest) -> Any:
            f = next(asked)
            x = anp.concatenate([anp.ravel(argument) for argument in request.arguments])
            return anp.reshape(anp.dot(f.amplitudes, anp.sin(anp.dot(f.directions, x) + f.phases)), request.shape)

        def argument(name: str) -> Any:
            value = varied if name == by else values[name]
            return (lambda t: value.derivative(t, 0, anp.sin, anp.cos)) if isinstance(value, Smooth) else value

        with unknowns(answer):
            return body(anp, *map(argument, values))[of]

    return np.asarray(jacobian(computed)(np.asarray(values[by], dtype=float)))


def agree(engine: Array, opinion: Array) -> bool:
    """Say whether two values of a derivative agree: as many entries, and ‖engine - opinion‖ within the bound."""
    if engine.size != opinion.size or not (np.isfinite(engine).all() and np.isfinite(opinion).all()):
        return False
    gap = np.linalg.norm(engine.ravel() - opinion.ravel())
    return bool(gap <= BOUND * max(1.0, float(np.linalg.norm(opinion))))


def both(case: Case) -> tuple[Array, Array]:
    model = models(case.path)[case.name]
    sizes = sizes_of(model)
    values = point(model, sizes, np.random.default_rng(7))
    tape = forward(model, sizes, values, seed=7)
    engine = by_the_engine(signature(model), tape, sizes, case.of, case.by)
    return engine, by_autograd(model, tape, values, sizes, case.of, case.by)


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_autograd_agrees(case: Case) -> None:
    engine, opinion = both(case)
    assert np.linalg.norm(opinion) > 1e-3, "a derivative that is zero would agree with anything forgotten"
    assert agree(engine, opinion), f"\n{engine}\n{opinion}"


def moves(model: Model) -> bool:
    """Say whether something that a model computes is another value where its free arrays are others."""
    sizes = sizes_of(model)
    here = point(model, sizes, np.random.default_rng(7))
    there = point(model, sizes, np.random.default_rng(8))
    # The same functions at both points: a model that only they move has no partial derivative to compare.
    there |= {name: value for name, value in here.items() if isinstance(value, Smooth)}
    tapes = [forward(model, sizes, values, seed=7) for values in (here, there)]
    first, second = ([tape.values[tape.symbols[of]] for of in signature(model).computed] for tape in tapes)
    return any(not np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_every_model_whose_arrays_move_what_it_computes_has_a_case() -> None:
    covered = {f"{case.path.stem}.{case.name}" for case in cases()}
    moving = {
        f"{path.stem}.{name}"
        for path in SNIPPETS
        for name, model in models(path).items()
        if signature(model).computed and moves(model)
    }
    assert moving == covered
    assert len(moving) >= 100


@pytest.mark.parametrize("layer", LAYERS)
def test_every_model_of_a_layer_has_a_number_to_differentiate(layer: str) -> None:
    """What a layer's page derives is the gradient of a number: a loss, a divergence or a similarity."""
    path = ROOT / "snippets" / f"{layer}.py"
    numbers = {case.name for case in cases() if case.path == path and not signatures(path)[case.name].shapes[case.of]}
    assert numbers == set(models(path))


MATMUL = Case(ROOT / "snippets" / "matmul.py", "matmul", "L", "W")


@pytest.mark.parametrize(
    "spoiled",
    [
        pytest.param(lambda gradient: gradient.T, id="transposed"),
        pytest.param(lambda gradient: -gradient, id="negative"),
        pytest.param(lambda gradient: gradient * (1 + 1e-7), id="a-little-too-large"),
        pytest.param(lambda gradient: gradient[:-1], id="a-row-short"),
        pytest.param(lambda gradient: gradient * np.nan, id="not-a-number"),
    ],
)
def test_a_spoiled_gradient_is_noticed(spoiled: Any) -> None:
    engine, opinion = both(MATMUL)
    assert agree(engine, opinion)
    assert not agree(spoiled(engine), opinion)


def test_another_forward_computation_is_noticed() -> None:
    model = models(MATMUL.path)["matmul"]
    twisted = Model(model.name, model.parameters, _twisted, model.latex, model.line)
    sizes = sizes_of(model)
    values = point(model, sizes, np.random.default_rng(7))
    tape = forward(model, sizes, values, seed=7)
    engine = by_the_engine(signature(model), tape, sizes, "A", "W")
    assert agree(engine, by_autograd(model, tape, values, sizes, "A", "W"))
    assert not agree(engine, by_autograd(twisted, tape, values, sizes, "A", "W"))


def _twisted(xp: Any, Z: Any, W: Any) -> dict[str, Any]:
    return {"A": Z @ W[:, ::-1]}
