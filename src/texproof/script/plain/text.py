"""The texts of a claim: imports, what the names are, both sides."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ...elaborate import term as t
from ...elaborate.claim import Obligation
from ...model.declare import Model
from ..code import Unscripted, size_code
from ..scripted import Scripted
from .coder import Plain, words
from .numpy import NumPy
from .sympy import SymPy


def in_plain(
    obligation: Obligation, model: Model, functions: Collection[str], claim: Scripted
) -> tuple[tuple[str, str], ...]:
    """Return pairs of a library and the claim in it: a Python text of a few lines.

    What is given or computed elsewhere stands in it by name: Z, and dL_dA for a derivative of what a snippet computes.
    Where the left side is no more than such a name, the text assigns the right side to it; else it has `left` and
    `right`. A side that a library has no words for is left out: a function of a matrix.
    """
    sides = {"left": obligation.left, "right": obligation.right}
    symbols = [part for side in sides.values() if side for part in t.walk(side) if isinstance(part, t.Symbol)]
    names = {*model.parameters, *(symbol.name for symbol in symbols)}
    found = []
    for library, start, kind in (("NumPy", "import numpy as np", NumPy), ("SymPy", "import sympy as sp", SymPy)):
        coder = kind(model, functions, claim.letters, names)
        indices = [(coder.letter(r.letter), size_code(r.upper)) for r in obligation.free]
        texts = {name: text for name, side in sides.items() if side is not None and (text := _side(coder, side))}
        named = (
            isinstance(obligation.left, t.Symbol | t.Derivative | t.Differential)
            and texts.get("left", "").isidentifier()
        )
        if named and texts["left"] not in words(texts.get("right", "")):
            texts = {texts["left"]: texts["right"]} if "right" in texts else {}
        if not texts:
            continue
        used = words(" ".join(texts.values()))
        written = "\n".join(f"{name} = {text}" for name, text in texts.items())
        declared = [
            *coder.declared(used, claim, symbols, [side for side in sides.values() if side]),
            *_indices(indices, used),
            written,
        ]
        imports = ["import math", start] if "math" in used else [start]
        found.append((library, "\n".join([*imports, "", *declared, ""])))
    return tuple(found)


def _side(coder: Plain, side: t.Term) -> str:
    """Return a side's source, "" where the library has no words for it."""
    if any(len(part.shape) not in (0, 2) for part in t.walk(side)):
        return ""
    before = dict(coder.slopes)
    try:
        return coder.code(side)
    except Unscripted:
        coder.slopes = before
        return ""


def _indices(indices: Sequence[tuple[str, str]], used: Collection[str]) -> Iterator[str]:
    wanted = [(letter, upper) for letter, upper in indices if letter in used]
    if wanted:
        letters, uppers = zip(*wanted, strict=True)
        ones = ", ".join("1" for _ in wanted)
        yield f"{', '.join(letters)} = {ones}  # from 1 to {', '.join(uppers)}"
