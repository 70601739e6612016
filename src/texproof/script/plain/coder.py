"""What both libraries have in common: how symbols, functions and derivatives are named."""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Sequence
from functools import singledispatchmethod

from ...elaborate import term as t
from ...model.declare import Model
from ...model.size import Shape
from ..code import Coder, Unscripted, symbol_name

_WORD = re.compile(r"(?<![\w.])[^\W\d]\w*")
_NUMBERED = re.compile(r"[\W_]\d+$")
# Names that mean something else in a text.
_TAKEN = frozenset({"np", "sp", "math", "sum", "min", "max", "int", "range", "left", "right", "row", "column", "u"})


class Plain(Coder):
    """What both libraries have in common: symbols stand under their own names, functions are called by theirs."""

    def __init__(self, model: Model, functions: Collection[str], letters: Collection[str], names: set[str]) -> None:
        super().__init__(_TAKEN | {*letters} | {*map(symbol_name, names)}, functions)
        self.model = model
        self.letters = frozenset(letters)
        self.variables: set[str] = set()  # names of what is summed or integrated over as a symbol
        self.slopes: dict[str, Shape] = {}  # names of derivatives of what a snippet computes
        self.increments: dict[str, tuple[tuple[t.Term, t.Term], ...]] = {}  # along what differentials of a name are

    def letter(self, name: str) -> str:
        """Return an index letter as a name of its own, without the number that tells it from others of its name."""
        if name not in self.bindings:
            plain = _NUMBERED.sub("", name)
            while not plain.isidentifier() or plain in self.taken or plain in self.bindings.values():
                plain = f"{plain}_" if plain.isidentifier() else f"{''.join(c for c in plain if c.isalnum())}x"
            self.bindings[name] = plain
        return self.bindings[name]

    def slope(self, term: t.Derivative) -> str:
        """Return the name of a derivative that a snippet's symbol has: dL_dA, of which an entry may be taken.

        Raises: Unscripted where that has more than two indices, or is of no symbol.
        """
        of, by = term.of, term.by
        symbol = by.array if isinstance(by, t.Entry) else by
        if not isinstance(of, t.Symbol) or not isinstance(symbol, t.Symbol) or term.layout == "tensor":
            raise Unscripted("a derivative that is no array of numbers with a name")
        name = f"d{symbol_name(of.name)}_d{symbol_name(symbol.name)}"
        if not isinstance(by, t.Entry):
            self.slopes[name] = term.shape
            return name
        if of.shape:
            raise Unscripted("a derivative with more than two indices")
        self.slopes[name] = symbol.shape
        return f"{name}[{', '.join(self.index(i, 1) for i in by.index)}]"

    def increment(self, term: t.Differential) -> str:
        """Return the name of the differential of what a snippet computes: dL.

        Raises: Unscripted where it is not that of a symbol, or where the same one stands for another direction too.
        """
        if not isinstance(term.of, t.Symbol):
            raise Unscripted("a differential that has no name")
        name = f"d{symbol_name(term.of.name)}"
        if self.increments.setdefault(name, term.along) != term.along:
            raise Unscripted("differentials along different increments")
        self.slopes[name] = term.shape
        return name

    def symbol(self, name: str) -> str:
        """Return a symbol's name, with "_" behind it where a size, a library or Python has that name."""
        plain = symbol_name(name)
        return f"{plain}_" if plain in _TAKEN | self.letters or keyword.iskeyword(plain) else plain

    def function(self, name: str, order: int) -> str:
        """Return the name of a function of the model: sigma, sigma_1 for its derivative."""
        return f"{self.symbol(name)}_{order}" if order else self.symbol(name)

    def shapes(self, used: Collection[str], symbols: Sequence[t.Symbol]) -> dict[str, Shape]:
        """Return the shapes of the arrays and numbers that are used, by name."""
        found = {self.symbol(symbol.name): symbol.shape for symbol in symbols} | self.slopes
        return {name: found[name] for name in sorted(found) if name in used}

    def hypotheses(self) -> dict[str, str]:
        """Return in words what is supposed of the model's symbols, by name."""
        found = {
            self.symbol(name): ", ".join(map(str, kind.hypotheses)) for name, kind in self.model.parameters.items()
        }
        return {name: words for name, words in found.items() if words}

    def applied(self, used: Collection[str], sides: Sequence[t.Term]) -> dict[str, tuple[str, int]]:
        """Return the functions of the model that are used: by name, which it is and its order."""
        parts = [part for side in sides for part in t.walk(side) if isinstance(part, t.Apply)]
        found = {self.function(part.function, part.order): (part.function, part.order) for part in parts}
        return {name: found[name] for name in sorted(found) if name in used and found[name][0] in self.functions}

    @singledispatchmethod
    def _of(self, term: t.Term) -> str | tuple[str, int]:
        return super()._of(term)

    @_of.register
    def _(self, term: t.Elimination) -> str:
        raise Unscripted("no library has the elimination matrix")

    @_of.register
    def _(self, term: t.MatrixFunction) -> str:
        # SymPy has the exponential of a matrix, by its Jordan form: of a matrix of symbols that is not found.
        raise Unscripted("no library has this function of a matrix of symbols")

    @_of.register
    def _(self, term: t.Differential) -> str:
        return self.increment(term)


def words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))
