"""Functions of one number that a model's body defines: `return {"sigma": sigma}`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .dim import SnippetError
from .tape import Rules, State, Step, Tape
from .traced import Traced

# Within the domain of a logarithm, a root and an arcsine alike.
_PROBE = 0.7
_TRIED = (0.3, 0.7, -0.4)


@dataclass(frozen=True, slots=True)
class Defined:
    """A function t ↦ f(t) as steps of its model's tape, from the node `probe` to the node `result`.

    What else it uses of the model (a parameter α in it) are nodes of the tape like any other.
    """

    name: str
    probe: int
    result: int

    def __str__(self) -> str:
        return self.name

    def value(self, state: State, x: Any, rules: Rules) -> Any:
        """Return f at every entry of an array, in the arithmetic that `rules` are of; shape of x."""
        return np.broadcast_to(state.replaced(self.probe, x, rules).value(self.result), np.shape(x))


def defined(name: str, function: Callable[..., Any], tape: Tape) -> Defined:
    """Return a body's function, written down on the tape of the model's run.

    Raises: SnippetError where it is no function of one number, applied to arrays entry by entry.
    """
    probe = tape.append(Step(None), np.asarray(_PROBE))
    try:
        returned = function(Traced(tape, probe))
    except (KeyboardInterrupt, SnippetError):
        raise
    except BaseException as error:  # whatever a body raises, SystemExit too, is its fault
        raise _strange(name, f"of the number {_PROBE} it gives {type(error).__name__}: {error}") from error
    if isinstance(returned, Traced):
        result = returned.node
    elif isinstance(returned, int | float):
        result = tape.append(Step(None), np.asarray(float(returned)))
    else:
        raise _strange(name, f"of a number it gives a {type(returned).__name__}")
    made = Defined(name, probe, result)
    if np.shape(tape.values[result]):
        raise _strange(name, f"of a number it gives an array of shape {np.shape(tape.values[result])}")
    _check_entrywise(made, tape)
    return made


def _check_entrywise(made: Defined, tape: Tape) -> None:
    state = State.recorded(tape)
    single = [np.asarray(state.replaced(made.probe, np.asarray(t)).value(made.result)) for t in _TRIED]
    try:
        together = np.asarray(state.replaced(made.probe, np.array(_TRIED)).value(made.result))
    except (ValueError, TypeError, IndexError) as error:
        raise _strange(made.name, f"of an array it gives {type(error).__name__}: {error}") from error
    shapes = {np.shape(value) for value in single}
    fits = np.shape(together) in ((), (len(_TRIED),))
    if shapes != {()} or not fits or not np.allclose(together, single, rtol=1e-12, atol=0, equal_nan=True):
        raise _strange(made.name, "of an array it does not give its values of the entries")


def _strange(name: str, found: str) -> SnippetError:
    return SnippetError(f"{name} is returned as a function, but it is none of one number: {found}")
