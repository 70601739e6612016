"""The value that a formula has at a random point, for tests that set it beside NumPy's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from texproof.check.numpy_route import route
from texproof.check.numpy_route.derivative import full_batch
from texproof.check.numpy_route.evaluation import evaluate
from texproof.check.numpy_route.scene import Frame
from texproof.elaborate.claim import Obligation

from .formulas import meaning, vocabulary

SIZES = {"h": 2, "k": 2, "m": 3, "n": 4, "a": 2, "b": 3, "c": 2}


@dataclass(frozen=True)
class Found:
    """A formula's obligation, its left side's values (those of its free indices first), and the symbols' values."""

    obligation: Obligation
    value: Any
    at: SimpleNamespace


def found(tex: str, model: str, sizes: Mapping[str, int] = SIZES, seed: int = 5) -> Found:
    """Return the value of a term. Columns have two sizes, as on the page."""
    names = vocabulary(model)
    claim = meaning(f"{tex} = 0", names)
    assert not claim.diagnostics, claim.diagnostics
    obligation = claim.obligations[-1]
    assert names.signature is not None
    frame = Frame(sizes)
    with np.errstate(all="ignore"):
        point = next(route.random_points(names.signature.model, sizes, seed, frame))
        state = point.scene.state
        symbols = {
            name: np.asarray(state.value(node)).reshape(frame.page_shapes[name])
            for name, node in state.tape.symbols.items()
        }
        ranges = [(one.letter, frame.size(one.upper)) for one in obligation.free]
        value = evaluate(obligation.left, point.scene.at(full_batch(ranges)))
    rows = tuple(size for _, size in ranges)
    value = np.broadcast_to(value, (int(np.prod(rows)), *value.shape[1:])).reshape((*rows, *value.shape[1:]))
    assert value.shape[len(rows) :] == frame.shape(obligation.left.shape)
    return Found(obligation, value, SimpleNamespace(**symbols, **sizes))


def agrees(value: Any, expected: Any) -> bool:
    """Whether two arrays have one shape and the same finite entries, up to rounding."""
    value, expected = np.asarray(value, dtype=float), np.asarray(expected, dtype=float)
    return value.shape == expected.shape and bool(np.allclose(value, expected, rtol=1e-9, atol=1e-11))
