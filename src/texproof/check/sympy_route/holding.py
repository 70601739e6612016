"""What an atom is a function of."""

from __future__ import annotations

from .atoms import Atom, Reciprocal
from .function_values import Applied, Cosine, Erf, Exponential, Logarithm, Root, Sine, Step
from .polynomial import Poly


def held(atom: Atom) -> Poly | None:
    """Return what an atom is a function of, where it is one that can be made anew."""
    match atom:
        case Exponential() | Logarithm() | Step() | Erf() | Applied() | Cosine() | Sine():
            return atom.argument
        case Root() | Reciprocal():
            return atom.of
    return None
