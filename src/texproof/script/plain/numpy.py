"""A claim in NumPy."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import singledispatchmethod
from typing import ClassVar

from ...elaborate import term as t
from ...model.size import Shape
from ..code import ATOM, PRODUCT, Unscripted, shape_code, size_code
from ..scripted import Scripted
from .coder import Plain


class NumPy(Plain):
    """Writes terms in NumPy."""

    xp: ClassVar[str] = "np"

    def _number(self, term: t.Term, level: int) -> str:
        return self.code(term, level)

    @singledispatchmethod
    def _of(self, term: t.Term) -> str | tuple[str, int]:
        return super()._of(term)

    @_of.register
    def _(self, term: t.Derivative) -> str:
        return self.slope(term)

    @_of.register(t.Series | t.Integral)
    def _(self, term: t.Term) -> str:
        raise Unscripted("NumPy has neither series nor integrals")

    @_of.register
    def _(self, term: t.Number) -> str | tuple[str, int]:
        if term.value.denominator != 1:
            return f"{term.value.numerator} / {term.value.denominator}", PRODUCT
        return super()._of(term)

    @_of.register
    def _(self, term: t.ImaginaryUnit) -> str:
        return "1j"

    @_of.register
    def _(self, term: t.Unit) -> str:
        height, width = map(size_code, term.shape)
        return f"np.outer(np.eye({height})[{self.index(term.row, 1)}], np.eye({width})[{self.index(term.column, 1)}])"

    @_of.register
    def _(self, term: t.PseudoInverse) -> str:
        return f"np.linalg.pinv({self.code(term.argument)})"

    @_of.register
    def _(self, term: t.Vec) -> str:
        return f'{self.code(term.argument, ATOM)}.reshape(-1, 1, order="F")'

    @_of.register
    def _(self, term: t.Apply) -> str | tuple[str, int]:
        if term.function in self.functions:
            return f"{self.function(term.function, term.order)}({self.code(term.argument)})"
        if term.function == "step":
            return f"np.heaviside({self.code(term.argument)}, 0)"
        if term.function == "erf":
            if term.argument.shape:
                raise Unscripted("NumPy has no error function")
            return f"math.erf({self.code(term.argument)})"
        return super()._of(term)

    @_of.register
    def _(self, term: t.Fold) -> str:
        text = self._bound(term.letter, lambda: self._each(term))
        return f"{({'product': 'math.prod', 'maximum': 'max', 'minimum': 'min'})[term.operation]}({text})"

    @_of.register
    def _(self, term: t.Factorial) -> str:
        return f"math.factorial({self.index(term.index)})"

    @_of.register
    def _(self, term: t.Blocks) -> str:
        rows = ", ".join("[" + ", ".join(map(self.code, row)) + "]" for row in term.rows)
        return f"np.block([{rows}])" if any(cell.shape for row in term.rows for cell in row) else f"np.array([{rows}])"

    def declared(
        self, used: Collection[str], claim: Scripted, symbols: Sequence[t.Symbol], sides: Sequence[t.Term]
    ) -> Iterator[str]:
        """Yield what the symbols are, and the sizes that are used."""
        shapes = self.shapes(used, symbols)
        hypotheses = self.hypotheses()
        said = [
            f"{name}: {' '.join(filter(None, (shape_code(shape) if shape else 'a number', hypotheses.get(name, ''))))}"
            for name, shape in shapes.items()
        ]
        said += [f"{name}: a function of each entry" for name in self.applied(used, sides)]
        if said:
            yield f"# {', '.join(said)}"
        for letter in claim.letters:
            if letter in used:
                at = _axis(letter, shapes)
                yield f"{letter} = {at[0]}.shape[{at[1]}]" if at else f"# {letter}: a whole number"


def _axis(letter: str, shapes: Mapping[str, Shape]) -> tuple[str, int] | None:
    """Return a symbol and which of its sizes a letter is."""
    for name, shape in shapes.items():
        for axis, size in enumerate(shape):
            if size_code(size) == letter:
                return name, axis
    return None
