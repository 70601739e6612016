"""A random point at which a snippet divides by zero is no fault of the snippet's: another one is drawn."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from texproof.check.numpy_route.route import random_points
from texproof.check.numpy_route.scene import Frame
from texproof.model.declare import Model
from texproof.model.dim import Infinite, NotFinite
from texproof.model.forward import forward, point
from texproof.model.load import load
from texproof.model.signature import signature

NONE: Mapping[str, int] = {}


def model(expression: str) -> Model:
    source = f"from texproof import Scalar, model\n@model\ndef it(xp, p: Scalar):\n    return {{'y': {expression}}}\n"
    return load(source, "snippets/it.py")["it"]


def drawn(seed: int) -> float:
    """Return what is drawn for p first under a seed."""
    return float(point(model("p"), NONE, np.random.default_rng(seed))["p"])


@pytest.mark.parametrize("seed", range(5))
def test_next_to_a_pole_there_is_a_value(seed: int) -> None:
    found = model(f"1 / (p - {drawn(seed)!r})")
    points = list(random_points(found, NONE, seed, Frame(NONE)))
    assert points
    assert all(float(here.free["p"]) != drawn(seed) for here in points[:1])


def test_the_shapes_of_a_model_are_seen_beside_its_pole() -> None:
    assert signature(model(f"1 / (p - {drawn(0)!r})")).computed == ("y",)


def test_what_is_infinite_everywhere_is_told_so() -> None:
    with pytest.raises(Infinite, match="y is not finite at an ordinary point: inf is among its values"):
        signature(model("1 / (p - p)"))
    with pytest.raises(Infinite):
        next(random_points(model("1 / (p - p)"), NONE, 0, Frame(NONE)))


def test_what_is_not_a_number_is_told_at_the_first_point() -> None:
    """Where a logarithm has no value it has none nearby: a hypothesis is missing."""
    values = {"p": np.float64(-1.0)}
    with pytest.raises(NotFinite) as found:
        forward(model("xp.log(p)"), NONE, values, 0)
    assert not isinstance(found.value, Infinite)
    refused = 0
    for seed in range(20):
        try:
            next(random_points(model("xp.log(p)"), NONE, seed, Frame(NONE)))
        except NotFinite:
            refused += 1
    assert 0 < refused < 20
